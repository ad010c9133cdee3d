"""Reference amounts as recorded here: their rates by day, and which day's rate each law takes."""

from __future__ import annotations

from collections.abc import Mapping

from legislation.models import ReferenceAmount, ReferenceAmountRule
from legislation.money import Rate, Rates


def load_rates() -> Rates:
    """Load the rates of all units, in one query."""
    amounts = ReferenceAmount.objects.select_related("unit").order_by("unit", "valid")
    return Rates(
        Rate(
            unit=amount.unit.code,
            currency=amount.unit.currency,
            start=amount.valid.lower,
            end=amount.valid.upper,
            amount=amount.amount,
        )
        for amount in amounts
    )


def load_rate_rules() -> Mapping[int, str]:
    """Give, by the id of a law, which day's rate it takes (see `ValueRule`), in one query."""
    return dict(ReferenceAmountRule.objects.values_list("law_id", "value_on"))
