"""What amendments did is told from versions, cessation and listed changes, each once."""

import datetime as dt
from typing import Any

from legislation.loading.effects import Effect, effects

DAY, NEXT = dt.date(2024, 6, 16), dt.date(2026, 1, 1)
LAW: dict[str, Any] = {
    "id": "kz-x",
    "kind": "code",
    "number": "226-V",
    "adopted": dt.date(2014, 7, 3),
    "in_force": dt.date(2015, 1, 1),
    "amended_by": [{"number": "72-VIII"}, {"number": "84-VI"}],
}


def text(words: str) -> dict[str, str]:
    return {"en": words}


def version(start: dt.date | None, words: str = "Reworded.", **more: Any) -> dict[str, Any]:
    return {"summary": text(words)} | ({"valid_from": start} if start else {}) | more


def told(law: dict[str, Any] = LAW, number: str = "99", **provision: Any) -> list[Effect]:
    return effects(law, {"number": number, "summary": text("Present."), **provision})


def brief(found: list[Effect]) -> list[tuple[str, dt.date | None, str, str]]:
    return [(effect.kind, effect.on, effect.by, effect.state) for effect in found]


def test_wording_with_which_the_law_began_is_no_effect() -> None:
    assert told(versions=[version(LAW["in_force"])]) == []


def test_wording_by_the_law_itself_is_no_effect() -> None:
    law = {"id": "pk-x", "kind": "act", "adopted": dt.date(2026, 1, 23)}
    assert told(law, versions=[version(dt.date(2026, 1, 26), changed_by="Act of 2026")]) == []


def test_article_numbered_between_others_was_inserted() -> None:
    found = told(number="115-1", versions=[version(DAY, changed_by="72-VIII")])
    assert brief(found) == [("inserts", DAY, "72-VIII", "applied")]


def test_part_that_is_said_to_be_added_was_inserted() -> None:
    found = told(number="140(3)", versions=[version(DAY, "Part added by the law.", changed_by="72-VIII")])
    assert found[0].kind == "inserts"


def test_other_first_wording_after_commencement_was_a_rewording() -> None:
    assert told(versions=[version(DAY, changed_by="72-VIII")])[0].kind == "substitutes"


def test_summary_of_a_past_version_is_not_what_changed() -> None:
    found = told(versions=[version(DAY, "It said A.", valid_until=NEXT), version(NEXT, "It says B.")])
    assert [effect.summary for effect in found] == [{}, text("It says B.")]


def test_change_of_the_same_day_and_amendment_tells_what_held_before() -> None:
    found = told(
        number="115-1",
        versions=[version(DAY, "Article added.", changed_by="72-VIII")],
        changes=[{"on": DAY, "by": "72-VIII", "summary": text("No such offence.")}],
    )
    assert [effect.summary for effect in found] == [text("Article added.\nBefore: No such offence.")]


def test_change_on_an_unknown_day_is_untraced_and_comes_last() -> None:
    found = told(versions=[version(DAY)], changes=[{"by": "84-VI", "summary": text("Amended.")}])
    assert brief(found) == [("substitutes", DAY, "", "applied"), ("changes", None, "84-VI", "untraced")]


def test_change_that_tells_of_the_cessation_is_the_repeal() -> None:
    found = told(ceased=DAY, changes=[{"on": DAY, "by": "72-VIII", "summary": text("Excluded.")}])
    assert brief(found) == [("repeals", DAY, "72-VIII", "applied")]


def test_cessation_on_an_unknown_day_is_told_by_the_last_undated_change() -> None:
    found = told(
        ceased="unknown",
        changes=[
            {"by": "84-VI", "summary": text("It was so.")},
            {"by": "84-VI", "summary": text("Excluded.")},
        ],
    )
    assert [(effect.kind, effect.on, effect.summary["en"]) for effect in found] == [
        ("repeals", None, "Excluded."), ("changes", None, "It was so."),
    ]  # fmt: skip


def test_end_without_successor_is_an_outstanding_change_in_the_words_that_name_the_year() -> None:
    found = told(
        summary=text("Suspended until 1 January 2026."),
        versions=[version(DAY, "Exception added.", valid_until=NEXT)],
    )
    assert brief(found)[-1] == ("changes", NEXT, "", "outstanding")
    assert found[-1].summary == text("Suspended until 1 January 2026.")


def test_end_with_the_repeal_of_the_law_is_no_effect() -> None:
    law = LAW | {"repealed": NEXT}
    assert told(law, versions=[version(LAW["in_force"], valid_until=NEXT)]) == []


def test_later_commencement_of_a_part_of_an_unamended_law_is_outstanding() -> None:
    law = {key: value for key, value in LAW.items() if key != "amended_by"}
    assert brief(told(law, in_force=NEXT)) == [("changes", NEXT, "226-V", "outstanding")]
    assert told(LAW, in_force=NEXT) == []
