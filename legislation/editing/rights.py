"""Who may take which editorial step; every action asks here first."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from legislation.models import Amendment, ProvisionVersion

EDIT = "legislation.change_provisionversion"
REVIEW = "legislation.review_provisionversion"

Actor = AbstractBaseUser | AnonymousUser


def may_edit(actor: Actor) -> bool:
    """Tell whether someone may write drafts."""
    return bool(actor.has_perm(EDIT))  # type: ignore[union-attr]


def may_review(actor: Actor, work: ProvisionVersion | Amendment) -> bool:
    """Tell whether someone may publish or send back: a reviewer who did not write it."""
    return bool(actor.has_perm(REVIEW)) and work.author_id != actor.pk  # type: ignore[union-attr]


def require_editor(actor: Actor) -> None:
    """Refuse whoever may not write drafts."""
    if not may_edit(actor):
        raise PermissionDenied(_("You may not edit the law here. Ask an administrator for the group Editor."))


def require_reviewer(actor: Actor, work: ProvisionVersion | Amendment) -> None:
    """Refuse whoever may not decide on this, and say which of the two reasons it is."""
    if work.author_id == actor.pk:
        raise PermissionDenied(_("You wrote this. Someone else has to review it."))
    if not may_review(actor, work):
        raise PermissionDenied(
            _("You may not review the law here. Ask an administrator for the group Reviewer.")
        )
