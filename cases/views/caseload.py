"""My cases, a new one, and one of them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import care_door, door, law_door, law_facts, permissions, record, sharing_door, states
from cases.actions import emergencies, opening, progress
from cases.choices import Deed, Role, Section
from cases.forms import NewCaseForm, StepForm
from cases.names import name_of
from cases.querysets import DECIDE, GRANT, WRITE
from cases.views.pages import CasePage, WorkFormView
from kbase.localised import Localised
from kbase.tables import Cell, Column

PER_PAGE = 40
NEXT = 3  # duties on the overview
COLUMNS = (_("Number"), _("Lead"), _("Status"), _("Step"), _("Danger"))
PEOPLE = (_("Person"), _("In the case"), _("Age"), _("To the survivor"))


class CaseListView(TemplateView):
    """Cases by number; nothing about anyone stands in the list."""

    template_name = "cases/case_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        cases = door.cases_of(user).select_related("lead__user").order_by("-opened_at", "id")
        page = Paginator(cases, PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED)
        roles = {membership.role for membership in door.memberships_of(user)}
        return super().get_context_data(
            page=page,
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(case) for case in page],
            may_open=any(permissions.allows(role, permissions.CREATE, permissions.CASE) for role in roles),
            audits=Role.AUDITOR in roles,
            supervises=Role.SUPERVISOR in roles,
            to_decide=emergencies.to_decide(user).count(),
            to_approve=sharing_door.approvals_to_decide(user).count() if Role.SUPERVISOR in roles else 0,
            to_review=door.emergencies_about_cases_of(user).filter(status=states.APPROVED).count(),
            **kwargs,
        )

    @staticmethod
    def row(case: Any) -> list[Cell]:
        return [
            Cell(text=Localised(case.shown_number, "en"), url=reverse("work-item", args=(case.pk,))),
            Cell(text=case.lead.user.get_full_name() or case.lead.user.get_username()),
            Cell(text=case.get_status_display()),
            Cell(text=case.get_step_display()),
            Cell(text=case.get_risk_display()),
        ]


class CaseNewView(WorkFormView):
    """Begin a case; first contact comes next, before anything is written down."""

    form_class = NewCaseForm
    title = _("A new case")
    lead = _("Nothing about anyone is asked here. First contact comes next.")
    submit = _("Begin")

    def check_access(self) -> None:
        permissions.check(self.request.user, permissions.CREATE, permissions.CASE)

    def get_form_kwargs(self) -> dict[str, Any]:
        leads = door.colleagues_of(self.request.user).filter(role__in=(Role.CASE_WORKER, Role.INSPECTOR))
        own = leads.filter(user=self.request.user).first()
        return super().get_form_kwargs() | {"leads": leads, "initial": {"lead": own}}

    def act(self, data: dict[str, Any]) -> None:
        user = self.request.user
        case_id = opening.open_case(actor=user, lead=data["lead"], confidentiality=data["confidentiality"])
        self.address = reverse("work")
        if data["lead"].user_id == user.pk:
            self.address = reverse("work-first-contact", args=(case_id,))

    def get_success_url(self) -> str:
        return getattr(self, "address", reverse("work"))


class CaseView(CasePage):
    """One case: people by code, where the work stands, what can be done next."""

    template_name = "cases/case.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        record.note(Deed.READ, case)
        levels = {
            level: door.cases_of(user, level=level).filter(pk=case.pk).exists()
            for level in (WRITE, DECIDE, GRANT)
        }
        parties = list(door.parties_of(user, case))
        return super().get_context_data(
            columns=[Column(str(word)) for word in PEOPLE],
            rows=[self.row(party) for party in parties],
            moves=moves(user, case, levels),
            may_propose=case.status == states.OPEN and case.lead.user_id == user.pk,
            outcome_note=door.opened(case, "outcome_note"),
            sent_back=door.opened(case, "sent_back"),
            step_reason=door.opened(case, "step_reason"),
            go_on=go_on_words(user, case, levels[DECIDE]),
            may_write=levels[WRITE],
            may_add=door.cases_of(user, section=Section.PARTIES, level=WRITE).filter(pk=case.pk).exists(),
            may_manage=levels[GRANT],
            official=any(party.is_official for party in parties),
            step_form=StepForm(initial={"step": case.step}) if levels[WRITE] else None,
            waiting=law_facts.duty_cards(
                law_door.duties_of(user, case).filter(status__in=states.OPEN_DUTY)[:NEXT]
            ),
            flags=law_door.flags_in(user, case).count(),
            emergencies=[
                (name_of(each.membership.user), localtime(each.ends_at))
                for each in door.emergencies_about_cases_of(user)
                .filter(case=case, status=states.APPROVED)
                .exclude(membership__user=user)
            ],
            begun_in_an_emergency=care_door.is_begun_in_an_emergency(user, case),
            **kwargs,
        )

    def row(self, party: Any) -> list[Cell]:
        return [
            Cell(text=party.code, url=reverse("work-person", args=(self.case.pk, party.pk))),
            Cell(text=party.get_kind_display()),
            Cell(text=party.get_age_band_display()),
            Cell(text=party.get_relationship_display()),
        ]


def may_close(user: Any, case: Any) -> bool:
    """Whether the person is the supervisor who may close the case, or let the work go on."""
    supervises = permissions.memberships_with(user, permissions.APPROVE, permissions.CLOSING)
    return case.lead.user_id != user.pk and supervises.filter(organisation=case.organisation_id).exists()


def go_on_words(user: Any, case: Any, may_decide: bool) -> str:
    """Return the words of the link with which a supervisor lets the work go on; empty where she can't."""
    words = {states.CLOSING: gettext("Send back: the work goes on"), states.CLOSED: gettext("Open again")}
    return words.get(case.status, "") if may_decide and may_close(user, case) else ""


def moves(user: Any, case: Any, levels: dict[str, bool]) -> list[tuple[str, str]]:
    """Return what this person may do with the case as it stands: verb and words for the button."""
    is_lead = case.lead.user_id == user.pk
    approves = may_close(user, case)
    offered = {
        states.DRAFT: [
            ("begin", gettext("First contact is recorded: open"), is_lead),
            ("void", gettext("Begun by mistake: void"), is_lead and progress.may_be_given_up(case)),
        ],
        states.CLOSING: [("close", gettext("Close"), approves)],
    }
    if not levels[DECIDE]:
        return []
    return [(verb, words) for verb, words, may in offered.get(case.status, []) if may]
