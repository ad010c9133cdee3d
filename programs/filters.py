"""Filters of the directories: what the address says, turned into which records and in what order."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import Expression, F, Func, QuerySet, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from programs import filter_options
from programs.choices import IndicatorDirection, OrganisationKind, ProgrammeKind, ProgrammeStatus, Sector
from programs.models import Indicator, Organisation, Programme

LANGUAGES = ("ru", "kk", "ur")
LONGEST_QUERY = 200
ALL = _("All")
ELSEWHERE = "elsewhere"


class DirectoryFilter(django_filters.FilterSet):
    """What every directory is filtered and sorted by.

    Values that are not offered make the form invalid: it says so, and nothing is shown.
    """

    #: Translated fields whose words `q` looks at.
    text_fields: ClassVar[tuple[str, ...]] = ("name",)
    #: Fields offered with those of their choices that some record has.
    coded: ClassVar[dict[str, Any]] = {}

    q = django_filters.CharFilter(label=_("Words"), method="filter_words", max_length=LONGEST_QUERY)
    place = django_filters.ChoiceFilter(label=_("Country or part"), method="filter_place", empty_label=ALL)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = self.queryset.model.objects.all()
        self.filters["place"].extra["choices"] = self.places(everything)
        for name, choices in self.coded.items():
            self.filters[name].extra["choices"] = filter_options.used(everything, name, choices)

    def places(self, everything: QuerySet[Any]) -> filter_options.Choices:
        """Offer the places that records belong to."""
        return filter_options.places(everything)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply the filters, then the order."""
        return super().filter_queryset(queryset).order_by(*self.order())

    def order(self) -> list[Any]:
        """Sort by name in the reader's alphabet."""
        return [filter_options.in_alphabet(self.queryset.model.objects.all()), "pk"]

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Keep the records that hold each of the words, in whatever language."""
        columns = [column for field in self.text_fields for column in in_all_languages(field)]
        queryset = queryset.alias(
            words=Func(Value("\n"), *columns, function="CONCAT_WS", output_field=TextField())
        )
        for word in value.split():
            queryset = queryset.filter(words__icontains=word)
        return queryset

    def filter_place(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the records of a place and of its parts."""
        return queryset.in_place(value)


class ProgrammeFilter(DirectoryFilter):
    """Programmes."""

    text_fields = ("name", "summary", "eligibility")
    coded = {"kind": ProgrammeKind.choices, "status": ProgrammeStatus.choices}

    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), widget=forms.CheckboxSelectMultiple)
    status = django_filters.ChoiceFilter(label=_("Status"), empty_label=ALL)

    class Meta:
        model = Programme
        fields = ("kind", "place", "status", "q")


class OrganisationFilter(DirectoryFilter):
    """Organisations."""

    text_fields = ("name", "role")
    coded = {"kind": OrganisationKind.choices}

    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Organisation
        fields = ("kind", "place", "q")

    def places(self, everything: QuerySet[Any]) -> filter_options.Choices:
        """Offer also what is international or of another country."""
        return [*super().places(everything), (ELSEWHERE, str(_("International and other countries")))]

    def filter_place(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the organisations of a place, or of no place here."""
        return queryset.elsewhere() if value == ELSEWHERE else queryset.in_place(value)


class IndicatorFilter(DirectoryFilter):
    """Indicators, in the order of the data: what belongs together stands together."""

    text_fields = ("name", "definition")
    coded = {"sector": Sector.choices, "direction": IndicatorDirection.choices}

    sector = django_filters.MultipleChoiceFilter(label=_("Sector"), widget=forms.CheckboxSelectMultiple)
    direction = django_filters.ChoiceFilter(label=_("Which way is better"), empty_label=ALL)
    target = django_filters.ChoiceFilter(
        label=_("Target"), choices=[("yes", _("Only with a target"))], method="filter_target", empty_label=ALL
    )

    class Meta:
        model = Indicator
        fields = ("sector", "place", "target", "direction", "q")

    def order(self) -> list[Any]:
        """Keep the order of the data."""
        return ["position", "pk"]

    def filter_target(self, queryset: Any, name: str, value: str) -> Any:
        """Keep the series with a target."""
        return queryset.with_target()


def in_all_languages(field: str) -> list[Expression | F]:
    """Give the column of a translated field and the keys of its translations."""
    return [F(field), *(KeyTextTransform(f"{field}_{code}", "i18n") for code in LANGUAGES)]
