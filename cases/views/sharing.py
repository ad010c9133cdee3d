"""What left a case and what is on its way: referrals, offers, copies of the file, in one list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases import door, record, sharing_door
from cases.choices import Deed, Section
from cases.querysets import DECIDE, GRANT, WRITE
from cases.views.pages import CasePage
from kbase.localised import Localised, localised
from kbase.tables import Cell, Column

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
            transfers=[
                {"transfer": each, "answer": door.opened(each, "answer")}
                for each in sharing_door.transfers_of(user, case)
            ],
            may_offer=door.may_use(user, case.pk, section=Section.SUMMARY, level=GRANT),
            may_refer=door.may_use(user, case.pk, section=Section.PLAN, level=WRITE),
            **kwargs,
        )


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


def receiver_name(referral: Any) -> str | Localised:
    """Say to whom; who is outside and in no directory is named on the referral's own page alone."""
    if referral.organisation_id:
        return str(referral.organisation.name)
    return localised(referral.listed, "name") if referral.listed_id else str(_("Somebody outside"))
