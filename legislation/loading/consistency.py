"""What must hold between the records of the data: unique names, references, sums of terms and amounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from legislation.choices import TimeUnit
from legislation.loading.checks import closest
from legislation.loading.clock_checks import check_clock
from legislation.loading.problems import Place, Problem, shown
from legislation.loading.reading import ALIASES, EVENT_KINDS, Documents
from legislation.loading.rows import slug_of
from legislation.loading.tree import kind_of, parent_eid

Record = Mapping[str, Any]

# Only to tell that a minimum in one unit is clearly above a maximum in another.
DAYS = {
    TimeUnit.HOURS: 1 / 24,
    TimeUnit.DAYS: 1,
    TimeUnit.WORKING_DAYS: 1.4,
    TimeUnit.MONTHS: 30,
    TimeUnit.YEARS: 365,
}


@dataclass(slots=True)
class Index:
    """Identifiers of all laws, and the eIds of each."""

    eids: dict[str, set[str]] = field(default_factory=dict)

    def missing(self, target: str) -> str:
        """Say what is wrong with a reference `law-id` or `law-id#eid`; nothing if it leads somewhere."""
        law, hash_sign, eid = target.partition("#")
        if law not in self.eids:
            near = closest(law, self.eids, cutoff=0.85)
            return f"points to {shown(law)}, which is no law here" + (
                f"; did you mean '{near}'?" if near else ""
            )
        if hash_sign and eid not in self.eids[law]:
            near = closest(eid, self.eids[law], cutoff=0.85)
            return f"points to {shown(eid)}, which {law} doesn't list" + (
                f"; did you mean '{near}'?" if near else ""
            )
        return ""


def records(parent: Any, key: str) -> list[tuple[int, Record]]:
    """The mappings of a list, with their places; nothing if there is no such list."""
    listed = parent.get(key) if isinstance(parent, dict) else None
    return (
        [(n, entry) for n, entry in enumerate(listed or ()) if isinstance(entry, dict)]
        if isinstance(listed, list)
        else []
    )


def check_vocabularies(documents: Documents, problems: list[Problem]) -> None:
    """Names given twice, and parents that lead in a circle."""
    for file, key in (
        ("jurisdictions.yaml", "code"),
        ("topics.yaml", "slug"),
        ("roles.yaml", "slug"),
        (EVENT_KINDS, "slug"),
    ):
        listed = {"": documents.listed(file)}
        _unique(Place(problems, file), records(listed, ""), key, names_record=True)
    terms = records(documents.mapping("glossary.yaml"), "terms")
    _unique(Place(problems, "glossary.yaml").at("terms"), terms, "slug", names_record=True)
    _check_parents(documents, Place(problems, "jurisdictions.yaml"))


def _unique(place: Place, listed: list[tuple[int, Record]], key: str, *, names_record: bool = False) -> None:
    """Report values of `key` given more than once in the list at `place`."""
    counts = Counter(str(record[key]) for _number, record in listed if key in record)
    seen: set[str] = set()
    for number, record in listed:
        name = str(record.get(key))
        if name in seen and counts[name] > 1:
            at = place.at(number)
            at = at.of_record(name) if names_record else at
            at.at(key).say(f"{shown(name)} is given {counts[name]} times; it must be the only one")
        seen.add(name)


def _check_parents(documents: Documents, place: Place) -> None:
    parents = {
        str(record.get("code")): record.get("parent")
        for record in documents.listed("jurisdictions.yaml")
        if isinstance(record, dict)
    }
    for number, record in enumerate(documents.listed("jurisdictions.yaml")):
        code = record.get("code") if isinstance(record, dict) else None
        above, steps = parents.get(str(code)), 0
        while above and above != code and steps <= len(parents):
            above, steps = parents.get(str(above)), steps + 1
        if above and above == code:
            place.at(number).of_record(str(code)).at("parent").say("leads back to the same jurisdiction")


def index(documents: Documents) -> Index:
    """Collect what references may point to."""
    found = Index()
    for _file, law in documents.all_laws():
        eids = {str(record["eid"]) for _n, record in records(law, "provisions") if "eid" in record}
        found.eids.setdefault(str(law.get("id")), set()).update(eids)
    return found


def check_laws(documents: Documents, problems: list[Problem]) -> None:
    """References, names given twice, and amounts, of every law and of the files that speak of laws."""
    known = index(documents)
    seen: dict[tuple[str, str], str] = {}
    for file, law in documents.all_laws():
        place = _top(problems, file, law)
        identifier, code = str(law.get("id", "")), str(law.get("jurisdiction", ""))
        slug = slug_of(identifier, code)
        address = f"{code.lower()}/{slug}" if slug else ""
        for key, name in (("id", identifier), ("frbr_uri", str(law.get("frbr_uri", ""))), ("id", address)):
            other = seen.setdefault((key, name), file) if name else file
            if other != file:
                place.at(key).say(f"{shown(name)} is already that of {other}")
    for file, law in documents.all_laws():
        _check_law(law, _top(problems, file, law), known)
    _check_references_of_vocabularies(documents, problems, known)


def _top(problems: list[Problem], file: str, law: Record) -> Place:
    return Place(problems, file, str(law.get("id", "")))


def _check_law(law: Record, place: Place, known: Index) -> None:
    identifier, jurisdiction = law.get("id"), law.get("jurisdiction")
    match identifier, jurisdiction:
        case str(name), str(code) if not slug_of(name, code):
            place.at("id").say(f"expected {code.lower()}-… after its jurisdiction, got {shown(name)}")
    for other, at in place.entries(law.get("replaces"), "replaces"):
        if other == identifier:
            at.say("is the law itself")
        elif known.missing(str(other)):
            at.say(known.missing(str(other)))
    _unique(place.at("amended_by"), records(law, "amended_by"), "number")
    provisions = records(law, "provisions")
    _unique(place.at("provisions"), provisions, "eid", names_record=True)
    for number, provision in provisions:
        at = place.at("provisions", number).of_record(str(provision.get("eid", f"entry {number + 1}")))
        _check_provision(f"{identifier}#{provision.get('eid')}", provision, at, known)


def _check_provision(key: str, provision: Record, place: Place, known: Index) -> None:
    law, _hash, eid = key.partition("#")
    for above in _ancestors(eid):
        if above not in known.eids.get(law, ()) and kind_of(above) is None:
            place.at("eid").say(
                f"its parent '{above}' isn't listed, and the kind of a parent is only told from "
                "part_, chp_, sec_, art_, para_ and point_: list it"
            )
    for target, at in place.entries(provision.get("corresponds_to"), "corresponds_to"):
        if isinstance(target, str):
            if target == key:
                at.say("is the provision itself")
            elif known.missing(target):
                at.say(known.missing(target))
    for number, measure in records(provision, "measures"):
        at = place.at("measures", number)
        target = measure.get("breach_provision")
        if isinstance(target, str) and ("#" not in target or known.missing(target)):
            wrong = known.missing(target) or f"expected law-id#eid, got {shown(target)}"
            at.at("breach_provision").say(wrong)
        _check_terms(measure, at)
    for number, penalty in records(provision, "penalties"):
        _check_amounts(penalty, place.at("penalties", number))
    for number, duty in records(provision, "duties"):
        _check_deadline(duty.get("deadline"), place.at("duties", number, "deadline"))
        check_clock(duty, place.at("duties", number, "clock"), known.missing)


def _ancestors(eid: str) -> Iterator[str]:
    above = parent_eid(eid)
    while above:
        yield above
        above = parent_eid(above)


def _check_amounts(penalty: Record, place: Place) -> None:
    least, most = penalty.get("min"), penalty.get("max")
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        place.at("min").say(f"{least} is above max {most}")
    if (least is not None or most is not None) and "unit" not in penalty:
        place.at("unit").say("is missing: an amount needs its unit")


def _check_terms(measure: Record, place: Place) -> None:
    days = []
    for name in ("min_duration", "max_duration"):
        term = measure.get(name)
        if (
            not isinstance(term, dict)
            or not isinstance(term.get("value"), int)
            or term.get("unit") not in DAYS
        ):
            return
        days.append(term["value"] * DAYS[TimeUnit(term["unit"])])
    if days[0] > days[1]:
        place.at("min_duration").say("is longer than max_duration")


def _check_deadline(deadline: object, place: Place) -> None:
    if not isinstance(deadline, dict):
        return
    if "immediate" in deadline and deadline.keys() & {"value", "unit"}:
        place.say("'immediate' has no value and unit: give one or the other")
    elif "immediate" not in deadline and not {"value", "unit"} <= deadline.keys():
        place.say("expected value and unit, or immediate: true; leave it out where the law sets none")


def _check_references_of_vocabularies(documents: Documents, problems: list[Problem], known: Index) -> None:
    rules = Place(problems, "mci.yaml")
    listed = records(documents.mapping("mci.yaml"), "rules")
    _unique(rules.at("rules"), listed, "law")
    for number, rule in listed:
        at = rules.at("rules", number)
        law, provision = str(rule.get("law")), rule.get("provision")
        if known.missing(law):
            at.at("law").say(known.missing(law))
        elif provision and known.missing(f"{law}#{provision}"):
            at.at("provision").say(known.missing(f"{law}#{provision}"))
    for identifier in documents.mapping(ALIASES):
        if known.missing(str(identifier)):
            Place(problems, ALIASES).at(str(identifier)).say(known.missing(str(identifier)))
