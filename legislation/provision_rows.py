"""Texts, sub-provisions and references of a provision, as the components print them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.choices import ReferenceKind, TextStatus
from legislation.comparison import Comparison
from legislation.dates import EARLIEST
from legislation.labels import provision_label
from legislation.law_rows import Fact
from legislation.models import CrossReference, Provision, ProvisionText, ProvisionVersion
from legislation.provision_page import ProvisionPage, other_end, other_law


@dataclass(frozen=True)
class TextColumn:
    """One language of a version, as components/texts.html takes it."""

    language: str
    heading: str
    summary: str
    official_text: str
    status: str
    to_be_confirmed: bool = False


@dataclass(frozen=True)
class WordingChoice:
    """A wording to compare, by a day on which it held."""

    day: dt.date
    label: str
    is_before: bool
    is_after: bool


@dataclass(frozen=True)
class PageSource:
    """Where something was read, as components/sources.html takes it."""

    publisher: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Child:
    """A provision below this one, with its text of the day."""

    label: str
    heading: Localised
    url: str
    text: Localised


def text_columns(texts: Iterable[ProvisionText], asked: str, official: list[str]) -> list[TextColumn]:
    """Give the texts in the order a reader wants them: the language asked, official ones, the rest."""
    order = {code: place for place, code in enumerate(dict.fromkeys([asked, *official, "en"]))}
    ranked = sorted(texts, key=lambda text: (order.get(text.language, len(order)), text.language))
    return [
        TextColumn(
            language=text.language,
            heading=text.heading,
            summary=text.summary,
            official_text=text.official_text,
            status="unofficial" if text.status == TextStatus.OWN else text.status,
            to_be_confirmed=text.to_be_confirmed,
        )
        for text in ranked
    ]


def wording_choices(page: ProvisionPage, comparison: Comparison | None = None) -> list[WordingChoice]:
    """Give a day of each wording; chosen are those compared, else the one shown and the one before."""
    if not page.versions or page.shown is None:
        return []
    later = max(page.versions.index(page.shown), 1)
    earlier = later - 1
    if comparison and comparison.before.version and comparison.after.version:
        earlier = page.versions.index(comparison.before.version)
        later = page.versions.index(comparison.after.version)
    return [
        WordingChoice(
            day=(day := _day_within(version)),
            label=day_text(version.valid.lower)
            if version.valid.lower
            else _("before %(day)s") % {"day": day_text(day)},
            is_before=place == earlier,
            is_after=place == later,
        )
        for place, version in enumerate(page.versions)
    ]


def _day_within(version: ProvisionVersion) -> dt.date:
    if version.valid.lower:
        return version.valid.lower
    return version.valid.upper - dt.timedelta(days=1) if version.valid.upper else EARLIEST


def source_of(page: ProvisionPage) -> list[PageSource]:
    """Give where the wording shown was read, and the official text of the law."""
    law = page.provision.law
    found = {}
    if page.shown and page.shown.source_url:
        found[page.shown.source_url] = PageSource(
            urlsplit(page.shown.source_url).hostname or "", page.shown.source_url
        )
    if law.official_url:
        found.setdefault(law.official_url, PageSource(_("Official text"), law.official_url))
    return list(found.values())


def child_rows(children: list[Provision], on: dt.date, suffix: str) -> list[Child]:
    """Give the provisions below, each with its text of the day in the nearest language, in one query."""
    if not children:
        return []
    official = children[0].law.content_languages
    texts = ProvisionText.objects.shown_on(on).for_provisions([c.pk for c in children]).nearest_to(official)
    found = {t.version.provision_id: Localised(t.official_text or t.summary, t.language) for t in texts}
    return [
        Child(
            label=provision_label(child),
            heading=localised(child, "heading"),
            url=child.get_absolute_url() + suffix,
            text=found.get(child.pk, Localised("", "en")),
        )
        for child in children
    ]


def reference_facts(
    references: Iterable[CrossReference], provision: Provision, suffix: str = ""
) -> list[Fact]:
    """Give references with words for their direction, each other end once.

    That two provisions correspond is left out where a reference before it says more of how they do.

    Args:
        suffix: query string that keeps the day shown on links.
    """
    facts: dict[tuple[str, str], Fact] = {}
    told: set[str] = set()
    for reference in references:
        outward = reference.from_provision_id == provision.pk
        end, law = other_end(reference, provision), other_law(reference, provision)
        url = (end.get_absolute_url() if end else law.get_absolute_url()) + suffix
        if reference.kind == ReferenceKind.CORRESPONDS and url in told:
            continue
        name = (
            f"{provision_label(end)}, {localised(law, 'short_title')}"
            if end
            else localised(law, "short_title")
        )
        label = _words(ReferenceKind(reference.kind), outward=outward)
        fact = Fact(label, name, url, localised(end, "heading") if end else "")
        facts.setdefault((label, url), fact)
        if reference.kind != ReferenceKind.CORRESPONDS:
            told.add(url)
    return list(facts.values())


def _words(kind: ReferenceKind, *, outward: bool) -> str:
    forward = {
        ReferenceKind.CITES: _("Cites"),
        ReferenceKind.PUNISHES_BREACH: _("Punishes breach of"),
        ReferenceKind.CORRESPONDS: pgettext("cross-reference", "Corresponds to"),
        ReferenceKind.DEFINES: _("Defines words of"),
    }
    backward = {
        ReferenceKind.CITES: _("Cited by"),
        ReferenceKind.PUNISHES_BREACH: _("Breach is punished by"),
        ReferenceKind.CORRESPONDS: pgettext("cross-reference", "Corresponds to"),
        ReferenceKind.DEFINES: _("Its words are defined by"),
    }
    return (forward if outward else backward)[kind]
