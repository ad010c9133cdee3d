"""How much is recorded of collaboration, with links to the lists."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kbase.localised_formats import number_text
from legislation.views.point_in_time import today
from programs.models import CollaborationAction, Event, PolicyTransfer


@dataclass(frozen=True, slots=True)
class Recorded:
    """A list, and how many records it has."""

    label: str
    url: str
    note: str


def recorded_lists() -> list[Recorded]:
    """Give the lists of actions, events and policy transfers; four queries."""
    late = CollaborationAction.objects.overdue(today()).count()
    actions = _count(CollaborationAction.objects.count())
    if late:
        actions += ", " + _("%(count)s overdue") % {"count": number_text(late)}
    return [
        Recorded(_("Actions"), reverse("action-list"), actions),
        Recorded(_("Events"), reverse("event-list"), _count(Event.objects.public().count())),
        Recorded(
            _("What countries can learn from each other"),
            reverse("transfer-list"),
            _count(PolicyTransfer.objects.count()),
        ),
    ]


def _count(number: int) -> str:
    if not number:
        return _("nothing recorded yet")
    words = ngettext("%(count)s record", "%(count)s records", number)
    return words % {"count": number_text(number)}
