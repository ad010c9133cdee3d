"""The form of each file: keys, and what each may hold (README of the data)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from zoneinfo import available_timezones

from legislation.choices import (
    Confidence,
    LawKind,
    LawRelationKind,
    ProvisionKind,
    TimeUnit,
    ValueRule,
)
from legislation.loading.checks import (
    LANGUAGES,
    Check,
    amount,
    date,
    date_or,
    integer,
    mapping,
    matching,
    one_of,
    sequence,
    slug,
    text,
    texts,
    url,
)
from legislation.loading.clock_schema import event_kind, moved_day
from legislation.loading.norm_schema import norms
from legislation.loading.problems import Place, shown
from legislation.loading.reading import ALIASES, EVENT_KINDS, MOVED_DAYS, Documents
from legislation.loading.timeline import UNKNOWN
from legislation.loading.tree import EID
from legislation.unit_names import problem

FRBR = re.compile(r"/akn/[a-z]{2}(-[a-z0-9]+)?(/[A-Za-z0-9.-]+)+")
CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
CURRENCY = re.compile(r"[A-Z]{3}")
UNIT = re.compile(r"[A-Z]{2,10}")
TARGET = re.compile(r"[a-z0-9-]+(#[A-Za-z0-9_-]+)?")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that the vocabularies define."""

    jurisdictions: Collection[str]
    topics: Collection[str]
    roles: Collection[str]
    units: Collection[str]
    events: Collection[str] = ()


def codes(documents: Documents) -> Codes:
    """Collect the codes, whatever else is wrong with the vocabularies."""
    places = [record for record in documents.listed("jurisdictions.yaml") if isinstance(record, dict)]
    money = [str(place[key]) for place in places for key in ("currency", "fine_unit") if place.get(key)]
    return Codes(
        jurisdictions=[str(place.get("code")) for place in places],
        topics=_slugs(documents, "topics.yaml"),
        roles=_slugs(documents, "roles.yaml"),
        units=list(dict.fromkeys((*TimeUnit.values, *money))),
        events=_slugs(documents, EVENT_KINDS),
    )


def _slugs(documents: Documents, file: str) -> list[str]:
    return [
        str(record["slug"])
        for record in documents.listed(file)
        if isinstance(record, dict) and "slug" in record
    ]


def file_checks(documents: Documents) -> Iterator[tuple[str, object, Check]]:
    """Every file with its content and the check of its form."""
    known = codes(documents)
    by_name = {
        "jurisdictions.yaml": sequence(named("code", jurisdiction(known))),
        "topics.yaml": sequence(
            named("slug", mapping({"slug": slug(60), "name": texts(200)}, {"plain": texts(400)}))
        ),
        "roles.yaml": sequence(named("slug", mapping({"slug": slug(60), "name": texts(200)}))),
        "glossary.yaml": glossary(known),
        "mci.yaml": reference_unit(known),
        ALIASES: aliases,
        EVENT_KINDS: sequence(named("slug", event_kind(known.jurisdictions))),
        MOVED_DAYS: sequence(moved_day(known.jurisdictions)),
    }
    for file, content in documents.vocabularies.items():
        yield file, content, by_name[file]
    check = law(known)
    for file, content in documents.laws.items():
        yield file, content, check


def named(key: str, check: Check) -> Check:
    """A record of a list, which problems call by its `key`."""

    def check_record(value: object, place: Place) -> None:
        name = value.get(key) if isinstance(value, dict) else None
        number = place.path[-1] if place.path else ""  # nothing: the record is the whole file
        fallback = f"entry {number + 1}" if isinstance(number, int) else number
        check(value, place.of_record(name if isinstance(name, str) and name else fallback))

    return check_record


def jurisdiction(known: Codes) -> Check:
    """A record of jurisdictions.yaml."""
    return mapping(
        {
            "code": matching(CODE, "an ISO 3166 code such as KZ or PK-PB", 6),
            "name": texts(200),
            "languages": sequence(one_of(LANGUAGES, "language"), unique=True),
            "timezone": one_of(available_timezones(), "time zone", "the IANA time zone database"),
            "currency": matching(CURRENCY, "an ISO 4217 code such as KZT", 3),
        },
        {
            "parent": one_of(known.jurisdictions, "jurisdiction", "jurisdictions.yaml"),
            "fine_unit": matching(UNIT, "a code such as MCI", 10),
            "rest_days": sequence(integer(1, 7), unique=True),
            "holidays": text(10),
            "unit_names": unit_names,
            "note": text(),
        },
    )


