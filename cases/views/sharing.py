"""What left a case and what is on its way: referrals, offers, copies of the file, in one list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import door, record, sharing_door, states
from cases.choices import Deed, Section
from cases.querysets import DECIDE, GRANT, WRITE
from cases.sharing_door import receiver_name
from cases.views.pages import CasePage
from kbase.tables import Cell, Column
from legislation.labels import provision_label

REFERRALS = (_("To"), _("For what"), _("On what basis"), _("Status"), _("Sent"))
COPIES = (_("Asked"), _("By"), _("On what basis"), _("Status"))


class SharingView(CasePage):
    """The part of a case about what others were given."""

    template_name = "cases/sharing.html"
    section = Section.PLAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        record.note_ids(Deed.LISTED, case_id=case.pk, kind="referral")
        return super().get_context_data(
            referral_columns=[Column(str(word)) for word in REFERRALS],
            referrals=[referral_row(each) for each in sharing_door.referrals_of(user, case)],
            copy_columns=[Column(str(word)) for word in COPIES],
            copies=[copy_row(each) for each in sharing_door.exports_of(user, case)],
            may_copy=door.may_use(user, case.pk, section=Section.SUMMARY, level=DECIDE),
            transfers=[transfer_line(each, case) for each in sharing_door.transfers_of(user, case)],
            may_offer=door.may_use(user, case.pk, section=Section.SUMMARY, level=GRANT),
            may_refer=door.may_use(user, case.pk, section=Section.PLAN, level=WRITE),
            **kwargs,
        )


def transfer_line(transfer: Any, case: Any) -> dict[str, Any]:
    """Return an offer as the page prints it."""
    approval, is_draft = transfer.approval, transfer.status == states.DRAFT
    if approval:
        approval.case = case
    return {
        "transfer": transfer,
        "answer": door.opened(transfer, "answer"),
        "comment": approval and door.opened(approval, "comment"),
        "provision": transfer.version and provision_label(transfer.version.provision),
        "waits": is_draft and approval.status == states.ASKED,
        "may_send": is_draft and approval.status == states.APPROVED,
        "may_cancel": states.CANCELLED in states.TRANSFER[transfer.status],
    }


def referral_row(referral: Any) -> list[Cell]:
    return [
        Cell(
            text=receiver_name(referral), url=reverse("work-referral", args=(referral.case_id, referral.pk))
        ),
        Cell(text=referral.get_service_kind_display()),
        Cell(text=referral.get_basis_display()),
        Cell(text=referral.get_status_display()),
        Cell(text=referral.sent_at.date() if referral.sent_at else ""),
    ]


def copy_row(export: Any) -> list[Cell]:
    by = export.created_by
    return [
        Cell(text=export.created_at.date(), url=reverse("work-exported", args=(export.case_id, export.pk))),
        Cell(text=by.get_full_name() or by.get_username()),
        Cell(text=export.get_basis_display()),
        Cell(text=export.get_status_display()),
    ]
