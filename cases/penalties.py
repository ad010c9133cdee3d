"""What the law that is pinned punishes with, in money of the day it is pinned for."""

from __future__ import annotations

from django.db.models import Q

from cases.models import LawPin
from legislation.models import Penalty
from legislation.norm_rows import PenaltyRow, for_rows, penalty_rows
from legislation.rates import load_rate_rules, load_rates


def penalties_of(pin: LawPin) -> list[PenaltyRow]:
    """Return the penalties of the pinned version and of its parts that were law on its day.

    Sums are reckoned by the rates of the day of the deed; needs the pin's version loaded.
    """
    provision = pin.version.provision_id
    parts = Q(version__provision__parent=provision) | Q(version__provision__parent__parent=provision)
    in_force = Penalty.objects.published().in_force_on(pin.as_of_on)
    found = for_rows(Penalty.objects.filter(Q(version=pin.version_id) | Q(pk__in=in_force.filter(parts))))
    ordered = found.order_by("version__provision__position", "position", "pk")
    return list(penalty_rows(ordered, on=pin.as_of_on, rates=load_rates(), rules=load_rate_rules()))
