"""How a programme stands, as a code, from the words in which its source says it. Pure."""

from __future__ import annotations

import re

ENDED, PROPOSED, REPORTED, ACTIVE, UNKNOWN = "ended", "proposed", "reported", "active", "unknown"

# The first that fits; a status with a year or an occasion is only what was known then.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (UNKNOWN, re.compile(r"\bunknown\b|\bunverified\b|not (known|verified)")),
    (ENDED, re.compile(r"^(closed|held|ended|completed|finished)\b")),
    (PROPOSED, re.compile(r"^(proposed|announced|planned)\b")),
    (REPORTED, re.compile(r"\b(when reported|as listed|reported)\b|\b(in|to) (19|20)\d\d\b")),
    (ACTIVE, re.compile(r"^(active|in force|running)\b")),
)


def status_code(words: str) -> str:
    """Derive the code of a status from its words.

    >>> status_code("active"), status_code("active in 2023"), status_code("announced November 2025")
    ('active', 'reported', 'proposed')
    >>> status_code("unknown in 2026"), status_code("held"), status_code("something else")
    ('unknown', 'ended', 'unknown')
    """
    given = words.strip().lower()
    return next((code for code, form in RULES if form.search(given)), UNKNOWN)
