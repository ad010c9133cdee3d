"""Clocks in the reference data: what is wrong is named, what is right becomes a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from legislation.loading.flatten import flatten
from legislation.loading.reading import Documents
from legislation.loading.rows import Ref, Row
from legislation.loading.validation import validate

Change = Callable[..., Documents]
SOURCE = "https://adilet.zan.kz/rus/docs/K1400000235"
WARNING: dict[str, Any] = {"event": "warning-announced", "stated": True, "source": SOURCE}


def with_clock(changed: Change, clock: dict[str, Any], **duty: Any) -> Documents:
    """Give the first duty of article 51 of the Law on Prevention of Offences a clock."""

    def edit(law: dict[str, Any]) -> None:
        article = next(each for each in law["provisions"] if each["eid"] == "art_51")
        article["duties"][0] |= {"clock": clock, **duty}

    return changed(kz_offence_prevention_2025=edit)


def clock_of(rows: list[Row]) -> Row:
    return next(row for row in rows if row.key == "kz-offence-prevention-2025#art_51@2026-03-02/duty/0/clock")


CASES: dict[str, tuple[dict[str, Any], str, str]] = {
    "unknown event": ({"event": "order-servd"}, "event", "is no kind of event"),
    "nothing said of stating": ({"stated": "yes"}, "stated", "true or false"),
    "unknown start": ({"starts": "noon"}, "starts", "accepted: moment"),
    "unknown key": ({"recurrs": {}}, "recurrs", "did you mean 'recurs'?"),
    "no term": ({"count": {"value": 0, "unit": "hours"}}, "count", "0 hours is no term"),
    "at once with a number": ({"count": {"value": 1, "unit": "immediately"}}, "count", "has no number"),
    "condition as code": (
        {"applies_if": [{"field": "victim_is_minor", "op": "==", "value": True}]},
        "applies_if[1]", "is no operator"),
    "condition on nothing known": (
        {"applies_if": [{"field": "mood", "op": "is", "value": True}]},
        "applies_if[1]", "nothing that can be asked"),
    "recurs in working days": (
        {"recurs": {"times": 1, "every": 1, "unit": "working-days"}}, "recurs.unit", "unit of a recurrence"),
    "at most below at least": (
        {"recurs": {"times": 4, "at_most": 1, "every": 1, "unit": "months"}},
        "recurs.at_most", "1 is below times 4"),
    "dangling provision": ({"provision": "kz-criminal-code-2014#art_4677"}, "provision", "did you mean"),
    "law in place of a provision": ({"provision": "kz-criminal-code-2014"}, "provision", "law-id#eid"),
    "dangling consequence": ({"consequence": "kz-none#art_1"}, "consequence", "no law here"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_wrong_with_a_clock_is_named(changed: Change, case: str) -> None:
    values, field, words = CASES[case]
    problems = validate(with_clock(changed, WARNING | values))
    assert [(problem.record, problem.field) for problem in problems] == [
        ("art_51", f"duties[1].clock.{field}")
    ]
    assert words in problems[0].message


def test_stated_counting_needs_its_source(changed: Change) -> None:
    problems = validate(with_clock(changed, {"event": "warning-announced", "stated": True}))
    assert ["give provision" in problem.message for problem in problems] == [True]


def test_unstated_counting_needs_its_cautious_reading(changed: Change) -> None:
    problems = validate(with_clock(changed, {"event": "warning-announced", "stated": False}))
    assert ["cautious reading" in problem.message for problem in problems] == [True]


def test_duty_without_deadline_says_what_its_clock_counts(changed: Change) -> None:
    def edit(law: dict[str, Any]) -> None:
        article = next(each for each in law["provisions"] if each["eid"] == "art_60")
        article["duties"][0]["clock"] = {"event": "order-issued", "stated": True, "source": SOURCE}

    problems = validate(changed(kz_offence_prevention_2025=edit))
    assert [problem.field for problem in problems] == ["duties[1].clock.count"]


def test_clock_counts_the_deadline_unless_it_says_otherwise(changed: Change) -> None:
    clock = clock_of(flatten(with_clock(changed, WARNING)))
    assert (clock.values["offset_value"], clock.values["offset_unit"]) == (24, "hours")
    assert clock.values["event_kind"] == Ref("EventKind", "warning-announced")
    assert clock.values["counting_url"] == SOURCE
    other = clock_of(flatten(with_clock(changed, WARNING | {"count": {"value": 2, "unit": "days"}})))
    assert (other.values["offset_value"], other.values["offset_unit"]) == (2, "days")


def test_two_kinds_of_event_of_one_name_are_named(changed: Change) -> None:
    problems = validate(changed(event_kinds=lambda kinds: kinds.append(kinds[0])))
    assert {problem.file for problem in problems} == {"event-kinds.yaml"}
