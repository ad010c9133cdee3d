"""Filters of the registers: what the address says, turned into which norms and in what order."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    Expression,
    F,
    Func,
    IntegerField,
    OrderBy,
    OuterRef,
    Q,
    TextField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from legislation import filter_options
from legislation.choices import PenaltyKind
from legislation.deadlines import DEADLINE_CLASSES, deadline_hours, deadline_in, longest_term_hours
from legislation.filter_options import LAW, Options
from legislation.models import Conduct, Duty, Law, Measure, Penalty, Provision, Right
from legislation.querysets import NormQuerySet

LANGUAGES = ("ru", "kk", "ur")
LONGEST_QUERY = 200


class RegisterFilter(django_filters.FilterSet):
    """What every register is filtered and sorted by.

    Values that are not offered make the form invalid: it says so, and nothing is shown.
    """

    #: Fields of the norm whose words ``q`` looks at, in every language.
    text_fields: ClassVar[tuple[str, ...]] = ()
    #: Fields of the norm that name a role, by the name of their filter.
    role_fields: ClassVar[dict[str, str]] = {}
    #: Further orders of this register, by name.
    orders: ClassVar[dict[str, Any]] = {}
    default_order: ClassVar[Any] = _("Law")

    q = django_filters.CharFilter(label=_("Words"), method="filter_words", max_length=LONGEST_QUERY)
    jurisdiction = django_filters.ChoiceFilter(
        label=_("Country or part"), method="filter_jurisdiction", empty_label=_("All")
    )
    topic = django_filters.ChoiceFilter(label=_("Topic"), method="filter_topic", empty_label=_("All"))
    law = django_filters.ChoiceFilter(label=_("Law"), field_name=f"{LAW}__identifier", empty_label=_("All"))
    scope = django_filters.ChoiceFilter(
        label=_("Which rules"),
        choices=[("all", _("Also past, future and proposed"))],
        empty_label=_("In force on the day shown"),
        method="leave",
    )
    sort = django_filters.ChoiceFilter(label=_("Order"), method="leave")
    on = django_filters.CharFilter(method="leave", widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = on
        self.options: dict[str, Options] = {}
        published = self.queryset.model.objects.published()
        self._offer("jurisdiction", filter_options.jurisdictions(published))
        self._offer("topic", filter_options.topics(published))
        self._offer("law", filter_options.laws(published))
        for name, field in self.role_fields.items():
            self._offer(name, filter_options.roles(published, field))
        self.filters["sort"].extra["choices"] = list(self.orders.items())
        self.filters["sort"].extra["empty_label"] = self.default_order

    def _offer(self, name: str, options: Options) -> None:
        self.options[name] = options
        self.filters[name].extra["choices"] = options.choices

    def filter_queryset(self, queryset: NormQuerySet) -> NormQuerySet:
        """Apply the filters, then the scope, then the order."""
        found: NormQuerySet = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        found = found.published() if chosen["scope"] == "all" else found.in_force_on(self.day)
        return found.order_by(*self.order(chosen["sort"]), *self.in_the_law(), "position", "pk")

    def order(self, name: str) -> list[Expression | OrderBy]:
        """Give what a named order sorts by; '' is the register's own."""
        if name == "law":
            return [self.rank("law", LAW)]
        return []

    def rank(self, option: str, field: str) -> OrderBy:
        """Sort by a record's place among the options, which are in the reader's alphabet; none comes last."""
        ids = Value(list(self.options[option].ids), output_field=ArrayField(BigIntegerField()))
        place = Func(ids, F(field), function="array_position", output_field=IntegerField())
        return place.asc(nulls_last=True)

    def in_the_law(self) -> list[Any]:
        """Sort as the laws are: by jurisdiction, law, provision, time."""
        provision = "version__provision"
        return [
            f"{LAW}__jurisdiction__code",
            self.rank("law", LAW),
            f"{provision}__position",
            "version__valid",
        ]

    def leave(self, queryset: NormQuerySet, name: str, value: str) -> NormQuerySet:
        """Keep all: `filter_queryset` deals with it."""
        return queryset

    def filter_words(self, queryset: NormQuerySet, name: str, value: str) -> NormQuerySet:
        """Keep the norms that hold each of the words, in whatever language."""
        columns = [column for field in self.text_fields for column in _in_all_languages(field)]
        everything = Func(Value("\n"), *columns, function="CONCAT_WS", output_field=TextField())
        queryset = queryset.alias(words=everything)
        for word in value.split():
            queryset = queryset.filter(words__icontains=word)
        return queryset

    def filter_jurisdiction(self, queryset: NormQuerySet, name: str, value: str) -> NormQuerySet:
        """Keep the norms of a jurisdiction and of its parts."""
        own = Q(**{f"{LAW}__jurisdiction__code": value})
        return queryset.filter(own | Q(**{f"{LAW}__jurisdiction__parent__code": value}))

    def filter_topic(self, queryset: NormQuerySet, name: str, value: str) -> NormQuerySet:
        """Keep the norms of provisions on a topic; a provision without topics has those of its law."""
        of_provision = Provision.topics.through.objects.filter(provision=OuterRef("version__provision"))
        of_law = Law.topics.through.objects.filter(law=OuterRef(LAW), topic__slug=value)
        direct = Exists(of_provision.filter(topic__slug=value))
        return queryset.filter(Q(direct) | Q(~Exists(of_provision), Exists(of_law)))


