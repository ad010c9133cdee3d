"""A law entered as a whole is sent, sent back and published as a whole, by two people."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kbase.jobs.running import do_job
from kbase.models import Job
from legislation.actions import indexing_once, reindex
from legislation.choices import EditorialState
from legislation.desk.views import whole as pages
from legislation.editing.whole import (
    ChangedSinceShownError,
    publish_law,
    send_back_law,
    shown_digest,
    submit_law,
    versions_in,
)
from legislation.models import Law, ProvisionText, ProvisionVersion
from tests.factories.desk import sign_in_as
from tests.factories.editors import IN_FORCE, make_editor, make_reviewer
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db
DRAFT, IN_REVIEW, PUBLISHED = EditorialState.DRAFT, EditorialState.IN_REVIEW, EditorialState.PUBLISHED


def drafted(number: int = 3, author: object = None) -> Law:
    """A law whose articles are drafts."""
    law = make_law()
    for place in range(number):
        article = make_provision(law, position=place)
        version = make_version(article, IN_FORCE, state=DRAFT, text=f"Text {place}")
        ProvisionVersion.objects.filter(pk=version.pk).update(author=author)
    return law


def states(law: Law) -> set[str]:
    return set(ProvisionVersion.objects.filter(provision__law=law).values_list("state", flat=True))


def shown(law: Law) -> str:
    return shown_digest(versions_in(law, IN_REVIEW))


def in_review(number: int = 3) -> Law:
    author = make_editor()
    law = drafted(number, author)
    submit_law(law=law, actor=author)
    return law


def test_all_drafts_go_to_review_and_are_published_together() -> None:
    law = in_review()
    assert states(law) == {IN_REVIEW}
    assert publish_law(law=law, actor=make_reviewer(), shown=shown(law)) == 3
    assert states(law) == {PUBLISHED}


def test_drafts_of_others_are_left_alone() -> None:
    law = drafted(2, make_editor())
    with pytest.raises(ValidationError, match="no draft of yours"):
        submit_law(law=law, actor=make_editor())


def test_one_draft_without_text_keeps_all_back_and_is_named() -> None:
    author = make_editor()
    law = drafted(3, author)
    ProvisionText.objects.filter(version__provision__law=law, version__provision__position=1).delete()
    with pytest.raises(ValidationError, match="has no text yet"):
        submit_law(law=law, actor=author)
    assert states(law) == {DRAFT}


def test_whoever_wrote_one_of_them_publishes_none() -> None:
    law = in_review()
    reviewer = make_reviewer()
    ProvisionVersion.objects.filter(pk=versions_in(law, IN_REVIEW)[0].pk).update(contributors=[reviewer.pk])
    with pytest.raises(PermissionDenied, match="You wrote this"):
        publish_law(law=law, actor=reviewer, shown=shown(law))
    assert states(law) == {IN_REVIEW}


def test_editor_who_does_not_review_publishes_none() -> None:
    law = in_review()
    with pytest.raises(PermissionDenied):
        publish_law(law=law, actor=make_editor(), shown=shown(law))


def test_what_was_changed_since_it_was_shown_is_not_published() -> None:
    law = in_review()
    reviewer, before = make_reviewer(), shown(law)
    send_back_law(law=law, actor=reviewer, shown=before, comment="Read article 2 again")
    [first, *_others] = versions_in(law, DRAFT)
    submit_law(law=law, actor=first.author)
    with pytest.raises(ChangedSinceShownError):
        publish_law(law=law, actor=reviewer, shown=before)
    assert states(law) == {IN_REVIEW}


def test_all_of_it_is_sent_back_with_the_comment() -> None:
    law = in_review()
    assert send_back_law(law=law, actor=make_reviewer(), shown=shown(law), comment="Again") == 3
    assert {version.review_comment for version in versions_in(law, DRAFT)} == {"Again"}


def test_nothing_in_review_is_said() -> None:
    with pytest.raises(ValidationError, match="Nothing of this law is in review"):
        publish_law(law=make_law(), actor=make_reviewer(), shown="")


def test_law_is_indexed_once_however_many_steps() -> None:
    law = in_review()
    reindex(laws=[law.pk])
    with CaptureQueriesContext(connection) as once:
        reindex(laws=[law.pk])
    with CaptureQueriesContext(connection) as together, indexing_once():
        for _step in range(5):
            reindex(laws=[law.pk])
    assert statements(together) == statements(once)


def statements(queries: CaptureQueriesContext) -> int:
    return sum("SAVEPOINT" not in query["sql"] for query in queries)


def test_editor_sends_and_reviewer_publishes_on_the_page() -> None:
    editor, reviewer = sign_in_as("editor"), sign_in_as("reviewer")
    law = drafted(6, editor.user)  # type: ignore[attr-defined]
    address = reverse("desk-whole", args=(law.pk,))
    assert "6 versions, as one text" in editor.get("/admin/desk/lists/drafts/").content.decode()
    assert "Send all 6 drafts to review" in editor.get(address).content.decode()
    page = editor.post(reverse("desk-whole-submit", args=(law.pk,)), follow=True).content.decode()
    assert "6 drafts are in review now." in page
    assert "Publish all" not in page
    assert address in reviewer.get("/admin/desk/lists/to-review/").content.decode()
    page = reviewer.get(address)
    assert "Text 0" in page.content.decode()
    given = {"shown": page.context["shown"], "comment": "Checked"}
    page = reviewer.post(reverse("desk-whole-publish", args=(law.pk,)), given, follow=True)
    assert "6 versions are published now." in page.content.decode()
    assert states(law) == {PUBLISHED}


def test_author_cannot_publish_by_a_forged_request() -> None:
    both = sign_in_as("superuser")
    law = drafted(2, both.user)  # type: ignore[attr-defined]
    submit_law(law=law, actor=both.user)  # type: ignore[attr-defined]
    given = {"shown": shown(law)}
    assert both.post(reverse("desk-whole-publish", args=(law.pk,)), given).status_code == 403
    assert states(law) == {IN_REVIEW}


def test_reviewer_does_not_submit_and_editor_does_not_publish() -> None:
    law = in_review(1)
    editor, reviewer = sign_in_as("editor"), sign_in_as("reviewer")
    assert reviewer.post(reverse("desk-whole-submit", args=(law.pk,))).status_code == 403
    for name in ("desk-whole-publish", "desk-whole-send-back"):
        assert editor.post(reverse(name, args=(law.pk,))).status_code == 403


def test_large_law_is_published_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    law, reviewer = in_review(), sign_in_as("reviewer")
    given = {"shown": shown(law)}
    answer = reviewer.post(reverse("desk-whole-publish", args=(law.pk,)), given)
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    do_job(pk=job.pk, is_stopping=lambda: False)
    job.refresh_from_db()
    assert (job.failure, job.result_url) == ("", law.get_absolute_url())
    assert states(law) == {PUBLISHED}


def test_queries_of_the_page_do_not_grow_with_the_law() -> None:
    reviewer = sign_in_as("reviewer")
    numbers = []
    reviewer.get(reverse("desk-whole", args=(in_review(1).pk,)))
    for law in (in_review(2), in_review(9)):
        with CaptureQueriesContext(connection) as queries:
            assert reviewer.get(reverse("desk-whole", args=(law.pk,))).status_code == 200
        numbers.append(len(queries))
    assert numbers[0] == numbers[1] <= 20
