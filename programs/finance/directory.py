"""The directory of offers: its words, filters, columns and rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kbase.tables import Cell
from legislation.rates import load_rates
from legislation.views.point_in_time import today
from programs.directories import Directory
from programs.finance.filters import FinanceFilter
from programs.finance.rows import offer_columns, offer_fields, offer_row
from programs.models import FinanceOffer


def row(offer: FinanceOffer) -> list[Cell]:
    """Give one offer as a row, with its amount in money of today."""
    return offer_row(offer, load_rates(), today())


def with_rates() -> Directory:
    """Give the directory with the rates of units read once for all of its rows."""
    return replace(FINANCE, row=partial(offer_row, rates=load_rates(), on=today()))


FINANCE = Directory(
    name="finance",
    records=lambda: FinanceOffer.objects.with_place(),
    filter_class=FinanceFilter,
    columns=offer_columns,
    row=row,
    fields=offer_fields,
    title=_("Money for a business"),
    lead=_("Grants, loans, guarantees and microcredit: only what a source states, the rest as 'not stated'."),
    count=ngettext_lazy("%(number)s offer", "%(number)s offers", "count"),
    nothing=_("No offer matches these filters."),
    everything=_("All offers"),
)
