"""Whatever is wrong with the data is named by file, record and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from legislation.loading.reading import Documents
from legislation.loading.validation import validate

Change = Callable[..., Documents]

CODE = "legislation/kz-criminal-code-2014.yaml"
OFFENCES = "legislation/kz-administrative-offences-2014.yaml"


def provision(law: dict[str, Any], eid: str) -> dict[str, Any]:
    found: dict[str, Any] = next(record for record in law["provisions"] if record["eid"] == eid)
    return found


def test_shipped_data_are_valid(shipped: Documents) -> None:
    assert validate(shipped) == []


# Each case: how article 115-1 of the Criminal Code is broken; the field named; words of the message.
CASES: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "bad date": (lambda p: p.update(in_force="2025-13-45"), "in_force", "expected a day that exists"),
    "moment instead of a day": (lambda p: p.update(in_force="2025-09-16 10:00:00"), "in_force", "YYYY-MM-DD"),
    "year nobody means": (lambda p: p.update(in_force=dt.date(2925, 9, 16)), "in_force", "from 1800"),
    "unknown key": (lambda p: p.update(topic=["stalking"]), "topic", "did you mean 'topics'?"),
    "missing key": (lambda p: p.pop("summary"), "summary", "is missing"),
    "number instead of text": (lambda p: p.update(number=115), "number", "put it in quotes"),
    "empty text": (lambda p: p["summary"].update(ru="  "), "summary.ru", "is empty"),
    "control character": (lambda p: p["summary"].update(ru="a\0b"), "summary.ru", "control character"),
    "unknown language": (lambda p: p["summary"].update(de="Text"), "summary.de", "unknown key"),
    "no English": (lambda p: p["summary"].pop("en"), "summary.en", "is missing"),
    "text too long": (lambda p: p["heading"].update(en="x" * 501), "heading.en", "at most 500"),
    "unknown confidence": (lambda p: p.update(confidence="sure"), "confidence", "high, medium, low"),
    "unknown kind": (lambda p: p.update(kind="articel"), "kind", "did you mean 'article'?"),
    "unknown topic": (lambda p: p["topics"].append("talking"), "topics[4]", "did you mean 'stalking'?"),
    "topic twice": (lambda p: p["topics"].append("stalking"), "topics[4]", "given twice"),
    "bad address": (lambda p: p.update(source="adilet.zan.kz"), "source", "http://"),
    "dangling law": (lambda p: p["corresponds_to"].append("kz-none"), "corresponds_to[5]", "no law here"),
    "dangling provision": (
        lambda p: p["corresponds_to"].append("kz-criminal-code-2014#art_4677"),
        "corresponds_to[5]", "did you mean 'art_467'?"),
    "reference to itself": (
        lambda p: p["corresponds_to"].append("kz-criminal-code-2014#art_115-1"),
        "corresponds_to[5]", "itself"),
    "minimum above maximum": (
        lambda p: p["penalties"].append({"kind": "fine", "min": 9, "max": 8, "unit": "MCI"}),
        "penalties[5].min", "9 is above max 8"),
    "amount without unit": (
        lambda p: p["penalties"].append({"kind": "fine", "max": 8}), "penalties[5].unit", "is missing"),
    "negative amount": (
        lambda p: p["penalties"].append({"kind": "fine", "max": -8, "unit": "MCI"}),
        "penalties[5].max", "from 0"),
    "unknown unit": (
        lambda p: p["penalties"].append({"kind": "fine", "max": 8, "unit": "MRP"}),
        "penalties[5].unit", "is no unit"),
    "misspelt role of a penalty": (
        lambda p: p["penalties"].append({"kind": "warning", "applies_to": "oficial"}),
        "penalties[5].applies_to", "did you mean 'official'?"),
    "unknown role": (
        lambda p: p.update(duties=[{"bearer": "wizard", "action": {"en": "Act"}}]),
        "duties[1].bearer", "'wizard' is no role"),
    "deadline both at once and later": (
        lambda p: p.update(duties=[{
            "bearer": "police", "action": {"en": "Act"},
            "deadline": {"value": 1, "unit": "days", "immediate": True}}]),
        "duties[1].deadline", "one or the other"),
    "deadline without unit": (
        lambda p: p.update(duties=[{"bearer": "police", "action": {"en": "Act"}, "deadline": {"value": 1}}]),
        "duties[1].deadline", "expected value and unit"),
    "deadline of no days": (
        lambda p: p.update(duties=[{
            "bearer": "police", "action": {"en": "Act"}, "deadline": {"value": 0, "unit": "days"}}]),
        "duties[1].deadline.value", "from 1"),
    "shortest term above the longest, in other units": (
        lambda p: p.update(measures=[{
            "slug": "m", "name": {"en": "M"}, "issued_by": "court",
            "min_duration": {"value": 2, "unit": "years"}, "max_duration": {"value": 6, "unit": "months"}}]),
        "measures[1].min_duration", "longer than max_duration"),
    "breach punished by a law as a whole": (
        lambda p: p.update(measures=[{
            "slug": "m", "name": {"en": "M"}, "issued_by": "court",
            "breach_provision": "kz-criminal-code-2014"}]),
        "measures[1].breach_provision", "law-id#eid"),
    "conditions missing in one language": (
        lambda p: p.update(measures=[{
            "slug": "m", "name": {"en": "M"}, "issued_by": "court",
            "conditions": {"en": ["one", "two"], "ru": ["один"]}}]),
        "measures[1].conditions.ru", "1 entries, English has 2"),
    "version that ends before it begins": (
        lambda p: p["versions"][0].update(valid_until=dt.date(2025, 9, 16)),
        "versions[1].valid_until", "not after valid_from"),
    "overlapping versions": (
        lambda p: p.update(versions=[
            {"summary": {"en": "A"}, "valid_until": dt.date(2025, 10, 1)},
            {"summary": {"en": "B"}, "valid_from": dt.date(2025, 9, 16)}]),
        "versions[2].valid_from", "overlap"),
    "gap between versions": (
        lambda p: p.update(versions=[
            {"summary": {"en": "A"}, "valid_until": dt.date(2025, 9, 1)},
            {"summary": {"en": "B"}, "valid_from": dt.date(2025, 9, 16)}]),
        "versions[2].valid_from", "gap"),
    "open version before another": (
        lambda p: p["versions"].append({"summary": {"en": "B"}, "valid_from": dt.date(2026, 1, 1)}),
        "versions[1].valid_until", "another version follows"),
    "in force before the law was adopted": (
        lambda p: p.update(in_force=dt.date(2010, 1, 1)), "in_force", "before the law was adopted"),
    "ceased before it was in force": (
        lambda p: p.pop("versions") and p.update(ceased=dt.date(2025, 1, 1)), "ceased", "not after in_force"),
    "ceased on a day in words": (lambda p: p.update(ceased="soon"), "ceased", "or 'unknown'"),
    "change before the law": (
        lambda p: p["changes"][0].update(on=dt.date(1999, 1, 1)), "changes[1].on", "before the law"),
    "list that is none": (lambda p: p.update(duties="none"), "duties", "expected a list"),
    "empty list": (lambda p: p.update(duties=[]), "duties", "is empty"),
    "mapping that is none": (lambda p: p.update(duties=["act"]), "duties[1]", "expected a mapping"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_problem_names_file_record_and_field(changed: Change, case: str) -> None:
    edit, field, words = CASES[case]
    documents = changed(kz_criminal_code_2014=lambda law: edit(provision(law, "art_115-1")))
    (problem,) = validate(documents)
    assert (problem.file, problem.record, problem.field) == (CODE, "art_115-1", field)
    assert words in problem.message


LAW_CASES: dict[str, tuple[Callable[[dict[str, Any]], object], str, str]] = {
    "unknown jurisdiction": (lambda law: law.update(jurisdiction="KX"), "jurisdiction", "'KX' is no"),
    "identifier of another place": (lambda law: law.update(jurisdiction="PK"), "id", "expected pk-"),
    "repeal before commencement": (
        lambda law: law.update(repealed=dt.date(2014, 12, 31)), "repealed", "not after in_force"),
    "commencement before adoption": (
        lambda law: law.update(in_force=dt.date(2014, 1, 1)), "in_force", "before adopted"),
    "unknown kind": (lambda law: law.update(kind="statute"), "kind", "accepted: constitution"),
    "bad FRBR URI": (lambda law: law.update(frbr_uri="akn/kz"), "frbr_uri", "/akn/kz/act"),
    "replaces an unknown law": (lambda law: law.update(replaces=["kz-none"]), "replaces[1]", "no law here"),
    "amendment twice": (
        lambda law: law["amended_by"].append({"number": "72-VIII"}), "amended_by[7].number", "2 times"),
    "amendment in force before it was adopted": (
        lambda law: law["amended_by"][0].update(in_force=dt.date(2000, 1, 1)),
        "amended_by[1].in_force", "before adopted"),
    "source without publisher": (
        lambda law: law["sources"][0].pop("publisher"), "sources[1].publisher", "is missing"),
    "key that YAML reads as true": (lambda law: law.update({True: 1}), "True", "unknown key"),
}  # fmt: skip


@pytest.mark.parametrize("case", LAW_CASES)
def test_problem_of_a_law_names_the_law(changed: Change, case: str) -> None:
    edit, field, words = LAW_CASES[case]
    problems = validate(changed(kz_criminal_code_2014=edit))
    named = [problem for problem in problems if problem.field == field]
    assert [(problem.file, problem.record) for problem in named] == [(CODE, "kz-criminal-code-2014")]
    assert words in named[0].message


def test_eid_given_twice_in_a_law_is_a_problem(changed: Change) -> None:
    documents = changed(kz_criminal_code_2014=lambda law: provision(law, "art_105").update(eid="art_106"))
    problems = [problem for problem in validate(documents) if "2 times" in problem.message]
    assert [(problem.record, problem.field) for problem in problems] == [("art_106", "eid")]


@pytest.mark.parametrize("key", ["id", "frbr_uri"])
def test_name_of_another_law_is_a_problem(changed: Change, shipped: Documents, key: str) -> None:
    taken = shipped.laws[CODE][key]
    problems = validate(changed(kz_education_2007=lambda law: law.update({key: taken})))
    assert (key, f"is already that of {CODE}") in {
        (problem.field, problem.message.partition("' ")[2]) for problem in problems
    }


def test_parent_whose_kind_cannot_be_told_must_be_listed(changed: Change) -> None:
    documents = changed(kz_education_2007=lambda law: law["provisions"][1].update(eid="annex_1__para_1"))
    # Its clock is named by its eId elsewhere: those problems follow from this one.
    (problem,) = [problem for problem in validate(documents) if problem.field == "eid"]
    assert "list it" in problem.message


def test_bill_has_no_days_in_force(changed: Change) -> None:
    documents = changed(kz_workplace_harassment_bill=lambda law: law.update(in_force=dt.date(2026, 1, 1)))
    assert [problem.field for problem in validate(documents)] == ["in_force"]


def test_version_after_the_repeal_of_its_law_is_a_problem(changed: Change) -> None:
    def edit(law: dict[str, Any]) -> None:
        provision(law, "art_24")["in_force"] = dt.date(2026, 3, 2)

    (problem,) = validate(changed(kz_domestic_violence_2009=edit))
    assert (problem.record, problem.field) == ("art_24", "in_force")
    assert "that is never" in problem.message


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda unit: unit["values"][0].update(valid_until=dt.date(2009, 1, 1)), "values[1].valid_until"),
        (lambda unit: unit["values"][0].update(valid_until=dt.date(2009, 8, 1)), "values[2].valid_from"),
        (lambda unit: unit["values"][0].update(tenge="many"), "values[1].tenge"),
        (lambda unit: unit["not_established"][0].update(year=2026), "not_established[1].year"),
        (lambda unit: unit["rules"][0].update(law="kz-none"), "rules[1].law"),
        (lambda unit: unit["rules"][0].update(provision="art_1"), "rules[1].provision"),
        (lambda unit: unit["rules"][0].update(value_on="trial"), "rules[1].value_on"),
    ],
)
def test_reference_amounts_are_checked(changed: Change, edit: Callable[[Any], None], field: str) -> None:
    problems = validate(changed(mci=edit))
    assert [(problem.file, problem.field) for problem in problems] == [("mci.yaml", field)]


@pytest.mark.parametrize(
    ("vocabulary", "edit", "record", "field"),
    [
        ("jurisdictions", lambda listed: listed[2].update(parent="XX"), "PK-IS", "parent"),
        ("jurisdictions", lambda listed: listed[1].update(parent="PK-PB") or listed[3].update(parent="PK"),
         "PK", "parent"),
        ("jurisdictions", lambda listed: listed[0].update(timezone="Asia/Nowhere"), "KZ", "timezone"),
        ("jurisdictions", lambda listed: listed[0].update(rest_days=[0]), "KZ", "rest_days[1]"),
        ("topics", lambda listed: listed.append({"slug": "new", "name": {"ru": "Новое"}}), "new", "name.en"),
        ("roles", lambda listed: listed.append(dict(listed[0])), "victim", "slug"),
        ("glossary", lambda file: file["terms"][0].update(topic="none"), "domestic-violence", "topic"),
        ("glossary", lambda file: file["terms"][0]["en"].append("family violence"),
         "domestic-violence", "en[4]"),
        ("aliases", lambda file: file.update({"kz-none": {"en": ["X"]}}), "kz-none", "kz-none"),
    ],
)  # fmt: skip
def test_vocabularies_are_checked(
    changed: Change, vocabulary: str, edit: Callable[[Any], None], record: str, field: str
) -> None:
    problems = validate(changed(**{vocabulary: edit}))
    assert problems[0].file == f"{vocabulary}.yaml"
    assert field in {problem.field for problem in problems}
    assert {problem.record for problem in problems} & {record, ""}


def test_all_problems_are_reported_at_once(changed: Change) -> None:
    documents = changed(
        roles=lambda listed: listed[0].update(colour="red"),
        kz_criminal_code_2014=lambda law: provision(law, "art_41").update(confidence="sure", kind="bit"),
        kz_education_2007=lambda law: law.update(adopted="yesterday"),
    )
    assert [(problem.file, problem.field) for problem in validate(documents)] == [
        ("roles.yaml", "colour"),
        (CODE, "kind"),
        (CODE, "confidence"),
        ("legislation/kz-education-2007.yaml", "adopted"),
    ]


@pytest.mark.parametrize("content", [None, [], "text", 7, {"provisions": None}, {"provisions": [None]}])
def test_law_of_any_other_shape_is_a_problem_and_no_crash(changed: Change, content: object) -> None:
    documents = changed()
    documents.laws["legislation/kz-odd.yaml"] = content
    assert {problem.file for problem in validate(documents)} == {"legislation/kz-odd.yaml"}