class DutyFilter(RegisterFilter):
    """Duties, soonest deadline first."""

    text_fields = ("action", "trigger")
    role_fields = {"bearer": "bearer", "recipient": "recipient"}
    default_order = _("By when, soonest first")
    orders = {"who": _("Who must act"), "law": _("Law"), "jurisdiction": _("Country or part")}

    bearer = django_filters.ChoiceFilter(
        label=_("Who must act"), field_name="bearer__slug", empty_label=_("All")
    )
    recipient = django_filters.ChoiceFilter(
        label=_("For whom"), field_name="recipient__slug", empty_label=_("All")
    )
    deadline = django_filters.MultipleChoiceFilter(
        label=_("By when"),
        choices=list(DEADLINE_CLASSES.items()),
        method="filter_deadline",
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Duty
        fields = (
            "bearer",
            "deadline",
            "jurisdiction",
            "topic",
            "recipient",
            "law",
            "q",
            "scope",
            "sort",
            "on",
        )

    def order(self, name: str) -> list[Expression | OrderBy]:
        """Sort by who must act, else by the real length of the deadline."""
        if name == "who":
            return [self.rank("bearer", "bearer"), deadline_hours().asc(nulls_last=True)]
        return super().order(name) if name else [deadline_hours().asc(nulls_last=True)]

    def filter_deadline(self, queryset: NormQuerySet, name: str, value: list[str]) -> NormQuerySet:
        """Keep the duties whose deadline is of one of the classes."""
        return queryset.alias(hours=deadline_hours()).filter(deadline_in(value)) if value else queryset


class PenaltyFilter(RegisterFilter):
    """Penalties, in the order of the laws."""

    text_fields = ("circumstance", "note", "applies_to_words", "version__provision__heading")
    role_fields = {"applies_to": "applies_to"}
    default_order = _("Country or part")
    orders = {"kind": _("Kind, mildest first"), "who": _("For whom"), "law": _("Law")}

    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), widget=forms.CheckboxSelectMultiple)
    applies_to = django_filters.ChoiceFilter(
        label=_("For whom"), field_name="applies_to__slug", empty_label=_("All")
    )

    class Meta:
        model = Penalty
        fields = ("kind", "applies_to", "jurisdiction", "topic", "law", "q", "scope", "sort", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = Penalty.objects.published().order_by().values_list("kind", flat=True)  # type: ignore[misc]
        held = set(kinds.distinct())
        self.filters["kind"].extra["choices"] = [
            choice for choice in PenaltyKind.choices if choice[0] in held
        ]

    def order(self, name: str) -> list[Expression | OrderBy]:
        """Sort by kind, mildest first, or by whom it meets."""
        if name == "kind":
            kinds = Value(list(PenaltyKind.values), output_field=ArrayField(CharField()))
            return [Func(kinds, F("kind"), function="array_position", output_field=IntegerField()).asc()]
        return [self.rank("applies_to", "applies_to")] if name == "who" else super().order(name)


class MeasureFilter(RegisterFilter):
    """Measures, in the order of the laws."""

    text_fields = ("name", "conditions")
    role_fields = {"issuer": "issued_by"}
    default_order = _("Country or part")
    orders = {"who": _("By whom"), "term": _("Longest term, shortest first"), "law": _("Law")}

    issuer = django_filters.ChoiceFilter(
        label=_("By whom"), field_name="issued_by__slug", empty_label=_("All")
    )

    class Meta:
        model = Measure
        fields = ("issuer", "jurisdiction", "topic", "law", "q", "scope", "sort", "on")

    def order(self, name: str) -> list[Expression | OrderBy]:
        """Sort by who orders it, or by its longest term."""
        if name == "term":
            return [longest_term_hours().asc(nulls_last=True)]
        return [self.rank("issuer", "issued_by")] if name == "who" else super().order(name)


class RightFilter(RegisterFilter):
    """Rights, in the order of the laws."""

    text_fields = ("right",)
    role_fields = {"holder": "holder"}
    default_order = _("Country or part")
    orders = {"who": _("Who has the right"), "law": _("Law")}

    holder = django_filters.ChoiceFilter(
        label=_("Who has the right"), field_name="holder__slug", empty_label=_("All")
    )

    class Meta:
        model = Right
        fields = ("holder", "jurisdiction", "topic", "law", "q", "scope", "sort", "on")

    def order(self, name: str) -> list[Expression | OrderBy]:
        """Sort by who holds it."""
        return [self.rank("holder", "holder")] if name == "who" else super().order(name)


class ConductFilter(RegisterFilter):
    """Conduct that is prohibited, in the order of the laws."""

    text_fields = ("name", "description")
    default_order = _("Country or part")
    orders = {"law": _("Law")}

    class Meta:
        model = Conduct
        fields = ("jurisdiction", "topic", "law", "q", "scope", "sort", "on")


def _in_all_languages(field: str) -> list[Expression | F]:
    """Give the column of a translated field and the keys of its translations."""
    relation, separator, name = field.rpartition("__")
    translations = f"{relation}{separator}i18n"
    return [F(field), *(KeyTextTransform(f"{name}_{code}", translations) for code in LANGUAGES)]