def glossary(known: Codes) -> Check:
    """The file glossary.yaml."""
    forms = sequence(text(200), unique=True)
    term = mapping(
        {"slug": slug(80), "confidence": one_of(Confidence.values, "confidence"), "en": forms},
        {
            **dict.fromkeys(LANGUAGES[1:], forms),
            "topic": one_of(known.topics, "topic", "topics.yaml"),
            "note": text(),
        },
    )
    about = {
        "id": text(),
        "jurisdiction": one_of(known.jurisdictions, "jurisdiction", "jurisdictions.yaml"),
        "title": texts(),
        "summary": texts(),
        "languages": sequence(one_of(LANGUAGES, "language"), unique=True),
        "sources": sequence(source()),
    }
    return mapping({"terms": sequence(named("slug", term))}, about)


def reference_unit(known: Codes) -> Check:
    """The file mci.yaml."""
    confidence = one_of(Confidence.values, "confidence")
    value = mapping(
        {"valid_from": date, "tenge": amount, "confidence": confidence},
        {"valid_until": date, "source": url, "note": texts()},
    )
    rule = mapping(
        {"law": text(), "value_on": one_of(ValueRule.values, "rule"), "confidence": confidence},
        {"provision": text()},
    )
    return mapping(
        {
            "jurisdiction": one_of(known.jurisdictions, "jurisdiction", "jurisdictions.yaml"),
            "name": texts(200),
            "unit": matching(CURRENCY, "an ISO 4217 code such as KZT", 3),
            "values": sequence(value),
        },
        {
            "id": text(),
            "summary": texts(),
            "not_established": sequence(mapping({"year": integer(1900, 2198)}, {"note": texts()})),
            "sources": sequence(source()),
            "rules": sequence(rule),
        },
    )


def unit_names(value: object, place: Place) -> None:
    """What a jurisdiction or a law calls its units."""
    said = problem(value)
    if said:
        place.say(said)


def source() -> Check:
    """An entry of `sources`."""
    return mapping({"url": url, "publisher": text(200)}, {"note": text()})


def aliases(value: object, place: Place) -> None:
    """The file aliases.yaml: law, language, names."""
    if not isinstance(value, dict):
        place.say(f"expected a mapping from laws to names by language, got {shown(value)}")
        return
    names = mapping({}, dict.fromkeys(LANGUAGES, sequence(text(200), unique=True)))
    for identifier, by_language in value.items():
        names(by_language, place.at(str(identifier)).of_record(str(identifier)))


def law(known: Codes) -> Check:
    """A file of legislation/."""
    amendment = mapping({"number": text(100)}, {"adopted": date, "in_force": date, "summary": texts()})
    topic = one_of(known.topics, "topic", "topics.yaml")
    check = mapping(
        {
            "id": slug(80),
            "jurisdiction": one_of(known.jurisdictions, "jurisdiction", "jurisdictions.yaml"),
            "frbr_uri": matching(FRBR, "an address such as /akn/kz/act/2025-12-30/245-viii", 200),
            "kind": one_of(LawKind.values, "kind of law"),
            "title": texts(500),
            "short_title": texts(200),
            "provisions": sequence(named("eid", provision(known))),
        },
        {
            "number": text(60),
            "adopted": date,
            "in_force": date,
            "repealed": date,
            "official_url": url,
            "unit_names": unit_names,
            "summary": texts(),
            "topics": sequence(topic, unique=True),
            LawRelationKind.REPLACES.value: sequence(text(), unique=True),
            "amended_by": sequence(amendment),
            "sources": sequence(source()),
        },
    )
    return named("id", check)


def provision(known: Codes) -> Check:
    """An entry of `provisions`."""
    target = matching(TARGET, "law-id or law-id#eid", 220)
    version = mapping(
        {"summary": texts()}, {"valid_from": date, "valid_until": date, "changed_by": text(100)}
    )
    return mapping(
        {
            "eid": matching(EID, "an eId such as art_60 or art_60__para_2", 120),
            "number": text(60),
            "kind": one_of(ProvisionKind.values, "kind of provision"),
            "summary": texts(),
            "confidence": one_of(Confidence.values, "confidence"),
        },
        {
            "heading": texts(500),
            "in_force": date,
            "ceased": date_or(UNKNOWN),
            "topics": sequence(one_of(known.topics, "topic", "topics.yaml"), unique=True),
            "source": url,
            "versions": sequence(version),
            "changes": sequence(mapping({"summary": texts()}, {"on": date, "by": text(100)})),
            "corresponds_to": sequence(target, unique=True),
            **norms(roles=known.roles, units=known.units, events=known.events, target=target),
        },
    )
