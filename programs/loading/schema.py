"""The form of each file of programmes: keys, and what each may hold (README of the data)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.numbers import list_currencies

from legislation.choices import Confidence
from legislation.loading.checks import (
    LANGUAGES,
    Check,
    mapping,
    one_of,
    sequence,
    slug,
    text,
    texts,
    url,
)
from legislation.loading.problems import Place, shown
from legislation.loading.reading import Documents
from legislation.loading.schema import codes, named, source
from programs.choices import (
    CollaborationStatus,
    HelpKind,
    IndicatorDirection,
    OrganisationKind,
    ProgrammeKind,
    Sector,
)
from programs.finance.loading import FINANCE, offer
from programs.periods import ACCEPTED, period_or_none
from programs.units import UNITS

ORGANISATIONS, PROGRAMMES, HELP = "organisations.yaml", "programmes.yaml", "help.yaml"
INDICATORS, COLLABORATIONS = "indicators.yaml", "collaborations.yaml"
FILES = (ORGANISATIONS, PROGRAMMES, FINANCE, HELP, INDICATORS, COLLABORATIONS)
INTERNATIONAL = "INT"
GREATEST = 10**14
JURISDICTIONS_FILE = "jurisdictions.yaml"


@dataclass(frozen=True, slots=True)
class Known:
    """What records may name."""

    jurisdictions: Collection[str]
    organisations: Collection[str]
    programmes: Collection[str]
    laws: Collection[str]


def known_names(documents: Documents) -> Known:
    """Collect the names that records may refer to, whatever else is wrong with them."""
    return Known(
        jurisdictions=codes(documents).jurisdictions,
        organisations=identifiers(documents, ORGANISATIONS),
        programmes=identifiers(documents, PROGRAMMES),
        laws=[str(law.get("id")) for _file, law in documents.all_laws()],
    )


def identifiers(documents: Documents, file: str) -> list[str]:
    """Return the identifiers of the records of a file."""
    return [str(record["id"]) for record in records(documents, file) if "id" in record]


def records(documents: Documents, file: str) -> list[dict[str, Any]]:
    """Return the records of a file that are mappings."""
    listed = documents.further.get(file)
    return [record for record in listed if isinstance(record, dict)] if isinstance(listed, list) else []


def file_checks(documents: Documents) -> Iterator[tuple[str, object, Check]]:
    """Every file with its content and the check of its form."""
    known = known_names(documents)
    by_name = {
        ORGANISATIONS: organisation(known),
        PROGRAMMES: programme(known),
        FINANCE: offer(known.jurisdictions, known.programmes, known.organisations, period, currency),
        HELP: help_place(known),
        INDICATORS: indicator(known),
        COLLABORATIONS: area(known),
    }
    for file, content in documents.further.items():
        yield file, content, sequence(named("id", by_name[file]))


# ---- Values ----


def period(value: object, place: Place) -> None:
    """A period as precise as it is known."""
    if not isinstance(value, str) or period_or_none(value) is None:
        hint = "" if isinstance(value, str) else " in quotes"
        place.say(f"expected a period{hint}, as {ACCEPTED}; got {shown(value)}")


def number(value: object, place: Place) -> None:
    """A number, also a negative one, with at most four decimals."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        place.say(f"expected a number, got {shown(value)}")
    elif not abs(value) < GREATEST or round(value, 4) != value:
        place.say(f"expected a number with at most four decimals, got {shown(value)}")


def currency(value: object, place: Place) -> None:
    """An ISO 4217 code."""
    if not isinstance(value, str) or value not in list_currencies():
        place.say(f"expected an ISO 4217 code such as KZT, got {shown(value)}")


def true_or_false(value: object, place: Place) -> None:
    """A fact that is known to hold or not to."""
    if not isinstance(value, bool):
        place.say(f"expected true or false, got {shown(value)}")


def placed(known: Known) -> Check:
    """A jurisdiction here, the code of another country, or INT."""

    def check(value: object, place: Place) -> None:
        if value in known.jurisdictions or value == INTERNATIONAL:
            return
        if not isinstance(value, str) or len(value) != 2 or value not in Locale("en").territories:
            place.say(
                f"{shown(value)} is no jurisdiction of {JURISDICTIONS_FILE}, "
                "no country code of ISO 3166-1, and not INT"
            )

    return check


