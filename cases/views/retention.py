"""Keeping and destroying cases: what is proposed, two approvals, carrying it out, the certificate."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView

from cases import door, permissions, record, states
from cases.actions import retention
from cases.choices import Deed
from cases.names import name_of
from cases.querysets import GRANT
from cases.retention_forms import HoldForm
from cases.summaries import work_summary
from cases.views.board import columns
from cases.views.pages import REFUSALS, CaseFormView, CasePage, confirm_first, refusal_words
from kbase.localised import Localised
from kbase.localised_formats import day_text, number_text
from kbase.tables import Cell
from legislation.exports.response import export_response
from legislation.exports.summary import Block, Column, Fact, Facts, Paragraph, Row, Table

WAITING = (_("Number"), _("May be destroyed after"), _("Basis"), _("Status"))
RULES = (_("For"), _("Years after closing"), _("Basis"))
CONTENT = (_("Table"), _("Rows"), _("SHA-256 of the rows"))
WIDTH = 16  # of a fingerprint on the page; the certificate has all of it


class RetentionView(TemplateView):
    """What is proposed and what was carried out, for supervisors and auditors; and the rules."""

    template_name = "cases/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        permissions.check(self.request.user, permissions.APPROVE, permissions.RETENTION)
        found = door.dispositions()
        return super().get_context_data(
            columns=columns(WAITING, numbers_from=9),
            waiting=[row(each) for each in found.exclude(status=states.EXECUTED)],
            executed=[row(each) for each in found.executed().order_by("-executed_at")[:200]],
            rule_columns=columns(RULES, numbers_from=9),
            rules=[rule_row(rule) for rule in door.retention_rules()],
            **kwargs,
        )


class DispositionView(TemplateView):
    """One of them: what would be destroyed, who approved it; or its certificate."""

    template_name = "cases/disposition.html"

    @cached_property
    def disposition(self) -> Any:
        permissions.check(self.request.user, permissions.APPROVE, permissions.RETENTION)
        return door.one(door.dispositions(), self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        each, user = self.disposition, self.request.user
        record.note(Deed.READ, each)
        is_over = each.status == states.EXECUTED
        content = each.certificate or retention.preview(actor=user, disposition_id=each.pk)
        mine = bool(each.first_by and each.first_by.user_id == user.pk)
        return super().get_context_data(
            disposition=each,
            number=Localised(each.shown_number, "en"),
            approvals=approvals(each),
            is_over=is_over,
            may_approve=each.status in (states.PROPOSED, states.AGREED) and not mine,
            waits_for_another=each.status == states.AGREED and mine,
            may_execute=each.status == states.TWICE_APPROVED,
            may_hold=not is_over and door.may_use(user, each.case_id, section="summary", level=GRANT),
            columns=columns(CONTENT, numbers_from=9),
            rows=[
                [Cell(text=Localised(name, "en")), Cell(text=number_text(told["rows"])),
                 Cell(text=Localised(told["sha256"][:WIDTH], "en"))]
                for name, told in sorted(content.items())
            ],
            **kwargs,
        )  # fmt: skip


class HoldView(CaseFormView):
    """Order to keep a case."""

    looks_at = "legalhold"
    form_class = HoldForm
    level = GRANT
    part = "work-keeping"
    title = _("Keep this case")
    lead = _("As long as the order stands the case is not destroyed, whatever its day and whoever approved.")
    submit = _("Keep it")

    def act(self, data: dict[str, Any]) -> None:
        retention.hold(actor=self.request.user, case_id=self.case.pk, reason=data["reason"])

    def get_success_url(self) -> str:
        return reverse("work-keeping", args=(self.kwargs["case_id"],))


class KeepingView(CasePage):
    """How long a case is kept, why, and the orders to keep it."""

    template_name = "cases/keeping.html"
    level = GRANT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="legalhold")
        lifts = permissions.memberships_with(user, permissions.APPROVE, permissions.RETENTION)
        return super().get_context_data(
            holds=[
                {"hold": each, "reason": door.opened(each, "reason"), "by": name_of(each.created_by)}
                for each in door.holds_of(user, self.case)
            ],
            may_lift=self.case.lead.user_id != user.pk
            and lifts.filter(organisation=self.case.organisation_id).exists(),
            **kwargs,
        )


@require_POST
def release(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Lift an order to keep."""
    retention.release(actor=request.user, case_id=case_id, hold_id=record_id)
    return redirect("work-keeping", case_id)


@require_POST
def approve(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Approve a destruction, after a proof of who sits there."""
    return _after_proof(request, record_id, retention.approve)


@require_POST
def execute(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Destroy, after a proof of who sits there."""
    return _after_proof(request, record_id, retention.execute)


@require_safe
def certificate(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """Give the certificate of a destruction that was carried out, as PDF."""
    permissions.check(request.user, permissions.APPROVE, permissions.RETENTION)
    each = door.one(door.dispositions().executed(), record_id)
    facts = [
        Fact(gettext("Number"), each.shown_number),
        Fact(gettext("Organisation"), each.organisation.name),
        Fact(gettext("Basis"), each.basis),
        Fact(gettext("May be destroyed after"), each.due_on),
        *[Fact(str(words), f"{who}, {when}") for words, who, when in approvals(each)],
    ]
    headings = [
        Column(str(word), str(word), weight=weight) for word, weight in zip(CONTENT, (3, 1, 6), strict=True)
    ]
    rows = [Row([name, told["rows"], told["sha256"]]) for name, told in sorted(each.certificate.items())]
    told = gettext(
        "The records named below, their history and the keys of the case were destroyed. What remains is the "
        "number, this certificate and the record of accesses."
    )
    blocks: list[Block] = [Paragraph(told), Facts(facts), Table(headings, rows)]
    title = gettext("Certificate of destruction")
    day = localtime(each.executed_at).date()
    return export_response(work_summary(slug="certificate", title=title, on=day, blocks=blocks), "pdf")


def _after_proof(request: HttpRequest, record_id: UUID, act: Any) -> HttpResponse:
    permissions.check(request.user, permissions.APPROVE, permissions.RETENTION)
    door.one(door.dispositions(), record_id)
    page = reverse("work-disposition", args=(record_id,))
    if answer := confirm_first(request, page):
        return answer
    try:
        act(actor=request.user, disposition_id=record_id)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return redirect(page)


def approvals(each: Any) -> list[tuple[Any, str, str]]:
    """Return who did what when: the words, the person, the moment."""
    steps = (
        (_("Approved by"), each.first_by, each.first_at),
        (_("Approved again by"), each.second_by, each.second_at),
        (_("Carried out by"), each.executed_by, each.executed_at),
    )
    return [
        (words, name_of(member.user), f"{day_text(localtime(at).date())}, {localtime(at):%H:%M}")
        for words, member, at in steps
        if member
    ]


def row(each: Any) -> list[Cell]:
    return [
        Cell(text=Localised(each.shown_number, "en"), url=reverse("work-disposition", args=(each.pk,))),
        Cell(text=day_text(each.due_on)),
        Cell(text=each.basis),
        Cell(text=each.get_status_display()),
    ]


def rule_row(rule: Any) -> list[Cell]:
    whom = rule.organisation.name if rule.organisation else rule.get_organisation_kind_display()
    note = gettext("Own policy, not law") if rule.is_local_policy else rule.source_url
    return [
        Cell(text=whom or gettext("Every organisation")),
        Cell(text=number_text(rule.years)),
        Cell(text=rule.basis, note=note),
    ]
