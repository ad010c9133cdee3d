"""A law as a whole: its text with its tree, and the steps of all its drafts at once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import DetailView, View

from kbase.jobs.actions import start_job
from kbase.localised import localised
from legislation.choices import EditorialState
from legislation.desk.access import DeskMixin, EditorMixin, Refusal, ReviewerMixin, refusal_words, said
from legislation.desk.forms.small import CommentForm
from legislation.editing import rights, whole
from legislation.labels import provision_label
from legislation.models import Law, ProvisionVersion

CHANGED = gettext_lazy("It was changed since it was shown. Nothing was done: look at it again.")
AT_ONCE = 100  # measured: about five seconds; more is a job


class WholeLawView(DeskMixin, DetailView):
    """All drafts of a law as one text, for its author before and its reviewer after it is sent."""

    template_name = "desk/whole.html"
    context_object_name = "law"
    queryset = Law.objects.select_related("jurisdiction")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show what is in review; where nothing is, what is drafted."""
        user = self.request.user
        waiting = whole.versions_in(self.object, EditorialState.IN_REVIEW)
        drafts = whole.versions_in(self.object, EditorialState.DRAFT)
        own = [each for each in drafts if each.author_id in (None, user.pk)]
        shown = waiting or drafts
        wrote = any(rights.wrote(user, each) for each in waiting)
        return super().get_context_data(**kwargs) | {
            "rows": _rows(shown),
            "is_review": bool(waiting),
            "drafts": len(drafts),
            "submittable": len(own) if rights.may_edit(user) else 0,
            "decidable": bool(waiting) and rights.is_reviewer(user) and not wrote,
            "own": wrote,
            "comments": sorted({each.review_comment for each in drafts if each.review_comment}),
            "shown": whole.shown_digest(waiting),
            "comment_form": CommentForm(),
        }


class WholeLawVerb(ABC, View):
    """A step of all drafts of a law, by POST alone; what is refused is said on its page."""

    http_method_names = ["post"]
    job: str = ""
    state: EditorialState

    @abstractmethod
    def act(self, law: Law, request: HttpRequest) -> tuple[Callable[[], int], Callable[[int], str]]:
        """Give the action, and the words for when it is done with so many."""

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Take the step, or begin the job that takes it."""
        law: Law = get_object_or_404(Law.objects.select_related("jurisdiction"), pk=pk)
        if self.job and len(whole.versions_in(law, self.state)) > AT_ONCE:
            arguments = {name: said(request, name) for name in ("shown", "comment")}
            title = localised(law, "short_title").text
            at = timezone.now()
            owner = cast(User, request.user)  # as the mixin made sure
            return redirect(start_job(self.job, owner=owner, title=title, at=at, law=pk, **arguments))
        action, words = self.act(law, request)
        try:
            messages.success(request, words(action()))
        except whole.ChangedSinceShownError:
            messages.error(request, CHANGED)
        except Refusal as error:
            for line in refusal_words(error):
                messages.error(request, line)
        return redirect("desk-whole", pk=pk)


class SubmitLawView(EditorMixin, WholeLawVerb):
    """Send all of them to review."""

    job, state = whole.SUBMIT_JOB, EditorialState.DRAFT

    def act(self, law: Law, request: HttpRequest) -> tuple[Callable[[], int], Callable[[int], str]]:
        """Submit."""
        actor = request.user
        return (
            lambda: whole.submit_law(law=law, actor=actor),
            lambda n: ngettext("%d draft is in review now.", "%d drafts are in review now.", n) % n,
        )


class PublishLawView(ReviewerMixin, WholeLawVerb):
    """Publish all of them."""

    job, state = whole.PUBLISH_JOB, EditorialState.IN_REVIEW

    def act(self, law: Law, request: HttpRequest) -> tuple[Callable[[], int], Callable[[int], str]]:
        """Publish."""
        actor = request.user
        shown, comment = said(request, "shown"), said(request, "comment")
        return (
            lambda: whole.publish_law(law=law, actor=actor, shown=shown, comment=comment),
            lambda n: ngettext("%d version is published now.", "%d versions are published now.", n) % n,
        )


class SendBackLawView(ReviewerMixin, WholeLawVerb):
    """Return all of them."""

    state = EditorialState.IN_REVIEW

    def act(self, law: Law, request: HttpRequest) -> tuple[Callable[[], int], Callable[[int], str]]:
        """Send back."""
        actor = request.user
        shown, comment = said(request, "shown"), said(request, "comment")
        return (
            lambda: whole.send_back_law(law=law, actor=actor, shown=shown, comment=comment),
            lambda n: ngettext("%d draft is sent back.", "%d drafts are sent back.", n) % n,
        )


def _rows(versions: Sequence[ProvisionVersion]) -> list[dict[str, Any]]:
    return [
        {
            "version": version,
            "label": provision_label(version.provision),
            "depth": min(version.provision.depth, 6),
            "heading": localised(version.provision, "heading"),
            "texts": sorted(version.texts.all(), key=lambda text: text.language),
        }
        for version in versions
    ]
