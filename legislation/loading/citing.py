"""How the data name an amending law: 'Act V of 2022', 'V of 2022' and 'Act V of 2022, s.7' are one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
SECTION = re.compile(r",\s*(s|ss|art|section)\.?\s.*|,\s*ss?\.\S*", re.IGNORECASE)


def amendment_numbers(named: str) -> set[str]:
    """Return the numbers that a name of an amending law may stand for.

    >>> sorted(amendment_numbers("25 (Act XXXVII of 2018)"))
    ['25', 'XXXVII of 2018']
    >>> amendment_numbers("Act II of 2025, s.7"), amendment_numbers("72-VIII")
    ({'II of 2025'}, {'72-VIII'})
    """
    words = [IN_PARENTHESES.sub("", named), *IN_PARENTHESES.findall(named)]
    return {SECTION.sub("", word).strip().removeprefix("Act ") for word in words if word.strip()}


def amendment_named(law: Mapping[str, Any], named: str | None) -> str | None:
    """Return the number, as the law's list of amendments gives it, of the amendment named."""
    if not named:
        return None
    wanted = amendment_numbers(named)
    return next(
        (
            amendment["number"]
            for amendment in law.get("amended_by", ())
            if amendment["number"] == named or wanted & amendment_numbers(amendment["number"])
        ),
        None,
    )


def names_itself(law: Mapping[str, Any], named: str | None) -> bool:
    """Whether what is said to have changed a provision is the law that it stands in.

    >>> import datetime as dt
    >>> act = {"number": "XL of 2016", "adopted": dt.date(2016, 8, 18)}
    >>> names_itself(act, "Act XL of 2016"), names_itself(act, "Act of 2016"), names_itself(act, "II of 2025")
    (True, True, False)
    """
    if not named:
        return False
    numbers = amendment_numbers(named)
    adopted = law.get("adopted")
    return law.get("number") in numbers or bool(adopted and f"of {adopted.year}" in numbers)
