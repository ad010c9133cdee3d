"""Citations and names lead straight to what they name."""

from collections.abc import Callable

import pytest

from legislation.search.answer import Answer

Ask = Callable[..., Answer]


def cited(found: Answer) -> list[str]:
    return [f"{v.provision.law.identifier} {v.provision.eid}" for v in found.cited]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("art. 115-1", "kz-criminal-code-2014 art_115-1"),
        ("art. 115-1 CC", "kz-criminal-code-2014 art_115-1"),
        ("115-1-бап", "kz-criminal-code-2014 art_115-1"),
        ("ҚК 115-1-бап", "kz-criminal-code-2014 art_115-1"),
        ("ст. 115-1 УК", "kz-criminal-code-2014 art_115-1"),
        ("115-1", "kz-criminal-code-2014 art_115-1"),
        ("ст. 461 КоАП", "kz-administrative-offences-2014 art_461"),
        ("ст. 73-1 КоАП РК", "kz-administrative-offences-2014 art_73-1"),
        ("section 509 PPC", "pk-penal-code-1860 sec_509"),
        ("دفعہ 509", "pk-penal-code-1860 sec_509"),
        ("دفعہ ۵۰۹", "pk-penal-code-1860 sec_509"),
        ("Article 60, Law on Prevention of Offences", "kz-offence-prevention-2025 art_60"),
    ],
)
def test_citation_is_answered_first(ask: Ask, words: str, place: str) -> None:
    assert cited(ask(words))[0] == place


def test_paragraph_that_is_not_recorded_leads_to_its_article(ask: Ask) -> None:
    assert cited(ask("ст. 461 ч. 77 КоАП")) == ["kz-administrative-offences-2014 art_461"]


def test_citation_shows_the_version_of_the_day(ask: Ask) -> None:
    (version,) = ask("art. 115-1 CC", on="2025-09-15").cited
    assert version.valid.lower.isoformat() == "2025-09-16"


def test_words_beside_a_citation_are_searched_too(ask: Ask) -> None:
    found = ask("stalking art. 115-1 CC")
    assert found.cited
    assert found.found.total


def test_number_that_no_provision_has_is_searched_as_words(ask: Ask) -> None:
    found = ask("art. 9999")
    assert not found.cited


def test_number_alone_finds_it_in_every_law(ask: Ask) -> None:
    laws = {version.provision.law.identifier for version in ask("60").cited}
    assert "kz-offence-prevention-2025" in laws
