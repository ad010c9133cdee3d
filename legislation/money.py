"""Money of penalties: reference units turned into money of a day, never guessed. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Rate:
    """What one unit is worth from ``start`` (in) to ``end`` (out); None: no value established."""

    unit: str
    currency: str
    start: dt.date
    end: dt.date | None
    amount: Decimal | None

    @property
    def year(self) -> int | None:
        """The calendar year the rate holds for, or None where it holds for another stretch.

        >>> Rate("MCI", "KZT", dt.date(2026, 1, 1), dt.date(2027, 1, 1), Decimal(4325)).year
        2026
        """
        whole_year = self.end == dt.date(self.start.year + 1, 1, 1) and self.start == dt.date(
            self.start.year, 1, 1
        )
        return self.start.year if whole_year else None


@dataclass(frozen=True)
class Money:
    """A sum of money and the rate it was reckoned with."""

    amount: Decimal
    currency: str
    rate: Rate


class Rates:
    """The rates of all units, asked by unit and day."""

    def __init__(self, rates: Iterable[Rate]) -> None:
        self._rates: dict[str, list[Rate]] = {}
        for rate in rates:
            self._rates.setdefault(rate.unit, []).append(rate)

    def knows(self, unit: str) -> bool:
        """Tell whether this is a reference unit at all (years, hours and currencies are not)."""
        return unit in self._rates

    def rate(self, unit: str, day: dt.date) -> Rate | None:
        """Give the rate of a unit on a day, or None where none is established.

        >>> rates = Rates([Rate("MCI", "KZT", dt.date(2026, 1, 1), dt.date(2027, 1, 1), Decimal(4325))])
        >>> rates.rate("MCI", dt.date(2027, 1, 1)) is None
        True
        """
        for rate in self._rates.get(unit, ()):
            if rate.start <= day and (rate.end is None or day < rate.end):
                return rate if rate.amount is not None else None
        return None

    def money(self, value: Decimal, unit: str, day: dt.date) -> Money | None:
        """Turn units into money of a day, or give None where no rate of that day is established.

        >>> rates = Rates([Rate("MCI", "KZT", dt.date(2026, 1, 1), dt.date(2027, 1, 1), Decimal(4325))])
        >>> rates.money(Decimal(200), "MCI", dt.date(2026, 3, 1)).amount
        Decimal('865000')
        """
        rate = self.rate(unit, day)
        if rate is None or rate.amount is None:
            return None
        return Money(value * rate.amount, rate.currency, rate)
