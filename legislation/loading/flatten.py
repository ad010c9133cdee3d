"""Turn valid documents into rows: vocabularies and laws; provisions are in flatten_provisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.loading.citing import amendment_numbers
from legislation.loading.flatten_clocks import event_kind_rows, moved_day_rows
from legislation.loading.flatten_provisions import provision_rows
from legislation.loading.reading import ALIASES, Documents
from legislation.loading.rows import Ref, Row, slug_of, translated


def flatten(documents: Documents) -> list[Row]:
    """Return every row of the reference data; the documents must be valid."""
    return [*_vocabulary_rows(documents), *_law_rows(documents)]


def _vocabulary_rows(documents: Documents) -> Iterator[Row]:
    for record in documents.listed("jurisdictions.yaml"):
        yield _jurisdiction(record)
    for position, record in enumerate(documents.listed("topics.yaml")):
        values = translated(name=record["name"], plain=record.get("plain"))
        yield Row(
            "Topic", record["slug"], {"slug": record["slug"], "position": position, **values}, "topics.yaml"
        )
    for record in documents.listed("roles.yaml"):
        values = {"slug": record["slug"], **translated(name=record["name"])}
        yield Row("Role", record["slug"], values, "roles.yaml")
    for record in documents.mapping("glossary.yaml")["terms"]:
        yield from _glossary_term(record)
    yield from _reference_unit(documents)
    yield from event_kind_rows(documents)
    yield from moved_day_rows(documents)


def _jurisdiction(record: Mapping[str, Any]) -> Row:
    values = {
        "code": record["code"],
        "parent": Ref("Jurisdiction", record["parent"]) if record.get("parent") else None,
        "languages": record["languages"],
        "timezone": record["timezone"],
        "currency": record["currency"],
        "fine_unit": record.get("fine_unit", ""),
        "rest_days": record.get("rest_days", []),
        "holidays": record.get("holidays", ""),
        "unit_names": record.get("unit_names", {}),
        "note": record.get("note", ""),
        **translated(name=record["name"]),
    }
    return Row("Jurisdiction", record["code"], values, "jurisdictions.yaml")


def _glossary_term(record: Mapping[str, Any]) -> Iterator[Row]:
    file, slug = "glossary.yaml", record["slug"]
    values = {
        "slug": slug,
        "topic": Ref("Topic", record["topic"]) if record.get("topic") else None,
        "confidence": record["confidence"],
        "note": record.get("note", ""),
    }
    yield Row("GlossaryTerm", slug, values, file)
    for language in ("en", "ru", "kk", "ur"):
        for position, text in enumerate(record.get(language, ())):
            yield Row(
                "GlossaryForm",
                f"{slug}/{language}/{text}",
                {"term": Ref("GlossaryTerm", slug), "language": language, "text": text, "position": position},
                file,
            )


def unit_code(documents: Documents) -> str:
    """Code of the reference unit of mci.yaml: what its jurisdiction counts fines in."""
    place = documents.mapping("mci.yaml").get("jurisdiction")
    for record in documents.listed("jurisdictions.yaml"):
        if isinstance(record, dict) and record.get("code") == place:
            return str(record.get("fine_unit") or "")
    return ""


def _reference_unit(documents: Documents) -> Iterator[Row]:
    file, unit = "mci.yaml", documents.mapping("mci.yaml")
    code = unit_code(documents)
    values = {
        "code": code,
        "jurisdiction": Ref("Jurisdiction", unit["jurisdiction"]),
        "currency": unit["unit"],
        **translated(name=unit["name"], summary=unit.get("summary")),
    }
    yield Row("ReferenceUnit", code, values, file)
    for record in unit["values"]:
        yield _amount(code, record["valid_from"], record.get("valid_until"), record, record["tenge"])
    for record in unit.get("not_established", ()):
        first = dt.date(record["year"], 1, 1)
        yield _amount(code, first, first.replace(year=first.year + 1), {"confidence": "low", **record}, None)
    for record in unit.get("rules", ()):
        provision = record.get("provision")
        values = {
            "unit": Ref("ReferenceUnit", code),
            "law": Ref("Law", record["law"]),
            "provision": Ref("Provision", f"{record['law']}#{provision}") if provision else None,
            "value_on": record["value_on"],
            "confidence": record["confidence"],
        }
        yield Row("ReferenceAmountRule", f"{record['law']}/{code}", values, file)


def _amount(
    code: str, lower: dt.date, upper: dt.date | None, record: Mapping[str, Any], amount: int | None
) -> Row:
    values = {
        "unit": Ref("ReferenceUnit", code),
        "valid": DateRange(lower, upper, "[)"),
        "amount": None if amount is None else Decimal(str(amount)),
        "confidence": record["confidence"],
        "source_url": record.get("source", ""),
        **translated(note=record.get("note")),
    }
    return Row("ReferenceAmount", f"{code}@{lower}", values, "mci.yaml")


def _law_rows(documents: Documents) -> Iterator[Row]:
    numbers = {
        (law["jurisdiction"], law["number"]): law["id"]
        for _file, law in documents.all_laws()
        if law.get("number")
    }
    replaced = {
        (law["id"], other) for _file, law in documents.all_laws() for other in law.get("replaces", ())
    }
    aliases = documents.mapping(ALIASES)
    roles = {role["slug"] for role in documents.listed("roles.yaml")}
    for file, law in documents.all_laws():
        yield _law(file, law)
        for topic in law.get("topics", ()):
            values = {"law": Ref("Law", law["id"]), "topic": Ref("Topic", topic)}
            yield Row("LawTopic", f"{law['id']}/{topic}", values, file)
        for language, names in aliases.get(law["id"], {}).items():
            for name in names:
                values = {"law": Ref("Law", law["id"]), "language": language, "alias": name}
                yield Row("LawAlias", f"{law['id']}/{language}/{name}", values, ALIASES)
        for position, source in enumerate(law.get("sources", ())):
            yield _source(file, law, position, source)
        yield from _amendments(file, law, numbers, replaced)
        yield from provision_rows(file, law, roles)


def _law(file: str, law: Mapping[str, Any]) -> Row:
    values = {
        "identifier": law["id"],
        "jurisdiction": Ref("Jurisdiction", law["jurisdiction"]),
        "slug": slug_of(law["id"], law["jurisdiction"]),
        "kind": law["kind"],
        "number": law.get("number", ""),
        "frbr_uri": law["frbr_uri"],
        "adopted": law.get("adopted"),
        "in_force": law.get("in_force"),
        "repealed": law.get("repealed"),
        "official_url": law.get("official_url", ""),
        "unit_names": law.get("unit_names", {}),
        **translated(title=law["title"], short_title=law["short_title"], summary=law.get("summary")),
    }
    return Row("Law", law["id"], values, file)


def _source(file: str, law: Mapping[str, Any], position: int, source: Mapping[str, Any]) -> Row:
    values = {
        "law": Ref("Law", law["id"]),
        "position": position,
        "url": source["url"],
        "publisher": source["publisher"],
        "note": source.get("note", ""),
    }
    return Row("LawSource", f"{law['id']}/source/{position}", values, file)


def _amendments(
    file: str,
    law: Mapping[str, Any],
    numbers: Mapping[tuple[str, str], str],
    replaced: Set[tuple[str, str]],
) -> Iterator[Row]:
    """Amendments, and the relations to other laws that they and `replaces` state.

    A law that replaces another is often listed among its amendments too; that is one relation, not two.
    """
    for other in law.get("replaces", ()):
        yield _relation(file, law["id"], other, "replaces")
    amending_laws = set()
    for position, amendment in enumerate(law.get("amended_by", ())):
        amending = next(
            (
                numbers[law["jurisdiction"], number]
                for number in amendment_numbers(amendment["number"])
                if (law["jurisdiction"], number) in numbers
            ),
            None,
        )
        values = {
            "law": Ref("Law", law["id"]),
            "amending_law": Ref("Law", amending) if amending else None,
            "position": position,
            "number": amendment["number"],
            "adopted": amendment.get("adopted"),
            "commenced": amendment.get("in_force"),
            "state": "published",
            **translated(summary=amendment.get("summary")),
        }
        yield Row("Amendment", f"{law['id']}/amendment/{amendment['number']}", values, file)
        if amending and amending != law["id"] and (amending, law["id"]) not in replaced:
            amending_laws.add(amending)
    for amending in sorted(amending_laws):
        yield _relation(file, amending, law["id"], "amends")


def _relation(file: str, from_law: str, to_law: str, kind: str) -> Row:
    values = {"from_law": Ref("Law", from_law), "to_law": Ref("Law", to_law), "kind": kind}
    return Row("LawRelation", f"{from_law}/{kind}/{to_law}", values, file)