def terms(value: object, place: Place) -> None:
    """Conditions by name: numbers (money where a currency is given), words, lists and groups of these."""
    if not isinstance(value, dict):
        place.say(f"expected a mapping from names to numbers or words, got {shown(value)}")
        return
    for key, entry in value.items():
        at = place.at(str(key))
        if key == "currency":
            currency(entry, at)
        elif isinstance(entry, dict):
            terms(entry, at)
        elif isinstance(entry, list):
            for position, item in enumerate(entry):
                terms(item, at.at(position))
        elif isinstance(entry, str):
            text(300)(entry, at)
        else:
            number(entry, at)


# ---- Records ----


def organisation(known: Known) -> Check:
    """A record of organisations.yaml."""
    return mapping(
        {
            "id": slug(80),
            "name": texts(300),
            "kind": one_of(OrganisationKind.values, "kind of organisation"),
            "jurisdiction": placed(known),
            "role": texts(),
            "source": url,
        },
        {"url": url, "note": text()},
    )


def programme(known: Known) -> Check:
    """A record of programmes.yaml."""
    body = one_of(known.organisations, "organisation", ORGANISATIONS)
    figure = mapping(
        {"metric": slug(60), "value": number, "unit": text(80), "as_of": text(40), "source": url}
    )
    return mapping(
        {
            "id": slug(80),
            "jurisdiction": one_of(known.jurisdictions, "jurisdiction", JURISDICTIONS_FILE),
            "name": texts(300),
            "kind": one_of(ProgrammeKind.values, "kind of programme", "programs/choices.py"),
            "status": text(200),
            "summary": texts(),
            "sources": sequence(source()),
            "confidence": one_of(Confidence.values, "confidence"),
        },
        {
            "lead_organisation": body,
            "partners": sequence(body, unique=True),
            "started": period,
            "ended": period,
            "terms": terms,
            "figures": sequence(figure, unique=True),
            "eligibility": texts(),
            "url": url,
            "legal_basis": sequence(text(), unique=True),
        },
    )


def help_place(known: Known) -> Check:
    """A record of help.yaml."""
    return mapping(
        {
            "id": slug(80),
            "kind": one_of(HelpKind.values, "kind of help"),
            "jurisdiction": one_of(known.jurisdictions, "jurisdiction", JURISDICTIONS_FILE),
            "name": texts(300),
            "description": texts(),
            "as_of": period,
            "source": url,
            "publisher": text(200),
            "confidence": one_of(Confidence.values, "confidence"),
        },
        {
            "region": texts(200),
            "programme": one_of(known.programmes, "programme", PROGRAMMES),
            "legal_basis": text(),
            "phone": text(40),
            "url": url,
            "address": texts(300),
            "hours": texts(200),
            "free": true_or_false,
            "languages": sequence(one_of(LANGUAGES, "language"), unique=True),
            "access_needs": texts(300),
            "safe_to_call": texts(),
            "note": texts(),
        },
    )


def indicator(known: Known) -> Check:
    """A record of indicators.yaml."""
    observation = mapping(
        {"period": period, "value": number, "source": url, "publisher": text(200)}, {"note": text()}
    )
    target = mapping(
        {"value": number, "by": period, "source": url},
        {
            "programme": one_of(known.programmes, "programme", PROGRAMMES),
            "legal_basis": sequence(text(), unique=True),
            "note": text(),
        },
    )
    return mapping(
        {
            "id": slug(80),
            "name": texts(300),
            "definition": texts(),
            "unit": one_of(UNITS, "unit", "programs/units.py"),
            "jurisdiction": placed(known),
            "sector": one_of(Sector.values, "sector"),
            "direction": one_of(IndicatorDirection.values, "direction"),
            "observations": sequence(observation),
        },
        {"target": target},
    )


def area(known: Known) -> Check:
    """A record of collaborations.yaml."""
    event = mapping(
        {"slug": slug(60), "name": texts(200), "description": texts(), "track": sequence(text(80))}
    )
    bodies = sequence(one_of(known.organisations, "organisation", ORGANISATIONS), unique=True)
    linked = [*known.laws, *known.programmes, *known.organisations]
    return mapping(
        {
            "id": slug(60),
            "name": texts(200),
            "summary": texts(),
            "events": sequence(named("slug", event)),
            "jurisdictions": sequence(
                one_of(known.jurisdictions, "jurisdiction", JURISDICTIONS_FILE), unique=True
            ),
            "statuses": sequence(one_of(CollaborationStatus.values, "status"), unique=True),
            "sources": sequence(source()),
            "confidence": one_of(Confidence.values, "confidence"),
        },
        {
            "idea": texts(),
            "possible_leads": mapping({}, dict.fromkeys(known.jurisdictions, bodies)),
            "links": sequence(
                one_of(linked, "law, programme or organisation", "the files of these"), unique=True
            ),
            "indicators": sequence(slug(60), unique=True),
        },
    )
