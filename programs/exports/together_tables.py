"""Columns of files of actions, events and policy transfers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kbase.local_times import wall_time
from kbase.localised import localised
from legislation.exports.summary import Column
from legislation.views.point_in_time import today
from programs.collaborations.rows import outcome, provision_words
from programs.exports.tables import Field
from programs.models import Event


def action_fields() -> list[Field]:
    """Give the columns of actions."""
    return [
        Field(Column("action", _("Action"), weight=3), lambda a: localised(a, "title")),
        Field(Column("area", _("Area"), weight=2), lambda a: localised(a.area, "name")),
        Field(Column("between", _("Between")), lambda a: ", ".join(a.jurisdictions)),
        Field(Column("owner", _("Owner"), weight=2), lambda a: localised(a.owner, "name")),
        Field(Column("status", _("Status")), lambda a: str(a.get_status_display())),
        Field(Column("overdue", _("Overdue")), lambda a: _yes(a.is_overdue(today()))),
        Field(Column("agreed_on", _("Agreed on")), lambda a: a.agreed_on),
        Field(Column("starts_on", _("Starts on")), lambda a: a.starts_on),
        Field(Column("due_on", _("Due on")), lambda a: a.due_on),
        Field(Column("completed_on", _("Completed on")), lambda a: a.completed_on),
        Field(Column("result", _("Result"), weight=3), outcome),
    ]


def event_fields() -> list[Field]:
    """Give the columns of events."""
    return [
        Field(Column("event", _("Event"), weight=3), lambda e: localised(e, "title")),
        Field(Column("kind", _("Kind"), weight=2), lambda e: localised(e.kind, "name")),
        Field(Column("between", _("Between")), lambda e: ", ".join(e.jurisdictions)),
        Field(Column("organiser", _("Organiser"), weight=2), lambda e: localised(e.organiser, "name")),
        Field(Column("starts", _("Starts"), weight=1.5), lambda e: _iso(e, "starts_at")),
        Field(Column("ends", _("Ends"), weight=1.5), lambda e: _iso(e, "ends_at")),
        Field(Column("zone", _("Time zone")), lambda e: e.zone),
        Field(Column("venue", _("Place"), weight=2), lambda e: localised(e, "venue")),
        Field(Column("online", _("Online")), lambda e: _yes(e.is_online)),
        Field(Column("languages", _("Languages")), lambda e: ", ".join(e.languages)),
        Field(Column("state", _("State")), lambda e: str(e.get_state_display())),
        Field(Column("capacity", _("Places"), kind="number"), lambda e: e.capacity),
        Field(Column("registered", _("Registered"), kind="number"), lambda e: e.registered),
        Field(Column("waiting", _("Waiting"), kind="number"), lambda e: e.waiting),
    ]


def transfer_fields() -> list[Field]:
    """Give the columns of policy transfers."""
    return [
        Field(Column("recommendation", _("Recommendation"), weight=3), lambda t: localised(t, "title")),
        Field(Column("words", _("In words"), weight=4), lambda t: localised(t, "recommendation")),
        Field(Column("provision", _("Learn from"), weight=3), lambda t: provision_words(t.provision)),
        Field(Column("to", _("Recommended to")), lambda t: localised(t.to_jurisdiction, "name")),
        Field(Column("topic", _("Topic")), lambda t: localised(t.topic, "name") if t.topic else ""),
        Field(Column("status", _("Status")), lambda t: str(t.get_status_display())),
        Field(Column("status_on", _("As of")), lambda t: t.status_on),
        Field(
            Column("enacted", _("Enacted as"), weight=3),
            lambda t: provision_words(t.enacted_provision) if t.enacted_provision else "",
        ),
    ]


def _yes(value: bool) -> str:
    return _("yes") if value else _("no")


def _iso(event: Event, name: str) -> str:
    return wall_time(getattr(event, name), event.zone).isoformat(timespec="minutes")
