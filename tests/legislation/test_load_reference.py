"""The command, end to end: what the shipped data become, and that broken data change nothing."""

from __future__ import annotations

import datetime as dt
import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from legislation.management.commands.load_reference import SHIPPED
from legislation.models import (
    Amendment,
    Conduct,
    CrossReference,
    Duty,
    Effect,
    GlossaryTerm,
    Law,
    LawRelation,
    Measure,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    ReferenceAmountRule,
    Right,
)

pytestmark = pytest.mark.django_db

REPLACED, TODAY = dt.date(2025, 6, 1), dt.date(2026, 11, 21)


def in_force(law: str, eid: str, day: dt.date) -> bool:
    return Provision.objects.in_force_on(day).filter(law__identifier=law, eid=eid).exists()


def test_everything_in_the_data_arrives() -> None:
    assert Law.objects.count() == 33
    assert Provision.objects.filter(versions__isnull=False).distinct().count() == 646
    assert Duty.objects.count() == 232
    assert Penalty.objects.count() == 446
    assert Measure.objects.count() == 73
    assert Right.objects.count() == 103
    assert Conduct.objects.count() == 94
    assert Amendment.objects.count() == 66
    assert GlossaryTerm.objects.count() == 79


def test_parents_that_are_not_listed_are_made_without_text() -> None:
    made = Provision.objects.filter(versions__isnull=True).order_by("law", "position")
    assert [(str(node.law), node.eid, node.number, node.kind) for node in made.select_related("law")] == [
        ("Education Law", "art_51__para_3", "51(3)", "paragraph"),
        ("Labour Code", "art_16", "16", "article"),
        ("Labour Code", "art_22__para_1", "22(1)", "paragraph"),
        ("Labour Code", "art_26", "26", "article"),
        ("Labour Code", "art_26__para_2", "26(2)", "paragraph"),
        ("Social Code", "art_133__para_1", "133(1)", "paragraph"),
    ]


def test_parents_come_before_their_parts_in_every_law() -> None:
    for provision in Provision.objects.select_related("parent").exclude(parent=None):
        assert provision.parent.position < provision.position
        assert provision.parent.law_id == provision.law_id
        assert provision.parent.depth == provision.depth - 1
    assert not Provision.objects.values("law", "position").annotate(n=Count("pk")).filter(n__gt=1)


@pytest.mark.parametrize(
    ("law", "eid", "day", "expected"),
    [
        ("kz-offence-prevention-2025", "art_60", dt.date(2026, 3, 1), False),
        ("kz-offence-prevention-2025", "art_60", dt.date(2026, 3, 2), True),
        ("kz-domestic-violence-2009", "art_20", REPLACED, True),
        ("kz-domestic-violence-2009", "art_20", dt.date(2026, 3, 1), True),
        ("kz-domestic-violence-2009", "art_20", dt.date(2026, 3, 2), False),
        ("kz-criminal-code-2014", "art_115-1", dt.date(2025, 9, 15), False),
        ("kz-criminal-code-2014", "art_115-1", dt.date(2025, 9, 16), True),
        ("kz-criminal-code-2014", "art_45", dt.date(2026, 12, 31), True),
        ("kz-administrative-offences-2014", "art_73-1", dt.date(2024, 6, 15), True),
        ("kz-administrative-offences-2014", "art_73-1", dt.date(2024, 6, 16), False),
        ("kz-criminal-code-2014", "art_108", TODAY, False),
        ("kz-amendments-2025-247", "cao_art_444", TODAY, False),
        ("kz-amendments-2025-247", "cao_art_444", dt.date(2027, 1, 1), True),
        ("kz-workplace-harassment-bill", "bill_1", TODAY, False),
    ],
)
def test_provisions_are_law_on_their_days(law: str, eid: str, day: dt.date, expected: bool) -> None:
    assert in_force(law, eid, day) is expected


def test_past_version_has_its_own_summary_and_no_norms() -> None:
    past, *_rest, present = ProvisionVersion.objects.filter(
        provision__law__identifier="kz-administrative-offences-2014", provision__eid="art_461"
    ).in_order()
    assert past.texts.get(language="en").summary == "Warning or arrest of up to 5 days."
    assert not past.norms_recorded
    assert not Penalty.objects.filter(version=past).exists()
    assert present.norms_recorded
    assert present.change_summary.startswith("Part 1-1 added")
    assert present.amendment.number == "73-VIII"
    assert present.texts.get(language="en").summary.startswith("Not obeying a protective order")


def test_texts_come_in_every_language_of_the_data_with_their_digest() -> None:
    texts = ProvisionText.objects.filter(version__provision__eid="art_60")
    assert set(texts.values_list("language", "status")) >= {("en", "own"), ("ru", "own"), ("kk", "own")}
    assert all(len(text.text_sha256) == 64 for text in texts)


def test_provision_that_ceased_on_an_unknown_day_says_so() -> None:
    version = ProvisionVersion.objects.get(
        provision__law__identifier="kz-criminal-code-2014", provision__eid="art_108"
    )
    assert version.ceased_unknown
    assert version.valid.upper is None
    repeal = Effect.objects.get(provision=version.provision, kind="repeals")
    assert (repeal.commencement, repeal.by, repeal.amendment.number) == ("unknown", "84-VI", "84-VI")


def test_suspension_of_arrest_arrives_as_an_outstanding_change() -> None:
    found = Effect.objects.outstanding().filter(commences_on=dt.date(2027, 1, 1))
    assert set(found.values_list("provision__eid", flat=True)) == {"art_45", "art_467", "cao_art_444"}
    assert all("2027" in effect.summary for effect in found)


