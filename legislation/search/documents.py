"""What the search knows of a text: one document per published version and language, read from the models."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from legislation.choices import LawKind
from legislation.models import Law, Provision, ProvisionText, ProvisionVersion
from legislation.search.codes import KIND_WEIGHT, KINDS, NORMS
from legislation.search.norm_words import BEARER, MODELS, said

FIRST_RECENT_YEAR = 2005


@dataclass(slots=True, kw_only=True)
class Document:
    """One text as it is indexed; identities are primary keys, `norms` a mask of `codes.NORMS`.

    Attributes:
        begun: before this day it was not yet in force; between it and the start nothing is established.
        gone: from this day it is no longer in force; between the end and it nothing is established.
    """

    version: int
    provision: int
    law: int
    language: str
    jurisdiction: int
    kind: int
    importance: int
    norms: int = 0
    ceased: bool = False
    bill: bool = False
    start: dt.date | None = None
    end: dt.date | None = None
    begun: dt.date | None = None
    gone: dt.date | None = None
    topics: list[int] = field(default_factory=list)
    bearers: list[int] = field(default_factory=list)
    heading: str = ""
    title: str = ""
    body: str = ""
    norm_words: str = ""


@dataclass(slots=True)
class _Norms:
    """The norms of one version, as far as the search knows them."""

    mask: int = 0
    bearers: set[int] = field(default_factory=set)
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


def importance(kind: str, *, start: dt.date | None, ended: bool) -> int:
    """Rate a version by what it is, from 0 to 100: kind of law, still valid, recent.

    >>> importance("code", start=dt.date(2025, 9, 16), ended=False)
    96
    """
    recent = min(20, max(0, start.year - FIRST_RECENT_YEAR)) if start else 0
    return KIND_WEIGHT[kind] + (0 if ended else 40) + recent


def documents_of(laws: Collection[int]) -> list[Document]:
    """Return the documents of laws, the most important first, then as they stand in the law."""
    versions = list(_versions(laws))
    law_topics = _related(Law.topics.through.objects.filter(law__in=laws), "law_id", "topic_id")
    own_topics = _related(
        Provision.topics.through.objects.filter(provision__law__in=laws), "provision_id", "topic_id"
    )
    norms = _norms(laws)
    texts: dict[int, list[ProvisionText]] = defaultdict(list)
    for text in ProvisionText.objects.filter(version__in=[version.pk for version in versions]):
        texts[text.version_id].append(text)
    documents: list[Document] = []
    for version in versions:
        topics = own_topics.get(version.provision_id) or law_topics.get(version.provision.law_id, [])
        documents += _documents(version, texts[version.pk], topics, norms.get(version.pk, _Norms()))
    # A stable sort: within the same importance the order of the law remains.
    return sorted(documents, key=lambda document: -document.importance)


def _versions(laws: Collection[int]) -> QuerySet[ProvisionVersion]:
    return (
        ProvisionVersion.objects.published()
        .filter(provision__law__in=laws)
        .select_related("provision__law")
        .order_by("provision__law", "provision__position", "valid")
    )


def _related(rows: QuerySet[Any], key: str, value: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for owner, other in rows.order_by(value).values_list(key, value):
        found[owner].append(other)
    return found


def _norms(laws: Collection[int]) -> dict[int, _Norms]:
    found: dict[int, _Norms] = defaultdict(_Norms)
    for name, model in MODELS.items():
        for norm in model.objects.filter(version__provision__law__in=laws).select_related(*BEARER[name]):
            entry = found[norm.version_id]
            entry.mask |= NORMS[name]
            if name == "duty":
                entry.bearers.add(norm.bearer_id)
            for language, words in said(name, norm).items():
                entry.words[language].append(words)
    return found


def _documents(
    version: ProvisionVersion, texts: list[ProvisionText], topics: list[int], norms: _Norms
) -> Iterator[Document]:
    law = version.provision.law
    ended = version.ceased_unknown or version.valid.upper is not None
    by_language = {text.language: text for text in texts}
    for language in sorted(by_language.keys() | norms.words.keys()):
        text = by_language.get(language)
        yield Document(
            version=version.pk,
            provision=version.provision_id,
            law=law.pk,
            language=language,
            jurisdiction=law.jurisdiction_id,
            kind=KINDS[law.kind],
            importance=importance(law.kind, start=version.valid.lower, ended=ended),
            norms=norms.mask,
            ceased=version.ceased_unknown,
            bill=law.kind == LawKind.BILL,
            start=version.valid.lower,
            end=version.valid.upper,
            begun=_begun(version),
            gone=_gone(version),
            topics=topics,
            bearers=sorted(norms.bearers),
            heading=text.heading if text else "",
            title=" ".join(_titles(law, language)),
            body=f"{text.summary}\n{text.official_text}" if text else "",
            norm_words="\n".join(norms.words.get(language, ())),
        )


def _begun(version: ProvisionVersion) -> dt.date | None:
    start = version.valid.lower
    if not version.unrecorded_before:
        return start
    # The wording before is not recorded, but it can't be older than the law.
    law_begins = version.provision.law.begins
    return min(start, law_begins) if start and law_begins else None


def _gone(version: ProvisionVersion) -> dt.date | None:
    end = None if version.unrecorded_after else version.valid.upper
    # When it ceased isn't established, but it can't have outlived its law.
    law_ends = version.provision.law.repealed if version.ceased_unknown else None
    return min((day for day in (end, law_ends) if day), default=None)


def _titles(law: Law, language: str) -> list[str]:
    if language == "en":
        return [law.title, law.short_title]
    found = ((law.i18n or {}).get(f"{name}_{language}") for name in ("title", "short_title"))
    return [title for title in found if title]
