"""Nobody gets past the second person through the pages of the records."""

import datetime as dt

import pgtrigger
import pytest
from django.contrib.auth.models import User
from django.test import Client

from legislation.editing.amending import publish_amendment, submit_amendment
from legislation.models import Amendment, Effect, Law, Provision
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts, editors
from tests.legislation.admin.browsing import form_of, step_page

pytestmark = pytest.mark.django_db
ALL = "/admin/legislation"


@pytest.fixture
def both() -> User:
    return accounts.staff("both", groups=[EDITOR, REVIEWER])


@pytest.fixture
def as_both(both: User) -> Client:
    return accounts.sign_in(Client(), both)


@pytest.fixture
def law() -> Law:
    return editors.law_with_articles()[0]


@pytest.fixture
def in_review(law: Law) -> Amendment:
    author = editors.make_editor()
    amendment = editors.amendment_of(law, editors.repeal(law.provisions.first()), actor=author)
    return submit_amendment(amendment=amendment, actor=author)


@pytest.fixture
def published(in_review: Amendment) -> Amendment:
    return publish_amendment(amendment=in_review, actor=editors.make_reviewer())


def test_amendment_entered_among_the_records_needs_a_second_person(
    as_both: Client, both: User, law: Law
) -> None:
    page = f"{ALL}/amendment/add/"
    given = {"law": law.pk, "number": "9-X", "position": 0, "adopted": "2026-01-01"}
    as_both.post(page, form_of(as_both, page) | given)
    amendment = Amendment.objects.get(number="9-X")
    assert amendment.author == both


def test_amendment_of_nobody_is_that_of_whoever_sends_it(as_both: Client, both: User, law: Law) -> None:
    amendment = editors.amendment_of(law, editors.repeal(law.provisions.first()), actor=both)
    with pgtrigger.ignore("legislation.Amendment:author_stays"):  # such rows are older than the trigger
        Amendment.objects.filter(pk=amendment.pk).update(author=None)
    for step in ("submit", "publish"):
        as_both.post(step_page(amendment), {"step": step})
    amendment.refresh_from_db()
    assert (amendment.state, amendment.author) == ("in-review", both)


def test_whoever_changes_an_amendment_among_the_records_contributes(
    as_both: Client, both: User, law: Law
) -> None:
    amendment = editors.amendment_of(law, editors.repeal(law.provisions.first()), actor=editors.make_editor())
    page = f"{ALL}/amendment/{amendment.pk}/change/"
    as_both.post(page, form_of(as_both, page) | {"summary": "Mine"})
    amendment.refresh_from_db()
    assert (amendment.summary, amendment.contributors) == ("Mine", [both.pk])


def test_what_is_in_review_stays_as_it_is(as_both: Client, in_review: Amendment) -> None:
    effect = in_review.effects.get()
    assert as_both.post(f"{ALL}/amendment/{in_review.pk}/change/", {"number": "X"}).status_code == 403
    assert as_both.post(f"{ALL}/effect/{effect.pk}/change/", {"by": "X"}).status_code == 403


def test_effect_is_neither_added_nor_deleted_among_the_records(as_both: Client, published: Amendment) -> None:
    effect = published.effects.get()
    assert as_both.get(f"{ALL}/effect/add/").status_code == 403
    assert as_both.post(f"{ALL}/effect/{effect.pk}/delete/", {"post": "yes"}).status_code == 403


def test_effect_is_only_shown_on_the_page_of_its_provision(as_both: Client, published: Amendment) -> None:
    effect = published.effects.get()
    page = f"{ALL}/provision/{effect.provision_id}/change/"
    as_both.post(page, form_of(as_both, page) | {"effects-0-commences_on": "2031-01-01"})
    assert Effect.objects.get(pk=effect.pk).commences_on == dt.date(2027, 1, 1)


def test_published_amendment_is_not_deleted(as_both: Client, published: Amendment) -> None:
    assert as_both.post(f"{ALL}/amendment/{published.pk}/delete/", {"post": "yes"}).status_code == 403


def test_draft_is_thrown_away_with_what_was_drafted_for_it(as_both: Client, law: Law) -> None:
    article = law.provisions.first()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=editors.make_editor())
    as_both.post(f"{ALL}/amendment/{amendment.pk}/delete/", {"post": "yes"})
    assert not Amendment.objects.filter(pk=amendment.pk).exists()
    assert article.versions.count() == 1


def test_check_noted_among_the_records_is_of_whoever_notes_it(as_both: Client, both: User, law: Law) -> None:
    page = f"{ALL}/law/{law.pk}/change/"
    given = {"verified_on": "2026-01-01", "verified_by": editors.make_editor().pk}
    as_both.post(page, form_of(as_both, page) | given)
    law.refresh_from_db()
    assert law.verified_by == both


def test_provision_added_among_the_records_is_not_shown(as_both: Client, law: Law) -> None:
    page = f"{ALL}/provision/add/"
    given = {"law": law.pk, "eid": "art_666", "kind": "article", "number": "666", "position": 9, "topics": []}
    as_both.post(page, form_of(as_both, page) | given)
    assert Provision.objects.get(law=law, eid="art_666").awaits_publication
