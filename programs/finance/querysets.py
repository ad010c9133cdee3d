"""Which offers of finance: the questions that directory, finder and pages ask the same way."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from programs.querysets import in_place

if TYPE_CHECKING:
    from programs.models import FinanceOffer  # noqa: F401


class FinanceOfferQuerySet(models.QuerySet["FinanceOffer"]):
    """Offers of finance."""

    def with_place(self) -> Self:
        """With jurisdiction, lender and programme, and what their names fall back on."""
        return self.select_related("jurisdiction", "lender__jurisdiction", "programme__jurisdiction")

    def in_place(self, code: str) -> Self:
        """Those of a jurisdiction and of its parts."""
        return self.filter(in_place(code))

    def offered_on(self, day: dt.date) -> Self:
        """Those that aren't known to have ended by a day, nor to begin after it."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gt=day),
        )
