"""Results as the page shows them: what it is, where it stands on the day, and the words that matched."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kbase.highlighting import Segment, highlight
from kbase.localised import Localised, localised, localised_from
from legislation.dates import provision_status
from legislation.labels import provision_label
from legislation.models import ProvisionText, ProvisionVersion
from legislation.search.answer import Answer
from legislation.search.codes import STATUSES
from legislation.search.engine import Match
from legislation.search.norm_words import FIELDS, MODELS

WIDTH = 260
FOUND_IN = {
    "conduct": gettext_lazy("In prohibited conduct"),
    "duty": gettext_lazy("In a duty"),
    "penalty": gettext_lazy("In a penalty"),
    "measure": gettext_lazy("In a measure of protection"),
    "right": gettext_lazy("In a right"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result, as components/result.html takes it; `until` where its wording was replaced."""

    url: str
    title: Localised
    number: str
    context: Localised
    jurisdiction: Localised
    status: str
    segments: Sequence[Segment]
    lang: str
    why: str
    version: ProvisionVersion
    kind: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A norm in one language."""

    kind: str
    language: str
    text: str


def hits(answer: Answer, *, suffix: str) -> list[Hit]:
    """Return the page's results, what was cited first.

    Args:
        suffix: query string that keeps the day on links.
    """
    matched = list(_by_provision(answer.found.matches))
    versions = [version.pk for version in answer.cited] + [group[0].version for group in matched]
    texts = _texts(versions)
    norms = _norms(versions)
    cited = {version.pk for version in answer.cited}
    others = _others([held[0].version for held in texts.values()], answer.request.on)
    maker = _Maker(answer, texts, norms, others, suffix)
    found = [maker.hit(version, []) for version in answer.cited]
    for group in matched:
        held = texts.get(group[0].version)
        if held and group[0].version not in cited:
            found.append(maker.hit(held[0].version, group))
    return found


def _by_provision(matches: Iterable[Match]) -> Iterator[list[Match]]:
    """Collapse each provision to one version: the one in force, else the one that matches best."""
    groups: dict[int, list[Match]] = defaultdict(list)
    for match in matches:
        groups[match.provision].append(match)
    for group in groups.values():
        best = min(group, key=lambda match: (STATUSES[match.status], -match.score))
        yield [match for match in group if match.version == best.version]


def _texts(versions: Sequence[int]) -> dict[int, list[ProvisionText]]:
    found: dict[int, list[ProvisionText]] = defaultdict(list)
    rows = ProvisionText.objects.filter(version__in=versions)
    for text in rows.select_related("version__provision__law__jurisdiction").order_by("language"):
        found[text.version_id].append(text)
    return found


def _others(versions: Sequence[ProvisionVersion], on: dt.date) -> dict[int, ProvisionVersion]:
    """Find the wordings in force on the day, by provision, where a result is another one."""
    provisions = {version.provision_id for version in versions if not version.stretch.covers(on)}
    if not provisions:
        return {}
    present = ProvisionVersion.objects.in_force_on(on).filter(provision__in=provisions)
    return {version.provision_id: version for version in present}


def _norms(versions: Sequence[int]) -> dict[int, list[_Said]]:
    """Read what the norms of versions say, in every language, in one query."""
    if not versions:
        return {}
    parts = []
    for kind, model in MODELS.items():
        columns = ", ".join(f"'{name}', \"{name}\"" for name in FIELDS[kind])
        parts.append(
            f"SELECT '{kind}', version_id, position, json_build_object({columns}), i18n::json "  # noqa: S608
            f"FROM {model._meta.db_table} WHERE version_id = ANY(%s)"
        )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts) + " ORDER BY 2, 1, 3", [list(versions)] * len(parts))
        rows = cursor.fetchall()
    found: dict[int, list[_Said]] = defaultdict(list)
    for kind, version, _position, original, translated in rows:
        found[version] += _said(kind, original, translated or {})
    return found


def _said(kind: str, original: dict[str, str], translated: dict[str, Any]) -> Iterator[_Said]:
    by_language: dict[str, list[str]] = defaultdict(list)
    for name in FIELDS[kind]:
        if original[name]:
            by_language["en"].append(original[name])
        for language in ("ru", "kk", "ur"):
            if text := translated.get(f"{name}_{language}"):
                by_language[language].append(text)
    for language, words in by_language.items():
        yield _Said(kind, language, ". ".join(words))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes hits of versions, with the texts and norms of the page at hand."""

    answer: Answer
    texts: dict[int, list[ProvisionText]]
    norms: dict[int, list[_Said]]
    others: dict[int, ProvisionVersion]
    suffix: str

    def hit(self, version: ProvisionVersion, matches: Sequence[Match]) -> Hit:
        """Make one result; without matches it was cited."""
        provision, request = version.provision, self.answer.request
        texts = {text.language: text for text in self.texts.get(version.pk, ())}
        headings = {language: text.heading for language, text in texts.items()}
        official = provision.content_languages
        title = localised_from(headings, request.language, official) or localised(provision, "heading")
        segments, language, why = self._passage(version, texts, matches)
        status, until = _status(version, request.on), None
        other = self.others.get(provision.pk) not in (None, version)
        if other and status == "repealed":
            status, until = "reworded", version.valid.upper
        return Hit(
            url=provision.get_absolute_url() + (_on_a_day_of(version) if other else self.suffix),
            title=title or Localised(provision_label(provision), request.language),
            number=provision_label(provision) if title else "",
            context=localised(provision.law, "short_title", request.language),
            jurisdiction=localised(provision.law.jurisdiction, "name", request.language),
            status=status,
            segments=segments,
            lang=language,
            why=why,
            version=version,
            until=until,
        )

    def _passage(
        self, version: ProvisionVersion, texts: dict[str, ProvisionText], matches: Sequence[Match]
    ) -> tuple[Sequence[Segment], str, str]:
        """Choose the passage that shows why: reader's language first, text before norms before headings."""
        if not matches:
            return self._beginning(texts, version, _("The provision that you named"))
        for language in self._languages(matches):
            terms = self._terms(language)
            if not terms:
                continue
            for text, why in self._places(version, texts.get(language), language):
                segments = highlight(text, terms, language, width=WIDTH)
                if any(segment.marked for segment in segments):
                    return segments, language, self._why(why, text, language)
        return self._beginning(texts, version, _("In the heading, or in the title of the law"))

    def _languages(self, matches: Sequence[Match]) -> list[str]:
        own = self.answer.request.language
        return list(dict.fromkeys([own, *(match.language for match in matches)]))

    def _terms(self, language: str) -> tuple[str, ...]:
        return next((plan.parsed.terms for plan in self.answer.plans if plan.language == language), ())

    def _places(
        self, version: ProvisionVersion, text: ProvisionText | None, language: str
    ) -> Iterator[tuple[str, str]]:
        if text is not None:
            yield text.summary, ""
            yield text.official_text, _("In the official text")
        for norm in self.norms.get(version.pk, ()):
            if norm.language == language:
                yield norm.text, str(FOUND_IN[norm.kind])

    def _why(self, why: str, text: str, language: str) -> str:
        """Say where it was found, and that the glossary led there when the typed words didn't."""
        typed = highlight(text, self.answer.parsed.terms, language, width=WIDTH)
        if any(segment.marked for segment in typed):
            return why
        through = _("Found by the glossary, which knows these words as the same")
        return f"{why} · {through}" if why else through

    def _beginning(
        self, texts: dict[str, ProvisionText], version: ProvisionVersion, why: str
    ) -> tuple[Sequence[Segment], str, str]:
        bodies = {language: text.summary or text.official_text for language, text in texts.items()}
        official = version.provision.content_languages
        shown = localised_from(bodies, self.answer.request.language, official)
        return highlight(shown.text, (), shown.lang, width=WIDTH), shown.lang, why


def _on_a_day_of(version: ProvisionVersion) -> str:
    """Give the query string for a day on which a wording was, or will be, in force."""
    last = version.valid.upper and version.valid.upper - dt.timedelta(days=1)
    day = version.valid.lower or last
    return f"?on={day.isoformat()}" if day else ""


def _status(version: ProvisionVersion, on: dt.date) -> str:
    law = version.provision.law
    return provision_status(
        [version.stretch], on, is_bill=law.is_bill, law_begins=law.begins, law_ends=law.repealed
    ).code
