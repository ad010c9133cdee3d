"""Offers of finance for tests, on the programmes of the reference data."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from programs.models import FinanceOffer, Programme


def offer(slug: str = "test-loan", programme: str = "pk-pm-youth-loans", **values: Any) -> FinanceOffer:
    """An unsaved loan of which every term is stated and nobody is excluded."""
    of = Programme.objects.select_related("jurisdiction").get(slug=programme)
    stated: dict[str, Any] = {
        "kind": "loan",
        "name": "A loan for tests",
        "amount_min": Decimal(100_000),
        "amount_max": Decimal(2_000_000),
        "currency": "PKR",
        "rate_kind": "fixed",
        "rate_percent": Decimal(6),
        "term_months": 36,
        "grace_months": 3,
        "collateral": "none",
        "sector_rule": "any",
        "business_age_min_months": 0,
        "women": "open",
        "source_url": "https://example.org/terms",
        "publisher": "Example",
        "as_of": "2026-01",
        "confidence": "high",
    }
    return FinanceOffer(slug=slug, programme=of, jurisdiction=of.jurisdiction, **(stated | values))
