"""Turn areas of collaboration into rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from legislation.loading.rows import Ref, Row, translated
from programs.loading.schema import COLLABORATIONS, Known

Record = Mapping[str, Any]


def area_rows(record: Record, position: int, known: Known) -> Iterator[Row]:
    """Give the rows of one area."""
    key = record["id"]
    values = {
        "slug": key,
        "measures": record.get("indicators", []),
        "statuses": record["statuses"],
        "jurisdictions": record["jurisdictions"],
        "confidence": record["confidence"],
        "position": position,
        **translated(name=record["name"], summary=record["summary"], idea=record.get("idea")),
    }
    yield Row("CollaborationArea", key, values, COLLABORATIONS)
    for place, event in enumerate(record["events"]):
        words = translated(name=event["name"], description=event["description"])
        given = {"slug": event["slug"], "track": event["track"], **words}
        yield _part("CollaborationEventKind", key, event["slug"], place, **given)
    leads = [(side, body) for side, bodies in record.get("possible_leads", {}).items() for body in bodies]
    for place, (side, body) in enumerate(leads):
        given = {"jurisdiction": Ref("Jurisdiction", side), "organisation": Ref("Organisation", body)}
        yield _part("CollaborationLead", key, body, place, **given)
    for place, name in enumerate(record.get("links", ())):
        yield _part("CollaborationLink", key, name, place, **_link(name, known))
    for place, source in enumerate(record["sources"]):
        given = {"url": source["url"], "publisher": source["publisher"], "note": source.get("note", "")}
        yield _part("CollaborationSource", key, str(place), place, **given)


def _link(name: str, known: Known) -> dict[str, Ref | None]:
    return {
        "law": Ref("Law", name) if name in known.laws else None,
        "programme": Ref("Programme", name) if name in known.programmes else None,
        "organisation": Ref("Organisation", name) if name in known.organisations else None,
    }


def _part(model: str, area: str, name: str, place: int, /, **values: Any) -> Row:
    given = {"area": Ref("CollaborationArea", area), "position": place, **values}
    return Row(model, f"{area}/{name}", given, COLLABORATIONS)
