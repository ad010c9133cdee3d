"""Moving a case through its states and steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from cases import door
from cases.actions import progress
from cases.forms import StepForm
from cases.views.pages import REFUSALS, confirm_first

VERBS: dict[str, Any] = {
    "begin": progress.begin,
    "void": progress.void,
    "propose": progress.propose_closing,
    "close": progress.close,
    "send-back": progress.send_back,
    "reopen": progress.reopen,
}
NEED_PROOF = {"close", "reopen", "void"}


@require_POST
def move(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """Do one of the verbs; closing asks again who sits there."""
    door.case_for(request.user, case_id)
    if verb not in VERBS:
        raise door.NotThere
    page = reverse("work-item", args=(case_id,))
    if verb in NEED_PROOF and (answer := confirm_first(request, page)):
        return answer
    try:
        VERBS[verb](actor=request.user, case_id=case_id)
    except REFUSALS as error:
        messages.error(request, str(error))
    return redirect(reverse("work") if verb == "void" else page)


@require_POST
def step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Move to another step."""
    door.case_for(request.user, case_id, level="write")
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Choose a step."))
    else:
        try:
            progress.move_step(actor=request.user, case_id=case_id, **form.cleaned_data)
        except REFUSALS as error:
            messages.error(request, str(error))
    return redirect("work-item", case_id)
