"""One version: what it says and changes, the edit page of a draft, and each step it can take."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView, View

from legislation.choices import EditorialState
from legislation.desk.access import (
    DeskMixin,
    EditorMixin,
    Refusal,
    ReviewerMixin,
    attempt,
    refusal_words,
    said,
)
from legislation.desk.forms.drafts import DraftForms
from legislation.desk.forms.small import CommentForm, ReasonForm
from legislation.desk.previews import before_of, previews
from legislation.editing import rights, versions
from legislation.editing.confirming import CONFIRMABLE, confirm
from legislation.editing.correcting import start_correction
from legislation.editing.drafts import discard_draft, restore_version, save_draft
from legislation.labels import provision_label
from legislation.models import Effect, ProvisionVersion
from legislation.querysets import VersionQuerySet
from legislation.views.point_in_time import today


def all_versions() -> VersionQuerySet:
    """Versions with all that their pages name."""
    return ProvisionVersion.objects.with_address().select_related(
        "amendment", "corrects", "author", "reviewer"
    )


class VersionView(DeskMixin, DetailView):
    """A version against what it replaces, and the steps that the person may take."""

    template_name = "desk/version.html"
    context_object_name = "version"

    def get_queryset(self) -> QuerySet[ProvisionVersion]:
        """All versions."""
        return all_versions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Preview, and list what waits to be confirmed."""
        version, user = self.object, self.request.user
        state = version.state
        whole = version.amendment if version.corrects_id is None else None
        alone = whole is None or whole.state == EditorialState.PUBLISHED
        unconfirmed = [
            (model._meta.model_name, row)
            for model in CONFIRMABLE
            for row in model._default_manager.filter(version=version, to_be_confirmed=True)
        ]
        return super().get_context_data(**kwargs) | {
            "preview": previews([version], today())[0],
            "label": provision_label(version.provision),
            "law": version.provision.law,
            "alone": alone,
            "editable": state == EditorialState.DRAFT and rights.may_edit(user),
            "correctable": state == EditorialState.PUBLISHED and rights.may_edit(user),
            "to_come": coming(version) if rights.may_edit(user) else None,
            "restorable": state == EditorialState.SUPERSEDED and rights.may_edit(user),
            "decidable": alone and state == EditorialState.IN_REVIEW and rights.may_review(user, version),
            "own": alone and state == EditorialState.IN_REVIEW and rights.wrote(user, version),
            "unconfirmed": unconfirmed,
            "comment_form": CommentForm(),
        }


def coming(version: ProvisionVersion) -> Effect | None:
    """Give the effect that brings a published version, while that hasn't begun."""
    if version.state != EditorialState.PUBLISHED:
        return None
    return Effect.objects.published().filter(version=version, commences_on__gt=today()).first()


class EditDraftView(EditorMixin, DetailView):
    """The texts and norms of a draft beside the wording that it replaces."""

    template_name = "desk/draft_edit.html"
    context_object_name = "version"

    def get_queryset(self) -> QuerySet[ProvisionVersion]:
        """Drafts alone: anything else is sent back or corrected first."""
        return all_versions().filter(state=EditorialState.DRAFT)

    @method_decorator(transaction.atomic)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save all of it, or ask about what somebody else changed meanwhile, or say what is wrong."""
        # Whoever saves at the same moment waits here, and is then joined with what is saved now.
        self.object = self.get_object(self.get_queryset().select_for_update(of=("self",)))
        try:
            forms = DraftForms(self.object, request.POST.dict())
        except signing.BadSignature as error:
            raise BadRequest(_("This form is not from here. Open the draft again.")) from error
        if not forms.is_valid():
            return self.render_to_response(
                self.get_context_data(forms=forms), status=409 if forms.clashes else 200
            )
        rows, removed = forms.changed()
        try:
            save_draft(version=self.object, actor=request.user, rows=rows, removed=removed)
        except Refusal as error:
            forms.head.add_error(None, ValidationError(refusal_words(error)))
            return self.render_to_response(self.get_context_data(forms=forms))
        messages.success(request, _("Saved. Readers see nothing of it yet."))
        return redirect(self.next_page())

    def next_page(self) -> str:
        """Stay, or go on to the preview."""
        version = self.object
        if "preview" not in self.request.POST:
            return reverse("desk-draft", args=(version.pk,))
        if version.amendment_id and version.corrects_id is None:
            return reverse("desk-amendment", args=(version.amendment_id,))
        return reverse("desk-version", args=(version.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Put the present texts beside the new."""
        version = self.object
        forms = kwargs.pop("forms", None) or DraftForms(version)
        before = before_of(version)
        present = {text.language: text for text in before.texts.all()} if before else {}
        return super().get_context_data(**kwargs) | {
            "forms": forms,
            "clashes": [(forms.label_of(clash.name), clash) for clash in forms.clashes],
            "texts": [
                (form.instance.language, form, present.get(form.instance.language)) for form in forms.texts
            ],
            "label": provision_label(version.provision),
            "law": version.provision.law,
        }


