"""The glossary on the real reference data."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.models import GlossaryForm, GlossaryTerm

pytestmark = pytest.mark.django_db


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def make_term(slug: str, forms: dict[str, list[str]], confidence: str = "high") -> GlossaryTerm:
    term = GlossaryTerm.objects.create(slug=slug, confidence=confidence)
    for language, texts in forms.items():
        for position, text in enumerate(texts):
            GlossaryForm.objects.create(term=term, language=language, text=text, position=position)
    return term


def test_concept_stands_under_its_preferred_word_in_the_language_of_the_page(client: Client) -> None:
    page = body(client, "/ru/glossary/")
    entry = page.split('id="domestic-violence"')[1].split("</article>")[0]
    assert "бытовое насилие" in entry.split("</h2>")[0]
    assert "семейно-бытовое насилие" in entry
    assert '<dd lang="kk" dir="ltr">' in entry
    assert '<dd lang="ur" dir="rtl">' in entry


def test_concepts_are_found_by_a_word_of_any_language(client: Client) -> None:
    page = body(client, "/en/glossary/?q=бытовое+насилие")
    assert 'id="domestic-violence"' in page


def test_kazakh_concepts_follow_the_kazakh_alphabet(client: Client) -> None:
    for slug, word in {"t-1": "Яшма", "t-2": "Үй", "t-3": "Ұлан", "t-4": "Әже", "t-5": "Азат"}.items():
        make_term(slug, {"kk": [word]})
    page = body(client, "/kk/glossary/")
    assert sorted(["t-1", "t-2", "t-3", "t-4", "t-5"], key=lambda slug: page.index(f'id="{slug}"')) == [
        "t-5",
        "t-4",
        "t-3",
        "t-2",
        "t-1",
    ]


def test_concept_without_a_word_in_the_language_falls_back_and_says_so(client: Client) -> None:
    make_term("only-english", {"en": ["untranslated word"]})
    assert '<span lang="en" dir="ltr">untranslated word</span>' in body(client, "/ur/glossary/")


def test_letter_keeps_the_concepts_that_begin_with_it(client: Client) -> None:
    page = body(client, "/en/glossary/?letter=D")
    assert 'id="domestic-violence"' in page
    assert 'id="stalking"' not in page
    assert 'aria-current="true">D<' in page


def test_letter_without_concepts_says_so(client: Client) -> None:
    assert "No concept matches." in body(client, "/en/glossary/?letter=%D0%96")


def test_topic_narrows_the_concepts(client: Client) -> None:
    page = body(client, "/en/glossary/?topic=stalking")
    assert 'id="domestic-violence"' not in page


def test_low_confidence_is_marked(client: Client) -> None:
    make_term("doubtful", {"en": ["doubtful word"]}, confidence="low")
    entry = body(client, "/en/glossary/?q=doubtful").split('id="doubtful"')[1]
    assert "Low confidence" in entry


def test_glossary_needs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        client.get("/en/glossary/?q=a")


@pytest.mark.parametrize("query", ["topic=none", "q=" + "a" * 101, "q=%00", "letter=abc"])
def test_value_that_is_not_accepted_answers_400(client: Client, query: str) -> None:
    body(client, f"/en/glossary/?{query}", status=400)
