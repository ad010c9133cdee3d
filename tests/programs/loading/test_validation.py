"""Whatever is wrong with the data of programmes is named by file, record and field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from legislation.loading.reading import Documents
from legislation.loading.validation import validate
from programs.loading.part import PROGRAMS

Record = dict[str, Any]
Change = Callable[..., Documents]
QUOTA, RANKS = "kz-quota-parliament-30", "ggi-rank-kz"


def record(listed: list[Record], name: str) -> Record:
    return next(each for each in listed if each["id"] == name)


def first(listed: list[Record], name: str) -> Record:
    found: Record = record(listed, name)["observations"][0]
    return found


def problems(documents: Documents) -> list[Any]:
    return validate(documents, [PROGRAMS])


def test_shipped_data_are_valid(shipped: Documents) -> None:
    assert problems(shipped) == []


# Each case: the file, how it is broken, the record and field named, words of the message.
CASES: dict[str, tuple[str, Callable[[list[Record]], object], str, str, str]] = {
    "observation without source": (
        "indicators",
        lambda i: first(i, RANKS).pop("source"),
        RANKS,
        "observations[1].source",
        "is missing",
    ),
    "observation without period": (
        "indicators",
        lambda i: first(i, RANKS).pop("period"),
        RANKS,
        "observations[1].period",
        "is missing",
    ),
    "period of no month": (
        "indicators",
        lambda i: first(i, RANKS).update(period="2024-13"),
        RANKS,
        "observations[1].period",
        "YYYY",
    ),
    "period as a number": (
        "indicators",
        lambda i: first(i, RANKS).update(period=2024),
        RANKS,
        "observations[1].period",
        "in quotes",
    ),
    "percent above 100": (
        "indicators",
        lambda i: first(i, "women-parliament-kz").update(value=101),
        "women-parliament-kz",
        "observations[1].value",
        "0 to 100",
    ),
    "score above 1": (
        "indicators",
        lambda i: first(i, "ggi-score-kz").update(value=1.2),
        "ggi-score-kz",
        "observations[1].value",
        "0 to 1",
    ),
    "rank of zero": (
        "indicators",
        lambda i: first(i, RANKS).update(value=0),
        RANKS,
        "observations[1].value",
        "outside",
    ),
    "half a rank": (
        "indicators",
        lambda i: first(i, RANKS).update(value=31.5),
        RANKS,
        "observations[1].value",
        "whole",
    ),
    "rank beyond the last": (
        "indicators",
        lambda i: first(i, RANKS).update(value=116),
        RANKS,
        "observations[1].value",
        "beyond the 115",
    ),
    "text for a value": (
        "indicators",
        lambda i: first(i, RANKS).update(value="many"),
        RANKS,
        "observations[1].value",
        "a number",
    ),
    "same observation twice": (
        "indicators",
        lambda i: record(i, RANKS)["observations"].append(dict(first(i, RANKS))),
        RANKS,
        "observations[19]",
        "the same as observations[1]",
    ),
    "unknown unit": (
        "indicators",
        lambda i: record(i, RANKS).update(unit="percentt"),
        RANKS,
        "unit",
        "did you mean 'percent'?",
    ),
    "unknown direction": (
        "indicators",
        lambda i: record(i, RANKS).update(direction="up"),
        RANKS,
        "direction",
        "higher-is-better",
    ),
    "target outside its unit": (
        "indicators",
        lambda i: record(i, "women-judges-kz")["target"].update(value=130),
        "women-judges-kz",
        "target.value",
        "0 to 100",
    ),
    "basis of a target that isn't there": (
        "indicators",
        lambda i: record(i, "women-judges-kz")["target"].update(legal_basis=["kz-elections-1995#art_1"]),
        "women-judges-kz",
        "target.legal_basis[1]",
        "doesn't list",
    ),
    "indicator twice": (
        "indicators",
        lambda i: i.append(dict(i[0])),
        "ggi-economies-ranked",
        "id",
        "given before",
    ),
    "unknown country": (
        "indicators",
        lambda i: record(i, RANKS).update(jurisdiction="XQ"),
        RANKS,
        "jurisdiction",
        "no jurisdiction",
    ),
    "programme of an unknown body": (
        "programmes",
        lambda p: record(p, QUOTA).update(lead_organisation="damu-found"),
        QUOTA,
        "lead_organisation",
        "did you mean 'damu-fund'?",
    ),
    "programme of an unknown kind": (
        "programmes",
        lambda p: record(p, QUOTA).update(kind="quotas"),
        QUOTA,
        "kind",
        "did you mean 'quota'?",
    ),
    "programme that ends before it starts": (
        "programmes",
        lambda p: record(p, QUOTA).update(ended="2019"),
        QUOTA,
        "ended",
        "before started",
    ),
    "lead that is a partner too": (
        "programmes",
        lambda p: record(p, QUOTA).update(partners=["kz-central-election-commission"]),
        QUOTA,
        "partners",
        "lead organisation already",
    ),
    "money without a currency": (
        "programmes",
        lambda p: record(p, QUOTA).update(terms={"max_amount": 5}),
        QUOTA,
        "terms.max_amount",
        "without a currency",
    ),
    "currency that doesn't exist": (
        "programmes",
        lambda p: record(p, QUOTA).update(terms={"max_amount": 5, "currency": "KTZ"}),
        QUOTA,
        "terms.currency",
        "ISO 4217",
    ),
    "figure without source": (
        "programmes",
        lambda p: record(p, "kz-quota-30-2030")["figures"][0].pop("source"),
        "kz-quota-30-2030",
        "figures[1].source",
        "is missing",
    ),
    "basis without a provision": (
        "programmes",
        lambda p: record(p, QUOTA).update(legal_basis=["kz-elections-1995"]),
        QUOTA,
        "legal_basis[1]",
        "law-id#eid",
    ),
    "organisation without source": (
        "organisations",
        lambda o: record(o, "damu-fund").pop("source"),
        "damu-fund",
        "source",
        "is missing",
    ),
    "help without source": (
        "help",
        lambda h: record(h, "kz-line-111").pop("source"),
        "kz-line-111",
        "source",
        "is missing",
    ),
    "help in a language that we don't have": (
        "help",
        lambda h: record(h, "kz-line-111").update(languages=["de"]),
        "kz-line-111",
        "languages[1]",
        "accepted",
    ),
    "help that is free in words": (
        "help",
        lambda h: record(h, "kz-line-111").update(free="yes"),
        "kz-line-111",
        "free",
        "true or false",
    ),
    "kind of event twice": (
        "collaborations",
        lambda c: c[0]["events"].append(dict(c[0]["events"][0])),
        "knowledge-exchange",
        "events[7].slug",
        "given before",
    ),
    "link to nothing": (
        "collaborations",
        lambda c: c[0]["links"].append("kz-nothing"),
        "knowledge-exchange",
        "links[5]",
        "no law, programme or organisation",
    ),
    "unknown key": (
        "collaborations",
        lambda c: c[0].update(lead="x"),
        "knowledge-exchange",
        "lead",
        "unknown key",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_problem_is_named_by_file_record_and_field(changed: Change, case: str) -> None:
    file, edit, name, field, words = CASES[case]
    found = problems(changed(**{file: edit}))
    assert [(p.file, p.record, p.field) for p in found if words in p.message] == [
        (f"{file}.yaml", name, field)
    ]


def test_all_problems_are_collected(changed: Change) -> None:
    documents = changed(
        indicators=lambda i: first(i, RANKS).update(value=-1),
        programmes=lambda p: p[0].pop("summary"),
    )
    assert {problem.file for problem in problems(documents)} == {"indicators.yaml", "programmes.yaml"}


def test_same_period_with_another_value_is_no_problem(changed: Change) -> None:
    def disagree(listed: list[Record]) -> None:
        other = first(listed, RANKS) | {"value": 40, "source": "https://example.org/other"}
        record(listed, RANKS)["observations"].append(other)

    assert problems(changed(indicators=disagree)) == []


@pytest.mark.parametrize("content", [None, [], {}, "text", [1, None]])
def test_a_file_of_another_shape_is_refused_and_nothing_breaks(shipped: Documents, content: object) -> None:
    for file in shipped.further:
        documents = Documents(
            shipped.directory, shipped.laws, shipped.vocabularies, {**shipped.further, file: content}, []
        )
        assert any(problem.file == file for problem in problems(documents)), file
