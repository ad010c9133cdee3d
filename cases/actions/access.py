"""Who may see a case: grants, barriers, hand-over."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import door, permissions, record
from cases.choices import AccessKind, Confidentiality, Deed, Section
from cases.models import Case, CaseAccess, CaseBarrier, Membership, Organisation
from cases.querysets import GRANT, HOLDERS
from cases.refusals import Refusal
from cases.sealing import seal

HAND_OVER = "SELECT sec.hand_over(%s, %s, %s, %s)"


class ReasonMissingError(ValueError):
    """What must be justified was not."""

    def __init__(self) -> None:
        super().__init__(_("Give a reason."))


@transaction.atomic
def grant_access(
    *, actor: Any, case_id: Any, to: Membership | Organisation, kind: str, sections: Collection[str],
    reason: str, ends_at: datetime | None = None,
) -> CaseAccess:  # fmt: skip
    """Let somebody else see parts of a case: its lead or a supervisor may, and never for herself."""
    case = _managed(actor, case_id)
    if not reason.strip():
        raise ReasonMissingError
    if kind == AccessKind.LEAD:
        raise permissions.NotAllowed("access: lead")
    if isinstance(to, Membership) and to.user_id == actor.pk:
        raise permissions.NotAllowed("access: own")
    if not _can_hold(to, kind, case):
        raise Refusal(_("Somebody with this role, or of this organisation, can't be given this access."))
    parts = {Section.SUMMARY.value} | {Section(section).value for section in sections}
    _check_parts(actor, case, parts)
    grant = CaseAccess(
        case=case,
        membership=to if isinstance(to, Membership) else None,
        organisation=to if isinstance(to, Organisation) else None,
        kind=AccessKind(kind).value,
        sections=sorted(parts),
        starts_at=timezone.now(),
        ends_at=ends_at,
        created_by=actor,
    )
    seal(grant, reason=reason.strip())
    grant.save(force_insert=True)
    record.note(Deed.GRANTED, grant)
    return grant


def _check_parts(actor: Any, case: Case, parts: Collection[str]) -> None:
    """Refuse parts that the actor can't give, not having them."""
    open_parts = door.sections_open_to(actor, case.pk, {(part, GRANT) for part in parts})
    if unseen := set(parts) - {part for part, _level in open_parts}:
        words = ", ".join(str(Section(part).label) for part in sorted(unseen))
        raise Refusal(_("You can't give parts that you don't have: %(parts)s.") % {"parts": words})


def _can_hold(to: Membership | Organisation, kind: str, case: Case) -> bool:
    """Whether somebody can hold a kind of access; sec.may_be_given states the same in the database."""
    if isinstance(to, Organisation):
        is_normal = case.confidentiality == Confidentiality.NORMAL
        is_other = to.is_active and to.pk != case.organisation_id
        return kind == AccessKind.REFERRAL and is_other and is_normal
    is_ours = to.organisation_id == case.organisation_id
    return to.role in HOLDERS[kind] and (is_ours or kind == AccessKind.REFERRAL)


@transaction.atomic
def revoke_access(*, actor: Any, case_id: Any, grant_id: Any) -> None:
    """Take a grant back; the lead's ends by handing the case over."""
    case = _managed(actor, case_id)
    grant = door.one(
        CaseAccess.objects.filter(case=case, revoked_at__isnull=True).exclude(kind=AccessKind.LEAD), grant_id
    )
    CaseAccess.objects.filter(pk=grant.pk).update(
        revoked_at=timezone.now(), revoked_by=actor, row_version=F("row_version") + 1
    )
    record.note(Deed.REVOKED, grant)


@transaction.atomic
def set_barrier(*, actor: Any, case_id: Any, against: Any, reason: str) -> CaseBarrier:
    """Bar a person or an organisation from a case, whatever grants there are or will be."""
    case = _managed(actor, case_id)
    if not reason.strip():
        raise ReasonMissingError
    is_body = isinstance(against, Organisation)
    barrier = CaseBarrier(
        case=case,
        user=None if is_body else against,
        organisation=against if is_body else None,
        created_by=actor,
    )
    seal(barrier, reason=reason.strip())
    record.note(Deed.BARRED, barrier)  # before it stands: it may be against the actor's own side
    barrier.save(force_insert=True)
    return barrier


@transaction.atomic
def lift_barrier(*, actor: Any, case_id: Any, barrier_id: Any) -> None:
    """Lift a barrier; who is barred doesn't even find it."""
    case = _managed(actor, case_id)
    barrier = door.one(CaseBarrier.objects.filter(case=case, lifted_at__isnull=True), barrier_id)
    CaseBarrier.objects.filter(pk=barrier.pk).update(
        lifted_at=timezone.now(), lifted_by=actor, row_version=F("row_version") + 1
    )
    record.note(Deed.UNBARRED, barrier)


@transaction.atomic
def hand_over(*, actor: Any, case_id: Any, to: Membership) -> None:
    """Give a case to another lead of the same organisation; the former keeps nothing.

    Raises:
        NotAllowed: the person can't lead it: elsewhere, another role, gone, barred, or the actor.
    """
    case = _managed(actor, case_id)
    record.note(Deed.HANDED_OVER, case)
    if not _can_lead(to, case, actor):
        raise permissions.NotAllowed("case: lead")
    with connection.cursor() as cursor:
        cursor.execute(HAND_OVER, [case.pk, to.pk, uuid.uuid4(), list(Section.values)])


def _can_lead(to: Membership, case: Any, actor: Any) -> bool:
    may_write = permissions.allows(to.role, permissions.WRITE, permissions.CASE)
    is_here = to.organisation_id == case.organisation_id and to.user_id != actor.pk
    barred = CaseBarrier.objects.filter(case=case, lifted_at__isnull=True)
    return (
        may_write
        and is_here
        and Membership.objects.current().filter(pk=to.pk).exists()
        and not barred.filter(user_id=to.user_id).exists()
        and not barred.filter(organisation_id=to.organisation_id).exists()
    )


def _managed(actor: Any, case_id: Any) -> Any:
    """Return a case that the actor leads or supervises, locked."""
    case = door.locked_case(actor, case_id, level=GRANT)
    permissions.check(actor, permissions.CREATE, permissions.ACCESS, organisation_id=case.organisation_id)
    return case
