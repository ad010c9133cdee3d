"""Giving a case to another organisation: it is offered, and moves only when it is accepted."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, permissions, pinning, record, states
from cases.actions.access import ReasonMissingError
from cases.actions.approvals import ask_approval
from cases.actions.grounds import Ground, check_approval, check_consent, check_law, law_today
from cases.actions.parties import blind_indexes
from cases.actions.received import call
from cases.choices import Deed, PartyKind, Role, Section
from cases.models import CaseBarrier, Consent, Membership, Organisation, PartyIdentity, Transfer
from cases.querysets import GRANT, WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.sharing_choices import ApprovalKind

ACCEPT = "SELECT sec.accept_transfer(%s, %s, %s, %s)"
DECLINE = "SELECT sec.decline_transfer(%s, %s)"


@transaction.atomic
def offer_case(
    *, actor: Any, case_id: Any, to: Organisation, ground: Ground, note: str, expires_at: dt.datetime
) -> Transfer:
    """Offer a case, unless a supervisor has to approve first: by its lead or a supervisor.

    They go on working on it until it is accepted.

    Raises:
        NoBasisError: what is named as the basis doesn't allow it now.
        ReasonMissingError: no handover note; or without consent, and no reason given.
        Refusal: to one's own organisation, to one that is barred, or while another offer waits.
    """
    case = door.locked_case(actor, case_id, level=GRANT)
    permissions.check(actor, permissions.CREATE, permissions.ACCESS, organisation_id=case.organisation_id)
    if not note.strip():
        raise ReasonMissingError
    _check_receiver(case, to)
    if expires_at <= timezone.now():
        raise Refusal(gettext("It would have ended already: give a later day."))
    if case.status not in states.WRITABLE:
        raise Refusal(gettext("A closed case stays where it is: open it again first."))
    waiting = Transfer.objects.visible_to(actor, level=GRANT).filter(case=case)
    if waiting.filter(status__in=(states.DRAFT, states.OFFERED)).exists():
        raise Refusal(gettext("It is offered to an organisation already: cancel that first."))
    transfer = Transfer(
        case=case, former=case.organisation, organisation=to, expires_at=expires_at, created_by=actor,
        basis=ground.basis.value, consent=ground.consent, version=ground.version,
    )  # fmt: skip
    transfer.make_keys()
    seal(transfer, note=note.strip())
    if ground.version:
        check_law(ground.version, case)
        transfer.text_sha256 = pinning.fingerprint(ground.version)[1]
        transfer.law_on = law_today(ground.version)
    if not ground.consent:  # a provision allows parts to be told; whether the whole case goes, two decide
        transfer.approval = ask_approval(case, ApprovalKind.TRANSFER, actor=actor, reason=ground.reason)
    transfer.save(force_insert=True)
    record.note(Deed.CREATED, transfer)
    return transfer if transfer.approval else _offer(transfer, actor)


@transaction.atomic
def send_offer(*, actor: Any, transfer_id: Any) -> Transfer:
    """Offer what waited for an approval.

    Raises:
        NoBasisError: it isn't approved.
        ForbiddenChangeError: it was offered or given up.
    """
    found = Transfer.objects.visible_to(actor, level=GRANT)
    case = door.locked_case(actor, door.one(found, transfer_id).case_id, level=GRANT)
    permissions.check(actor, permissions.CREATE, permissions.ACCESS, organisation_id=case.organisation_id)
    transfer: Transfer = door.one(
        found.select_related("approval", "organisation", "version__provision__law__jurisdiction"), transfer_id
    )
    transfer.case = case
    if transfer.expires_at <= timezone.now():
        raise Refusal(gettext("It would have ended already: give a later day."))
    _check_receiver(case, transfer.organisation)
    return _offer(transfer, actor)


def _offer(transfer: Transfer, actor: Any) -> Transfer:
    states.check_change(states.TRANSFER, transfer.status, states.OFFERED)
    if transfer.consent_id:
        check_consent(
            transfer.consent_id, actor=actor, case=transfer.case, receiver=transfer.organisation,
            sections=Section.values, party__kind=PartyKind.SURVIVOR,
        )  # fmt: skip
    else:
        check_approval(transfer.approval)
    if transfer.version:
        check_law(transfer.version, transfer.case)
        transfer.law_on = law_today(transfer.version)
    Transfer.objects.filter(pk=transfer.pk).update(
        status=states.OFFERED, law_on=transfer.law_on, row_version=F("row_version") + 1
    )
    transfer.status = states.OFFERED
    record.note(Deed.SENT, transfer)
    return transfer


def cancel_with_consent(consent: Consent, *, actor: Any) -> None:
    """Take back the offers that a consent allowed, in the transaction of its withdrawal; the case is locked.

    Whoever may not cancel them leaves them to the lead: they are hidden from the receiver anyway.
    """
    found = Transfer.objects.visible_to(actor, level=GRANT).filter(consent=consent)
    for transfer in found.filter(status__in=(states.DRAFT, states.OFFERED)):
        cancel_transfer(actor=actor, transfer_id=transfer.pk)


@transaction.atomic
def cancel_transfer(*, actor: Any, transfer_id: Any) -> None:
    """Take an offer back before it is answered."""
    found = Transfer.objects.visible_to(actor, level=GRANT)
    door.locked_case(actor, door.one(found, transfer_id).case_id, level=GRANT)
    transfer = door.one(found, transfer_id)
    states.check_change(states.TRANSFER, transfer.status, states.CANCELLED)
    Transfer.objects.filter(pk=transfer.pk).update(status=states.CANCELLED, row_version=F("row_version") + 1)
    record.note(Deed.REVOKED, transfer)


@transaction.atomic
def accept_transfer(*, actor: Any, transfer_id: Any, lead: Membership) -> Any:
    """Take a case over, with a new lead: oneself, or as a supervisor one of the team. Returns the case's id.

    Raises:
        NotThere: nothing is offered to where the actor works, any more.
        MeanwhileError: somebody was faster, or the person can't lead it.
    """
    transfer = offered(actor, transfer_id)
    record.note(Deed.ANSWERED, transfer)
    call(ACCEPT, transfer.pk, lead.pk, uuid4(), list(Section.values))
    _index_anew(actor, transfer)
    return transfer.case_id


@transaction.atomic
def decline_transfer(*, actor: Any, transfer_id: Any, words: str) -> None:
    """Leave a case where it is, saying why."""
    transfer = offered(actor, transfer_id)
    if not words.strip():
        raise ReasonMissingError
    seal(transfer, answer=words.strip())
    call(DECLINE, transfer.pk, transfer.answer)
    record.note(Deed.ANSWERED, transfer)


def offered(actor: Any, transfer_id: Any) -> Transfer:
    """Return an offer that waits for an answer where the actor works."""
    found = Transfer.objects.received_by(actor).select_related(
        "former", "organisation", "version__provision__law__jurisdiction"
    )
    transfer: Transfer = door.one(found, transfer_id)
    permissions.check(actor, permissions.READ, permissions.REFERRAL, organisation_id=transfer.organisation_id)
    return transfer


def leads_for(actor: Any, transfer: Transfer) -> Any:
    """Return who could lead the case: the actor, or of a supervisor whoever may lead there."""
    there = Membership.objects.current().filter(
        organisation=transfer.organisation_id, role__in=(Role.CASE_WORKER, Role.INSPECTOR)
    )
    supervises = (
        Membership.objects.of(actor)
        .current()
        .filter(organisation=transfer.organisation_id, role=Role.SUPERVISOR)
    )
    if not supervises.exists():
        there = there.filter(user=actor)
    return there.select_related("user").order_by("user__last_name", "user__username")


def _check_receiver(case: Any, to: Organisation) -> None:
    if to.pk == case.organisation_id:
        raise Refusal(gettext("Within the organisation a case is handed over to another lead."))
    if CaseBarrier.objects.filter(case=case, organisation=to, lifted_at__isnull=True).exists():
        raise Refusal(gettext("A barrier stands against this organisation: it can't receive the case."))


def _index_anew(actor: Any, transfer: Transfer) -> None:
    """Write the blind indexes of the case's people for the organisation it now belongs to.

    Only whoever leads the case can, so a supervisor who takes a case for her team leaves it to the lead's
    first change of each identity; until then the finder of duplicates misses these, and tells nothing.
    """
    if not door.may_use(actor, transfer.case_id, section=Section.IDENTITY, level=WRITE):
        return
    for row in PartyIdentity.objects.visible_to(actor).filter(case=transfer.case_id).select_related("case"):
        found_by = blind_indexes(opened(row, "iin"), opened(row, "phones"), transfer.organisation_id)
        PartyIdentity.objects.filter(pk=row.pk).update(**found_by)
