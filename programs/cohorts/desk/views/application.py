"""One application: what she wrote, how it went, what can be decided, its files, its certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from kbase.localised import localised
from programs.cohorts.answers import meets
from programs.cohorts.applying import answers_of
from programs.cohorts.attachments import CONTENT_TYPES, opened
from programs.cohorts.certifying import revoke_certificate
from programs.cohorts.choices import AttachmentKind, Looked
from programs.cohorts.desk.access import OfficerMixin, attempt
from programs.cohorts.desk.forms import RevocationForm
from programs.cohorts.desk.views.applications import VERBS, act
from programs.cohorts.erasing import erase_for
from programs.cohorts.form_pages import shown_answers
from programs.cohorts.states import TRANSITIONS
from programs.models import Application, ApplicationAttachment, Certificate

LOOKS_SHOWN = 20


class ApplicationView(OfficerMixin, TemplateView):
    """One application: what she wrote, how it went, what can be decided."""

    template_name = "cohorts_desk/application.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        application = self.look_at(self.kwargs["pk"], Looked.PAGE)
        questions = list(application.cohort.questions.all())
        answers = answers_of(application)
        unmet = [each for each in questions if meets(each, answers.get(str(each.pk), "")) is False]
        verbs = [(verb, *VERBS[verb]) for verb in TRANSITIONS[application.state]]
        return super().get_context_data(**kwargs) | {
            "application": application,
            "cohort": application.cohort,
            "shown": shown_answers(application, questions),
            "unmet": [localised(each, "text") for each in unmet],
            "files": list(application.attachments.select_related("question")),
            "steps": list(application.steps.select_related("by")),
            "attendances": list(application.attendances.select_related("session")),
            "with_letter": [(verb, label) for verb, label, _act, has_letter in verbs if has_letter],
            "without_letter": [(verb, label) for verb, label, _act, has_letter in verbs if not has_letter],
            "certificate": getattr(application, "certificate", None),
            "revocation": RevocationForm(),
            "looks": list(application.looks.select_related("by")[:LOOKS_SHOWN]),
            "looks_in_all": application.looks.count(),
        }

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take a step, erase, or revoke the certificate."""
        application = self.find_application(pk)
        found = self._verb(application, request.POST.get("verb", ""))
        if found:
            attempt(request, *found)
        if not Application.objects.filter(pk=pk).exists():  # erased, here or by herself
            return redirect("cohort-desk-applications", pk=application.cohort_id)
        return redirect("cohort-desk-application", pk=pk)

    def _verb(self, application: Application, verb: str) -> tuple[Callable[[], object], str] | None:
        """Give what a button does, and how that is told."""
        given, actor, now = self.request.POST, self.request.user, self.now
        if verb in VERBS:
            words = given.get("words", "")
            return partial(act, application, verb, actor=actor, now=now, words=words), _("Done.")
        if verb == "erase":
            erase = partial(erase_for, application=application, actor=actor, now=now)
            return erase, _("Erased. Its counts are kept.")
        certificate = Certificate.objects.filter(application=application).first()
        if verb == "revoke" and certificate is not None:
            reason = given.get("reason", "")
            revoke = partial(revoke_certificate, certificate=certificate, reason=reason, actor=actor, now=now)
            return revoke, _("Revoked. Whoever checks the certificate is told.")
        return None


class FileView(OfficerMixin, View):
    """A file of an application: always handed over to be kept, never opened by the browser here."""

    def get(self, request: HttpRequest, pk: UUID, file: UUID) -> HttpResponse:
        """Decrypt it."""
        application = self.look_at(pk, Looked.FILE)
        found = get_object_or_404(ApplicationAttachment, pk=file, application=application)
        kind = AttachmentKind(found.kind)
        return HttpResponse(
            opened(found),
            content_type=CONTENT_TYPES[kind],
            headers={
                "Content-Disposition": f'attachment; filename="{found.pk}.{kind.value}"',
                "X-Content-Type-Options": "nosniff",
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )
