"""The parts of a case, each a page of its own, in the order of the bar that stands on every page about it.

A part is shown to whom its section is open at its level, once a route of its name exists: who adds the
page needs to do nothing here. A page below a part names it: ``part = "work-happened"`` on its view.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import door
from cases.choices import Section
from cases.querysets import GRANT, READ


@dataclass(frozen=True, slots=True)
class Part:
    """A part: the name of its route (which takes the case alone), its words, and what opening it needs."""

    page: str
    words: Promise
    section: str
    level: str = READ


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as the bar prints it; `current`: 'page' where one is on it, 'true' below it, else empty."""

    url: str
    words: Promise
    current: str


PARTS: tuple[Part, ...] = (
    Part("work-item", _("Overview"), Section.SUMMARY),
    Part("work-people", _("People"), Section.PARTIES),
    Part("work-consents", _("Consent"), Section.PLAN),
    Part("work-happened", _("What happened"), Section.INCIDENTS),
    Part("work-law", _("Law"), Section.INCIDENTS),
    Part("work-duties", _("Duties and measures"), Section.MEASURES),
    Part("work-plan", _("Plan"), Section.PLAN),
    Part("work-notes", _("Notes"), Section.NOTES),
    Part("work-assessments", _("Assessments"), Section.ASSESSMENTS),
    Part("work-safety-plan", _("Safety plan"), Section.ASSESSMENTS),
    Part("work-files", _("Files"), Section.FILES),
    Part("work-sharing", _("Sharing"), Section.PLAN),
    Part("work-access", _("Who may see it"), Section.SUMMARY, GRANT),
    Part("work-item-log", _("Who looked"), Section.SUMMARY, GRANT),
    Part("work-keeping", _("How long it is kept"), Section.SUMMARY, GRANT),
)


def shown_parts(user: Any, case_id: UUID, *, page: str, part: str = "") -> list[ShownPart]:
    """Return the parts of a case that a person may open, in order, with the one she is in.

    Args:
        page: name of the route she is on.
        part: name of the part's route that the page lies below, where it is none itself.
    """
    is_part = any(each.page == page for each in PARTS)
    open_to = door.sections_open_to(user, case_id, {(each.section, each.level) for each in PARTS})
    return [
        ShownPart(url, each.words, "page" if each.page == page else _above(each.page == part and not is_part))
        for each in PARTS
        if (each.section, each.level) in open_to and (url := _address(each.page, case_id))
    ]


def _above(is_above: bool) -> str:
    return "true" if is_above else ""


def _address(page: str, case_id: UUID) -> str:
    try:
        return reverse(page, args=(case_id,))
    except NoReverseMatch:
        return ""
