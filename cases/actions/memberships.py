"""Organisations and who works in them; nobody changes their own place."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases import door, permissions, record, team
from cases.actions import received
from cases.choices import Deed, OrganisationKind, Role, Section
from cases.models import Membership, Organisation
from cases.refusals import Refusal

# What a supervisor may appoint; the others are appointed by an administrator.
APPOINTED_BY_SUPERVISORS = (Role.CASE_WORKER, Role.INSPECTOR, Role.INTAKE_WORKER)

AGREE_LEFT = "SELECT sec.agree_left(%s, %s, %s, %s)"
HAND_OVER_LEFT = "SELECT sec.hand_over_left(%s, %s, %s)"


class MembershipRefusedError(Refusal):
    """A change of memberships that can't be; says why."""

    words: Any = ""

    def __init__(self) -> None:
        super().__init__(str(self.words))


class NotASupervisorError(MembershipRefusedError):
    """Only a supervisor supervises."""

    words = _("A supervisor must have that role in the same organisation.")


class OwnLineError(MembershipRefusedError):
    """A supervisor who would come to see a colleague's cases by her own decision."""

    words = _("Nobody puts people under herself or himself: another supervisor or an administrator does.")


class AlreadyMemberError(MembershipRefusedError):
    """The person is that already."""

    words = _("This person has that role here already.")


class NoAccountError(MembershipRefusedError):
    """Nobody is called that."""

    words = _("There is no account in use with this user name.")


class EndsBeforeItStartsError(MembershipRefusedError):
    """An end before the beginning."""

    words = _("It can't end before it began.")


class StillThereError(MembershipRefusedError):
    """Somebody who has not left yet leads on, or hands over herself."""

    words = _("All cases are handed over at once only after the membership has ended.")


class OtherLeadError(MembershipRefusedError):
    """Another lead than the one that the second supervisor was shown."""

    words = _("Another lead was proposed meanwhile: look again who it is, then agree.")


@transaction.atomic
def add_organisation(*, actor: Any, name: str, kind: str, region: str = "") -> Organisation:
    """Let an organisation work on cases; by an administrator."""
    if not (actor.is_active and actor.is_superuser):
        raise permissions.NotAllowed("organisation: create")
    organisation = Organisation(name=name, kind=OrganisationKind(kind).value, region=region, created_by=actor)
    organisation.full_clean()
    organisation.save(force_insert=True)
    return organisation


@transaction.atomic
def add_membership(
    *, actor: Any, user: Any, organisation: Organisation, role: str, supervisor: Membership | None = None
) -> Membership:
    """Give a person a role in an organisation, from now on."""
    _check_manager(actor, user.pk, organisation.pk, role)
    membership = Membership(
        user=user, organisation=organisation, role=Role(role).value, supervisor=supervisor, created_by=actor
    )
    _check_supervisor(membership)
    same = Membership.objects.current().filter(user=user, organisation=organisation, role=membership.role)
    if same.exists():
        raise AlreadyMemberError
    membership.save(force_insert=True)
    _note(Deed.CREATED, membership)
    return membership


@transaction.atomic
def end_membership(*, actor: Any, membership: Membership, at: datetime) -> None:
    """End a person's role; grants that hang on it end with it."""
    _check_manager(actor, membership.user_id, membership.organisation_id, membership.role)
    begun = Membership.objects.filter(pk=membership.pk, starts_at__lte=at)
    if not begun.update(ends_at=at, row_version=F("row_version") + 1):
        raise EndsBeforeItStartsError
    _note(Deed.CHANGED, membership)


@transaction.atomic
def change_supervisor(*, actor: Any, membership: Membership, supervisor: Membership | None) -> None:
    """Put a person under another supervisor, who sees the cases that person leads.

    Raises:
        NotAllowed: the actor doesn't manage this member.
        OwnLineError: it would be the actor herself.
        NotASupervisorError: not one of the same organisation.
    """
    _check_manager(actor, membership.user_id, membership.organisation_id, membership.role)
    if supervisor is not None and supervisor.user_id == actor.pk:
        raise OwnLineError
    membership.supervisor = supervisor
    _check_supervisor(membership)
    Membership.objects.filter(pk=membership.pk).update(
        supervisor=supervisor, row_version=F("row_version") + 1
    )
    _note(Deed.CHANGED, membership)


@transaction.atomic
def hand_over_all(*, actor: Any, membership: Membership, to: Membership) -> None:
    """Give the cases of somebody who has left to another lead; by the leaver's supervisor.

    Those that only the leaver could see wait for a second supervisor (agree_left): the first isn't told
    whether there are any. What the supervisor or the new lead is barred from stays where it is.

    Raises:
        NotAllowed: the actor doesn't supervise the leaver, or the other can't lead cases here.
        StillThereError: the membership hasn't ended.
    """
    if membership.ends_at is None or membership.ends_at > timezone.now():
        raise StillThereError
    permissions.check(
        actor, permissions.CREATE, permissions.ACCESS, organisation_id=membership.organisation_id
    )
    supervises = Membership.objects.of(actor).current().filter(team=membership.pk)
    leads = to.role in (Role.CASE_WORKER, Role.INSPECTOR) and to.organisation_id == membership.organisation_id
    is_here = Membership.objects.current().filter(pk=to.pk).exists()
    if not (supervises.exists() and leads and is_here and to.user_id != actor.pk):
        raise permissions.NotAllowed("member: hand over")
    with connection.cursor() as cursor:  # each case is noted by the database
        cursor.execute(HAND_OVER_LEFT, [membership.pk, to.pk, list(Section.values)])


@transaction.atomic
def agree_left(*, actor: Any, case_id: Any, lead_id: Any) -> None:
    """Agree, as a second supervisor, to who leads a restricted or sealed case of somebody who has left.

    Args:
        lead_id: whom the actor was shown.

    Raises:
        OtherLeadError: somebody else is proposed by now.
        NotThere: nothing waits for the actor under this identity, or not any more.
    """
    waiting = next((each for each in team.left_cases(actor) if each.case_id == case_id), None)
    if waiting is None:
        raise door.NotThere
    if str(waiting.lead_id) != str(lead_id):
        raise OtherLeadError
    try:
        received.call(AGREE_LEFT, waiting.case_id, waiting.lead_id, uuid.uuid4(), list(Section.values))
    except received.MeanwhileError:  # between the look and the lock
        raise OtherLeadError from None


def account_of(username: str) -> Any:
    """Return the account in use of a user name.

    Raises:
        NoAccountError: there is none.
    """
    account = get_user_model().objects.filter(username=username.strip(), is_active=True).first()
    if account is None:
        raise NoAccountError
    return account


def _note(deed: str, membership: Membership) -> None:
    record.note_ids(deed, kind="membership", object_id=membership.pk)


def _check_manager(actor: Any, user_id: int, organisation_id: Any, role: str) -> None:
    if user_id == actor.pk:
        raise permissions.NotAllowed("member: own")
    if actor.is_active and actor.is_superuser:
        return
    if role not in APPOINTED_BY_SUPERVISORS:
        raise permissions.NotAllowed(f"member: {role}")
    permissions.check(actor, permissions.WRITE, permissions.MEMBER, organisation_id=organisation_id)


def _check_supervisor(membership: Membership) -> None:
    supervisor = membership.supervisor
    if supervisor is None:
        return
    if supervisor.role != Role.SUPERVISOR or supervisor.organisation_id != membership.organisation_id:
        raise NotASupervisorError
