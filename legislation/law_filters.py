"""Filters of the list of laws."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from kbase.localised import localised
from legislation.choices import LawKind
from legislation.models import Jurisdiction, Law, Topic
from legislation.querysets import LawQuerySet

STATUSES = [
    ("in-force", _("In force")),
    ("partly", _("Partly in force")),
    ("not-yet", _("Not yet in force")),
    ("repealed", _("No longer in force")),
    ("proposed", _("Proposed, not law")),
]
ORDERS = [
    ("title", _("Title")),
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
]


class LocalisedChoiceField(django_filters.fields.ModelMultipleChoiceField):
    """Records to choose from, named in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a record."""
        return localised(obj, "name").text


class LocalisedChoiceFilter(django_filters.ModelMultipleChoiceFilter):
    """A filter by records named in the page's language."""

    field_class = LocalisedChoiceField


class LawFilter(django_filters.FilterSet):
    """Jurisdiction, kind, topic, status on the day shown, and year of adoption."""

    jurisdiction = LocalisedChoiceFilter(
        label=_("Jurisdiction"),
        queryset=Jurisdiction.objects.filter(law__isnull=False).distinct(),
        to_field_name="code",
    )
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=LawKind.choices)
    topic = LocalisedChoiceFilter(
        label=_("Topic"),
        field_name="topics",
        queryset=Topic.objects.filter(laws__isnull=False).distinct(),
        to_field_name="slug",
    )
    status = django_filters.MultipleChoiceFilter(
        label=_("Status on the day shown"), field_name="status_code", choices=STATUSES
    )
    year = django_filters.NumberFilter(
        label=_("Year of adoption"), method="filter_year", min_value=1800, max_value=2199
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=ORDERS, method="filter_sort", empty_label=None
    )

    class Meta:
        model = Law
        fields = ("jurisdiction", "kind", "topic", "status", "year")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset = self.queryset.with_status_on(on)

    def filter_year(self, queryset: LawQuerySet, name: str, value: Any) -> LawQuerySet:
        """Keep the laws adopted in the year."""
        return queryset.adopted_in(int(value))

    def filter_sort(self, queryset: QuerySet[Law], name: str, value: str) -> QuerySet[Law]:
        """Order the list."""
        adopted = (
            F("adopted").asc(nulls_last=True) if value == "oldest" else F("adopted").desc(nulls_last=True)
        )
        return (
            queryset.order_by("short_title") if value == "title" else queryset.order_by(adopted, "identifier")
        )
