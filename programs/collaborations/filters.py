"""Filters of the lists of actions, events and policy transfers."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.models import Jurisdiction
from legislation.views.point_in_time import today
from programs.choices import CollaborationStatus
from programs.collaborations.choices import EventState, TransferStatus
from programs.filter_options import Choices
from programs.filters import ALL, DirectoryFilter
from programs.models import CollaborationAction, CollaborationArea, Event, PolicyTransfer

OVERDUE = "overdue"
COMING, PAST = "coming", "past"


def _areas() -> Choices:
    return [(area.slug, str(localised(area, "name"))) for area in CollaborationArea.objects.all()]


class TogetherFilter(DirectoryFilter):
    """What countries do together: offered are the countries that take part in something."""

    text_fields = ("title", "description")

    def places(self, everything: QuerySet[Any]) -> Choices:
        """Offer the places that take part."""
        used = {code for codes in everything.values_list("jurisdictions", flat=True) for code in codes}
        parents = {code.partition("-")[0] for code in used}
        places = Jurisdiction.objects.filter(code__in=used | parents).order_by("code")
        return [(place.code, str(localised(place, "name"))) for place in places]


class ActionFilter(TogetherFilter):
    """Actions."""

    coded = {"status": CollaborationStatus.choices}

    area = django_filters.ChoiceFilter(
        label=_("Area"), choices=_areas, field_name="area__slug", empty_label=ALL
    )
    status = django_filters.MultipleChoiceFilter(label=_("Status"), widget=forms.CheckboxSelectMultiple)
    late = django_filters.ChoiceFilter(
        label=_("In time"), choices=[(OVERDUE, _("Only overdue"))], method="filter_late", empty_label=ALL
    )

    class Meta:
        model = CollaborationAction
        fields = ("area", "status", "late", "place", "q")

    def order(self) -> list[Any]:
        """What is due first comes first."""
        return [F("due_on").asc(nulls_last=True), "pk"]

    def filter_late(self, queryset: Any, name: str, value: str) -> Any:
        """Keep those whose day has passed."""
        return queryset.overdue(today())


class EventFilter(TogetherFilter):
    """Events."""

    coded = {"state": EventState.choices}

    when = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[(COMING, _("Coming")), (PAST, _("Over"))],
        method="filter_when",
        empty_label=ALL,
    )
    area = django_filters.ChoiceFilter(
        label=_("Area"), choices=_areas, field_name="kind__area__slug", empty_label=ALL
    )
    state = django_filters.ChoiceFilter(label=_("State"), empty_label=ALL)

    class Meta:
        model = Event
        fields = ("when", "area", "state", "place", "q")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.filters["state"].extra["choices"]
        self.filters["state"].extra["choices"] = [choice for choice in offered if choice[0] != "draft"]

    def order(self) -> list[Any]:
        """The latest first: what is coming stands before what is over."""
        return ["-starts_at", "-pk"]

    def filter_when(self, queryset: Any, name: str, value: str) -> Any:
        """Keep those that are coming, or over."""
        now = timezone.now()
        return queryset.coming(now) if value == COMING else queryset.past(now)


class TransferFilter(DirectoryFilter):
    """Policy transfers, by who can learn."""

    text_fields = ("title", "recommendation")
    coded = {"status": TransferStatus.choices}

    place = django_filters.ChoiceFilter(label=_("Recommended to"), method="filter_place", empty_label=ALL)
    status = django_filters.MultipleChoiceFilter(label=_("Status"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = PolicyTransfer
        fields = ("place", "status", "q")

    def places(self, everything: QuerySet[Any]) -> Choices:
        """Offer the places that something is recommended to."""
        used = everything.order_by().values_list("to_jurisdiction", flat=True)
        places = Jurisdiction.objects.filter(pk__in=used).order_by("code")
        return [(place.code, str(localised(place, "name"))) for place in places]

    def order(self) -> list[Any]:
        """What became known last comes first."""
        return ["-status_on", "-pk"]
