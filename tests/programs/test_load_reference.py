"""The command, end to end: programmes come with the law, again without change, never over an editor's."""

from __future__ import annotations

import io
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from legislation.management.commands.load_reference import SHIPPED
from legislation.models import LoadedRecord
from programs.models import (
    CollaborationArea,
    CollaborationEventKind,
    HelpPlace,
    Indicator,
    LegalBasis,
    Observation,
    Organisation,
    Programme,
    Target,
)

pytestmark = pytest.mark.django_db


def load(directory: Path = SHIPPED) -> str:
    out = io.StringIO()
    call_command("load_reference", directory, stdout=out, stderr=out)
    return out.getvalue()


def test_everything_in_the_data_arrives() -> None:
    assert Programme.objects.count() == 55
    assert Organisation.objects.count() == 70
    assert Indicator.objects.count() == 74
    assert Observation.objects.count() == 520
    assert Target.objects.count() == 11
    assert CollaborationArea.objects.count() == 5
    assert CollaborationEventKind.objects.count() == 32
    assert HelpPlace.objects.count() == 10


def test_second_load_changes_nothing() -> None:
    assert "Nothing changed." in load()


def test_academy_has_its_figures_and_their_source() -> None:
    academy = Programme.objects.get(slug="kz-academy-women-entrepreneurs")
    figures = {figure.metric: figure for figure in academy.programmefigure_set.all()}
    assert (figures["graduates"].value, figures["graduates"].unit) == (130, "persons (over)")
    assert figures["enrolled"].value == 100
    assert "brusselsmorning.com" in figures["graduates"].source_url
    assert academy.status == "unknown"


def test_quota_rests_on_the_law_of_elections() -> None:
    bases = LegalBasis.objects.filter(programme__slug="kz-quota-parliament-30")
    assert [(basis.provision.law.identifier, basis.provision.eid) for basis in bases] == [
        ("kz-elections-1995", "art_89__para_4"),
        ("kz-elections-1995", "art_97-1__para_5"),
    ]


def test_disagreeing_sources_are_both_kept() -> None:
    seen = Observation.objects.filter(indicator__slug="ggi-rank-pk", period="2024")
    assert sorted(each.value for each in seen) == [Decimal(145), Decimal(146)]


def test_rank_knows_of_how_many() -> None:
    latest = Observation.objects.filter(indicator__slug="ggi-rank-kz").newest_first().first()
    assert latest is not None
    assert (latest.value, latest.out_of) == (92, 148)


def test_terms_keep_money_and_words_apart() -> None:
    terms = {
        term.key: term
        for term in Programme.objects.get(slug="kz-business-roadmap-2025").programmeterm_set.all()
    }
    assert (terms["max-loan-investment"].amount, terms["max-loan-investment"].currency) == (20_000_000, "KZT")
    assert (
        terms["subsidy-term-years-investment"].amount,
        terms["subsidy-term-years-investment"].currency,
    ) == (3, "")
    assert terms["microloan-rate"].words == "28%, half subsidised"


def test_organisation_of_no_jurisdiction_here_is_elsewhere() -> None:
    assert Organisation.objects.elsewhere().exists()
    assert (
        not Organisation.objects.elsewhere().exclude(country="").filter(jurisdiction__isnull=False).exists()
    )


def test_help_has_only_sourced_entries_and_no_unconfirmed_number() -> None:
    assert not HelpPlace.objects.filter(source_url="").exists()
    assert set(HelpPlace.objects.exclude(phone="").values_list("phone", flat=True)) == {"111", "1043", "15"}


def test_what_an_editor_changed_is_kept() -> None:
    Programme.objects.filter(slug="kz-abwk").update(summary="Changed by an editor")
    assert "Nothing changed." in load()
    assert Programme.objects.get(slug="kz-abwk").summary == "Changed by an editor"


def test_conflict_is_reported_and_the_editor_wins(tmp_path: Path) -> None:
    Programme.objects.filter(slug="kz-abwk").update(url="https://example.org")
    shutil.copytree(SHIPPED, tmp_path / "data")
    file = tmp_path / "data" / "programmes.yaml"
    file.write_text(
        file.read_text().replace("  url: https://businesswomen.kz\n", "  url: https://example.com\n")
    )
    said = load(tmp_path / "data")
    assert "conflict: programmes.yaml: Programme kz-abwk: was changed here" in said
    assert Programme.objects.get(slug="kz-abwk").url == "https://example.org"


def test_broken_data_change_nothing(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "data")
    file = tmp_path / "data" / "indicators.yaml"
    file.write_text(file.read_text().replace("value: 18.9\n", "value: 189\n", 1))
    before = LoadedRecord.objects.count()
    with pytest.raises(CommandError, match="1 problem"):
        load(tmp_path / "data")
    assert LoadedRecord.objects.count() == before


def test_missing_file_is_named(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "data")
    (tmp_path / "data" / "help.yaml").unlink()
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_reference", tmp_path / "data", stderr=out)
    assert "help.yaml: can't be read" in out.getvalue()


def test_exact_duplicate_is_refused_by_the_database() -> None:
    seen = Observation.objects.first()
    assert seen is not None
    seen.pk = None
    with pytest.raises(IntegrityError, match="observation_once"), transaction.atomic():
        seen.save()


def test_history_knows_the_load() -> None:
    events = Programme.pgh_event_model.objects.filter(slug="kz-abwk")  # type: ignore[attr-defined]
    assert events.first().pgh_context.metadata["source"] == "load_reference"
