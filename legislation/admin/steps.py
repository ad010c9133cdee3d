"""The steps of a version or an amendment on its page: send to review, send back, publish, correct."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from legislation.choices import EditorialState
from legislation.editing.amending import publish_amendment, send_back_amendment, submit_amendment
from legislation.editing.correcting import start_correction
from legislation.editing.rights import Actor, may_edit, may_review
from legislation.editing.versions import publish_version, send_back_version, submit_version
from legislation.models import Amendment, ProvisionVersion
from legislation.states import ForbiddenStepError

Work = ProvisionVersion | Amendment


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code in the form, the words on its button, what is asked for, and what was done."""

    code: str
    label: Any
    asks: Any
    done: Any
    take: Callable[[Any, Actor, str], Work]


SUBMIT = Step(
    "submit",
    _("Send to review"),
    "",
    _("Sent to review: someone else decides now."),
    lambda work, actor, words: (
        submit_version(version=work, actor=actor)
        if isinstance(work, ProvisionVersion)
        else submit_amendment(amendment=work, actor=actor)
    ),
)
SEND_BACK = Step(
    "send-back",
    _("Send back"),
    _("What has to change"),
    _("Sent back to its author."),
    lambda work, actor, words: (
        send_back_version(version=work, actor=actor, comment=words)
        if isinstance(work, ProvisionVersion)
        else send_back_amendment(amendment=work, actor=actor, comment=words)
    ),
)
PUBLISH = Step(
    "publish",
    _("Publish"),
    _("Comment"),
    _("Published."),
    lambda work, actor, words: (
        publish_version(version=work, actor=actor, comment=words)
        if isinstance(work, ProvisionVersion)
        else publish_amendment(amendment=work, actor=actor, comment=words)
    ),
)
CORRECT = Step(
    "correct",
    _("Correct a mistake of ours"),
    _("What was wrong; readers see it"),
    _("This draft will take the place of the version with the mistake, once it is reviewed."),
    lambda work, actor, words: start_correction(
        version=work, actor=actor, reason=words, on=timezone.localdate()
    ),
)


def steps_for(work: Work, actor: Actor) -> list[Step]:
    """Return the steps that a person may take with a version or an amendment now."""
    if work.state == EditorialState.DRAFT:
        return [SUBMIT] if may_edit(actor) else []
    if work.state == EditorialState.IN_REVIEW:
        return [PUBLISH, SEND_BACK] if may_review(actor, work) else []
    if work.state == EditorialState.PUBLISHED and isinstance(work, ProvisionVersion):
        return [CORRECT] if may_edit(actor) else []
    return []


class Steps:
    """A page with the steps below its form."""

    change_form_template = "admin/legislation/steps.html"

    def get_urls(self: Any) -> list[URLPattern]:
        address = path(
            "<path:object_id>/step/",
            self.admin_site.admin_view(require_POST(self.take_step)),
            name=f"legislation_{self.opts.model_name}_step",
        )
        return [address, *super().get_urls()]  # type: ignore[misc]

    def change_view(
        self: Any,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        work = self.get_object(request, object_id)
        steps = steps_for(work, request.user) if work else []
        context = {"steps": steps, **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)  # type: ignore[misc]

    def take_step(self: ModelAdmin[Any], request: HttpRequest, object_id: str) -> HttpResponse:
        """Take the step asked for; go to what it made, or say why it can't be taken."""
        work = self.get_object(request, object_id)
        if work is None:
            raise Http404
        allowed = {step.code: step for step in steps_for(work, request.user)}
        step = allowed.get(request.POST.get("step", ""))
        if step is None:
            raise PermissionDenied
        try:
            work = step.take(work, request.user, request.POST.get("words", "").replace("\x00", ""))
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
        except (PermissionDenied, ForbiddenStepError) as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, step.done, messages.SUCCESS)
        return redirect(_address(work))


def _address(work: models.Model) -> str:
    return reverse(f"admin:legislation_{work._meta.model_name}_change", args=[work.pk])
