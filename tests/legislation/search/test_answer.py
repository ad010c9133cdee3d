"""What a search finds in the reference data, on a day, in four languages."""

from collections.abc import Callable

import pytest

from legislation.search.answer import Answer

Ask = Callable[..., Answer]
Places = Callable[[Answer], list[str]]

ORDER_OF_2025 = "kz-offence-prevention-2025 art_60"
ORDER_OF_2009 = "kz-domestic-violence-2009 art_20"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "protective order"),
        ("en", "Protective Orders"),
        ("ru", "защитное предписание"),
        ("ru", "защитного предписания"),
        ("kk", "қорғау нұсқамасы"),
        ("kk", "қорғау нұсқамасын"),
        ("ur", "حفاظتی حکم"),
    ],
)
def test_heading_that_is_the_query_comes_first(ask: Ask, places: Places, language: str, words: str) -> None:
    assert places(ask(words, reader=language))[0] == ORDER_OF_2025


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
@pytest.mark.parametrize("words", ["protective order", "защитное предписание", "қорғау нұсқамасы"])
def test_glossary_leads_across_languages(ask: Ask, places: Places, language: str, words: str) -> None:
    assert ORDER_OF_2025 in places(ask(words, reader=language))[:2]


def test_law_of_an_earlier_day_is_found_instead_of_the_later(ask: Ask, places: Places) -> None:
    found = places(ask("protective order", on="2025-06-01"))
    assert found[0] == ORDER_OF_2009
    assert ORDER_OF_2025 not in found


def test_day_of_commencement_is_in_force_and_day_of_repeal_is_not(ask: Ask, places: Places) -> None:
    eve, day = (
        places(ask("protective order", on="2026-03-01")),
        places(ask("protective order", on="2026-03-02")),
    )
    assert (ORDER_OF_2009 in eve, ORDER_OF_2025 in eve) == (True, False)
    assert (ORDER_OF_2009 in day, ORDER_OF_2025 in day) == (False, True)


def test_future_law_is_found_when_asked_for(ask: Ask, places: Places) -> None:
    found = ask("protective order", on="2025-06-01", status="not-yet")
    assert ORDER_OF_2025 in places(found)
    assert {match.status for match in found.found.matches} == {"not-yet"}


def test_any_status_finds_past_and_present(ask: Ask, places: Places) -> None:
    assert {ORDER_OF_2009, ORDER_OF_2025} <= set(places(ask("protective order", status="any")))


def test_bill_is_proposed_and_never_in_force(ask: Ask, places: Places) -> None:
    assert not any("bill" in place for place in places(ask("workplace harassment")))
    found = ask("workplace harassment", status="proposed")
    assert found.found.total
    assert all("bill" in place for place in places(found))


def test_phrase_wants_the_words_together(ask: Ask) -> None:
    together, anywhere = ask('"order protective"'), ask("order protective")
    assert together.found.total < anywhere.found.total


def test_minus_leaves_out(ask: Ask) -> None:
    with_police, without = ask("order police"), ask("order -police")
    everything = ask("order")
    assert without.found.total < everything.found.total
    assert with_police.found.strict_total


def test_asterisk_takes_any_ending(ask: Ask) -> None:
    assert ask("viol*").found.total > ask("violence").found.total


def test_or_takes_either(ask: Ask) -> None:
    either = ask("stalking OR harassment").found.total
    assert either >= max(ask("stalking").found.total, ask("harassment").found.total)


def test_some_words_may_be_missing_where_few_texts_have_all(ask: Ask, places: Places) -> None:
    found = ask("teacher report child abuse deadline")
    assert found.is_relaxed
    assert "kz-administrative-offences-2014 art_127-1" in places(found)[:3]


def test_text_is_found_once_whichever_queries_it_answers(ask: Ask) -> None:
    matches = ask("teacher report child abuse deadline").found.matches
    texts = [(match.version, match.language) for match in matches]
    assert len(texts) == len(set(texts))


def test_quoted_words_are_never_missing(ask: Ask) -> None:
    found = ask('"teacher report child abuse deadline"')
    assert not found.is_relaxed
    assert found.found.total == 0


def test_words_of_a_norm_find_its_provision(ask: Ask, places: Places) -> None:
    assert ORDER_OF_2025 in places(ask("serve it against signature protective order"))


def test_named_law_is_answered_beside_its_provisions(ask: Ask, places: Places) -> None:
    found = ask("criminal code stalking")
    assert [law.identifier for law in found.laws] == ["kz-criminal-code-2014"]
    assert places(found)[0] == "kz-criminal-code-2014 art_115-1"


@pytest.mark.parametrize("words", ["245-VIII", "Prevention of Offences", "профилактике правонарушений"])
def test_law_is_found_by_number_and_title(ask: Ask, words: str) -> None:
    assert "kz-offence-prevention-2025" in [law.identifier for law in ask(words).laws]


def test_stop_words_alone_search_headings(ask: Ask) -> None:
    assert ask("the").found.total


def test_pages_do_not_overlap(ask: Ask, places: Places) -> None:
    first, second = places(ask("police")), places(ask("police", page=2))
    assert len(first) == 20
    assert not set(first) & set(second)


def test_nothing_typed_asks_nothing(ask: Ask) -> None:
    assert ask("   ").is_empty


def test_nothing_found_is_empty(ask: Ask) -> None:
    assert ask("zzzzqqqq").is_empty
