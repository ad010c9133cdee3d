"""Filters of the list of laws."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import F, OrderBy, Q
from django.utils.translation import gettext_lazy as _

from legislation import filter_options
from legislation.choices import LawKind
from legislation.models import Law
from legislation.querysets import LawQuerySet

STATUSES = [
    ("in-force", _("In force")),
    ("partly", _("Partly in force")),
    ("not-yet", _("Not yet in force")),
    ("repealed", _("No longer in force")),
    ("proposed", _("Proposed, not law")),
]
ORDERS = [("title", _("Title")), ("newest", _("Newest first")), ("oldest", _("Oldest first"))]
ALL = _("All")


class LawFilter(django_filters.FilterSet):
    """Jurisdiction, kind, topic, status on the day shown, and year of adoption.

    Values that are not offered make the form invalid: it says so, and nothing is shown.
    """

    jurisdiction = django_filters.ChoiceFilter(
        label=_("Country or part"), method="filter_jurisdiction", empty_label=ALL
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=LawKind.choices, empty_label=ALL)
    topic = django_filters.ChoiceFilter(label=_("Topic"), field_name="topics__slug", empty_label=ALL)
    status = django_filters.ChoiceFilter(
        label=_("Status on the day shown"), field_name="status_code", choices=STATUSES, empty_label=ALL
    )
    year = django_filters.NumberFilter(
        label=_("Year of adoption"), method="filter_year", min_value=1800, max_value=2199
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"), choices=ORDERS, method="filter_sort", empty_label=_("Country, then title")
    )
    on = django_filters.CharFilter(method="leave", widget=forms.HiddenInput)

    class Meta:
        model = Law
        fields = ("jurisdiction", "kind", "topic", "status", "year")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset: LawQuerySet = self.queryset.with_status_on(on)
        self.filters["jurisdiction"].extra["choices"] = filter_options.jurisdictions_with_law().choices
        self.filters["topic"].extra["choices"] = filter_options.topics_of_law().choices

    def leave(self, queryset: LawQuerySet, name: str, value: str) -> LawQuerySet:
        """Keep all: the view deals with it."""
        return queryset

    def filter_jurisdiction(self, queryset: LawQuerySet, name: str, value: str) -> LawQuerySet:
        """Keep the laws of a jurisdiction and of its parts."""
        return queryset.filter(Q(jurisdiction__code=value) | Q(jurisdiction__parent__code=value))

    def filter_year(self, queryset: LawQuerySet, name: str, value: Any) -> LawQuerySet:
        """Keep the laws adopted in the year."""
        return queryset.adopted_in(int(value))

    def filter_sort(self, queryset: LawQuerySet, name: str, value: str) -> LawQuerySet:
        """Order the list."""
        newest = F("adopted").desc(nulls_last=True)
        oldest = F("adopted").asc(nulls_last=True)
        orders: dict[str, str | OrderBy] = {"title": "short_title_i18n", "newest": newest, "oldest": oldest}
        return queryset.order_by(orders[value], "identifier")
