"""What two jurisdictions do together: agreed, done, overdue, coming; in numbers and in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from kbase.local_times import wall_time
from kbase.localised import localised
from kbase.localised_formats import number_text
from legislation.law_rows import Fact
from legislation.law_timeline import Event as Moment
from legislation.models import Jurisdiction
from programs.collaborations.rows import due_text, outcome
from programs.models import CollaborationAction, Event, PolicyTransfer, Programme

LIMIT = 200  # of each list: a page, not an archive; the lists have everything


@dataclass(frozen=True, slots=True)
class Bilateral:
    """Everything the page of two jurisdictions shows."""

    numbers: list[Fact]
    agreed: list[CollaborationAction]
    proposed: list[CollaborationAction]
    done: list[CollaborationAction]
    overdue: list[CollaborationAction]
    dropped: list[CollaborationAction]
    coming: list[Event]
    past: list[Event]
    transfers: list[PolicyTransfer]
    programmes: list[Programme]
    timeline: list[Moment]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is recorded of the two but programmes."""
        return (
            not any(
                (self.agreed, self.proposed, self.done, self.overdue, self.dropped, self.coming, self.past)
            )
            and not self.transfers
        )


def pair_of(text: str) -> tuple[Jurisdiction, Jurisdiction] | None:
    """Read 'kz-pk', or 'kz-pk-pb' where a part of a country has a dash of its own."""
    places = {place.code.lower(): place for place in Jurisdiction.objects.all()}
    words = text.lower().split("-")
    for cut in range(1, len(words)):
        first, second = "-".join(words[:cut]), "-".join(words[cut:])
        if first in places and second in places and first != second:
            return places[first], places[second]
    return None


def address_of(first: Jurisdiction, second: Jurisdiction) -> str:
    """Give the one address of two jurisdictions, in the order of the alphabet."""
    return "-".join(sorted((first.code.lower(), second.code.lower())))


def bilateral(first: Jurisdiction, second: Jurisdiction, *, today: dt.date, now: dt.datetime) -> Bilateral:
    """Gather what two jurisdictions do together; parts of a country count for it."""
    codes = first.code, second.code
    actions = list(CollaborationAction.objects.between(*codes).with_names()[:LIMIT])
    events = list(Event.objects.public().between(*codes).with_names().with_places()[:LIMIT])
    transfers = list(PolicyTransfer.objects.between(*codes).with_names()[:LIMIT])
    overdue = [action for action in actions if action.is_overdue(today)]
    open_ones = [action for action in actions if action.is_open and action not in overdue]
    parts = {
        "proposed": [action for action in open_ones if action.status == "proposed"],
        "agreed": [action for action in open_ones if action.status != "proposed"],
        "done": [action for action in actions if action.status == "completed"],
        "dropped": [action for action in actions if action.status == "cancelled"],
        "overdue": overdue,
    }
    coming = [event for event in events if event.ends_at > now and event.state == "announced"]
    past = [event for event in events if event.ends_at <= now and event.state != "cancelled"]
    return Bilateral(
        **parts,
        numbers=_numbers(parts, coming, past, transfers),
        coming=coming,
        past=past,
        transfers=transfers,
        programmes=list(_programmes(first, second)),
        timeline=_timeline(actions, events, transfers),
    )


def _programmes(first: Jurisdiction, second: Jurisdiction) -> Any:
    """Programmes of one side with an organisation of the other: the agreements that the data know."""

    def joins(home: Jurisdiction, other: Jurisdiction) -> Q:
        members = Q(programmepartner__organisation__jurisdiction=other) | Q(lead__jurisdiction=other)
        return Q(jurisdiction=home) & members

    kinds = ("partnership", "exchange", "diplomacy", "network")
    return (
        Programme.objects.with_place()
        .filter(joins(first, second) | joins(second, first), kind__in=kinds)
        .distinct()
    )


def _numbers(
    parts: dict[str, list[CollaborationAction]],
    coming: list[Event],
    past: list[Event],
    transfers: list[PolicyTransfer],
) -> list[Fact]:
    enacted = sum(transfer.status == "enacted" for transfer in transfers)
    counted = [
        (_("Actions agreed and open"), len(parts["agreed"])),
        (_("Actions overdue"), len(parts["overdue"])),
        (_("Actions completed"), len(parts["done"])),
        (_("Events coming"), len(coming)),
        (_("Events held"), len(past)),
        (_("Recommendations"), len(transfers)),
        (_("Recommendations enacted"), enacted),
    ]
    return [Fact(label, number_text(count)) for label, count in counted]


def _timeline(
    actions: list[CollaborationAction], events: list[Event], transfers: list[PolicyTransfer]
) -> list[Moment]:
    moments = chain(
        *(_moments(action) for action in actions),
        (_of_event(event) for event in events),
        (_of_transfer(transfer) for transfer in transfers),
    )
    return sorted(moments, key=lambda moment: (moment.on or dt.date.max, str(moment.label)))


def _moments(action: CollaborationAction) -> Iterator[Moment]:
    title, address = localised(action, "title"), action.get_absolute_url()
    if action.agreed_on:
        yield Moment(action.agreed_on, title, "adopted", address, _("Agreed"))
    if action.completed_on:
        yield Moment(action.completed_on, title, "commenced", address, outcome(action))
    elif action.is_open:
        yield Moment(action.due_on, title, "future", address, _("Due: %(when)s") % {"when": due_text(action)})


def _of_event(event: Event) -> Moment:
    day = wall_time(event.starts_at, event.zone).date()
    note = str(event.get_state_display()) if event.state == "cancelled" else localised(event.kind, "name")
    return Moment(day, localised(event, "title"), "other", event.get_absolute_url(), note)


def _of_transfer(transfer: PolicyTransfer) -> Moment:
    note = str(transfer.get_status_display())
    return Moment(
        transfer.status_on, localised(transfer, "title"), "amended", transfer.get_absolute_url(), note
    )
