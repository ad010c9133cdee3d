"""My day: what waits in all cases that a person sees. Who adds to it adds a function to `SOURCES`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import law_door, sharing_door
from cases.law_facts import DutyCard, duty_cards, flag_rows, measure_cards
from cases.names import name_of
from cases.sharing_door import receiver_name
from kbase.localised import Localised
from kbase.localised_formats import day_text

SOON = dt.timedelta(days=1)
LIMIT = 40


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day: a heading and the rows that a template prints.

    Attributes:
        anchor: its id on the page.
        template: is given the rows as `rows`.
        is_pressing: whether the heading warns.
        more_url: where all of them stand, if these are not all.
    """

    anchor: str
    heading: Promise
    template: str
    rows: Sequence[Any]
    is_pressing: bool = False
    more_url: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for an answer, by code: the words, where it is answered, and by when."""

    words: str
    url: str
    notes: Sequence[Any] = ()
    by: dt.date | None = None
    is_late: bool = False


def duty_parts(duties: Sequence[Any]) -> list[DayPart]:
    """Sort duties by the time that is left: over, within a day, later."""
    cards = duty_cards(duties)
    template = "cases/_day_duties.html"
    return [
        DayPart("overdue", _("Overdue"), template, [c for c in cards if left(c) < dt.timedelta()], True),
        DayPart("soon", _("In the next 24 hours"), template,
                [c for c in cards if dt.timedelta() <= left(c) < SOON]),
        DayPart("later", _("Later"), template, [c for c in cards if left(c) >= SOON]),
    ]  # fmt: skip


def left(card: DutyCard) -> dt.timedelta:
    """The time that is left for a duty."""
    span: dt.timedelta = card.duty.time_left  # type: ignore[attr-defined]
    return span


def measures(user: Any, today: dt.date) -> DayPart:
    """Return the measures that wait for service, and those that end soon or ended in the last days."""
    found = law_door.measures_for_day_of(user, today)[:LIMIT]
    cards = measure_cards(found, today=today)
    return DayPart(
        "measures", _("Measures to serve, and measures that end"), "cases/_day_measures.html", cards
    )


def doubts(user: Any, _today: dt.date) -> DayPart:
    """Return what is open to doubt, the oldest first; where there is more of it, the page that has it all."""
    found = list(law_door.flags_for_day_of(user)[: LIMIT + 1])
    rows = flag_rows(found[:LIMIT])
    settled = law_door.cases_to_settle(user, {row.flag.case_id for row in rows}) if rows else set()
    rows = [row if row.flag.case_id in settled else replace(row, url="") for row in rows]
    more = reverse("work-law-changes") if len(found) > LIMIT else ""
    return DayPart("doubts", _("To be looked at"), "cases/_day_flags.html", rows, more_url=more)


def approvals(user: Any, _today: dt.date) -> DayPart:
    """Return what waits for the person's yes or no as a supervisor."""
    found = list(sharing_door.approvals_waiting_for(user)[: LIMIT + 1])
    rows = [
        Waiting(
            each.get_kind_display(), reverse("work-approval", args=(each.pk,)),
            [name_of(each.requested_by), Localised(each.case.shown_number, "en")],
        )
        for each in found[:LIMIT]
    ]  # fmt: skip
    more = reverse("work-approvals") if len(found) > LIMIT else ""
    words = _("Approvals to decide on")
    return DayPart("approvals", words, "cases/_day_waiting.html", rows, more_url=more)


def answers(user: Any, today: dt.date) -> DayPart:
    """Return what others sent and waits for an answer: cases and referrals; all of it is under 'Received'."""
    offers = list(sharing_door.offers_to(user)[: LIMIT + 1])
    received = list(sharing_door.waiting_for_an_answer(user)[: LIMIT + 1])
    rows = [
        Waiting(
            gettext("A case is offered to you"), reverse("work-offered", args=(each.pk,)), [each.former.name],
            localtime(each.expires_at).date(),
        )
        for each in offers[:LIMIT]
    ]  # fmt: skip
    rows += [
        Waiting(
            gettext("Referral: %(help)s") % {"help": each.get_service_kind_display()},
            reverse("work-received-item", args=(each.pk,)), [day_text(localtime(each.sent_at).date())],
            each.respond_by, bool(each.respond_by and each.respond_by < today),
        )
        for each in received[:LIMIT]
    ]  # fmt: skip
    more = reverse("work-received") if max(len(offers), len(received)) > LIMIT else ""
    return DayPart("answers", _("Waiting for your answer"), "cases/_day_waiting.html", rows, more_url=more)


def referrals(user: Any, today: dt.date) -> DayPart:
    """Return what was approved and isn't sent, and to what nobody answered in time."""
    rows = [
        Waiting(
            gettext("Approved, not sent yet: %(help)s") % {"help": each.get_service_kind_display()},
            reverse("work-referral", args=(each.case_id, each.pk)),
            [receiver_name(each), Localised(each.case.shown_number, "en")],
        )
        for each in sharing_door.waiting_to_be_sent_by(user)[:LIMIT]
    ]  # fmt: skip
    rows += [
        Waiting(
            gettext("No answer: %(help)s") % {"help": each.get_service_kind_display()},
            reverse("work-referral", args=(each.case_id, each.pk)),
            [receiver_name(each), Localised(each.case.shown_number, "en")], each.respond_by, True,
        )
        for each in sharing_door.unanswered_of(user, today)[:LIMIT]
    ]  # fmt: skip
    return DayPart("referrals", _("Your referrals"), "cases/_day_waiting.html", rows)


# Parts below the duties, in order: each from a user and the day of today.
SOURCES: list[Callable[[Any, dt.date], DayPart]] = [approvals, answers, measures, referrals, doubts]
