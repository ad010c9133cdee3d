"""A draft needs words, unless they all stand below it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from legislation.choices import EditorialState
from legislation.editing.versions import submit_version
from legislation.models import Provision, ProvisionVersion
from tests.factories import editors
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db


def draft_without_words(provision: Provision) -> ProvisionVersion:
    version = make_version(provision, dt.date(2020, 7, 1), state=EditorialState.DRAFT)
    version.texts.all().delete()
    return version


def test_draft_without_words_is_not_sent_to_review() -> None:
    version = draft_without_words(make_provision(make_law()))
    with pytest.raises(ValidationError, match="has no text yet"):
        submit_version(version=version, actor=editors.make_editor())


def test_article_whose_words_stand_in_its_paragraphs_is_sent_to_review() -> None:
    article = make_provision(make_law())
    make_provision(article.law, parent=article, depth=1)
    sent = submit_version(version=draft_without_words(article), actor=editors.make_editor())
    assert sent.state == EditorialState.IN_REVIEW
