"""Turn valid documents of programmes into rows: organisations, programmes, places of help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from legislation.loading.reading import Documents
from legislation.loading.rows import Ref, Row, translated
from programs.finance.loading import FINANCE, offer_rows
from programs.loading.flatten_collaborations import area_rows
from programs.loading.flatten_indicators import economies_ranked, indicator_rows
from programs.loading.schema import (
    COLLABORATIONS,
    HELP,
    INDICATORS,
    INTERNATIONAL,
    ORGANISATIONS,
    PROGRAMMES,
    known_names,
    records,
)
from programs.loading.terms import flat_terms
from programs.statuses import status_code

Record = Mapping[str, Any]


def flatten(documents: Documents) -> Iterator[Row]:
    """Give every row of the files of programmes; the documents must be valid."""
    known = known_names(documents)
    here = set(known.jurisdictions)
    for record in records(documents, ORGANISATIONS):
        yield _organisation(record, here)
    for record in records(documents, PROGRAMMES):
        yield from _programme(record)
    for position, record in enumerate(records(documents, FINANCE)):
        yield from offer_rows(record, position)
    for position, record in enumerate(records(documents, HELP)):
        yield _help_place(record, position)
    ranked = economies_ranked(records(documents, INDICATORS))
    for position, record in enumerate(records(documents, INDICATORS)):
        yield from indicator_rows(record, position, place_values(record["jurisdiction"], here), ranked)
    for position, record in enumerate(records(documents, COLLABORATIONS)):
        yield from area_rows(record, position, known)


def place_values(code: str, here: set[str]) -> dict[str, Any]:
    """Give a place as jurisdiction, or as another country, or as neither (international)."""
    if code in here:
        return {"jurisdiction": Ref("Jurisdiction", code), "country": ""}
    return {"jurisdiction": None, "country": "" if code == INTERNATIONAL else code}


def provision_ref(target: str) -> Ref:
    """Point to a provision by law-id#eid."""
    return Ref("Provision", target)


def decimal(value: int | float) -> Decimal:
    """Return a number of a file as it stands there."""
    return Decimal(str(value))


def _organisation(record: Record, here: set[str]) -> Row:
    note = record.get("note")
    values = {
        "slug": record["id"],
        "kind": record["kind"],
        "url": record.get("url", ""),
        "source_url": record["source"],
        **place_values(record["jurisdiction"], here),
        **translated(name=record["name"], role=record["role"], note={"en": note} if note else None),
    }
    return Row("Organisation", record["id"], values, ORGANISATIONS)


def _programme(record: Record) -> Iterator[Row]:
    key = record["id"]
    lead = record.get("lead_organisation")
    values = {
        "slug": key,
        "jurisdiction": Ref("Jurisdiction", record["jurisdiction"]),
        "kind": record["kind"],
        "status": status_code(record["status"]),
        "started": record.get("started", ""),
        "ended": record.get("ended", ""),
        "lead": Ref("Organisation", lead) if lead else None,
        "url": record.get("url", ""),
        "confidence": record["confidence"],
        **translated(
            name=record["name"],
            status_words={"en": record["status"]},
            summary=record["summary"],
            eligibility=record.get("eligibility"),
        ),
    }
    yield Row("Programme", key, values, PROGRAMMES)
    yield from _of_programme(record, key)


def _of_programme(record: Record, key: str) -> Iterator[Row]:
    for position, partner in enumerate(record.get("partners", ())):
        yield _part("ProgrammePartner", key, partner, position, organisation=Ref("Organisation", partner))
    for position, term in enumerate(flat_terms(record.get("terms", {}))):
        yield _part(
            "ProgrammeTerm",
            key,
            term.key,
            position,
            key=term.key,
            amount=None if term.amount is None else decimal(term.amount),
            currency=term.currency,
            **translated(words={"en": term.words} if term.words else None),
        )
    for position, figure in enumerate(record.get("figures", ())):
        yield _part(
            "ProgrammeFigure",
            key,
            str(position),
            position,
            metric=figure["metric"],
            value=decimal(figure["value"]),
            unit=figure["unit"],
            as_of=figure["as_of"],
            source_url=figure["source"],
        )
    for position, source in enumerate(record["sources"]):
        given = {"url": source["url"], "publisher": source["publisher"], "note": source.get("note", "")}
        yield _part("ProgrammeSource", key, str(position), position, **given)
    for position, target in enumerate(record.get("legal_basis", ())):
        yield _part("LegalBasis", key, target.replace("#", "@"), position, provision=provision_ref(target))


def _part(model: str, programme: str, name: str, place: int, /, **values: Any) -> Row:
    given = {"programme": Ref("Programme", programme), "position": place, **values}
    return Row(model, f"{programme}/{name}", given, PROGRAMMES)


def _help_place(record: Record, position: int) -> Row:
    programme, basis = record.get("programme"), record.get("legal_basis")
    words = ("region", "address", "hours", "access_needs", "safe_to_call", "note")
    values = {
        "slug": record["id"],
        "kind": record["kind"],
        "jurisdiction": Ref("Jurisdiction", record["jurisdiction"]),
        "programme": Ref("Programme", programme) if programme else None,
        "provision": provision_ref(basis) if basis else None,
        "phone": record.get("phone", ""),
        "url": record.get("url", ""),
        "is_free": record.get("free"),
        "languages": record.get("languages", []),
        "as_of": record["as_of"],
        "source_url": record["source"],
        "publisher": record["publisher"],
        "confidence": record["confidence"],
        "position": position,
        **translated(
            name=record["name"],
            description=record["description"],
            **{word: record.get(word) for word in words},
        ),
    }
    return Row("HelpPlace", record["id"], values, HELP)
