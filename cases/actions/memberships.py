"""Organisations and who works in them; nobody changes their own place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from cases import permissions
from cases.choices import OrganisationKind, Role
from cases.models import Membership, Organisation

# What a supervisor may appoint; the others are appointed by an administrator.
APPOINTED_BY_SUPERVISORS = (Role.CASE_WORKER, Role.INSPECTOR, Role.INTAKE_WORKER)


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
    membership.save(force_insert=True)
    return membership


@transaction.atomic
def end_membership(*, actor: Any, membership: Membership, at: datetime) -> None:
    """End a person's role; grants that hang on it end with it."""
    _check_manager(actor, membership.user_id, membership.organisation_id, membership.role)
    Membership.objects.filter(pk=membership.pk).update(ends_at=at, row_version=F("row_version") + 1)


@transaction.atomic
def change_supervisor(*, actor: Any, membership: Membership, supervisor: Membership | None) -> None:
    """Put a person under another supervisor, who sees the cases that person leads."""
    _check_manager(actor, membership.user_id, membership.organisation_id, membership.role)
    membership.supervisor = supervisor
    _check_supervisor(membership)
    Membership.objects.filter(pk=membership.pk).update(
        supervisor=supervisor, row_version=F("row_version") + 1
    )


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
        raise ValueError("A supervisor must have that role in the same organisation.")
