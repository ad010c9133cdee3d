"""The lists of actions, events and policy transfers: words, filters, rows, columns of files."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from programs.collaborations import rows
from programs.collaborations.filters import ActionFilter, EventFilter, TransferFilter
from programs.directories import Directory
from programs.exports.together_tables import action_fields, event_fields, transfer_fields
from programs.models import CollaborationAction, Event, PolicyTransfer


@dataclass(frozen=True)
class TogetherDirectory(Directory):
    """A directory that may hold nothing yet: it says so, and to staff where to begin."""

    nothing_yet: Promise


ACTIONS = TogetherDirectory(
    name="actions",
    records=lambda: CollaborationAction.objects.with_names(),
    filter_class=ActionFilter,
    columns=rows.action_columns,
    row=rows.action_row,
    fields=action_fields,
    title=_("Actions of collaboration"),
    lead=_(
        "What countries agreed or propose to do together: who answers for it, by when, and what came of it."
    ),
    count=ngettext_lazy("%(number)s action", "%(number)s actions", "count"),
    nothing=_("No action matches these filters."),
    everything=_("All actions"),
    nothing_yet=_("No action has been recorded yet."),
)
EVENTS = TogetherDirectory(
    name="events",
    records=lambda: Event.objects.public().with_names().with_places(),
    filter_class=EventFilter,
    columns=rows.event_columns,
    row=rows.event_row,
    fields=event_fields,
    title=_("Events"),
    lead=_("Workshops, conferences, study visits and forums: register without an account."),
    count=ngettext_lazy("%(number)s event", "%(number)s events", "count"),
    nothing=_("No event matches these filters."),
    everything=_("All events"),
    nothing_yet=_("No event has been announced yet."),
)
TRANSFERS = TogetherDirectory(
    name="transfers",
    records=lambda: PolicyTransfer.objects.with_names(),
    filter_class=TransferFilter,
    columns=rows.transfer_columns,
    row=rows.transfer_row,
    fields=transfer_fields,
    title=_("What countries can learn from each other"),
    lead=_("A provision of one country as a recommendation to another, and how far it has come."),
    count=ngettext_lazy("%(number)s recommendation", "%(number)s recommendations", "count"),
    nothing=_("No recommendation matches these filters."),
    everything=_("All recommendations"),
    nothing_yet=_("No recommendation has been recorded yet."),
)
