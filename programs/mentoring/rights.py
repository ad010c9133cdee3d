"""Who may run mentoring and read profiles; every action of staff asks here first."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

RUN = "programs.run_mentoring"

Actor = AbstractBaseUser | AnonymousUser


def may_run(actor: Actor) -> bool:
    """Tell whether someone may run mentoring: staff with the permission."""
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(RUN))  # type: ignore[union-attr]


def require_officer(actor: Actor) -> None:
    """Refuse whoever may not run mentoring."""
    if not may_run(actor):
        raise PermissionDenied(
            _("You may not run mentoring here. Ask an administrator for the group Programme officer.")
        )
