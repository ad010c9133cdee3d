"""Who may take which editorial step; every action asks here first."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from legislation.models import Amendment, ChangeRequest, ProvisionVersion

EDIT = "legislation.change_provisionversion"
REVIEW = "legislation.review_provisionversion"
SEE = "legislation.view_provisionversion"

Actor = AbstractBaseUser | AnonymousUser
Work = ProvisionVersion | Amendment | ChangeRequest


def may_see(actor: Actor) -> bool:
    """Tell whether someone may look at the desk: staff who see drafts, write or review."""
    return bool(getattr(actor, "is_staff", False)) and any(
        actor.has_perm(right)  # type: ignore[union-attr]
        for right in (SEE, EDIT, REVIEW)
    )


def is_reviewer(actor: Actor) -> bool:
    """Tell whether someone may review what others wrote."""
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(REVIEW))  # type: ignore[union-attr]


def may_edit(actor: Actor) -> bool:
    """Tell whether someone may write drafts."""
    return bool(actor.has_perm(EDIT))  # type: ignore[union-attr]


def may_review(actor: Actor, work: Work) -> bool:
    """Tell whether someone may publish or send back: a reviewer who wrote nothing of it."""
    return bool(actor.has_perm(REVIEW)) and not wrote(actor, work)  # type: ignore[union-attr]


def wrote(actor: Actor, work: Work) -> bool:
    """Tell whether someone began it, or changed it since."""
    if work.author_id == actor.pk:
        return True
    if isinstance(work, ChangeRequest):
        return False
    if isinstance(work, Amendment):
        if actor.pk in work.contributors:
            return True
        own = Q(author=actor.pk) | Q(contributors__contains=[actor.pk])
        return work.versions.filter(own, corrects=None).exists()
    return actor.pk in work.contributors


def require_editor(actor: Actor) -> None:
    """Refuse whoever may not write drafts."""
    if not may_edit(actor):
        raise PermissionDenied(_("You may not edit the law here. Ask an administrator for the group Editor."))


def require_reviewer(actor: Actor, work: Work) -> None:
    """Refuse whoever may not decide on this, and say which of the two reasons it is."""
    if wrote(actor, work):
        raise PermissionDenied(_("You wrote this. Someone else has to review it."))
    if not may_review(actor, work):
        raise PermissionDenied(
            _("You may not review the law here. Ask an administrator for the group Reviewer.")
        )
