"""Referrals, offers and approvals, made as people make them: by action, in context."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from cases.actions import approvals, consents, exports, received, referrals, transfers
from cases.actions.grounds import Ground
from cases.actions.referrals import Content, Receiver
from cases.care_choices import ConsentKind
from cases.choices import Section, ServiceKind
from cases.context import acting_as
from cases.models import Case, Membership, Organisation, Referral
from legislation.models import ProvisionVersion
from tests.factories.cases import Place

MONTH = dt.timedelta(days=30)


def law_now() -> ProvisionVersion:
    """The shipped provision that obliges crisis centres to tell, as it is law today."""
    return _version("kz-offence-prevention-2025", "37")


def law_no_more() -> ProvisionVersion:
    """A shipped version that ceased on 2 March 2026."""
    found = ProvisionVersion.objects.published().filter(valid__endswith=dt.date(2026, 3, 2))
    return found.with_address().order_by("pk").first()  # type: ignore[return-value]


def _version(law: str, number: str) -> ProvisionVersion:
    found = ProvisionVersion.objects.published().filter(
        provision__law__identifier=law, provision__number=number
    )
    return found.with_address().get()


def consent_to(
    case: Case, party: Any, recipient: Any, sections: Any = (Section.PARTIES,), **terms: Any
) -> Any:
    """Record, as the case's lead, that a person agrees to share parts with one organisation."""
    lead = case.lead.user
    with acting_as(lead):
        return consents.give_consent(
            actor=lead, party_id=party.pk, kind=ConsentKind.SHARE, recipient=recipient, sections=sections,
            terms=consents.Terms(**terms),
        )  # fmt: skip


def refer(
    case: Case, to: Organisation | None, *, ground: Ground | None = None, actor: Any = None, **given: Any
) -> Referral:
    """Refer as the case's lead, by the law of today unless another ground is given."""
    actor = actor or case.lead.user
    receiver = Receiver(organisation=to, contact=given.pop("contact", ""))
    key = given.pop("request_key", None) or uuid4()
    values = {
        "service_kind": ServiceKind.SHELTER, "sections": [Section.PARTIES], "message": "Call before you come",
        "expires_at": timezone.now() + MONTH,
    } | given  # fmt: skip
    with acting_as(actor):
        return referrals.refer(
            actor=actor, case_id=case.pk, to=receiver, ground=ground or Ground(version=law_now()),
            content=Content(**values), request_key=key,
        )  # fmt: skip


def answer(place: Place, referral: Referral, status: str, words: str = "", name: str = "worker") -> None:
    """Answer as a member of the receiver."""
    user = place.user(name)
    with acting_as(user):
        received.answer_referral(actor=user, referral_id=referral.pk, status=status, words=words)


def decide(place: Place, approval: Any, *, approve: bool = True, name: str = "supervisor") -> Any:
    """Decide as a member of the place."""
    user = place.user(name)
    with acting_as(user):
        return approvals.decide_approval(actor=user, approval_id=approval.pk, approve=approve, comment="Seen")


def offer(
    case: Case, to: Organisation, *, actor: Any = None, ground: Ground | None = None, **given: Any
) -> Any:
    """Offer a case to an organisation, as its lead: by law, approved, unless another ground is given."""
    actor, is_sent = actor or case.lead.user, ground is None
    values = {
        "ground": ground or Ground(version=law_now(), reason="The law says so"),
        "note": "She needs a place near her work",
        "expires_at": timezone.now() + MONTH,
    } | given
    with acting_as(actor):
        made = transfers.offer_case(actor=actor, case_id=case.pk, to=to, **values)
        supervisor = (
            Membership.objects.select_related("supervisor__user").get(pk=case.lead_id).supervisor.user
        )
    if not is_sent:
        return made
    with acting_as(supervisor):
        approvals.decide_approval(actor=supervisor, approval_id=made.approval.pk, approve=True)
    with acting_as(actor):
        return transfers.send_offer(actor=actor, transfer_id=made.pk)


def accept(place: Place, transfer: Any, name: str = "worker", lead: str = "") -> None:
    """Take an offered case over, as a member of the receiver."""
    user = place.user(name)
    with acting_as(user):
        transfers.accept_transfer(actor=user, transfer_id=transfer.pk, lead=place.members[lead or name])


ORDER = exports.Order(by="Court of the made-up district", number="ordermarker-7", on=dt.date(2026, 4, 1))


def copied(case: Case, *, actor: Any = None, basis: Any = ORDER, **given: Any) -> Any:
    """Ask for a copy of the file, as the case's lead."""
    actor = actor or case.lead.user
    key = given.pop("request_key", None) or uuid4()
    values = {
        "purpose": "For the hearing", "sections": [Section.SUMMARY, Section.PARTIES], "language": "en",
        "survivor_told": "not-yet",
    } | given  # fmt: skip
    with acting_as(actor):
        return exports.request_export(
            actor=actor, case_id=case.pk, basis=basis, scope=exports.Scope(**values), request_key=key
        )


def make_copy(export: Any) -> None:
    """Do the job, as who asked for the copy."""
    with acting_as(export.created_by):
        exports.make_export(actor=export.created_by, export_id=export.pk)
