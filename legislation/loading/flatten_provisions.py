"""Turn the provisions of a law into rows: the tree, versions, texts, norms, references, effects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Set
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.loading.citing import amendment_named
from legislation.loading.effects import effect_rows, unrecorded_after, unrecorded_before
from legislation.loading.flatten_norms import norm_rows
from legislation.loading.rows import Ref, Row, translated
from legislation.loading.timeline import Span, spans
from legislation.loading.tree import Node, kind_of, nodes, number_of, parent_eid


def provision_rows(file: str, law: Mapping[str, Any], roles: Set[str]) -> Iterator[Row]:
    """Return the rows of everything below a law's provisions."""
    references: set[str] = set()
    numbers: dict[str, str] = {}
    for node in nodes(law["provisions"]):
        key = f"{law['id']}#{node.eid}"
        yield _provision(file, law, node, numbers)
        if node.record is None:
            continue
        for topic in node.record.get("topics", ()):
            values = {"provision": Ref("Provision", key), "topic": Ref("Topic", topic)}
            yield Row("ProvisionTopic", f"{key}/{topic}", values, file)
        for span in spans(law, node.record):
            yield from _version_rows(file, law, node.record, key, span)
            if span.last:
                yield from norm_rows(file, node.record, f"{key}@{span.key}", roles)
        for row in _references(file, node.record, key):
            if row.key not in references:
                references.add(row.key)
                yield row
        yield from effect_rows(file, law, node.record, key)


def _provision(file: str, law: Mapping[str, Any], node: Node, numbers: dict[str, str]) -> Row:
    record = node.record or {}
    above = parent_eid(node.eid)
    numbers[node.eid] = record.get("number") or number_of(node.eid, numbers.get(above) if above else None)
    values = {
        "law": Ref("Law", law["id"]),
        "eid": node.eid,
        "parent": Ref("Provision", f"{law['id']}#{above}") if above else None,
        "position": node.position,
        "depth": node.depth,
        "kind": record.get("kind") or kind_of(node.eid),
        "number": numbers[node.eid],
        **translated(heading=record.get("heading")),
    }
    return Row("Provision", f"{law['id']}#{node.eid}", values, file)


def _version_rows(
    file: str, law: Mapping[str, Any], provision: Mapping[str, Any], key: str, span: Span
) -> Iterator[Row]:
    version_key = f"{key}@{span.key}"
    listed = provision["versions"][span.index] if span.index is not None else {}
    changed_by = _changed_by(provision, span)
    number = amendment_named(law, changed_by)
    values = {
        "provision": Ref("Provision", key),
        "valid": DateRange(span.lower, span.upper, "[)"),
        "start_known": span.start_known,
        "ceased_unknown": span.ceased_unknown,
        "unrecorded_before": not span.index and unrecorded_before(law, provision),
        "unrecorded_after": span.last and unrecorded_after(law, provision),
        "changed_by": changed_by,
        "amendment": Ref("Amendment", f"{law['id']}/amendment/{number}") if number else None,
        "norms_recorded": span.last,
        "state": "published",
        "confidence": provision["confidence"],
        "source_url": provision.get("source", ""),
        **translated(change_summary=listed.get("summary") if span.last else None),
    }
    yield Row("ProvisionVersion", version_key, values, file)
    if span.last:
        yield from _texts(file, version_key, provision["summary"], provision.get("heading", {}))
    else:
        yield from _texts(file, version_key, listed["summary"], {})


def _changed_by(provision: Mapping[str, Any], span: Span) -> str:
    """What made the version.

    The first of several versions often names the amendment that ended it, which is also named by its
    successor: that one didn't make it.
    """
    if span.index is None:
        return ""
    versions = provision["versions"]
    named: str = versions[span.index].get("changed_by", "")
    ends_it = not span.last and versions[span.index + 1].get("changed_by") == named
    return "" if span.index == 0 and ends_it else named


def _texts(
    file: str, version_key: str, summary: Mapping[str, str], heading: Mapping[str, str]
) -> Iterator[Row]:
    for language in dict.fromkeys((*summary, *heading)):
        words = summary.get(language, "").strip()
        values = {
            "version": Ref("ProvisionVersion", version_key),
            "language": language,
            "heading": heading.get(language, "").strip(),
            "summary": words,
            "status": "own",
            "text_sha256": hashlib.sha256(words.encode()).hexdigest(),
        }
        yield Row("ProvisionText", f"{version_key}/{language}", values, file)


def _references(file: str, provision: Mapping[str, Any], key: str) -> Iterator[Row]:
    for target in provision.get("corresponds_to", ()):
        yield _reference(file, key, "corresponds", target)
    for measure in provision.get("measures", ()):
        if measure.get("breach_provision"):
            yield _reference(file, measure["breach_provision"], "punishes-breach", key)


def _reference(file: str, key: str, kind: str, target: str) -> Row:
    values = {
        "from_provision": Ref("Provision", key),
        "kind": kind,
        "to_law": Ref("Law", target.partition("#")[0]),
        "to_provision": Ref("Provision", target) if "#" in target else None,
    }
    return Row("CrossReference", f"{key}/{kind}/{target}", values, file)
