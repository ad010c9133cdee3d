"""Who may keep collaboration and who may see the people who registered; every action asks here first."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

WRITE = "programs.change_collaborationaction"
PEOPLE = "programs.change_registration"

Actor = AbstractBaseUser | AnonymousUser


def may_write(actor: Actor) -> bool:
    """Tell whether someone may enter actions, events and policy transfers."""
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(WRITE))  # type: ignore[union-attr]


def may_see_people(actor: Actor) -> bool:
    """Tell whether someone may see who registered and record who came."""
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(PEOPLE))  # type: ignore[union-attr]


def require_writer(actor: Actor) -> None:
    """Refuse whoever may not keep collaboration."""
    if not may_write(actor):
        raise PermissionDenied(
            _("You may not edit collaboration here. Ask an administrator for the group Programme officer.")
        )


def require_people(actor: Actor) -> None:
    """Refuse whoever may not deal with the people who registered."""
    if not may_see_people(actor):
        raise PermissionDenied(
            _("You may not see registrations here. Ask an administrator for the group Programme officer.")
        )
