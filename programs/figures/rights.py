"""Who may take which step with a figure; every action asks here first."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from programs.models import Observation, Target

EDIT = "programs.change_observation"
REVIEW = "programs.review_observation"
SEE = "programs.view_observation"

Actor = AbstractBaseUser | AnonymousUser
Figure = Observation | Target


def may_see(actor: Actor) -> bool:
    """Tell whether someone may look at figures that aren't published: staff who see, write or review."""
    return any(_has(actor, right) for right in (SEE, EDIT, REVIEW))


def may_edit(actor: Actor) -> bool:
    """Tell whether someone may write drafts of figures."""
    return _has(actor, EDIT)


def is_reviewer(actor: Actor) -> bool:
    """Tell whether someone may publish what others wrote."""
    return _has(actor, REVIEW)


def wrote(actor: Actor, figure: Figure) -> bool:
    """Tell whether someone began a figure, or changed its draft."""
    return figure.author_id == actor.pk or actor.pk in figure.contributors


def may_review(actor: Actor, figure: Figure) -> bool:
    """Tell whether someone may publish or send back: a reviewer who wrote nothing of it."""
    return is_reviewer(actor) and not wrote(actor, figure)


def may_withdraw(actor: Actor, figure: Figure) -> bool:
    """Tell whether someone may withdraw a figure: a reviewer other than who asked for it."""
    asked_by = figure.withdrawal_asked_by_id
    return is_reviewer(actor) and asked_by is not None and asked_by != actor.pk


def require_editor(actor: Actor) -> None:
    """Refuse whoever may not write drafts."""
    if not may_edit(actor):
        raise PermissionDenied(
            _("You may not enter figures here. Ask an administrator for the group Editor.")
        )


def require_reviewer(actor: Actor, figure: Figure) -> None:
    """Refuse whoever may not decide on this, and say which of the two reasons it is."""
    if wrote(actor, figure):
        raise PermissionDenied(_("You wrote this. Someone else has to review it."))
    _require_group(actor)


def require_second_person(actor: Actor, figure: Figure) -> None:
    """Refuse whoever asked for the withdrawal that is to be decided."""
    _require_group(actor)
    if figure.withdrawal_asked_by_id == actor.pk:
        raise PermissionDenied(_("You asked for this. Someone else has to decide."))


def _require_group(actor: Actor) -> None:
    if not is_reviewer(actor):
        raise PermissionDenied(
            _("You may not review figures here. Ask an administrator for the group Reviewer.")
        )


def _has(actor: Actor, right: str) -> bool:
    return bool(getattr(actor, "is_staff", False)) and bool(actor.has_perm(right))  # type: ignore[union-attr]
