"""What the law that is pinned punishes with, in money of the day it is pinned for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import groupby

from django.db.models import Q

from cases.models import LawPin
from legislation.models import Penalty
from legislation.norm_rows import PenaltyRow, for_rows, penalty_rows
from legislation.rates import load_rate_rules, load_rates


def penalties_of(pin: LawPin) -> list[PenaltyRow]:
    """Return the penalties of a pin; needs its version loaded."""
    return penalties_by_pin([pin])[pin.pk]


def penalties_by_pin(pins: Iterable[LawPin]) -> dict[object, list[PenaltyRow]]:
    """Return, by pin, the penalties of its version and of its parts that were law on its day.

    Sums are reckoned by the rates of the day of the deed. One query for each day that is pinned; needs
    the versions of the pins loaded.
    """
    ordered = sorted(pins, key=lambda pin: pin.as_of_on)
    if not ordered:
        return {}
    rates, rules = load_rates(), load_rate_rules()
    found: dict[object, list[PenaltyRow]] = {}
    for day, group in groupby(ordered, key=lambda pin: pin.as_of_on):
        same_day = list(group)
        penalties = _on(day, same_day)
        for pin in same_day:
            own = [each for each in penalties if _belongs(each, pin)]
            rows = penalty_rows(own, on=day, rates=rates, rules=rules, suffix=f"?on={day.isoformat()}")
            found[pin.pk] = list(rows)
    return found


def _on(day: dt.date, pins: list[LawPin]) -> list[Penalty]:
    provisions = {pin.version.provision_id for pin in pins}
    parts = Q(version__provision__parent__in=provisions) | Q(
        version__provision__parent__parent__in=provisions
    )
    in_force = Penalty.objects.published().in_force_on(day)
    named = Q(version__in={pin.version_id for pin in pins})
    found = for_rows(Penalty.objects.filter(named | Q(pk__in=in_force.filter(parts))))
    return list(found.order_by("version__provision__position", "position", "pk"))


def _belongs(penalty: Penalty, pin: LawPin) -> bool:
    """Whether a penalty is of the pinned version, or of a part of its provision."""
    if penalty.version_id == pin.version_id:
        return True
    provision = penalty.version.provision
    above = (provision.parent_id, provision.parent.parent_id if provision.parent else None)
    return pin.version.provision_id in above
