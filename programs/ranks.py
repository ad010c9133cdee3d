"""Ranks: of how many, as sources note it. Pure."""

from __future__ import annotations

import re

OF_HOW_MANY = re.compile(r"^of (\d{1,4})\b")


def rank_of(note: str) -> int | None:
    """Read of how many a rank is from the note of an observation.

    >>> rank_of("of 146; up 15 places"), rank_of("report year")
    (146, None)
    """
    found = OF_HOW_MANY.match(note)
    return int(found[1]) if found else None
