"""The order of days: of laws, amendments, versions and reference amounts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from legislation.choices import LawKind
from legislation.loading.consistency import records
from legislation.loading.problems import Place, Problem
from legislation.loading.reading import Documents
from legislation.loading.timeline import spans

Record = Mapping[str, Any]


def check_chronology(documents: Documents, problems: list[Problem]) -> None:
    """Report days that can't follow each other as given."""
    for file, law in documents.all_laws():
        place = Place(problems, file, str(law.get("id", "")))
        _check_law(law, place)
        for number, amendment in records(law, "amended_by"):
            _not_before(amendment, place.at("amended_by", number), "adopted", "in_force")
        for number, provision in records(law, "provisions"):
            eid = str(provision.get("eid", f"entry {number + 1}"))
            _check_provision(law, provision, place.at("provisions", number).of_record(eid))
    _check_amounts(documents, Place(problems, "mci.yaml"))


def _day(record: Record, key: str) -> dt.date | None:
    value = record.get(key)
    return value if isinstance(value, dt.date) else None


def _not_before(record: Record, place: Place, earlier: str, later: str) -> None:
    first, second = _day(record, earlier), _day(record, later)
    if first and second and second < first:
        place.at(later).say(f"{second} is before {earlier}, {first}")


def _check_law(law: Record, place: Place) -> None:
    _not_before(law, place, "adopted", "in_force")
    _not_before(law, place, "adopted", "repealed")
    in_force, repealed = _day(law, "in_force"), _day(law, "repealed")
    if in_force and repealed and repealed <= in_force:
        place.at("repealed").say(f"{repealed} is not after in_force, {in_force}")
    if law.get("kind") == LawKind.BILL:
        for key in ("in_force", "repealed"):
            if key in law:
                place.at(key).say("a bill has none; when it is adopted, change its kind")


def _check_provision(law: Record, provision: Record, place: Place) -> None:
    before = len(place.problems)
    adopted = _day(law, "adopted")
    in_force = _day(provision, "in_force")
    if adopted and in_force and in_force < adopted:
        place.at("in_force").say(f"{in_force} is before the law was adopted, {adopted}")
    ceased = _day(provision, "ceased")
    if in_force and ceased and ceased <= in_force:
        place.at("ceased").say(f"{ceased} is not after in_force, {in_force}")
    for number, change in records(provision, "changes"):
        day = _day(change, "on")
        if adopted and day and day < adopted:
            place.at("changes", number, "on").say(f"{day} is before the law was adopted, {adopted}")
    _check_versions(law, provision, place)
    if len(place.problems) == before:
        _check_spans(law, provision, place)


def _check_versions(law: Record, provision: Record, place: Place) -> None:
    adopted, repealed, ceased = _day(law, "adopted"), _day(law, "repealed"), _day(provision, "ceased")
    versions = records(provision, "versions")
    for number, version in versions:
        at = place.at("versions", number)
        start, end = _day(version, "valid_from"), _day(version, "valid_until")
        if start and end and end <= start:
            at.at("valid_until").say(f"{end} is not after valid_from, {start}")
        if start and adopted and start < adopted:
            at.at("valid_from").say(f"{start} is before the law was adopted, {adopted}")
        for words, last in (("the law is repealed", repealed), ("the provision ceased", ceased)):
            if end and last and end > last:
                at.at("valid_until").say(f"{end} is after the day on which {words}, {last}")
    for (number, version), (_next, following) in pairwise(versions):
        _check_joint(version, following, place, number)
    if versions and ceased and _day(versions[-1][1], "valid_until") not in (None, ceased):
        place.at("ceased").say(f"{ceased} is not valid_until of the last version")
    if versions and provision.get("ceased") == "unknown" and "valid_until" in versions[-1][1]:
        place.at("ceased").say(
            "is unknown, but the last version has valid_until: give that day, or leave one out"
        )


def _check_joint(version: Record, following: Record, place: Place, number: int) -> None:
    """Report a gap or an overlap between two versions."""
    end, start = _day(version, "valid_until"), _day(following, "valid_from")
    if "valid_until" not in version:
        place.at("versions", number, "valid_until").say("is missing: another version follows")
    if "valid_from" not in following:
        place.at("versions", number + 1, "valid_from").say("is missing: only the first version may lack it")
    if end and start and start != end:
        word = "a gap after" if start > end else "an overlap with"
        place.at("versions", number + 1, "valid_from").say(
            f"{start} leaves {word} version {number + 1}, which is valid until {end}"
        )


def _check_spans(law: Record, provision: Record, place: Place) -> None:
    """Report a version that would never have held, by days that other fields give."""
    days = {key: day for key in ("adopted", "in_force", "repealed") if (day := _day(law, key))}
    own = {key: value for key, value in provision.items() if key in {"in_force", "ceased", "versions"}}
    if any(
        not isinstance(own.get(key), dt.date | None) and own.get(key) != "unknown"
        for key in ("in_force", "ceased")
    ):
        return
    listed = [record for _number, record in records(provision, "versions")]
    if "versions" in own:
        own["versions"] = [{k: d for k in ("valid_from", "valid_until") if (d := _day(v, k))} for v in listed]
        if not listed:
            return
    for span in spans({"kind": law.get("kind"), **days}, own):
        if span.lower and span.upper and span.lower >= span.upper:
            field = ("versions", span.index) if span.index is not None else ("in_force",)
            place.at(*field).say(f"would be valid from {span.lower} until {span.upper}, that is never")


def _check_amounts(documents: Documents, place: Place) -> None:
    unit = documents.mapping("mci.yaml")
    taken: list[tuple[dt.date, dt.date]] = []
    stretches: list[tuple[Place, str, dt.date | None, dt.date | None]] = []
    for number, value in records(unit, "values"):
        start, end = _day(value, "valid_from"), _day(value, "valid_until")
        at = place.at("values", number)
        if start and end and end <= start:
            at.at("valid_until").say(f"{end} is not after valid_from, {start}")
        else:
            stretches.append((at, "valid_from", start, end))
    for number, year in records(unit, "not_established"):
        if isinstance(year.get("year"), int) and 1900 <= year["year"] <= 2198:
            at = place.at("not_established", number)
            stretches.append((at, "year", dt.date(year["year"], 1, 1), dt.date(year["year"] + 1, 1, 1)))
    for at, name, start, end in stretches:
        if not start:
            continue
        last = end or dt.date.max
        clash = next((other for other in taken if other[0] < last and start < other[1]), None)
        if clash:
            at.at(name).say(f"{start} to {end or 'today'} overlaps the value valid from {clash[0]}")
        taken.append((start, last))
