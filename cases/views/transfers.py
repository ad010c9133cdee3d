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
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from cases import door, permissions, record, sharing_door
from cases.actions import transfers
from cases.actions.grounds import Ground
from cases.choices import Deed
from cases.querysets import GRANT
from cases.sharing_forms import DeclineForm, LawOfferForm, LeadForm, OfferForm, OverrideOfferForm
from cases.views.pages import REFUSALS, CaseFormView, CasePage, WorkFormView, refusal_words
from legislation.labels import provision_label

APPROVED_FIRST = _("A supervisor who doesn't lead the case has to approve it before anything is offered.")


class OfferView(CasePage):
    """What may allow it; the form comes after that."""

    template_name = "cases/offer.html"
    part = "work-sharing"
    level = GRANT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check_may_offer(self.request.user, self.case)
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="consent")
        return super().get_context_data(
            consents=sharing_door.consents_to_give_away(self.request.user, self.case), **kwargs
        )


def check_may_offer(user: Any, case: Any) -> None:
    """Refuse whoever may not give the case away."""
    permissions.check(
        user, permissions.CREATE, permissions.ACCESS, organisation_id=case.organisation_id
    )  # fmt: skip


class OfferFormView(CaseFormView):
    """Offer the case, with a note for who takes it over."""

    looks_at = "transfer"
    part = "work-sharing"
    level = GRANT
    needs_proof = True
    title = _("Offer the case to another organisation")
    lead: Any = _("You go on working on it until it is accepted. Then nobody here sees it any more.")
    submit: Any = _("Offer")

    def check_access(self) -> None:
        check_may_offer(self.request.user, self.case)

    def offer(self, data: dict[str, Any], to: Any, ground: Ground) -> None:
        transfers.offer_case(
            actor=self.request.user, case_id=self.case.pk, to=to, ground=ground, note=data["note"],
            expires_at=timezone.now() + dt.timedelta(days=data["days"]),
        )  # fmt: skip


class ConsentOfferView(OfferFormView):
    """Offer it to whom the survivor agreed to."""

    form_class = OfferForm

    @cached_property
    def consent(self) -> Any:
        found = sharing_door.consents_to_give_away(self.request.user, self.case)
        return door.one(found, self.kwargs["record_id"])

    def check_access(self) -> None:
        super().check_access()
        _consent = self.consent

    @property
    def lead(self) -> str:
        words = gettext("To %(receiver)s, as %(person)s agreed.")
        named = words % {"receiver": self.consent.recipient, "person": self.consent.party.code}
        return f"{named} {super().lead}"

    def act(self, data: dict[str, Any]) -> None:
        self.offer(data, self.consent.recipient, Ground(consent=self.consent))


class OfferToView(OfferFormView):
    """An offer whose receiver is chosen on the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"organisations": sharing_door.other_organisations(self.case)}


class LawOfferView(OfferToView):
    """Offer it because a provision says so."""

    form_class = LawOfferForm
    lead = APPROVED_FIRST
    submit = _("Ask the supervisor")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"duties": sharing_door.duties_to_tell(self.case)}

    def act(self, data: dict[str, Any]) -> None:
        duty = sharing_door.duties_to_tell(self.case).get(pk=data["duty"])
        self.offer(data, data["organisation"], Ground(version=duty.version, reason=data["reason"]))


class OverrideOfferView(OfferToView):
    """Ask a supervisor to let it be offered without consent."""

    form_class = OverrideOfferForm
    lead = APPROVED_FIRST
    submit = _("Ask the supervisor")

    def act(self, data: dict[str, Any]) -> None:
        self.offer(data, data["organisation"], Ground(reason=data["reason"]))


@require_POST
def send(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Offer what a supervisor approved."""
    return _do(request, case_id, record_id, transfers.send_offer)


@require_POST
def cancel(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Take an offer back."""
    return _do(request, case_id, record_id, transfers.cancel_transfer)


def _do(request: HttpRequest, case_id: UUID, record_id: UUID, action: Any) -> HttpResponse:
    case = door.case_for(request.user, case_id, level=GRANT)
    sharing_door.transfer_for(request.user, case, record_id)
    try:
        action(actor=request.user, transfer_id=record_id)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return redirect("work-sharing", case_id)


class OneOffer:
    """A page about one offer that waits for an answer where one works; each look at it is recorded."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def transfer(self) -> Any:
        return transfers.offered(self.request.user, self.kwargs["record_id"])

    def check_access(self) -> None:
        _transfer = self.transfer

    def get_success_url(self) -> str:
        return reverse("work-received")

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record.note(Deed.READ, self.transfer)
        shown: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        return shown


class OfferedView(OneOffer, TemplateView):
    """An offer with its note; the case itself is seen once it is accepted."""

    template_name = "cases/offered.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            transfer=self.transfer,
            note=door.opened(self.transfer, "note"),
            provision=self.transfer.version and provision_label(self.transfer.version.provision),
            **kwargs,
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
