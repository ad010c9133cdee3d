"""People at the desk, signed in with their second factor, and something to work on."""

from types import SimpleNamespace

import pytest
from django.test import Client

from tests.factories import editors
from tests.factories.desk import sign_in_as


@pytest.fixture
def editor(db) -> Client:
    return sign_in_as("editor")


@pytest.fixture
def reviewer(db) -> Client:
    return sign_in_as("reviewer")


@pytest.fixture
def work(db) -> SimpleNamespace:
    """An amendment that is a draft, by someone else, of the first of a law's two articles."""
    law, (article, other) = editors.law_with_articles()
    author = editors.make_editor()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=author)
    draft, published = editors.draft_of(article), other.versions.get()
    return SimpleNamespace(
        law=law,
        article=article,
        other=other,
        author=author,
        amendment=amendment,
        draft=draft,
        published=published,
    )
