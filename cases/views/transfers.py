"""Offering a case to another organisation, and answering such an offer."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from cases import door, permissions, record, sharing_door
from cases.actions import transfers
from cases.choices import Deed
from cases.querysets import GRANT
from cases.sharing_forms import DeclineForm, LeadForm, OfferForm
from cases.views.pages import REFUSALS, CaseFormView, WorkFormView, refusal_words


class OfferView(CaseFormView):
    """Offer the case, with a note for who takes it over."""

    form_class = OfferForm
    part = "work-sharing"
    level = GRANT
    needs_proof = True
    title = _("Offer the case to another organisation")
    lead = _("You go on working on it until it is accepted. Then nobody here sees it any more.")
    submit = _("Offer")

    def check_access(self) -> None:
        permissions.check(
            self.request.user, permissions.CREATE, permissions.ACCESS,
            organisation_id=self.case.organisation_id,
        )  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisations": sharing_door.other_organisations(self.case)}

    def act(self, data: dict[str, Any]) -> None:
        transfers.offer_case(
            actor=self.request.user, case_id=self.case.pk, to=data["organisation"], note=data["note"],
            expires_at=timezone.now() + dt.timedelta(days=data["days"]),
        )  # fmt: skip


@require_POST
def cancel(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Take an offer back."""
    case = door.case_for(request.user, case_id, level=GRANT)
    sharing_door.transfer_for(request.user, case, record_id)
    try:
        transfers.cancel_transfer(actor=request.user, transfer_id=record_id)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return redirect("work-sharing", case_id)


class OneOffer:
    """A page about one offer that waits for an answer where one works."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def transfer(self) -> Any:
        return transfers.offered(self.request.user, self.kwargs["record_id"])

    def check_access(self) -> None:
        _transfer = self.transfer

    def get_success_url(self) -> str:
        return reverse("work-received")


class OfferedView(OneOffer, TemplateView):
    """An offer with its note; the case itself is seen once it is accepted."""

    template_name = "cases/offered.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record.note(Deed.READ, self.transfer)
        return super().get_context_data(
            transfer=self.transfer, note=door.opened(self.transfer, "note"), **kwargs
        )


class AcceptView(OneOffer, WorkFormView):
    """Take the case over."""

    form_class = LeadForm
    needs_proof = True
    title = _("Take the case over")
    lead = _("It moves to your organisation at once. The other one sees it no more.")
    submit = _("Take over")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"members": transfers.leads_for(self.request.user, self.transfer)}

    def act(self, data: dict[str, Any]) -> None:
        transfers.accept_transfer(actor=self.request.user, transfer_id=self.transfer.pk, lead=data["member"])


class DeclineView(OneOffer, WorkFormView):
    """Leave the case where it is."""

    form_class = DeclineForm
    title = _("Decline")
    lead = _("Who offered it sees what you write.")
    submit = _("Decline")

    def act(self, data: dict[str, Any]) -> None:
        transfers.decline_transfer(actor=self.request.user, transfer_id=self.transfer.pk, words=data["words"])
