"""Referrals as their sender sees them: on what basis, the form, what became of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from cases import door, permissions, record, sharing_door, states
from cases.actions import received, referrals
from cases.actions.grounds import Ground
from cases.actions.referrals import Content, Receiver
from cases.choices import Confidentiality, Deed, Section
from cases.querysets import DECIDE, GRANT, WRITE
from cases.sharing_door import receiver_name
from cases.sharing_forms import AnswerForm, LawReferralForm, OverrideReferralForm, ReferralForm
from cases.views.pages import REFUSALS, CaseFormView, CasePage, refusal_words
from legislation.labels import provision_label

CONTENT = ("service_kind", "sections", "message", "respond_by", "expires_at", "grant_live")


class ReferView(CasePage):
    """What may allow it; the form comes after that."""

    template_name = "cases/refer.html"
    part = "work-sharing"
    section = Section.PLAN
    level = WRITE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="consent")
        consents = sharing_door.consents_to_share(self.request.user, self.case)
        return super().get_context_data(
            consents=[{"consent": each, "parts": part_names(each.sections)} for each in consents], **kwargs
        )


class ReferralFormView(CaseFormView):
    """A form that makes a referral and leads to it."""

    looks_at = "referral"
    part = "work-sharing"
    section = Section.PLAN
    submit: Any = _("Send")
    needs_proof = True

    def check_access(self) -> None:
        permissions.check(
            self.request.user, permissions.CREATE, permissions.REFERRAL,
            organisation_id=self.case.organisation_id,
        )  # fmt: skip

    def get_form_kwargs(self) -> dict[str, Any]:
        is_lead = door.may_use(self.request.user, self.case.pk, section=Section.SUMMARY, level=GRANT)
        may_grant = is_lead and self.case.confidentiality == Confidentiality.NORMAL
        return super().get_form_kwargs() | {"parts": sharing_door.PARTS, "may_grant": may_grant}

    def refer(self, data: dict[str, Any], to: Receiver, ground: Ground) -> None:
        given = {name: data[name] for name in CONTENT if name in data}
        referral = referrals.refer(
            actor=self.request.user, case_id=self.case.pk, to=to, ground=ground,
            content=Content(**given), request_key=data["request_key"],
        )  # fmt: skip
        self.address = reverse("work-referral", args=(self.case.pk, referral.pk))

    def get_success_url(self) -> str:
        return getattr(self, "address", super().get_success_url())


class ConsentReferralView(ReferralFormView):
    """Share what the person agreed to, with whom she agreed."""

    form_class = ReferralForm
    title = _("Refer with consent")

    @cached_property
    def consent(self) -> Any:
        # One that ended while she wrote is refused in words, above what she wrote.
        find = (
            sharing_door.consent_ended_or_not if self.request.method == "POST" else sharing_door.consent_for
        )
        return find(self.request.user, self.case, self.kwargs["record_id"])

    @property
    def lead(self) -> str:
        consent = self.consent
        return gettext("To %(receiver)s, as %(person)s agreed.") % {
            "receiver": consent.recipient or consent.recipient_listed, "person": consent.party.code,
        }  # fmt: skip

    def check_access(self) -> None:
        super().check_access()
        _consent = self.consent

    def get_form_kwargs(self) -> dict[str, Any]:
        parts = [part for part in sharing_door.PARTS if part in {*self.consent.sections, Section.SUMMARY}]
        return super().get_form_kwargs() | {"parts": parts, "initial": {"sections": parts}}

    def act(self, data: dict[str, Any]) -> None:
        to = Receiver(organisation=self.consent.recipient, listed=self.consent.recipient_listed)
        self.refer(data, to, Ground(consent=self.consent))


class ChosenReceiverView(ReferralFormView):
    """A referral whose receiver is chosen on the form."""

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen = {
            "organisations": sharing_door.other_organisations(self.case),
            "listed": sharing_door.listed_organisations(),
        }
        return super().get_form_kwargs() | chosen

    @staticmethod
    def receiver(data: dict[str, Any]) -> Receiver:
        return Receiver(organisation=data["organisation"], listed=data["listed"], contact=data["contact"])


class LawReferralView(ChosenReceiverView):
    """Share because a provision says so."""

    form_class = LawReferralForm
    title = _("Refer because the law says so")
    lead = _("The provision, as it is law today, is recorded with the referral.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"duties": sharing_door.duties_to_tell(self.case)}

    def act(self, data: dict[str, Any]) -> None:
        duty = sharing_door.duties_to_tell(self.case).get(pk=data["duty"])
        self.refer(data, self.receiver(data), Ground(version=duty.version))


class OverrideReferralView(ChosenReceiverView):
    """Ask a supervisor to let it be shared without consent."""

    form_class = OverrideReferralForm
    title = _("Refer without consent")
    lead = _("A supervisor who doesn't lead the case has to approve it before anything is sent.")
    submit = _("Ask the supervisor")

    def act(self, data: dict[str, Any]) -> None:
        self.refer(data, self.receiver(data), Ground(reason=data["reason"]))


class OneReferral:
    """A page below one referral of a case."""

    request: HttpRequest
    kwargs: dict[str, Any]
    case: Any

    @cached_property
    def referral(self) -> Any:
        return sharing_door.referral_for(self.request.user, self.case, self.kwargs["record_id"])


class ReferralView(OneReferral, CasePage):
    """One referral: what was sent to whom on what basis, and what became of it."""

    template_name = "cases/referral.html"
    part = "work-sharing"
    section = Section.PLAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, referral = self.request.user, self.referral
        record.note(Deed.READ, referral)
        writes = door.may_use(user, self.case.pk, section=Section.PLAN, level=WRITE)
        decides = door.may_use(user, self.case.pk, section=Section.PLAN, level=DECIDE)
        afters = states.REFERRAL[referral.status]
        return super().get_context_data(
            referral=referral,
            receiver=receiver_name(referral),
            contact=door.opened(referral, "contact"),
            message=door.opened(referral, "message"),
            answer=door.opened(referral, "answer"),
            comment=referral.approval and door.opened(of_case(referral.approval, referral.case), "comment"),
            provision=referral.version and provision_label(referral.version.provision),
            parts=part_names(referral.sections),
            may_send=writes
            and referral.status == states.DRAFT
            and bool(referral.approval and referral.approval.status == states.APPROVED),
            may_revoke=decides and states.REVOKED in afters,
            may_answer=writes and not referral.organisation_id and bool(answers(referral)),
            **kwargs,
        )


class OutsideAnswerView(OneReferral, CaseFormView):
    """Record what a receiver outside said."""

    looks_at = "referral"
    form_class = AnswerForm
    part = "work-sharing"
    section = Section.PLAN
    title = _("What the receiver said")
    submit = _("Save")

    def check_access(self) -> None:
        if self.referral.organisation_id or not answers(self.referral):
            raise door.NotThere

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"answers": answers(self.referral)}

    def act(self, data: dict[str, Any]) -> None:
        received.answer_referral(actor=self.request.user, referral_id=self.referral.pk, **data)

    def get_success_url(self) -> str:
        return reverse("work-referral", args=(self.case.pk, self.kwargs["record_id"]))


@require_POST
def send(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Send what a supervisor approved."""
    return _do(request, case_id, record_id, referrals.send_referral)


