"""An event's page, its calendar, its materials."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import DetailView

from kbase.localised import localised
from legislation.crumbs import Crumb
from legislation.models import Jurisdiction
from programs.collaborations.calendars import calendar
from programs.collaborations.event_page import event_page
from programs.collaborations.material_files import TYPES
from programs.collaborations.materials import is_published
from programs.exports.summaries import site
from programs.models import Event, EventMaterial

FEED_DAYS = 90


class EventView(DetailView):
    """One event; drafts are not there for readers."""

    queryset = Event.objects.public().with_names().select_related("action").with_places()
    template_name = "programs/event_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        event = self.object
        return super().get_context_data(**kwargs) | {
            "page": event_page(event, timezone.now()),
            "title": localised(event, "title"),
            "eyebrow": localised(event.kind, "name"),
            "words": localised(event, "description"),
            "reason": localised(event, "cancel_reason"),
            "crumbs": [
                Crumb(_("Collaboration"), reverse("collaboration")),
                Crumb(_("Events"), reverse("event-list")),
                Crumb(localised(event, "title")),
            ],
        }


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one event to a calendar."""
    event = get_object_or_404(Event.objects.public().with_names(), slug=slug)
    content = calendar([event], site=site(request), name=str(localised(event, "title")))
    return _calendar_response(content, event.slug)


@require_safe
def all_events_calendar(request: HttpRequest) -> HttpResponse:
    """Give what is coming, and what was lately, as a feed to subscribe to; ``?place=`` narrows it."""
    events = Event.objects.public().with_names()
    events = events.filter(ends_at__gt=timezone.now() - dt.timedelta(days=FEED_DAYS))
    place = request.GET.get("place", "")
    if place:
        # No code holds a NUL, which PostgreSQL refuses to compare with.
        if "\0" in place or not Jurisdiction.objects.filter(code=place).exists():
            raise BadRequest(
                _("“%(given)s” is no place here. Give a code such as KZ.") % {"given": place[:40]}
            )
        events = events.in_place(place)
    return _calendar_response(calendar(events, site=site(request), name=_("Events: Qorgau")), "events")


@require_safe
def event_material(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """Hand over a file of an event, as what it is and to keep: a browser never runs it."""
    material: EventMaterial = get_object_or_404(
        EventMaterial.objects.select_related("event"), pk=pk, event__slug=slug
    )
    if not material.file or not is_published(material, timezone.now()):
        raise Http404(_("There is no such material."))
    return FileResponse(
        material.file.open("rb"),
        as_attachment=True,
        filename=f"{slug}-{material.pk}.{material.file_kind}",
        content_type=TYPES[material.file_kind],
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _calendar_response(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.ics"',
            "Cache-Control": "public, max-age=900",
        },
    )
