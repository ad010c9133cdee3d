"""Raising a flag: once for each doubt, until somebody settles it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from cases.models import Case, Flag


def raise_flag(
    case: Case,
    kind: str,
    doubt: str,
    *,
    actor: Any,
    days: tuple[dt.date, dt.date] | None = None,
    **about: Any,
) -> Flag:
    """Return the open flag of this doubt, raised now unless it was before.

    Args:
        days: that are in doubt, both inclusive.
        about: the incident, event, duty, measure or version it concerns, and the missing fact.
    """
    same = {"incident": None, "event": None, "duty": None, "measure": None, "version": None, "fact": ""}
    same |= about
    asked = {name if value is not None else f"{name}__isnull": value if value is not None else True
             for name, value in same.items()}  # fmt: skip
    found = Flag.objects.open().filter(case=case, kind=kind, doubt=doubt, **asked).first()
    if found:
        return found
    first, last = days or (None, None)
    flag = Flag(
        case=case, kind=kind, doubt=doubt, from_on=first, until_on=last, created_by=actor, **same
    )  # fmt: skip
    flag.save(force_insert=True)
    return flag
