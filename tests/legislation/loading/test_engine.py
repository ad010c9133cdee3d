"""The database follows the data, except where an editor has been."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.loading.engine import synchronise
from legislation.loading.outcome import Outcome
from legislation.loading.rows import Ref, Row
from legislation.models import (
    Duty,
    Law,
    LoadedRecord,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    Role,
    Topic,
)

pytestmark = pytest.mark.django_db

STALKING = "kz-criminal-code-2014#art_115-1"
STALKING_VERSION = f"{STALKING}@2025-09-16"


def with_values(rows: Sequence[Row], model: str, key: str, **values: Any) -> list[Row]:
    """Copy the rows with some values of one of them changed."""
    assert any((row.model, row.key) == (model, key) for row in rows)
    return [
        replace(row, values={**row.values, **values}) if (row.model, row.key) == (model, key) else row
        for row in rows
    ]


def without(rows: Sequence[Row], key: str) -> list[Row]:
    """Copy the rows without a record and what hangs on it."""
    return [
        row
        for row in rows
        if not row.key.startswith(key)
        and not any(isinstance(value, Ref) and value.key.startswith(key) for value in row.values.values())
    ]


def totals(outcome: Outcome, *names: str) -> dict[str, int]:
    sums = {name: sum(getattr(tally, name) for tally in outcome.tallies.values()) for name in names}
    return {name: count for name, count in sums.items() if count}


CHANGES = ("added", "changed", "removed", "kept", "conflicts")


def events() -> int:
    """Rows of history, in all."""
    tracked = [
        model
        for model in apps.get_app_config("legislation").get_models()
        if hasattr(model, "pgh_tracked_model")
    ]
    assert tracked
    return sum(model._base_manager.count() for model in tracked)


def stalking() -> Provision:
    return Provision.objects.get(law__identifier="kz-criminal-code-2014", eid="art_115-1")


def fresh(record: models.Model) -> Any:
    return type(record)._base_manager.get(pk=record.pk)


def test_second_load_changes_nothing_and_leaves_no_history(rows: list[Row]) -> None:
    before = events()
    outcome = synchronise(rows)
    assert totals(outcome, *CHANGES) == {}
    assert totals(outcome, "unchanged") == {"unchanged": len(rows)}
    assert not outcome.wrote
    assert outcome.laws == set()
    assert events() == before


def test_changed_value_is_written_and_its_law_named(rows: list[Row]) -> None:
    outcome = synchronise(with_values(rows, "Provision", STALKING, heading="Pursuit"))
    assert totals(outcome, *CHANGES) == {"changed": 1}
    assert outcome.laws == {"kz-criminal-code-2014"}
    assert stalking().heading == "Pursuit"
    assert totals(synchronise(rows), *CHANGES) == {"changed": 1}
    assert stalking().heading == "Stalking"


def test_new_record_is_added(rows: list[Row]) -> None:
    values = {"slug": "new-role", "name": "New role", "i18n": {}}
    outcome = synchronise([*rows, Row("Role", "new-role", values, "roles.yaml")])
    assert totals(outcome, *CHANGES) == {"added": 1}
    assert outcome.vocabulary
    assert Role.objects.get(slug="new-role").name == "New role"


def test_record_gone_from_the_data_is_removed_with_what_hangs_on_it(rows: list[Row]) -> None:
    outcome = synchronise(without(rows, STALKING))
    assert totals(outcome, "added", "changed", "kept", "conflicts") == {}
    assert outcome.tally("Provision").removed == 1
    assert not Provision.objects.filter(eid="art_115-1", law__identifier="kz-criminal-code-2014").exists()
    assert totals(synchronise(without(rows, STALKING)), *CHANGES) == {}


def test_editors_change_is_kept(rows: list[Row]) -> None:
    provision = stalking()
    Provision.objects.filter(pk=provision.pk).update(heading="By the editor")
    assert totals(synchronise(rows), *CHANGES) == {"kept": 1}
    assert fresh(provision).heading == "By the editor"


def test_editors_change_and_change_of_the_data_are_a_conflict_that_shows_both(rows: list[Row]) -> None:
    provision = stalking()
    Provision.objects.filter(pk=provision.pk).update(heading="By the editor")
    outcome = synchronise(with_values(rows, "Provision", STALKING, heading="By the data"))
    assert totals(outcome, *CHANGES) == {"conflicts": 1}
    assert fresh(provision).heading == "By the editor"
    assert str(outcome.conflicts[0]) == (
        f"legislation/kz-criminal-code-2014.yaml: Provision {STALKING}: "
        "was changed here, and the data have changed too\n"
        "    heading: here 'By the editor', in the data 'By the data'"
    )


def test_conflict_ends_when_the_editor_takes_over_the_data(rows: list[Row]) -> None:
    provision = stalking()
    new = with_values(rows, "Provision", STALKING, heading="By the data")
    Provision.objects.filter(pk=provision.pk).update(heading="By the data")
    assert totals(synchronise(new), *CHANGES) == {}
    assert totals(synchronise(rows), *CHANGES) == {"changed": 1}  # and it is the data's again


def test_what_forms_do_to_a_text_is_no_change_of_an_editor(rows: list[Row]) -> None:
    version = ProvisionVersion.objects.get(provision=stalking())
    text = ProvisionText.objects.get(version=version, language="en")
    ProvisionText.objects.filter(pk=text.pk).update(summary=text.summary + "\r\n")
    assert totals(synchronise(rows), *CHANGES) == {}


def test_fields_that_the_data_know_nothing_of_are_the_editors(rows: list[Row]) -> None:
    Law.objects.filter(identifier="kz-criminal-code-2014").update(verified_on=dt.date(2026, 11, 1))
    assert totals(synchronise(rows), *CHANGES) == {}


def test_record_that_an_editor_deleted_stays_deleted(rows: list[Row]) -> None:
    Penalty.objects.filter(version__provision=stalking()).first().delete()  # type: ignore[union-attr]
    outcome = synchronise(rows)
    assert totals(outcome, *CHANGES) == {"kept": 1}
    assert totals(synchronise(rows), *CHANGES) == {"kept": 1}


def test_deleted_record_that_the_data_change_is_a_conflict(rows: list[Row]) -> None:
    key = f"{STALKING_VERSION}/penalty/0"
    Penalty.objects.filter(version__provision=stalking(), position=0).delete()
    outcome = synchronise(with_values(rows, "Penalty", key, maximum=300))
    assert totals(outcome, *CHANGES) == {"conflicts": 1}
    assert "was deleted here" in str(outcome.conflicts[0])


def test_provision_that_an_editor_deleted_takes_its_records_along(rows: list[Row]) -> None:
    stalking().delete()
    outcome = synchronise(rows)
    assert totals(outcome, "added", "changed", "removed", "conflicts") == {}
    assert outcome.tally("Provision").kept == 1


def test_new_norm_of_a_deleted_provision_is_a_conflict(rows: list[Row]) -> None:
    stalking().delete()
    norm = next(row for row in rows if row.key == f"{STALKING_VERSION}/penalty/0")
    outcome = synchronise([*rows, replace(norm, key=f"{STALKING_VERSION}/penalty/9")])
    assert [conflict.reason for conflict in outcome.conflicts] == [
        "belongs to a record that was deleted here"
    ]


def test_record_that_an_editor_entered_first_is_taken_for_the_same(rows: list[Row]) -> None:
    Topic.objects.create(slug="new-topic", name="New topic", position=90)
    values = {"slug": "new-topic", "name": "New topic", "plain": "", "position": 90, "i18n": {}}
    row = Row("Topic", "new-topic", values, "topics.yaml")
    assert totals(synchronise([*rows, row]), *CHANGES) == {}
    assert totals(synchronise(rows), *CHANGES) == {"removed": 1}


def test_load_that_forgot_what_it_had_loaded_finds_its_records_again(rows: list[Row]) -> None:
    LoadedRecord.objects.all().delete()
    assert totals(synchronise(rows), *CHANGES) == {}
    assert LoadedRecord.objects.count() == len(rows)


def test_record_that_an_editor_entered_otherwise_is_a_conflict(rows: list[Row]) -> None:
    Topic.objects.create(slug="new-topic", name="Their topic", position=90)
    values = {"slug": "new-topic", "name": "Our topic", "plain": "", "position": 90, "i18n": {}}
    outcome = synchronise([*rows, Row("Topic", "new-topic", values, "topics.yaml")])
    assert [conflict.reason for conflict in outcome.conflicts] == [
        "was entered here, and the data say otherwise"
    ]
    assert Topic.objects.get(slug="new-topic").name == "Their topic"


def test_removal_stops_at_what_an_editor_hung_on_the_record(rows: list[Row]) -> None:
    version = ProvisionVersion.objects.get(provision=stalking())
    Duty.objects.create(version=version, bearer=Role.objects.get(slug="police"), action="Added by an editor")
    outcome = synchronise(without(rows, STALKING))
    assert stalking()
    assert {conflict.model for conflict in outcome.conflicts} == {"Provision", "ProvisionVersion"}
    assert "hang on it" in outcome.conflicts[0].reason


def test_changed_record_gone_from_the_data_is_kept_and_reported(rows: list[Row]) -> None:
    Provision.objects.filter(pk=stalking().pk).update(heading="By the editor")
    outcome = synchronise(without(rows, STALKING))
    assert stalking().heading == "By the editor"
    assert "is no longer in the data, but was changed here" in {c.reason for c in outcome.conflicts}


def test_boundary_between_two_versions_may_move_either_way(rows: list[Row]) -> None:
    key = "kz-administrative-offences-2014#art_64"
    for day in (dt.date(2023, 6, 1), dt.date(2023, 8, 1)):
        moved = with_values(
            rows, "ProvisionVersion", f"{key}@2015-01-01", valid=DateRange(dt.date(2015, 1, 1), day)
        )
        moved = with_values(
            moved, "ProvisionVersion", f"{key}@2023-07-01", valid=DateRange(day, dt.date(2024, 6, 16))
        )
        assert totals(synchronise(moved), *CHANGES) == {"changed": 2}


def test_version_that_overlaps_one_of_an_editors_is_a_conflict_and_left_out(rows: list[Row]) -> None:
    version = ProvisionVersion.objects.get(provision=stalking())
    end = dt.date(2026, 5, 1)
    ProvisionVersion.objects.filter(pk=version.pk).update(valid=DateRange(version.valid.lower, end))
    ProvisionVersion.objects.create(
        provision=version.provision, valid=DateRange(end, None), state="published", confidence="high"
    )
    template = next(row for row in rows if row.key == STALKING_VERSION)
    start = dt.date(2026, 6, 1)
    new = replace(
        template, key=f"{STALKING}@2026-06-01", values={**template.values, "valid": DateRange(start, None)}
    )
    norm = next(row for row in rows if row.key == f"{STALKING_VERSION}/penalty/0")
    hung = replace(
        norm, key=f"{new.key}/penalty/0", values={**norm.values, "version": Ref("ProvisionVersion", new.key)}
    )
    outcome = synchronise([*rows, new, hung])
    assert totals(outcome, *CHANGES) == {"kept": 2, "conflicts": 1}
    assert outcome.conflicts[0].record == new.key


def test_reference_amount_that_overlaps_an_editors_is_a_conflict(rows: list[Row]) -> None:
    unknown = ReferenceAmount.objects.get(amount=None)
    ReferenceAmount.objects.filter(pk=unknown.pk).update(
        valid=DateRange(dt.date(2027, 1, 1), None), amount=4500
    )
    template = next(row for row in rows if row.key == "MCI@2027-01-01")
    later = DateRange(dt.date(2028, 1, 1), dt.date(2029, 1, 1))
    outcome = synchronise(
        [*rows, replace(template, key="MCI@2028-01-01", values={**template.values, "valid": later})]
    )
    assert totals(outcome, *CHANGES) == {"kept": 1, "conflicts": 1}
