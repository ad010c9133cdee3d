"""Emergency access: asking, deciding, reviewing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, permissions, states
from cases.actions import emergencies
from cases.choices import Verdict
from cases.forms import EmergencyForm
from cases.views.pages import REFUSALS, WorkFormView, refusal_words


class EmergencyView(WorkFormView):
    """Ask for access; see what was asked, and what waits for a decision or a review."""

    form_class = EmergencyForm
    template_name = "cases/urgent.html"
    title = _("Emergency access")
    lead = _(
        "For danger that can't wait for the lead. A supervisor of another team decides; it lasts four hours, "
        "lets you read, and is reviewed afterwards."
    )
    submit = _("Ask")
    needs_proof = False

    def check_access(self) -> None:
        permissions.check(self.request.user, permissions.CREATE, permissions.EMERGENCY)

    def act(self, data: dict[str, Any]) -> None:
        membership = permissions.check(self.request.user, permissions.CREATE, permissions.EMERGENCY)
        emergencies.ask(actor=self.request.user, membership=membership, **data)
        messages.success(
            self.request,
            gettext("Your request was recorded. If it can be granted, somebody who may decide sees it now."),
        )

    def get_success_url(self) -> str:
        return reverse("work-urgent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            asked=door.emergencies_asked_by(user),
            to_decide=[
                {"request": request, "reason": emergencies.reason_of(request)}
                for request in emergencies.to_decide(user)
            ],
            to_review=door.emergencies_about_cases_of(user)
            .filter(status=states.APPROVED)
            .exclude(membership__user=user),
            verdicts=Verdict.choices,
            **kwargs,
        )


@require_POST
def decide(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Approve or refuse."""
    emergencies.decide(
        actor=request.user, request_id=record_id, approve=request.POST.get("decision") == "approve"
    )
    return redirect("work-urgent")


@require_POST
def review(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Say whether it was right."""
    verdict = request.POST.get("verdict", "")
    if verdict not in Verdict.values:
        raise door.NotThere
    try:
        emergencies.review(actor=request.user, request_id=record_id, verdict=verdict)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return redirect("work-urgent")
