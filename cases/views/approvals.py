"""What waits for a second person's yes or no."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import door, permissions, record, sharing_door
from cases.actions import approvals
from cases.choices import Deed, Role, Section
from cases.sharing_door import receiver_name
from cases.sharing_forms import DecisionForm
from cases.views.pages import WorkFormView
from cases.views.referrals import of_case, part_names
from kbase.localised import Localised, localised
from kbase.tables import Cell, Column
from legislation.labels import provision_label

COLUMNS = (_("Asked"), _("What"), _("Case"), _("By"))


class ApprovalListView(TemplateView):
    """The requests that one may decide."""

    template_name = "cases/approval_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        if Role.SUPERVISOR not in {membership.role for membership in door.memberships_of(user)}:
            raise permissions.NotAllowed("approval: read")
        record.note_ids(Deed.LISTED, kind="approval")
        return super().get_context_data(
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(each) for each in sharing_door.approvals_to_decide(user)],
            **kwargs,
        )

    @staticmethod
    def row(approval: Any) -> list[Cell]:
        asker = approval.requested_by
        return [
            Cell(text=approval.created_at.date(), url=reverse("work-approval", args=(approval.pk,))),
            Cell(text=approval.get_kind_display()),
            Cell(text=Localised(approval.case.shown_number, "en")),
            Cell(text=asker.get_full_name() or asker.get_username()),
        ]


def receiver_of(about: Any, copy: Any, offer: Any) -> Any:
    """Say to whom it would go, where that is a body and not whoever ordered a copy."""
    if about:
        return receiver_name(about)
    if offer:
        return offer.organisation.name
    consent = copy.consent
    if consent is None:
        return None
    return consent.recipient.name if consent.recipient else localised(consent.recipient_listed, "name")


class ApprovalView(WorkFormView):
    """One request: what would leave, why, and the decision."""

    form_class = DecisionForm
    template_name = "cases/approval.html"
    title = _("Approval")
    submit = _("Decide")
    needs_proof = True

    @cached_property
    def approval(self) -> Any:
        return sharing_door.approval_for(self.request.user, self.kwargs["record_id"])

    def check_access(self) -> None:
        if not approvals.may_decide(self.request.user, self.approval):
            raise permissions.NotAllowed("approval: decide")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        approval = self.approval
        record.note(Deed.READ, approval)
        about: Any = getattr(approval, "referral", None)
        copy: Any = getattr(approval, "export", None)
        offer: Any = getattr(approval, "transfer", None)
        return super().get_context_data(
            approval=approval,
            number=Localised(approval.case.shown_number, "en"),
            reason=door.opened(approval, "reason"),
            about=about,
            receiver=receiver_of(about, copy, offer),
            note=offer and door.opened(offer, "note"),
            provision=offer and offer.version and provision_label(offer.version.provision),
            copy=copy
            and {
                "export": copy,
                "order_by": door.opened(of_case(copy, approval.case), "order_by"),
                "order_number": door.opened(copy, "order_number"),
            },
            parts=part_names(Section.values if offer else (about or copy).sections),
            **kwargs,
        )

    def act(self, data: dict[str, Any]) -> None:
        approvals.decide_approval(
            actor=self.request.user, approval_id=self.approval.pk, approve=data["decision"] == "approve",
            comment=data["comment"],
        )  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("work-approvals")
