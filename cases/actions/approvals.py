"""A second person's yes or no to what leaves a case."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, permissions, record, states
from cases.actions.access import ReasonMissingError
from cases.choices import Deed
from cases.models import Approval, Case, CaseExport
from cases.querysets import DECIDE
from cases.sealing import seal
from cases.sharing_choices import ApprovalKind
from kbase.jobs.actions import start_job

EXPORT_JOB = "copy-of-a-file"

# What a supervisor's right is named for, by what she is asked for.
THINGS: dict[str, str] = {
    ApprovalKind.REFERRAL: permissions.REFERRAL,
    ApprovalKind.TRANSFER: permissions.REFERRAL,
    ApprovalKind.EXPORT: permissions.EXPORT,
}


def ask_approval(case: Case, kind: str, *, actor: Any, reason: str) -> Approval:
    """Ask a supervisor; in the transaction of what is asked for, whose case is locked."""
    if not reason.strip():
        raise ReasonMissingError
    approval = Approval(case=case, kind=ApprovalKind(kind).value, requested_by=actor, created_by=actor)
    seal(approval, reason=reason.strip())
    approval.save(force_insert=True)
    record.note(Deed.CREATED, approval)
    return approval


@transaction.atomic
def decide_approval(*, actor: Any, approval_id: Any, approve: bool, comment: str = "") -> Approval:
    """Approve or refuse: a supervisor of the case's organisation who neither asked nor leads the case.

    Raises:
        NotAllowed: the actor asked for it, leads the case, or supervises nobody there.
    """
    found = Approval.objects.visible_to(actor, level=DECIDE).select_related("case__lead", "requested_by")
    case_id = door.one(found, approval_id).case_id
    door.locked_case(actor, case_id, level=DECIDE)
    approval = door.one(found, approval_id)
    permissions.check_second(actor, THINGS[approval.kind], approval.case, approval.requested_by_id)
    after = states.APPROVED if approve else states.REFUSED
    states.check_change(states.APPROVAL, approval.status, after)
    seal(approval, comment=comment.strip())
    Approval.objects.filter(pk=approval.pk).update(
        status=after, decided_by=actor, decided_at=timezone.now(), comment=approval.comment,
        row_version=F("row_version") + 1,
    )  # fmt: skip
    approval.status = after
    record.note(Deed.DECIDED, approval)
    if approval.kind == ApprovalKind.EXPORT:
        _follow(approval)
    return approval


def _follow(approval: Approval) -> None:
    """Let the copy that was decided about be made by a job, in the name of who asked for it."""
    export = CaseExport.objects.get(approval=approval)
    states.check_change(states.EXPORT, export.status, approval.status)
    CaseExport.objects.filter(pk=export.pk).update(status=approval.status, row_version=F("row_version") + 1)
    if approval.status == states.APPROVED:
        start_making(export, owner=approval.requested_by)


def start_making(export: CaseExport, *, owner: Any) -> None:
    """Queue the job: it is told an identity, and nothing of the case."""
    title = gettext("A file")
    start_job(EXPORT_JOB, owner=owner, title=title, at=timezone.now(), export=str(export.pk))


def may_decide(actor: Any, approval: Approval) -> bool:
    """Whether a person could decide this one; needs the case and its lead."""
    is_own = actor.pk in (approval.requested_by_id, approval.case.lead.user_id)
    roles = permissions.memberships_with(actor, permissions.APPROVE, THINGS[approval.kind])
    return not is_own and roles.filter(organisation=approval.case.organisation_id).exists()