def test_law_that_replaces_another_does_not_amend_it_too() -> None:
    relations = LawRelation.objects.filter(to_law__identifier="kz-domestic-violence-2009")
    assert set(relations.values_list("from_law__identifier", "kind")) == {
        ("kz-offence-prevention-2025", "replaces"),
        ("kz-women-children-safety-2024", "amends"),
    }


def test_amending_law_that_is_held_here_is_linked() -> None:
    amendment = Amendment.objects.get(law__identifier="kz-criminal-code-2014", number="210-VIII")
    assert amendment.amending_law.identifier == "kz-stalking-forced-marriage-2025"


def test_breach_of_a_measure_leads_both_ways() -> None:
    measure = Measure.objects.get(
        version__provision__law__identifier="kz-offence-prevention-2025", slug="protective-order",
        version__provision__eid="art_60",
    )  # fmt: skip
    assert measure.breach_provision.eid == "art_461"
    assert (measure.maximum_value, measure.maximum_unit) == (30, "days")
    assert CrossReference.objects.filter(
        from_provision=measure.breach_provision,
        kind="punishes-breach",
        to_provision=measure.version.provision,
    ).exists()


def test_arrest_that_is_suspended_says_so_with_the_penalty() -> None:
    penalty = Penalty.objects.get(version__provision__eid="art_115-1", kind="detention")
    assert penalty.note == "Arrest is in general suspended until 1 January 2027 (article 467)."
    exempt = Penalty.objects.filter(version__provision__eid__startswith="art_108-1", kind="detention")
    assert set(exempt.values_list("note", flat=True)) == {""}


def test_penalty_meets_a_role_or_is_put_in_words() -> None:
    assert Penalty.objects.filter(applies_to__slug="official").count() == 56
    assert set(Penalty.objects.exclude(applies_to_words="").values_list("applies_to", flat=True)) == {None}
    assert Penalty.objects.filter(applies_to_words="giver or compeller").count() == 2


def test_year_without_an_established_amount_is_recorded_as_such() -> None:
    amount = ReferenceAmount.objects.get(valid__contains=dt.date(2027, 6, 1))
    assert amount.amount is None
    assert ReferenceAmount.objects.get(valid__contains=dt.date(2026, 3, 1)).amount == Decimal(4325)
    assert set(ReferenceAmountRule.objects.values_list("law__identifier", "value_on")) == {
        ("kz-criminal-code-2014", "offence"),
        ("kz-administrative-offences-2014", "unknown"),
    }


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A copy of the data with six things wrong."""
    directory = tmp_path / "reference"
    shutil.copytree(SHIPPED, directory)
    for file, before, after in (
        ("kz-offence-prevention-2025", "adopted: 2025-12-30", "adopted: 2025-13-45"),
        ("kz-criminal-code-2014", "- kz-criminal-code-2014#art_467", "- kz-criminal-code-2014#art_4677"),
        ("kz-criminal-code-2014", "- eid: art_106\n", "- eid: art_105\n"),
        ("kz-administrative-offences-2014", "    min: 10\n", "    min: 10000\n"),
        ("kz-education-2007", "bearer: education-workers", "bearer: wizard"),
        ("kz-domestic-violence-2009", "valid_until: 2023-07-01", "valid_until: 2023-08-01"),
    ):
        path = directory / "legislation" / f"{file}.yaml"
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after, 1))
    return directory


def test_broken_data_are_named_and_nothing_is_written(broken: Path) -> None:
    before = Law.objects.get(identifier="kz-education-2007").events.count()
    errors = io.StringIO()
    with pytest.raises(CommandError, match=r"7 problems in .*; nothing was written"):
        call_command("load_reference", str(broken), stderr=errors)
    lines = errors.getvalue().splitlines()
    for words in (
        "kz-offence-prevention-2025: adopted: expected a day that exists, as YYYY-MM-DD, got '2025-13-45'",
        "art_45: corresponds_to[1]: points to 'art_4677'",
        "art_105: eid: 'art_105' is given 2 times",
        "penalties[2].min: 10000 is above max 10",
        "duties[1].bearer: 'wizard' is no role",
        "art_3: versions[2].valid_from: 2023-07-01 leaves an overlap with version 1",
    ):
        (line,) = [line for line in lines if words in line]
        assert line.startswith("legislation/")
        assert line.split(":")[1].isdigit()
    assert Law.objects.get(identifier="kz-education-2007").events.count() == before


def test_check_alone_writes_nothing() -> None:
    Duty.objects.all().delete()
    output = io.StringIO()
    call_command("load_reference", "--check", stdout=output)
    assert "33 laws" in output.getvalue()
    assert not Duty.objects.exists()


def test_directory_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="/nowhere is not a directory"):
        call_command("load_reference", "/nowhere")


def test_report_counts_per_model_and_lists_conflicts(tmp_path: Path) -> None:
    directory = tmp_path / "reference"
    shutil.copytree(SHIPPED, directory)
    path = directory / "legislation" / "kz-education-2007.yaml"
    path.write_text(
        path.read_text().replace("short_title:\n  en: Education Law", "short_title:\n  en: Schools")
    )
    Law.objects.filter(identifier="kz-education-2007").update(short_title="Law on Education")
    output, errors = io.StringIO(), io.StringIO()
    call_command("load_reference", str(directory), stdout=output, stderr=errors)
    (law,) = [line for line in output.getvalue().splitlines() if line.startswith("Law ")]
    assert law.split() == ["Law", "0", "0", "32", "0", "0", "1"]
    assert "short_title: here 'Law on Education', in the data 'Schools'" in errors.getvalue()
    assert "1 conflict" in errors.getvalue()
