"""Actions, events and policy transfers as rows of lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell, Column
from legislation.labels import provision_label
from legislation.models import Jurisdiction, Provision
from legislation.views.point_in_time import today
from programs.collaborations.choices import EventState
from programs.collaborations.registering import is_open
from programs.collaborations.times import span_text
from programs.models import CollaborationAction, Event, PolicyTransfer


def place_names(codes: Iterable[str], names: dict[str, str]) -> str:
    """Name jurisdictions by their codes, in their order."""
    return ", ".join(names.get(code, code) for code in codes)


def names_of_places() -> dict[str, str]:
    """Give the names of all jurisdictions by code; one query."""
    return {place.code: str(localised(place, "name")) for place in Jurisdiction.objects.all()}


def action_columns() -> list[Column]:
    """Give the columns of actions."""
    return [Column(_("Action")), Column(_("Area")), Column(_("Owner")), Column(_("Due")), Column(_("Status"))]


def action_row(action: CollaborationAction) -> list[Cell]:
    """Give an action as a row; it comes with its names."""
    return [
        Cell(localised(action, "title"), url=action.get_absolute_url()),
        Cell(localised(action.area, "name")),
        Cell(localised(action.owner, "name"), url=action.owner.get_absolute_url()),
        Cell(due_text(action)),
        Cell(status_text(action, today()), note=outcome(action)),
    ]


def status_text(action: CollaborationAction, day: dt.date) -> str:
    """Name the status, and that the day has passed."""
    status = str(action.get_status_display())
    return _("%(status)s, overdue") % {"status": status} if action.is_overdue(day) else status


def due_text(action: CollaborationAction) -> str:
    """Write by when it is due, or when it was done."""
    if action.completed_on:
        return _("done on %(day)s") % {"day": day_text(action.completed_on)}
    return day_text(action.due_on) if action.due_on else _("no day set")


def outcome(action: CollaborationAction) -> Localised | str:
    """Give what came of it, or why it was given up."""
    return localised(action, "result") or localised(action, "drop_reason")


def event_columns() -> list[Column]:
    """Give the columns of events."""
    return [
        Column(_("Event")),
        Column(_("When")),
        Column(_("Where")),
        Column(_("Organiser")),
        Column(_("Places")),
    ]


def event_row(event: Event) -> list[Cell]:
    """Give an event as a row; it comes with its names and places."""
    return [
        Cell(localised(event, "title"), url=event.get_absolute_url(), note=localised(event.kind, "name")),
        Cell(span_text(event), note=event.zone),
        Cell(*_where(event)),
        Cell(localised(event.organiser, "name"), url=event.organiser.get_absolute_url()),
        Cell(places_text(event, timezone.now())),
    ]


def _where(event: Event) -> tuple[Localised | str]:
    return (localised(event, "venue") or _("Online"),)


def places_text(event: Any, now: dt.datetime) -> str:
    """Say whether one can register, and how many places are left."""
    if event.state != EventState.ANNOUNCED:
        return str(event.get_state_display())
    if not is_open(event, now):
        return _("Registration closed")
    left = max(event.capacity - event.registered, 0)
    if left == 0:
        return _("Full: waiting list")
    return _("%(left)s of %(all)s free") % {"left": number_text(left), "all": number_text(event.capacity)}


def transfer_columns() -> list[Column]:
    """Give the columns of policy transfers."""
    return [
        Column(_("Recommendation")),
        Column(_("Learn from")),
        Column(_("Recommended to")),
        Column(_("Status")),
    ]


def transfer_row(transfer: PolicyTransfer) -> list[Cell]:
    """Give a policy transfer as a row; it comes with its names."""
    enacted = transfer.enacted_provision
    return [
        Cell(
            localised(transfer, "title"),
            url=transfer.get_absolute_url(),
            note=localised(transfer.topic, "name") if transfer.topic else "",
        ),
        Cell(
            provision_label(transfer.provision),
            url=transfer.provision.get_absolute_url(),
            note=localised(transfer.provision.law, "short_title"),
        ),
        Cell(localised(transfer.to_jurisdiction, "name")),
        Cell(
            str(transfer.get_status_display()),
            note=provision_words(enacted) if enacted else day_text(transfer.status_on),
        ),
    ]


def provision_words(provision: Provision) -> str:
    """Name a provision with its law."""
    return f"{provision_label(provision)}, {localised(provision.law, 'short_title')}"
