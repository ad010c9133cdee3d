"""Who may see a case, who never, and who leads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, record
from cases.actions import access
from cases.choices import Deed, Role
from cases.forms import BarrierForm, GrantForm, HandOverForm
from cases.querysets import GRANT
from cases.views.pages import CaseFormView, CasePage, confirm_first


class AccessView(CasePage):
    """Grants and barriers of a case, for its lead and supervisor."""

    template_name = "cases/access.html"
    level = GRANT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="caseaccess")
        return super().get_context_data(
            grants=door.grants_of(self.request.user, self.case),
            barriers=door.barriers_of(self.request.user, self.case),
            is_lead=self.case.lead.user_id == self.request.user.pk,
            **kwargs,
        )


class ManagedView(CaseFormView):
    """A form for the lead and her supervisor."""

    looks_at = "caseaccess"
    level = GRANT
    part = "work-access"
    needs_proof = True

    def colleagues(self) -> Any:
        return door.colleagues_of(self.request.user).filter(organisation=self.case.organisation_id)

    def get_success_url(self) -> str:
        return reverse("work-access", args=(self.kwargs["case_id"],))


class GrantView(ManagedView):
    """Give a colleague access."""

    form_class = GrantForm
    title = _("Give access")
    lead = _("For a time, to the parts that are needed, with a reason.")
    submit = _("Give access")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.colleagues().exclude(user=self.request.user)
        return super().get_form_kwargs() | {"members": members}

    def act(self, data: dict[str, Any]) -> None:
        access.grant_access(
            actor=self.request.user, case_id=self.case.pk, to=data["member"], kind=data["kind"],
            sections=data["sections"], reason=data["reason"],
            ends_at=timezone.now() + timedelta(days=data["days"]),
        )  # fmt: skip


class BarrierView(ManagedView):
    """Bar a person or an organisation."""

    form_class = BarrierForm
    title = _("Set a barrier")
    lead = _("Whoever is barred finds no trace of the case, whatever access was given or will be.")
    submit = _("Set the barrier")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = door.people_to_bar(self.request.user, self.case)
        return super().get_form_kwargs() | {"members": people, "organisations": door.organisations()}

    def act(self, data: dict[str, Any]) -> None:
        against = data["organisation"] or data["member"].user
        access.set_barrier(
            actor=self.request.user, case_id=self.case.pk, against=against, reason=data["reason"]
        )


class HandOverView(ManagedView):
    """Give the case another lead."""

    form_class = HandOverForm
    title = _("Hand the case over")
    lead = _("The former lead keeps no access.")
    submit = _("Hand over")

    def get_form_kwargs(self) -> dict[str, Any]:
        leads = self.colleagues().filter(role__in=(Role.CASE_WORKER, Role.INSPECTOR))
        members = leads.exclude(user=self.request.user).exclude(pk=self.case.lead_id)
        return super().get_form_kwargs() | {"members": members}

    def act(self, data: dict[str, Any]) -> None:
        access.hand_over(actor=self.request.user, case_id=self.case.pk, to=data["member"])

    def get_success_url(self) -> str:
        return reverse("work")


@require_POST
def revoke(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Take a grant back."""
    access.revoke_access(actor=request.user, case_id=case_id, grant_id=record_id)
    return redirect("work-access", case_id)


@require_POST
def lift(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Lift a barrier; asks again who sits there."""
    door.case_for(request.user, case_id, level=GRANT)
    if answer := confirm_first(request, reverse("work-access", args=(case_id,))):
        return answer
    access.lift_barrier(actor=request.user, case_id=case_id, barrier_id=record_id)
    return redirect("work-access", case_id)
