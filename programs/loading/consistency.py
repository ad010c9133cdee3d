"""What must hold between records of programmes: names, references, values that their unit can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from legislation.loading.consistency import Index, index
from legislation.loading.problems import Place, Problem, shown
from legislation.loading.reading import Documents
from programs.finance.loading import FINANCE, check_offer
from programs.loading.schema import COLLABORATIONS, FILES, HELP, INDICATORS, PROGRAMMES, file_checks
from programs.loading.terms import currency_problems
from programs.periods import period_or_none
from programs.ranks import rank_of
from programs.units import RANK, problem_with

Record = Mapping[str, Any]


def validate(documents: Documents, problems: list[Problem]) -> None:
    """Add every problem of the files of programmes."""
    for file, content, check in file_checks(documents):
        check(content, Place(problems, file))
    known = index(documents)
    for file in FILES:
        _check_names(Place(problems, file), documents.further.get(file))
    for place, record in _placed(documents, problems, PROGRAMMES):
        _check_programme(record, place, known)
    for place, record in _placed(documents, problems, FINANCE):
        check_offer(record, place)
    for place, record in _placed(documents, problems, HELP):
        _check_basis(record.get("legal_basis"), place.at("legal_basis"), known)
    for place, record in _placed(documents, problems, INDICATORS):
        _check_indicator(record, place, known)
    for place, record in _placed(documents, problems, COLLABORATIONS):
        _check_slugs_of_events(record, place)


def _placed(documents: Documents, problems: list[Problem], file: str) -> list[tuple[Place, Record]]:
    listed = documents.further.get(file)
    numbered = enumerate(listed) if isinstance(listed, list) else ()
    top = Place(problems, file)
    return [
        (top.at(number).of_record(str(record.get("id", f"entry {number + 1}"))), record)
        for number, record in numbered
        if isinstance(record, dict)
    ]


def _check_names(top: Place, listed: object) -> None:
    seen: set[str] = set()
    for number, record in enumerate(listed if isinstance(listed, list) else ()):
        name = record.get("id") if isinstance(record, dict) else None
        if isinstance(name, str):
            if name in seen:
                top.at(number).of_record(name).at("id").say(
                    f"{shown(name)} is given before; it must be the only one"
                )
            seen.add(name)


def _check_programme(record: Record, place: Place, known: Index) -> None:
    for target, at in place.entries(record.get("legal_basis"), "legal_basis"):
        _check_basis(target, at, known)
    started, ended = (period_or_none(str(record.get(key))) for key in ("started", "ended"))
    if started and ended and ended.end <= started.start:
        place.at("ended").say(f"{ended.text} is before started, {started.text}")
    if isinstance(record.get("terms"), dict):
        for path, message in currency_problems(record["terms"]):
            place.at("terms", *path).say(message)
    if record.get("lead_organisation") in (record.get("partners") or ()):
        place.at("partners").say(f"{shown(record['lead_organisation'])} is the lead organisation already")


def _check_basis(target: object, place: Place, known: Index) -> None:
    if not isinstance(target, str):
        return
    missing = known.missing(target)
    if missing:
        place.say(missing)
    elif "#" not in target:
        place.say(f"expected law-id#eid, got {shown(target)}")


def _check_indicator(record: Record, place: Place, known: Index) -> None:
    unit, target = str(record.get("unit")), record.get("target")
    seen: dict[tuple[object, ...], int] = {}
    for number, (observation, at) in enumerate(place.entries(record.get("observations"), "observations")):
        if not isinstance(observation, dict):
            continue
        _check_value(observation.get("value"), unit, at.at("value"))
        key = tuple(observation.get(name) for name in ("period", "value", "source"))
        if seen.setdefault(key, number) != number:
            at.say(f"says the same as observations[{seen[key] + 1}]: leave one out")
        rank, value = rank_of(str(observation.get("note", ""))), observation.get("value")
        if unit == RANK and rank and isinstance(value, int) and value > rank:
            at.at("value").say(f"{value} is a rank beyond the {rank} of its note")
    if isinstance(target, dict):
        _check_value(target.get("value"), unit, place.at("target", "value"))
        for basis, at in place.at("target").entries(target.get("legal_basis"), "legal_basis"):
            _check_basis(basis, at, known)


def _check_value(value: object, unit: str, place: Place) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        problem = problem_with(value, unit)
        if problem:
            place.say(problem)


def _check_slugs_of_events(record: Record, place: Place) -> None:
    seen: set[object] = set()
    for event, at in place.entries(record.get("events"), "events"):
        if isinstance(event, dict):
            if event.get("slug") in seen:
                at.at("slug").say(f"{shown(event.get('slug'))} is given before in this area")
            seen.add(event.get("slug"))
