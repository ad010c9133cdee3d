"""Terms of a programme as flat rows: a key, a number with or without a currency, words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from legislation.loading.problems import Step

# What a number counts when it isn't money, by the end of its key.
COUNTS = ("years", "months", "percent")


@dataclass(frozen=True, slots=True)
class Term:
    """One term; `amount` is money where there is a currency."""

    key: str
    amount: int | float | None = None
    currency: str = ""
    words: str = ""


def is_money(key: str) -> bool:
    """Whether a number under a key is an amount of money.

    >>> is_money("max_amount"), is_money("term_years"), is_money("guarantee_max_percent")
    (True, False, False)
    """
    return not key.endswith(COUNTS)


def flat_terms(terms: Mapping[str, Any]) -> list[Term]:
    """Flatten terms; groups join their keys, lists count theirs.

    >>> flat = flat_terms({"max": 5, "currency": "KZT", "for_years": {"new": 3}})
    >>> [(term.key, term.currency) for term in flat]
    [('max', 'KZT'), ('for-years-new', '')]
    >>> flat_terms({"tiers": [{"max": 500, "rate": "0%"}], "currency": "PKR"})
    [Term(key='tiers-1', amount=500, currency='PKR', words='0%')]
    """
    return list(_walk(terms, "", str(terms.get("currency", "")), money=True))


def currency_problems(terms: Mapping[str, Any]) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Give the paths of amounts of money without a currency, each with what is wrong."""
    if "currency" in terms:
        return
    for key, value in terms.items():
        if isinstance(value, int | float) and is_money(key):
            yield (key,), "is an amount of money without a currency: give 'currency' among the terms"


def _walk(terms: Mapping[str, Any], prefix: str, currency: str, *, money: bool) -> Iterator[Term]:
    for name, value in terms.items():
        if name == "currency":
            continue
        key = f"{prefix}{name}".replace("_", "-")
        counts = money and is_money(name)
        if isinstance(value, Mapping):
            yield from _walk(value, f"{key}-", currency, money=counts)
        elif isinstance(value, list):
            for number, item in enumerate(value, start=1):
                yield Term(f"{key}-{number}", item.get("max"), currency, str(item.get("rate", "")))
        elif isinstance(value, str):
            yield Term(key, words=value)
        else:
            yield Term(key, value, currency if counts else "")
