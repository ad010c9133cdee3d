"""The index says what the database says, in the same transaction."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection

from legislation.choices import EditorialState
from legislation.models import GlossaryForm, GlossaryTerm, Law, ProvisionText
from legislation.search.answer import Answer
from legislation.search.index import forget_missing_laws, index_laws, rebuild
from tests.factories.legislation import make_law, make_provision, make_text, make_version

pytestmark = pytest.mark.django_db

Ask = Callable[..., Answer]
Places = Callable[[Answer], list[str]]
START = dt.date(2021, 1, 1)


def counted(table: str) -> dict[tuple[int, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT lang, lexeme, texts FROM {table} WHERE texts <> 0")
        return {(lang, lexeme): texts for lang, lexeme, texts in cursor.fetchall()}


def test_new_text_is_found_in_its_transaction(ask: Ask, places: Places) -> None:
    law = make_law()
    provision = make_provision(law, eid="art_1")
    make_version(provision, START, text="A quokka shall be left in peace.")
    assert ask("quokka").is_empty
    assert index_laws([law.pk]) == 1
    assert places(ask("quokka")) == [f"{law.identifier} art_1"]


def test_changed_text_is_found_by_its_new_words_only(ask: Ask) -> None:
    law = make_law()
    version = make_version(make_provision(law), START, text="A quokka shall be left in peace.")
    index_laws([law.pk])
    ProvisionText.objects.filter(version=version).update(summary="A numbat shall be left in peace.")
    index_laws([law.pk])
    assert ask("quokka").is_empty
    assert ask("numbat").found.total == 1


def test_draft_is_not_found(ask: Ask) -> None:
    law = make_law()
    make_version(make_provision(law), START, text="quokka", state=EditorialState.DRAFT)
    assert index_laws([law.pk]) == 0
    assert ask("quokka").is_empty


def test_deleted_law_is_forgotten(ask: Ask) -> None:
    law = make_law()
    make_version(make_provision(law), START, text="quokka")
    index_laws([law.pk])
    Law.objects.filter(pk=law.pk).delete()
    forget_missing_laws()
    assert ask("quokka").is_empty


def test_versions_of_a_provision_are_one_result(ask: Ask) -> None:
    law = make_law()
    provision = make_provision(law)
    make_version(provision, START, dt.date(2022, 1, 1), text="An old quokka.")
    present = make_version(provision, dt.date(2022, 1, 1), text="A new quokka.")
    index_laws([law.pk])
    found = ask("quokka", status="any").found
    assert found.total == 1
    assert {match.version for match in found.matches if match.status == "in-force"} == {present.pk}
    assert ask("quokka", on="2021-06-01").found.matches[0].version != present.pk


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("ru", "Органы внутренних дел oбязаны", "обязан"),  # the first letter of the fourth word is Latin
        ("kk", "Балалардың мүдделері ескеріледі", "баланың мүддесі"),
        ("kk", "тұрмыcтық", "тұрмыстық"),  # the letter c is Latin
        ("ur", "عورتوں کا تحفظ", "عورت تحفظ"),
        ("en", "children's dwellings", "dwelling"),
        ("en", "Fine under article 73-1", "73-1 fine"),
    ],
)
def test_forms_of_a_word_find_each_other(ask: Ask, language: str, text: str, words: str) -> None:
    law = make_law()
    version = make_version(make_provision(law), START)
    ProvisionText.objects.filter(version=version).delete()
    make_text(version, language=language, summary=text)
    index_laws([law.pk])
    assert version.pk in {match.version for match in ask(words, reader=language, per_page=500).found.matches}


def test_lexemes_are_counted_exactly_however_often_laws_are_indexed() -> None:
    rebuild()
    before = counted("search_lexeme")
    some = list(Law.objects.values_list("pk", flat=True)[:5])
    index_laws(some)
    index_laws(some[:2])
    assert counted("search_lexeme") == before
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lang, lexeme, count(*) FROM provision_search, unnest(tsvector_to_array(tsv)) AS lexeme "
            "GROUP BY 1, 2"
        )
        assert {(lang, lexeme): texts for lang, lexeme, texts in cursor.fetchall()} == before


def test_sizes_follow_the_rows() -> None:
    law = Law.objects.first()
    assert law is not None
    index_laws([law.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT lang, texts, words FROM search_size ORDER BY lang")
        sizes = cursor.fetchall()
        cursor.execute("SELECT lang, count(*), sum(len) FROM provision_search GROUP BY lang ORDER BY lang")
        assert cursor.fetchall() == sizes


def test_new_glossary_form_widens_the_next_search(ask: Ask) -> None:
    law = make_law()
    make_version(make_provision(law), START, text="A quokka shall be left in peace.")
    index_laws([law.pk])
    assert ask("wallabykin").is_empty
    term = GlossaryTerm.objects.create(slug="quokka", confidence="high")
    for position, text in enumerate(("quokka", "wallabykin")):
        GlossaryForm.objects.create(term=term, language="en", text=text, position=position)
    assert ask("wallabykin").found.total == 1


def test_empty_list_of_laws_does_nothing() -> None:
    assert index_laws([]) == 0
