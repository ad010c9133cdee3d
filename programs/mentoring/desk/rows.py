"""People and pairs as rows of the officers' lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell, Column
from legislation.choices import Language
from programs.finance.fitting import labels
from programs.models import MentoringProfile


def person_columns() -> list[Column]:
    """Give the columns of the list of people."""
    return [
        Column(_("Name")),
        Column(_("Side")),
        Column(_("State")),
        Column(_("Country")),
        Column(_("Languages")),
        Column(_("Mentees"), kind="number"),
        Column(_("Since")),
    ]


def person_row(profile: MentoringProfile, countries: Mapping[str, str]) -> list[Cell]:
    """Give a person as a row."""
    counts = {"taken": number_text(profile.taken), "capacity": number_text(profile.capacity)}
    mentees = _("%(taken)s of %(capacity)s") % counts if profile.is_mentor else "–"
    return [
        Cell(profile.name, url=reverse("mentoring-person", args=(profile.pk,))),
        Cell(str(profile.get_side_display())),
        Cell(str(profile.get_state_display())),
        Cell(countries.get(profile.country, profile.country)),
        Cell(labels(Language, profile.languages)),
        Cell(mentees),
        Cell(day_text(profile.begun_at.date())),
    ]


def pair_columns() -> list[Column]:
    """Give the columns of the list of pairs."""
    return [
        Column(_("Mentor and mentee")),
        Column(_("State")),
        Column(_("Borders")),
        Column(_("Points"), kind="number"),
        Column(_("Meetings"), kind="number"),
        Column(_("Last meeting")),
        Column(_("Proposed")),
    ]


def pair_row(pair: Any) -> list[Cell]:
    """Give a pair as a row; it comes with both people and `held` and `latest` of its meetings."""
    return [
        Cell(
            f"{name_of(pair.mentor)} – {name_of(pair.mentee)}",
            url=reverse("mentoring-pair-page", args=(pair.pk,)),
        ),
        Cell(str(pair.get_state_display()), note=str(pair.get_ended_for_display())),
        Cell(_("Across borders") if pair.is_across else _("Within a country")),
        Cell(number_text(pair.score)),
        Cell(number_text(pair.held)),
        Cell(day_text(pair.latest) if pair.latest else "–"),
        Cell(day_text(pair.proposed_at.date())),
    ]


def name_of(profile: MentoringProfile | None) -> str:
    """Name one of a pair, who may have been erased."""
    return profile.name if profile is not None else _("erased")