@require_POST
def revoke(request: HttpRequest, case_id: UUID, record_id: UUID) -> HttpResponse:
    """Take a referral back."""
    return _do(request, case_id, record_id, referrals.revoke_referral)


def _do(request: HttpRequest, case_id: UUID, record_id: UUID, action: Any) -> HttpResponse:
    case = door.case_for(request.user, case_id, section=Section.PLAN)
    sharing_door.referral_for(request.user, case, record_id)
    try:
        action(actor=request.user, referral_id=record_id)
    except REFUSALS as error:
        messages.error(request, refusal_words(error))
    return redirect("work-referral", case_id, record_id)


def answers(referral: Any) -> list[tuple[str, str]]:
    """Return what can be answered to a referral as it stands."""
    words = {
        states.ACCEPTED: pgettext("answer", "Accept"),
        states.DECLINED: pgettext("answer", "Decline"),
        states.COMPLETED: pgettext("answer", "Completed: the help was given"),
        states.GIVEN_BACK: pgettext("answer", "Give back: we can't go on"),
    }
    return [(after, words[after]) for after in states.REFERRAL[referral.status] if after in words]


def part_names(sections: Any) -> list[str]:
    """Return the words of parts, in the order of the parts."""
    return [str(section.label) for section in Section if section.value in sections]


def of_case(each: Any, case: Any) -> Any:
    """Return a record with its case in place, whose keys open it."""
    each.case = case
    return each
