"""What a change of law touches in cases: found by the worker's role, which sees codes and dates only.

Nothing is moved: leads and their supervisors are told by flags, and the editor learns of no case.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.utils import timezone

from cases.impact.duties import touched_duties
from cases.impact.measures import touched_measures
from cases.impact.pins import changed_texts, missing_pins, touched_pins
from cases.impact.raising import Finding, raise_findings
from kbase.database import WORKER_ALIAS


def raise_law_changes(*, using: str = WORKER_ALIAS, today: dt.date | None = None) -> Counter[str]:
    """Flag what in open cases follows law that is recorded otherwise now; again, and nothing is doubled.

    Args:
        today: by which conduct and measures that go on are judged; the server's unless given.

    Returns:
        How many places each doubt was found in, those flagged before included.
    """
    return raise_findings(_findings(using, today or timezone.localdate()), using=using)


def verify_pins(*, using: str = WORKER_ALIAS) -> tuple[int, list[Finding]]:
    """Compare the fingerprint of each pinned text with the text that stands there now; flag what differs.

    Returns:
        How many texts were compared, and the pins whose text is not the same.
    """
    compared, findings = changed_texts(using)
    raise_findings(findings, using=using)
    return compared, findings


def _findings(using: str, today: dt.date) -> Iterator[Finding]:
    yield from touched_duties(using)
    yield from touched_pins(using)
    yield from missing_pins(using, today)
    yield from touched_measures(using, today)
