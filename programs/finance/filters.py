"""Filters of the directory of offers."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from programs.filters import ALL, DirectoryFilter
from programs.finance.choices import EsgTag, OfferKind, WomenRule
from programs.models import FinanceOffer


class FinanceFilter(DirectoryFilter):
    """Offers, in the order of the data: those of a programme stand together."""

    text_fields = ("name", "note")
    coded = {"kind": OfferKind.choices, "women": WomenRule.choices}

    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), widget=forms.CheckboxSelectMultiple)
    women = django_filters.ChoiceFilter(label=_("For whom"), empty_label=ALL)
    esg = django_filters.ChoiceFilter(
        label=_("Serves"), choices=EsgTag.choices, method="filter_esg", empty_label=ALL
    )

    class Meta:
        model = FinanceOffer
        fields = ("kind", "place", "women", "esg", "q")

    def order(self) -> list[Any]:
        """Keep the order of the data."""
        return ["position", "pk"]

    def filter_esg(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the offers with a tag."""
        return queryset.filter(esg_tags__contains=[value])
