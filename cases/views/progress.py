"""Moving a case through its states and steps."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, law_door, law_facts, permissions, states
from cases.actions import progress
from cases.duty_forms import ClosingForm, GoOnForm
from cases.forms import StepForm
from cases.querysets import DECIDE
from cases.views.pages import REFUSALS, CaseFormView, confirm_first, refusal_words


class ClosingView(CaseFormView):
    """Propose to close: what is still to be done comes first, then how it ended."""

    form_class = ClosingForm
    template_name = "cases/closing.html"
    level = DECIDE
    title = _("Propose to close")
    lead = _(
        "A supervisor who doesn't lead the case decides. Tell her who it is about what is kept, and why."
    )
    submit = _("Propose")

    def check_access(self) -> None:
        if self.case.lead.user_id != self.request.user.pk:
            raise door.NotThere

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        duties = law_door.duties_of(self.request.user, self.case).filter(status__in=states.OPEN_DUTY)
        return super().get_context_data(**{"waiting": law_facts.duty_cards(duties)} | kwargs)

    def act(self, data: dict[str, Any]) -> None:
        progress.propose_closing(actor=self.request.user, case_id=self.case.pk, **data)


class GoOnView(CaseFormView):
    """Let the work go on: instead of closing, or in a closed case; by a supervisor, with a reason."""

    form_class = GoOnForm
    level = DECIDE
    needs_proof = True
    submit = _("Let the work go on")
    deeds: ClassVar[dict[str, Any]] = {
        states.CLOSING: (progress.send_back, _("Send back"), _("The lead reads why it is not closed.")),
        states.CLOSED: (progress.reopen, _("Open again"), _("Something new happened, or she asks for it.")),
    }

    def check_access(self) -> None:
        if self.case.status not in self.deeds:
            raise door.NotThere
        permissions.check_second(self.request.user, permissions.CLOSING, self.case)
        self.deed, self.title, self.lead = self.deeds[self.case.status]

    def act(self, data: dict[str, Any]) -> None:
        self.deed(actor=self.request.user, case_id=self.case.pk, **data)


VERBS: dict[str, Any] = {"begin": progress.begin, "void": progress.void, "close": progress.close}
NEED_PROOF = {"close", "void"}


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
        messages.error(request, refusal_words(error))
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
            messages.error(request, refusal_words(error))
    return redirect("work-item", case_id)
