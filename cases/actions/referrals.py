"""Referrals from the sender's side: made, sent on a basis that holds at that moment, taken back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, permissions, pinning, record, snapshots, states
from cases.actions.approvals import ask_approval
from cases.actions.grounds import Ground, check_approval, check_consent, check_law, law_today
from cases.choices import Confidentiality, Deed, Section, ServiceKind
from cases.models import Case, Consent, Organisation, Referral, ReferralPackage
from cases.querysets import DECIDE, GRANT, WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.sharing_choices import ApprovalKind, SharingBasis

REVOKE = "SELECT sec.revoke_referral(%s)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Whom a referral goes to: one that works on cases here, one of the directory, or in words."""

    organisation: Organisation | None = None
    listed: Any = None
    contact: str = ""

    def __repr__(self) -> str:
        return "<Receiver>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is sent: for what service, which parts, what is written to it, and until when it may be read."""

    service_kind: str
    sections: Collection[str]
    message: str
    expires_at: dt.datetime
    respond_by: dt.date | None = None
    grant_live: bool = False

    def __repr__(self) -> str:
        return "<Content>"


@transaction.atomic
def refer(
    *, actor: Any, case_id: Any, to: Receiver, ground: Ground, content: Content, request_key: UUID
) -> Referral:
    """Make a referral, and send it unless a supervisor has to approve first.

    Args:
        request_key: of the form that was filled in; the same sent again is the same referral.

    Raises:
        NoBasisError: what is named as the basis doesn't allow it now.
        Refusal: nobody to refer to, or parts of which the actor sees nothing.
        ReasonMissingError: without consent or law, and no reason given.
    """
    case = door.locked_case(actor, case_id, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.CREATE, permissions.REFERRAL, organisation_id=case.organisation_id)
    made = Referral.objects.visible_to(actor).filter(created_by=actor, request_key=request_key).first()
    if made:
        return made
    _check_content(actor, case, to, content)
    referral = Referral(
        case=case, organisation=to.organisation, listed=to.listed, basis=ground.basis.value,
        consent=ground.consent, version=ground.version,
        service_kind=ServiceKind(content.service_kind).value, sections=_with_summary(content.sections),
        respond_by=content.respond_by, expires_at=content.expires_at, grant_live=content.grant_live,
        request_key=request_key, created_by=actor,
    )  # fmt: skip
    referral.make_keys()
    seal(referral, contact=to.contact.strip(), message=content.message.strip())
    if ground.version:
        referral.text_sha256 = pinning.fingerprint(ground.version)[1]
        referral.law_on = law_today(ground.version)
    if referral.basis != SharingBasis.OVERRIDE:
        _check_basis(referral, actor)
    else:
        referral.approval = ask_approval(case, ApprovalKind.REFERRAL, actor=actor, reason=ground.reason)
    referral.save(force_insert=True)
    record.note(Deed.CREATED, referral)
    return referral if referral.approval else _send(referral, actor)


@transaction.atomic
def send_referral(*, actor: Any, referral_id: Any) -> Referral:
    """Send what waited for an approval; what is sent is the case as it stands now.

    Raises:
        NoBasisError: nobody approved it, or long ago.
        ForbiddenChangeError: it was sent or given up.
    """
    found = Referral.objects.visible_to(actor, level=WRITE)
    case = door.locked_case(actor, door.one(found, referral_id).case_id, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.CREATE, permissions.REFERRAL, organisation_id=case.organisation_id)
    related = ("approval", "organisation", "listed", "consent", "version__provision__law__jurisdiction")
    referral = door.one(found.select_related(*related), referral_id)
    referral.case = case
    states.check_change(states.REFERRAL, referral.status, states.SENT)
    _check_basis(referral, actor)
    return _send(referral, actor)


