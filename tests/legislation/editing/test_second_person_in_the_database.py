"""What the database itself holds of the second person, whatever a statement says."""

from typing import Any

import pytest
from django.db import IntegrityError

from legislation.choices import EditorialState
from legislation.models import Amendment, ProvisionVersion
from tests.factories.editors import amendment_of, draft_of, law_with_articles, make_editor, substitution

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_review() -> ProvisionVersion:
    """A version in review, of an amendment in review."""
    law, (article, _other) = law_with_articles()
    amendment = amendment_of(law, substitution(article), actor=make_editor())
    draft = draft_of(article)
    for model, pk in ((Amendment, amendment.pk), (ProvisionVersion, draft.pk)):
        model.objects.filter(pk=pk).update(state=EditorialState.IN_REVIEW)
    return draft


@pytest.mark.parametrize("values", [{}, {"author": None}, {"reviewer": "author"}])
def test_nothing_in_review_is_published_by_one_person(
    in_review: ProvisionVersion, values: dict[str, Any]
) -> None:
    given = {name: in_review.author if value == "author" else value for name, value in values.items()}
    with pytest.raises(IntegrityError):
        ProvisionVersion.objects.filter(pk=in_review.pk).update(state=EditorialState.PUBLISHED, **given)


def test_no_amendment_in_review_is_published_by_one_person(in_review: ProvisionVersion) -> None:
    with pytest.raises(IntegrityError):
        Amendment.objects.filter(pk=in_review.amendment_id).update(state=EditorialState.PUBLISHED)


def test_who_wrote_it_stays_on_record(in_review: ProvisionVersion) -> None:
    with pytest.raises(IntegrityError, match="stays on record"):
        ProvisionVersion.objects.filter(pk=in_review.pk).update(author=None)
