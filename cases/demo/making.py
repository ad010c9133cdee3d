"""Making invented cases by number: what is there stays, what is missing is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings

from cases import keys
from cases.choices import OrganisationKind
from cases.demo.bulk import Maker
from cases.demo.plenty import PLENTY, Others
from cases.demo.register import DemoRefusedError, case_id, has_real_cases, made
from cases.demo.staff import DemoPlace, ensure_place
from cases.demo.stories import story
from cases.demo.telling import WHERE, tell
from cases.instrument_loading import load_instruments
from kbase.database import OWNER_ALIAS, WORKER_ALIAS
from legislation.models import ClockRule

BATCH = 2000
MOST = 1_000_000
DETAILED = 100


def check_allowed(count: int) -> None:
    """Refuse where invented cases could be taken for real ones, or can't be made.

    Raises:
        DemoRefusedError: in words, with the way out.
    """
    if not 1 <= count <= MOST:
        raise DemoRefusedError(f"{count:,} cases can't be made: give 1 to {MOST:,}.")
    if OWNER_ALIAS not in settings.DATABASES:
        raise DemoRefusedError(
            "DATABASE_OWNER_URL is not set: the owner of the database makes invented cases."
        )
    if not keys.are_configured():
        raise DemoRefusedError("The keys of cases are not set: see docs/security.md, 'Cases'.")
    if not ClockRule.objects.filter(duty__version__provision__law__jurisdiction__code=WHERE).exists():
        raise DemoRefusedError("No law with clocks is loaded: run manage.py load_reference first.")
    if not settings.DEBUG and has_real_cases():
        raise DemoRefusedError(
            "There are real cases here and DEBUG is off: invented ones don't belong among them. Use another "
            "installation to try the site."
        )


def create(
    *, organisation: str, count: int, seed: int, now: dt.datetime, kind: str, detailed: int = DETAILED,
    plenty: int = PLENTY, progress: Callable[[int], object] = lambda _done: None,
) -> tuple[int, DemoPlace]:  # fmt: skip
    """Make the cases numbered 1 to `count` that aren't there yet; return how many were made, and where.

    Args:
        seed: another makes other cases beside those of the first.
        detailed: the cases up to this number are told in full (cases/demo/telling.py), the others are lean
            (cases/demo/bulk.py).
        plenty: of those the first so many have something on each page (cases/demo/plenty.py).
        progress: called with the number of the last case that is there.

    Raises:
        DemoRefusedError, NobodyToLeadError: in words; nothing was made.
    """
    check_allowed(count)
    place = ensure_place(organisation, count, kind=kind)
    today, maker, total = now.date(), Maker(place, now), 0
    partner = _partner(organisation) if min(plenty, detailed) else None
    for first in range(1, count + 1, BATCH):
        wanted = {case_id(place.organisation_id, seed, number): number
                  for number in range(first, min(first + BATCH, count + 1))}  # fmt: skip
        there = made(list(wanted))
        missing = {each: number for each, number in wanted.items() if each not in there}
        lean = []
        for each, number in missing.items():
            found = story(seed, number, today=today)
            if number > detailed:
                lean.append((each, found))
                continue
            lead = place.lead(number)
            others = _others(place, partner, number) if partner and number <= plenty else None
            tell(found, case_id=each, lead=lead, closer=place.closer(lead), now=now, others=others)
            if number % 10 == 0:
                progress(number)
        if lean:
            maker.make(lean)
        total += len(missing)
        progress(max(wanted.values()))
    return total, place


def _partner(organisation: str) -> DemoPlace:
    """Return another organisation with people, to which cases are referred; ready what assessments need."""
    if WORKER_ALIAS in settings.DATABASES:
        load_instruments()
    return ensure_place(f"Partner of {organisation}"[:300], 1, kind=OrganisationKind.CLINIC)


def _others(place: DemoPlace, partner: DemoPlace, number: int) -> Others:
    colleague = place.lead(number + 1)
    return Others(
        partner_id=partner.organisation_id, partner=partner.lead(number),
        coworker=colleague if colleague.user_id != place.lead(number).user_id else None,
    )  # fmt: skip