@transaction.atomic
def revoke_referral(*, actor: Any, referral_id: Any) -> None:
    """Take a referral back, or give up one that wasn't sent; its receiver reads it no more."""
    found = Referral.objects.visible_to(actor, level=DECIDE)
    case = door.locked_case(actor, door.one(found, referral_id).case_id, section=Section.PLAN, level=DECIDE)
    permissions.check(actor, permissions.READ, permissions.REFERRAL, organisation_id=case.organisation_id)
    referral = door.one(found, referral_id)
    states.check_change(states.REFERRAL, referral.status, states.REVOKED)
    with connection.cursor() as cursor:
        cursor.execute(REVOKE, [referral.pk])
    record.note(Deed.REVOKED, referral)


def revoke_with_consent(consent: Consent, *, actor: Any) -> int:
    """Take back every referral that a consent allowed; in the transaction of its withdrawal.

    The case must be locked. Returns how many receivers had been sent something, and have to be told.
    """
    told = 0
    for referral in Referral.objects.visible_to(actor, level=DECIDE).filter(consent=consent):
        if states.REVOKED in states.REFERRAL[referral.status]:
            revoke_referral(actor=actor, referral_id=referral.pk)
            told += referral.sent_at is not None
    return told


def _send(referral: Referral, actor: Any) -> Referral:
    """Take the parts as they stand, and send; the case is locked and the basis checked."""
    changes: dict[str, Any] = {"status": states.SENT, "sent_at": timezone.now()}
    if referral.version:
        changes["law_on"] = law_today(referral.version)
    if referral.organisation_id:
        _pack(referral, actor)
    Referral.objects.filter(pk=referral.pk).update(row_version=F("row_version") + 1, **changes)
    for name, value in changes.items():
        setattr(referral, name, value)
    record.note(Deed.SENT, referral)
    return referral


def _pack(referral: Referral, actor: Any) -> None:
    """Keep what is sent under the referral's own keys, who the people are under the second."""
    taken = snapshots.take(referral.case, referral.sections, actor=actor)
    rest = snapshots.without_identities(taken)
    who = [part for part in taken if part not in rest]
    package = ReferralPackage(referral=referral, case=referral.case, created_by=actor)
    content = {"message": opened(referral, "message"), "taken": rest}
    seal(package, content=json.dumps(content), identities=json.dumps(who) if who else "")
    package.save(force_insert=True)


def _check_basis(referral: Referral, actor: Any) -> None:
    if referral.consent_id:
        check_consent(
            referral.consent_id, actor=actor, case=referral.case, sections=referral.sections,
            receiver=referral.organisation or referral.listed,
        )  # fmt: skip
    elif referral.version:
        check_law(referral.version, referral.case)
    else:
        check_approval(referral.approval)


def _check_content(actor: Any, case: Case, to: Receiver, content: Content) -> None:
    if to.organisation is not None and to.organisation.pk == case.organisation_id:
        raise Refusal(gettext("A colleague is given access to the case instead."))
    if not (to.organisation or to.listed or to.contact.strip()):
        raise Refusal(gettext("Say to whom: an organisation, or somebody outside in words."))
    if content.expires_at <= timezone.now():
        raise Refusal(gettext("It would have ended already: give a later day."))
    wanted = {Section(section).value for section in content.sections}
    seen = door.sections_open_to(actor, case.pk, {(section, "read") for section in wanted})
    if unseen := wanted - {section for section, _level in seen}:
        raise Refusal(
            gettext("You can't share parts that you don't see: %(parts)s.")
            % {"parts": ", ".join(str(Section(part).label) for part in sorted(unseen))}
        )
    if content.grant_live:
        _check_live(actor, case)


def _check_live(actor: Any, case: Case) -> None:
    """Let an organisation see the case itself only as access to it is given: by the lead, a normal case."""
    door.case_for(actor, case.pk, level=GRANT)
    if case.confidentiality != Confidentiality.NORMAL:
        raise Refusal(gettext("Of a restricted or sealed case an organisation sees only what is sent."))


def _with_summary(sections: Collection[str]) -> list[str]:
    return sorted({Section.SUMMARY.value} | {Section(section).value for section in sections})
