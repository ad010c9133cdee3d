"""Enter an amendment, step by step; the amendment and its drafts are what is kept between the steps."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, ListView, View

from legislation.choices import EditorialState, LawKind
from legislation.desk.access import (
    DeskMixin,
    EditorMixin,
    Refusal,
    ReviewerMixin,
    attempt,
    refusal_words,
    said,
)
from legislation.desk.forms.amendments import AmendmentForm, ChangeForm
from legislation.desk.forms.small import CommentForm
from legislation.desk.previews import endings, previews
from legislation.editing import amending, rights
from legislation.editing.commencing import not_begun
from legislation.editing.particulars import change_particulars
from legislation.editing.planning import add_change, remove_change
from legislation.models import Amendment, Effect, Law, Provision
from legislation.views.point_in_time import today


class ChooseLawView(EditorMixin, ListView):
    """Step one: which law is amended."""

    template_name = "desk/choose_law.html"
    paginate_by = 30

    def get_queryset(self) -> Any:
        """Find laws by words of their title, number or identifier."""
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:100]
        laws = (
            Law.objects.with_place().exclude(kind=LawKind.BILL).order_by("jurisdiction__code", "short_title")
        )
        named = Q(title__icontains=words) | Q(short_title__icontains=words) | Q(number__icontains=words)
        return (
            laws.filter(named | Q(identifier__icontains=words) | Q(i18n__icontains=words)) if words else laws
        )


class StartAmendmentView(EditorMixin, FormView):
    """Step two: by which law, and from when."""

    template_name = "desk/amendment_start.html"
    form_class = AmendmentForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the law."""
        super().setup(request, *args, **kwargs)
        self.law = get_object_or_404(Law.objects.with_place(), pk=kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the law to the form."""
        return super().get_form_kwargs() | {"law": self.law}

    def form_valid(self, form: AmendmentForm) -> HttpResponse:
        """Make the amendment; readers see nothing of it."""
        try:
            amendment = amending.start_amendment(plan=form.plan(), actor=self.request.user)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-change-add", pk=amendment.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the law, and other drafts of amendments to it."""
        waiting = self.law.amendments.exclude(state=EditorialState.PUBLISHED)
        return super().get_context_data(**kwargs) | {"law": self.law, "waiting": waiting}


class ParticularsView(StartAmendmentView):
    """Change what an amendment that is a draft says of itself."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the amendment and its law."""
        drafts = Amendment.objects.filter(state=EditorialState.DRAFT).select_related("law__jurisdiction")
        self.amendment: Amendment = get_object_or_404(drafts, pk=kwargs["pk"])
        super().setup(request, *args, **kwargs | {"pk": self.amendment.law_id})

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it says now."""
        amendment, new_law = self.amendment, self.amendment.new_law or {}
        return {
            "number": amendment.number,
            "adopted": amendment.adopted,
            "commences_on": amendment.commenced,
            "summary": amendment.summary,
            "amending_law": amendment.amending_law_id,
            "title": new_law.get("title", ""),
            "kind": new_law.get("kind"),
        }

    def form_valid(self, form: AmendmentForm) -> HttpResponse:
        """Save it, or say why it can't be."""
        try:
            change_particulars(amendment=self.amendment, plan=form.plan(), actor=self.request.user)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-amendment", pk=self.amendment.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which amendment it is."""
        return super().get_context_data(**kwargs) | {"amendment": self.amendment, "waiting": []}


class AmendmentView(DeskMixin, DetailView):
    """An amendment with all it changes, as its reviewer will see it; the way on depends on its state."""

    template_name = "desk/amendment.html"
    queryset = Amendment.objects.select_related("law__jurisdiction", "amending_law", "author", "reviewer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Preview every draft."""
        amendment: Amendment = self.object
        user = self.request.user
        versions = (
            amendment.versions.filter(corrects=None)
            .select_related("provision__law__jurisdiction", "corrects")
            .order_by("provision__position")
        )
        editable = amendment.state == EditorialState.DRAFT and rights.may_edit(user)
        return super().get_context_data(**kwargs) | {
            "law": amendment.law,
            "previews": previews(list(versions), today()),
            "endings": endings(amendment, today()),
            "editable": editable,
            "correctable": amendment.state == EditorialState.PUBLISHED and rights.may_edit(user),
            "can_move": Effect.objects.published().filter(not_begun(today()), amendment=amendment).exists(),
            "decidable": amendment.state == EditorialState.IN_REVIEW and rights.may_review(user, amendment),
            "own": amendment.state == EditorialState.IN_REVIEW and rights.wrote(user, amendment),
            "comment_form": CommentForm(),
        }


class AddChangeView(EditorMixin, FormView):
    """Step three, as often as needed: what happens to which provision."""

    template_name = "desk/change_add.html"
    form_class = ChangeForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the amendment."""
        super().setup(request, *args, **kwargs)
        found = Amendment.objects.select_related("law__jurisdiction")
        self.amendment: Amendment = get_object_or_404(found, pk=kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the law to the form."""
        return super().get_form_kwargs() | {"law": self.amendment.law}

    def get_initial(self) -> dict[str, Any]:
        """Begin with the day of the amendment."""
        day = self.amendment.commenced
        asked = self.request.GET.get("provision", "")
        return {
            "begins": "date" if day else "unknown",
            "commences_on": day,
            "provision": asked if asked.isdecimal() else None,
        }

    def form_valid(self, form: ChangeForm) -> HttpResponse:
        """Add the change, or say why it can't be."""
        try:
            add_change(amendment=self.amendment, change=form.planned(), actor=self.request.user)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-amendment", pk=self.amendment.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the amendment."""
        return super().get_context_data(**kwargs) | {"amendment": self.amendment, "law": self.amendment.law}


class AmendmentVerbView(ABC, View):
    """A step of an amendment, by POST alone."""

    http_method_names = ["post"]

    @abstractmethod
    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Give the action and the words for when it is done."""

    def after(self, amendment: Amendment) -> str:
        """Give where to go then."""
        return reverse("desk-amendment", args=(amendment.pk,))

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Take the step; a refusal is said on the amendment's page."""
        amendment: Amendment = get_object_or_404(Amendment.objects.select_related("law"), pk=pk)
        action, done = self.act(amendment, request)
        if attempt(request, action, done):
            return redirect(self.after(amendment))
        return redirect("desk-amendment", pk=pk)


class SubmitView(EditorMixin, AmendmentVerbView):
    """Send it to review with one click."""

    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Submit."""
        actor = request.user
        return (
            lambda: amending.submit_amendment(amendment=amendment, actor=actor),
            _("Sent to review. Someone else will publish it or send it back."),
        )


class PublishView(ReviewerMixin, AmendmentVerbView):
    """Publish it with all that it changes."""

    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Publish."""
        actor, comment = request.user, said(request, "comment")
        return (
            lambda: amending.publish_amendment(amendment=amendment, actor=actor, comment=comment),
            _("Published, all of it. What begins later is announced now and holds from its day on."),
        )


class SendBackView(ReviewerMixin, AmendmentVerbView):
    """Return it to its author."""

    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Send back."""
        actor, comment = request.user, said(request, "comment")
        return (
            lambda: amending.send_back_amendment(amendment=amendment, actor=actor, comment=comment),
            _("Sent back to its author."),
        )


class DiscardView(EditorMixin, AmendmentVerbView):
    """Throw a draft away."""

    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Discard."""
        actor = request.user
        return (lambda: amending.discard_amendment(amendment=amendment, actor=actor)), _("Thrown away.")

    def after(self, amendment: Amendment) -> str:
        """Go to the front page: there is no amendment any more."""
        return reverse("desk-front")


class RemoveChangeView(EditorMixin, AmendmentVerbView):
    """Take one change out."""

    def act(self, amendment: Amendment, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Remove."""
        provision = get_object_or_404(Provision, pk=self.kwargs["provision"], law=amendment.law_id)
        actor = request.user
        return (
            lambda: remove_change(amendment=amendment, provision=provision, actor=actor),
            _("Taken out of the amendment."),
        )
