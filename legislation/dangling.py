"""Citations inside texts that lead to what is no longer law, or has another number."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from legislation.choices import LawKind
from legislation.citations import find_citations
from legislation.models import Provision, ProvisionText, ProvisionVersion
from legislation.search.vocabulary import vocabulary

KEPT_FOR = 24 * 60 * 60  # seconds; any change of the law asks anew
LAST_EVENTS = """
SELECT (SELECT max(pgh_id) FROM legislation_provisiontextevent),
       (SELECT max(pgh_id) FROM legislation_provisionversionevent),
       (SELECT max(pgh_id) FROM legislation_provisionevent),
       (SELECT max(pgh_id) FROM legislation_lawevent),
       (SELECT max(pgh_id) FROM legislation_lawaliasevent)
"""
_DIGITS = [str.maketrans("0123456789", digits) for digits in ("۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩")]


@dataclass(frozen=True, slots=True)
class Cites:
    """A text, and a provision that it names."""

    text: int
    provision: int


def gone(day: dt.date) -> QuerySet[Provision]:
    """Give the provisions that are law no longer on a day, or have another number."""
    published = ProvisionVersion.objects.published().filter(provision=OuterRef("pk"))
    ended = Exists(published.filter(valid__startswith__lte=day)) & ~Exists(published.in_force_on(day))
    return Provision.objects.filter(Q(renumbered_to__isnull=False) | ended).exclude(law__kind=LawKind.BILL)


def dangling_texts(day: dt.date) -> list[Cites]:
    """Give the texts in force on a day that name what is gone by then."""
    key = f"dangling:{day.isoformat()}:{_state_of_the_law()}"
    cache = caches["process"]  # the shared one holds plain values alone
    held: list[Cites] | None = cache.get(key)
    if held is None:
        held = citing(list(gone(day).select_related("law")), day)
        cache.set(key, held, KEPT_FOR)
    return held


def citing(provisions: Collection[Provision], day: dt.date) -> list[Cites]:
    """Give the texts in force on a day that name any of these provisions, theirs and those below left out.

    Args:
        provisions: with their laws.
    """
    by_number: dict[str, list[Provision]] = defaultdict(list)
    for provision in provisions:
        by_number[provision.number.casefold()].append(provision)
    if not by_number:
        return []
    names = vocabulary().aliases
    left_out = {provision.pk for provision in provisions}
    found: dict[Cites, None] = {}
    for text in _candidates(by_number, day).exclude(version__provision__in=left_out):
        own = text.version.provision
        for citation in find_citations(text.official_text or text.summary, names):
            if citation.is_weak:
                continue
            laws = citation.laws or (own.law.identifier,)
            for number in _numbers(citation.number, citation.sub):
                for meant in by_number.get(number.casefold(), ()):
                    if meant.law.identifier in laws and not own.eid.startswith(f"{meant.eid}__"):
                        found[Cites(text.pk, meant.pk)] = None
    return list(found)


def _numbers(number: str, sub: Iterable[str]) -> list[str]:
    """Give the numbers that a citation leads through, from the outside in: 51, 51(3), 51(3)(9).

    >>> _numbers("51", ("3", "9"))
    ['51', '51(3)', '51(3)(9)']
    """
    found = [number]
    for part in sub:
        found.append(f"{found[-1]}({part})")
    return found


def _candidates(numbers: Iterable[str], day: dt.date) -> QuerySet[ProvisionText]:
    """Give the texts in force in which the digits of any number stand, in whatever digits."""
    digits = {match[0] for number in numbers if (match := re.search(r"[0-9]+", number))}
    if not digits:
        return ProvisionText.objects.none()
    written = sorted({each.translate(table) for each in digits for table in ({}, *_DIGITS)})
    pattern = f"(^|[^0-9۰-۹٠-٩])({'|'.join(written)})([^0-9۰-۹٠-٩]|$)"
    in_force = ProvisionVersion.objects.in_force_on(day)
    texts = ProvisionText.objects.filter(version__in=in_force).order_by("pk")
    named = Q(official_text__regex=pattern) | Q(official_text="", summary__regex=pattern)
    return texts.filter(named).select_related("version__provision__law")


def _state_of_the_law() -> str:
    """Say which events were the last: whatever changes a text, a version, a provision or a name makes one."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_EVENTS)
        return "-".join(map(str, cursor.fetchone()))
