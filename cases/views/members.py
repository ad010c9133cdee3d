"""Who works here: appointing, who supervises whom, leaving, and handing over what a leaver led."""

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

from cases import door, permissions, team
from cases.actions import memberships
from cases.choices import Role
from cases.forms import HandOverForm
from cases.member_forms import LeavingForm, MemberForm, SupervisorForm
from cases.names import name_of
from cases.views.board import case_row, columns
from cases.views.pages import REFUSALS, WorkFormView, confirm_first, refusal_words
from kbase.localised_formats import day_text
from kbase.tables import Cell

PEOPLE = (_("Person"), _("Role"), _("Supervisor"), _("Until"), _("Cases to hand over"))
CASES = (_("Case"), _("Danger"), _("Lead"), _("Status"))
DAY = dt.timedelta(days=1)


class MembersView(TemplateView):
    """The people of the organisations that a person supervises in."""

    template_name = "cases/members.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        permissions.check(user, permissions.READ, permissions.MEMBER)
        left = team.numbers_left(user)
        return super().get_context_data(
            columns=columns(PEOPLE, numbers_from=4),
            rows=[self.row(member, left) for member in team.members_managed_by(user)],
            **kwargs,
        )

    @staticmethod
    def row(member: Any, left: dict[Any, int]) -> list[Cell]:
        supervisor = member.supervisor.user if member.supervisor else None
        count = left.get(member.pk, 0)
        return [
            Cell(text=name_of(member.user), url=reverse("work-member", args=(member.pk,))),
            Cell(text=member.get_role_display(), note=member.organisation.name),
            Cell(text=name_of(supervisor) or "—"),
            Cell(text=day_text(timezone.localtime(member.ends_at).date()) if member.ends_at else "—"),
            Cell(text=str(count) if count else ""),
        ]


class MemberMixin:
    """A page about one member of an organisation in which the person supervises."""

    request: Any
    kwargs: Any

    @cached_property
    def member(self) -> Any:
        permissions.check(self.request.user, permissions.WRITE, permissions.MEMBER)
        return door.one(team.members_managed_by(self.request.user), self.kwargs["record_id"])

    @property
    def may_change(self) -> bool:
        return (
            self.member.role in memberships.APPOINTED_BY_SUPERVISORS
            and self.member.user_id != self.request.user.pk
        )


class MemberView(MemberMixin, TemplateView):
    """One of them, and the cases that have to be handed over."""

    template_name = "cases/member.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cases = team.cases_left(self.request.user).filter(lead=self.member)
        return super().get_context_data(
            member=self.member,
            name=name_of(self.member.user),
            supervisor=name_of(self.member.supervisor.user) if self.member.supervisor else "",
            has_left=bool(self.member.ends_at and self.member.ends_at <= timezone.now()),
            may_change=self.may_change,
            may_hand_over=team.supervises(self.request.user, self.member),
            columns=columns(CASES, numbers_from=9),
            rows=[self.row(case) for case in cases],
            left=[each for each in team.left_cases(self.request.user) if each.former_id == self.member.pk],
            **kwargs,
        )

    @staticmethod
    def row(case: Any) -> list[Cell]:
        case.overdue = 0
        return [*case_row(case)[:3], Cell(text=case.get_status_display())]


class MemberNewView(WorkFormView):
    """Give somebody who has an account a role."""

    form_class = MemberForm
    title = _("Add a person")
    lead = _("Somebody who has an account here. A second factor is asked for at the next sign-in.")
    submit = _("Add")
    needs_proof = True

    def check_access(self) -> None:
        permissions.check(self.request.user, permissions.CREATE, permissions.MEMBER)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"supervisors": team.supervisors_beside(self.request.user)}

    def act(self, data: dict[str, Any]) -> None:
        membership = permissions.check(self.request.user, permissions.CREATE, permissions.MEMBER)
        supervisor = data["supervisor"]
        memberships.add_membership(
            actor=self.request.user, user=memberships.account_of(data["username"]), role=data["role"],
            organisation=(supervisor or membership).organisation, supervisor=supervisor,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("work-members")


class MemberFormView(MemberMixin, WorkFormView):
    """A form about one member."""

    needs_proof = True

    def check_access(self) -> None:
        if not self.may_change:
            raise door.NotThere

    def get_success_url(self) -> str:
        return reverse("work-member", args=(self.kwargs["record_id"],))


class SupervisorView(MemberFormView):
    """Put a person under another supervisor."""

    form_class = SupervisorForm
    title = _("Who supervises")
    lead = _("A supervisor sees the cases that the person leads, unless they are restricted.")
    submit = _("Save")

    def get_form_kwargs(self) -> dict[str, Any]:
        beside = (
            team.supervisors_beside(self.request.user)
            .filter(organisation=self.member.organisation_id)
            .exclude(user=self.request.user)
        )
        return super().get_form_kwargs() | {
            "supervisors": beside, "initial": {"supervisor": self.member.supervisor_id},
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> None:
        memberships.change_supervisor(
            actor=self.request.user, membership=self.member, supervisor=data["supervisor"]
        )


class LeavingView(MemberFormView):
    """End a role; access ends with it, the cases stay to be handed over."""

    form_class = LeavingForm
    title = _("End this role")
    lead = _(
        "Access to every case ends with it. Cases that the person still leads then wait on her page to be "
        "handed over."
    )
    submit = _("End")

    def act(self, data: dict[str, Any]) -> None:
        memberships.end_membership(
            actor=self.request.user, membership=self.member, at=_end_of(data["last_day"])
        )


class HandOverAllView(MemberFormView):
    """Give all cases of somebody who left to one lead."""

    form_class = HandOverForm
    title = _("Hand all cases over")
    lead = _(
        "Restricted and sealed cases, if there are any, wait until a second supervisor agrees on this "
        "person's page; you are not told of them. What you or the new lead are barred from stays."
    )
    submit = _("Hand over")

    def check_access(self) -> None:
        if not (team.supervises(self.request.user, self.member) and self.member.ends_at):
            raise door.NotThere

    def get_form_kwargs(self) -> dict[str, Any]:
        leads = door.colleagues_of(self.request.user).filter(
            role__in=(Role.CASE_WORKER, Role.INSPECTOR), organisation=self.member.organisation_id
        )
        return super().get_form_kwargs() | {"members": leads.exclude(user=self.request.user)}

    def act(self, data: dict[str, Any]) -> None:
        memberships.hand_over_all(actor=self.request.user, membership=self.member, to=data["member"])
        messages.success(
            self.request, gettext("Handed over. Restricted and sealed cases wait for a second supervisor.")
        )


@require_POST
def agree(request: HttpRequest, record_id: UUID, case_id: UUID) -> HttpResponse:
    """Agree, as a second supervisor, to who leads a restricted or sealed case from now on."""
    page = reverse("work-member", args=(record_id,))
    if not any(each.case_id == case_id for each in team.left_cases(request.user)):
        raise door.NotThere
    if answer := confirm_first(request, page):
        return answer
    try:
        memberships.agree_left(actor=request.user, case_id=case_id, lead_id=request.POST.get("lead", ""))
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    else:
        messages.success(request, gettext("Handed over."))
    return redirect(page)


def _end_of(day: dt.date | None) -> dt.datetime:
    """Return the end of a day on the clocks of the site; now, where none is given."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(dt.datetime.combine(day + DAY, dt.time()))