class CorrectView(EditorMixin, FormView):
    """Begin a correction: why, then the draft."""

    template_name = "desk/correct.html"
    form_class = ReasonForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the version."""
        super().setup(request, *args, **kwargs)
        self.version = get_object_or_404(all_versions(), pk=kwargs["pk"])

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Make the draft, or say why there can't be one."""
        reason, actor = form.cleaned_data["reason"], self.request.user
        try:
            draft = self.begin(reason, actor)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-draft", pk=draft.pk)

    def begin(self, reason: str, actor: Any) -> ProvisionVersion:
        """Start from the published version."""
        return start_correction(version=self.version, actor=actor, reason=reason, on=today())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the version."""
        version = self.version
        label = provision_label(version.provision)
        return super().get_context_data(**kwargs) | {
            "version": version,
            "label": label,
            "law": version.provision.law,
        }


class RestoreView(CorrectView):
    """Begin a correction that says again what an earlier version said."""

    def begin(self, reason: str, actor: Any) -> ProvisionVersion:
        """Start from the earlier version."""
        draft = restore_version(version=self.version, actor=actor, reason=reason)
        draft.corrected_on = today()
        draft.save(update_fields=["corrected_on"])
        return draft


class VersionVerbView(ABC, View):
    """A step of a version that is no part of an unpublished amendment, by POST alone."""

    http_method_names = ["post"]

    @abstractmethod
    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Give the action and the words for when it is done."""

    def after(self, version: ProvisionVersion) -> str:
        """Give where to go then."""
        return reverse("desk-version", args=(version.pk,))

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Take the step; a refusal is said on the version's page."""
        version = get_object_or_404(all_versions(), pk=pk)
        action, done = self.act(version, request)
        if attempt(request, action, done):
            return redirect(self.after(version))
        return redirect("desk-version", pk=pk)


class SubmitVersionView(EditorMixin, VersionVerbView):
    """Send it to review."""

    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Submit."""
        actor = request.user
        return (lambda: versions.submit_version(version=version, actor=actor)), _("Sent to review.")


class PublishVersionView(ReviewerMixin, VersionVerbView):
    """Publish it."""

    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Publish."""
        actor, comment = request.user, said(request, "comment")
        return (
            lambda: versions.publish_version(version=version, actor=actor, comment=comment),
            _("Published."),
        )


class SendBackVersionView(ReviewerMixin, VersionVerbView):
    """Return it to its author."""

    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Send back."""
        actor, comment = request.user, said(request, "comment")
        return (
            lambda: versions.send_back_version(version=version, actor=actor, comment=comment),
            _("Sent back to its author."),
        )


class DiscardVersionView(EditorMixin, VersionVerbView):
    """Throw a draft away."""

    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Discard."""
        actor = request.user
        return (lambda: discard_draft(version=version, actor=actor)), _("Thrown away.")

    def after(self, version: ProvisionVersion) -> str:
        """Go to the front page: there is no draft any more."""
        return reverse("desk-front")


class ConfirmView(EditorMixin, VersionVerbView):
    """Take the mark 'to be confirmed' off one text or norm."""

    def act(self, version: ProvisionVersion, request: HttpRequest) -> tuple[Callable[[], object], str]:
        """Confirm."""
        models = {model._meta.model_name: model for model in CONFIRMABLE}
        row = get_object_or_404(models[self.kwargs["kind"]], pk=self.kwargs["row"], version=version)
        actor = request.user
        return (lambda: confirm(record=row, actor=actor)), _("Confirmed.")
