"""Who reaches which page of the desk."""

import datetime as dt

import pytest
from django.urls import reverse

from kbase.history import moments_of
from legislation.choices import Commencement, RequestKind
from legislation.desk.urls import urlpatterns
from legislation.editing import amending, requests
from legislation.editing.commencing import Beginning
from legislation.models import ReferenceConflict
from tests.factories import editors
from tests.factories.desk import sign_in_as

pytestmark = pytest.mark.django_db
STAFF, EDITORS, REVIEWERS = (
    {"editor", "reviewer", "superuser"},
    {"editor", "superuser"},
    {"reviewer", "superuser"},
)
ROLES = ["anonymous", "outsider", "editor", "reviewer", "superuser"]
POSTS = {
    "desk-change-remove": EDITORS,
    "desk-amendment-submit": EDITORS,
    "desk-amendment-publish": REVIEWERS,
    "desk-amendment-send-back": REVIEWERS,
    "desk-amendment-discard": EDITORS,
    "desk-version-submit": EDITORS,
    "desk-version-publish": REVIEWERS,
    "desk-version-send-back": REVIEWERS,
    "desk-version-discard": EDITORS,
    "desk-confirm": EDITORS,
    "desk-move": EDITORS,
    "desk-request-send": EDITORS,
    "desk-request-agree": REVIEWERS,
    "desk-request-send-back": REVIEWERS,
    "desk-request-withdraw": EDITORS,
    "desk-whole-submit": EDITORS,
    "desk-whole-publish": REVIEWERS,
    "desk-whole-send-back": REVIEWERS,
}
PAGES = {
    "desk-front": STAFF,
    "desk-list": STAFF,
    "desk-amendment": STAFF,
    "desk-version": STAFF,
    "desk-tree": STAFF,
    "desk-whole": STAFF,
    "desk-history": STAFF,
    "desk-choose-law": EDITORS,
    "desk-amend": EDITORS,
    "desk-change-add": EDITORS,
    "desk-draft": EDITORS,
    "desk-correct": EDITORS,
    "desk-restore": EDITORS,
    "desk-restore-moment": EDITORS,
    "desk-verify-version": EDITORS,
    "desk-verify-law": EDITORS,
    "desk-translate": EDITORS,
    "desk-establish": EDITORS,
    "desk-move-to": EDITORS,
    "desk-insert": EDITORS,
    "desk-conflict": EDITORS,
    "desk-request": STAFF,
    "desk-amendment-edit": EDITORS,
    "desk-amendment-correct": EDITORS,
    "desk-amendment-commencement": EDITORS,
    "desk-commencement": EDITORS,
    "desk-commencement-again": EDITORS,
    "desk-number": EDITORS,
}
PUBLIC = {"desk-language"}  # sets the language of the page, for anyone


def make_published(work):
    """Publish an amendment whose one change has not begun."""
    amendment = editors.amendment_of(
        work.law, editors.repeal(work.other, dt.date(2199, 1, 1)), actor=work.author
    )
    amending.submit_amendment(amendment=amendment, actor=work.author)
    return amending.publish_amendment(amendment=amendment, actor=editors.make_reviewer())


def ask_to_put_off(amendment, author):
    effects = list(amendment.effects.values_list("pk", flat=True))
    values = {"effects": effects, **Beginning(Commencement.UNKNOWN).values()}
    return requests.ask_for(
        kind=RequestKind.COMMENCEMENT, law=amendment.law, amendment=amendment, values=values,
        reason="Put off.", actor=author, on=dt.date(2026, 12, 1),
    )  # fmt: skip


@pytest.fixture
def addresses(work):
    waiting = editors.amendment_of(
        work.law, editors.substitution(work.other, None, summary="A change"), actor=work.author
    )
    effect = waiting.effects.get()
    conflict = ReferenceConflict.objects.create(
        model="Law", key="kz-x", object_id=work.law.pk, reason="differs"
    )
    text = work.draft.texts.get()
    published = make_published(work)
    asked = ask_to_put_off(published, work.author)
    arguments = {
        "desk-list": ["drafts"],
        "desk-choose-law": [],
        "desk-front": [],
        "desk-amend": [work.law.pk],
        "desk-change-remove": [work.amendment.pk, work.article.pk],
        "desk-draft": [work.draft.pk],
        "desk-translate": [work.published.pk, "kk"],
        "desk-confirm": [work.draft.pk, "provisiontext", text.pk],
        "desk-history": ["law", work.law.pk],
        "desk-restore-moment": ["provisionversion", work.draft.pk, moments_of(work.draft)[-1][0]],
        "desk-establish": [effect.pk],
        "desk-conflict": [conflict.pk],
        "desk-amendment-correct": [published.pk],
        "desk-amendment-commencement": [published.pk],
        "desk-commencement": [published.effects.first().pk],
        "desk-commencement-again": [asked.pk],
        "desk-number": [work.article.pk],
    }

    def address(name):
        for begin, key in (
            ("desk-request", asked.pk),
            ("desk-amendment", work.amendment.pk),
            ("desk-change", work.amendment.pk),
            ("desk-verify-law", work.law.pk),
            ("desk-tree", work.law.pk),
            ("desk-whole", work.law.pk),
            ("desk-move-to", work.article.pk),
            ("desk-move", work.law.pk),
            ("desk-insert", work.article.pk),
        ):
            if name.startswith(begin) and name not in arguments:
                return reverse(name, args=[key])
        return reverse(name, args=arguments.get(name, [work.published.pk]))

    return address


def test_every_route_is_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == {*POSTS, *PAGES, *PUBLIC}


@pytest.mark.parametrize("role", ROLES)
def test_pages_open_for_exactly_those_who_may(addresses, role):
    client = sign_in_as(role)
    for name, allowed in PAGES.items():
        status = client.get(addresses(name)).status_code
        expected = 302 if role == "anonymous" else 200 if role in allowed else 403
        assert status == expected, name


@pytest.mark.parametrize("role", ["anonymous", "outsider", "editor", "reviewer"])
def test_steps_are_taken_by_exactly_those_who_may(addresses, role):
    client = sign_in_as(role)
    for name, allowed in POSTS.items():
        if role in allowed:
            continue
        response = client.post(addresses(name))
        if role == "anonymous":
            assert "/account/sign-in/" in response["Location"], name
        else:
            assert response.status_code == 403, name


def test_steps_are_taken_by_post_alone(addresses):
    client = sign_in_as("superuser")
    assert {client.get(addresses(name)).status_code for name in POSTS} == {405}


def test_desk_is_never_stored(editor):
    assert "no-store" in editor.get(reverse("desk-front"))["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_every_page_opens_in_every_language(addresses, language):
    client = sign_in_as("superuser")
    client.cookies["django_language"] = language
    for name in PAGES:
        response = client.get(addresses(name))
        assert f'<html lang="{language}"' in response.content.decode(), name
