"""The clock of a duty as readers see it: by when, from what, how it is counted, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from kbase.localised import Localised, localised
from legislation.clock_words import term_phrase
from legislation.labels import provision_label
from legislation.models import ClockRule, Duty


@dataclass(frozen=True, slots=True)
class Source:
    """Where it is said how to count."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class ClockRow:
    """A clock in words.

    Attributes:
        term: 'within 24 hours', 'the same day', 'at least once in every 7 days'.
        event: what it is counted from.
        note: what the source says, or what the cautious reading is.
        is_stated: whether the law says how to count.
        url: the page that counts it for a moment.
    """

    term: str
    event: Localised
    note: Localised
    is_stated: bool
    ends_with_measure: bool
    is_confirmed: bool
    source: Source | None
    consequence: Source | None
    url: str


def clock_of(duty: Duty) -> ClockRule | None:
    """Give the clock of a duty, None where it has none; loaded with it by `norm_rows.for_rows`."""
    clock: ClockRule | None = getattr(duty, "clock", None)
    return clock


def clock_row(duty: Duty, *, suffix: str = "") -> ClockRow | None:
    """Put the clock of a duty into words; None where it has none.

    Args:
        suffix: query string that keeps the day shown on links into the law.
    """
    clock = clock_of(duty)
    if clock is None:
        return None
    clock.duty = duty  # its languages are those of the duty, and would be a query else
    return ClockRow(
        term=term_phrase(clock.rule),
        event=localised(clock.event_kind, "name"),
        note=localised(clock, "counting_note"),
        is_stated=clock.counting_stated,
        ends_with_measure=clock.recurs_times is not None and clock.ends_with_measure,
        is_confirmed=clock.is_confirmed,
        source=_source(clock, suffix),
        consequence=_consequence(clock, suffix),
        url=f"{due_url(duty)}{suffix}",
    )


def due_url(duty: Duty) -> str:
    """Give the address of the page that counts a duty's clock; needs provision, law, jurisdiction loaded."""
    provision = duty.version.provision
    law = provision.law
    return reverse(
        "duty-due",
        kwargs={
            "jurisdiction": law.jurisdiction.path,
            "slug": law.slug,
            "eid": provision.eid,
            "number": duty.position + 1,
        },
    )


def _source(clock: ClockRule, suffix: str) -> Source | None:
    provision = clock.counting_provision
    if provision is not None:
        label = f"{provision_label(provision)}, {localised(provision.law, 'short_title')}"
        return Source(label, f"{provision.get_absolute_url()}{suffix}")
    url = clock.counting_url
    return Source(url.split("/")[2], url) if url else None


def _consequence(clock: ClockRule, suffix: str) -> Source | None:
    provision = clock.consequence
    if provision is None:
        return None
    label = f"{provision_label(provision)}, {localised(provision.law, 'short_title')}"
    return Source(label, f"{provision.get_absolute_url()}{suffix}")
