"""The three directories: their words, filters, columns and rows, on the page and in files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kbase.tables import Cell, Column
from programs.exports.tables import Field, indicator_fields, organisation_fields, programme_fields
from programs.filters import DirectoryFilter, IndicatorFilter, OrganisationFilter, ProgrammeFilter
from programs.models import Indicator, Organisation, Programme
from programs.rows import (
    indicator_columns,
    indicator_row,
    organisation_columns,
    organisation_row,
    programme_columns,
    programme_row,
)


@dataclass(frozen=True)
class Directory:
    """One directory.

    Attributes:
        name: of its address and of its files.
        records: what it lists, with all that a row needs.
        fields: the columns of files, each with how a record fills it.
        count: words for a number of rows, from ``count`` (for the plural) and ``number`` (printed).
    """

    name: str
    records: Callable[[], QuerySet[Any]]
    filter_class: type[DirectoryFilter]
    columns: Callable[[], list[Column]]
    row: Callable[[Any], list[Cell]]
    fields: Callable[[], Sequence[Field]]
    title: Promise
    lead: Promise
    count: Any
    nothing: Promise
    everything: Promise


PROGRAMMES = Directory(
    name="programmes",
    records=lambda: Programme.objects.with_place().with_open_cohorts(timezone.now()),
    filter_class=ProgrammeFilter,
    columns=programme_columns,
    row=programme_row,
    fields=programme_fields,
    title=_("Programmes"),
    lead=_("Training, money, mentors, services, networks and quotas for women: who offers what, to whom."),
    count=ngettext_lazy("%(number)s programme", "%(number)s programmes", "count"),
    nothing=_("No programme matches these filters."),
    everything=_("All programmes"),
)
ORGANISATIONS = Directory(
    name="organisations",
    records=lambda: Organisation.objects.with_place(),
    filter_class=OrganisationFilter,
    columns=organisation_columns,
    row=organisation_row,
    fields=organisation_fields,
    title=_("Organisations"),
    lead=_("State bodies, courts, companies and networks that run, pay for or watch these programmes."),
    count=ngettext_lazy("%(number)s organisation", "%(number)s organisations", "count"),
    nothing=_("No organisation matches these filters."),
    everything=_("All organisations"),
)
INDICATORS = Directory(
    name="indicators",
    records=lambda: Indicator.objects.with_place().with_latest().with_targets(),
    filter_class=IndicatorFilter,
    columns=indicator_columns,
    row=indicator_row,
    fields=indicator_fields,
    title=_("Indicators"),
    lead=_("Equality and violence in numbers: each figure with its period and its source."),
    count=ngettext_lazy("%(number)s indicator", "%(number)s indicators", "count"),
    nothing=_("No indicator matches these filters."),
    everything=_("All indicators"),
)
