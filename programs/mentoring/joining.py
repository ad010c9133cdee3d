"""What a mentor or mentee does with her profile: send, change, pause, erase. Her code finds it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from kbase import number_codes, sent_once
from programs.cohorts.states import ForbiddenStepError, check_step
from programs.mentoring.choices import EndReason
from programs.mentoring.querysets import MentoringPairQuerySet
from programs.mentoring.rights import Actor, require_officer
from programs.mentoring.states import (
    ACTIVE,
    CHANGEABLE,
    CLOSED,
    CONFIRMED,
    ENDED,
    OPEN,
    PAUSED,
    PROFILE,
    PROPOSED,
    REJECTED,
    STANDING,
    TAKING,
    WAITING,
)
from programs.models import MentoringFeedback, MentoringMeeting, MentoringPair, MentoringProfile

KEPT_DAYS = 730


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What someone tells of herself."""

    side: str
    language: str
    name: str
    country: str
    zone: str
    languages: list[str]
    sectors: list[str]
    goals: list[str]
    windows: list[str]
    borders: str
    capacity: int = 1
    years: int | None = None
    phone: str = ""
    email: str = ""
    about: str = ""


class ProfileGoneError(ValidationError):
    """The profile was erased meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This profile was erased meanwhile."), code="gone")


@transaction.atomic
def join(*, details: Details, now: dt.datetime, form_number: str = "") -> tuple[MentoringProfile, str]:
    """Keep a profile until staff have read it; give it with its code, which is never shown again.

    Args:
        form_number: of the form, see `kbase.sent_once`; the same form sent again makes no second profile.
    """
    secret = sent_once.secret_of(form_number, purpose=f"mentoring {details.side}")
    code = number_codes.code_from(secret) if secret else number_codes.new_code()
    if secret:
        sent_once.wait_for_the_other(secret)
        before = find(code)
        if before and (before.name, before.email, before.phone) == (
            details.name,
            details.email,
            details.phone,
        ):
            return before, code
        if before:  # the form was filled in anew, for somebody else
            code = number_codes.new_code()
    kept = number_codes.kept(code)
    profile = MentoringProfile(
        code_lookup=kept.lookup,
        code_hash=kept.hash,
        begun_at=now,
        kept_until=(now + dt.timedelta(days=KEPT_DAYS)).date(),
    )
    _write(profile, details)
    profile.save(force_insert=True)
    return profile, code


@transaction.atomic
def change(*, profile: MentoringProfile, details: Details) -> MentoringProfile:
    """Change a profile, until its owner is matched; staff read it again before anybody is proposed.

    Raises:
        ProfileGoneError: it was erased meanwhile.
        ValidationError: she is matched, or staff have closed the profile.
    """
    current = _locked(profile)
    if current.state not in CHANGEABLE:
        raise ValidationError(_("This profile was closed and can't be changed."), code="closed")
    if _of(current).filter(state__in=TAKING).exists():
        raise ValidationError(
            _("You are matched with somebody: tell her what has changed. Your profile stays meanwhile."),
            code="matched",
        )
    if details.side != current.side:
        raise ValidationError(
            _("A mentor's profile stays a mentor's, and a mentee's a mentee's."), code="side"
        )
    _of(current).filter(state=PROPOSED).update(state=REJECTED)
    _write(current, details)
    current.state = WAITING
    current.save()
    return current


def may_change(profile: MentoringProfile) -> bool:
    """Tell whether a profile may be changed now: `change` asks again."""
    return profile.state in CHANGEABLE and not _of(profile).filter(state__in=TAKING).exists()


def _write(profile: MentoringProfile, details: Details) -> None:
    for each in fields(details):
        setattr(profile, each.name, getattr(details, each.name))
    profile.full_clean()


def find(code: str) -> MentoringProfile | None:
    """Find a profile by its code.

    Raises:
        InvalidCodeError: for anything that no code can be.
    """
    found = list(MentoringProfile.objects.filter(code_lookup__in=number_codes.lookups(code)))
    place = number_codes.matching(code, [each.code_hash for each in found])
    return None if place is None else found[place]


@transaction.atomic
def decide_profile(
    *, profile: MentoringProfile, after: str, actor: Actor, now: dt.datetime
) -> MentoringProfile:
    """Open, pause or close a profile, as staff; a pair of hers that meets ends when it is closed."""
    require_officer(actor)
    if after == WAITING:  # only by her, who changes it
        raise ForbiddenStepError(profile.state, after, PROFILE)
    current = _move(profile, after)
    if after == CLOSED:
        meets = _of(current).filter(state=ACTIVE)
        meets.update(state=ENDED, ended_at=now, ended_for=EndReason.CLOSED, ended_by=actor.pk)
    return current


@transaction.atomic
def pause(*, profile: MentoringProfile) -> MentoringProfile:
    """Stop being proposed for a while, or begin again.

    Raises:
        ForbiddenStepError: staff haven't opened it yet, or have closed it.
    """
    after = {OPEN: PAUSED, PAUSED: OPEN}.get(profile.state)
    if after is None:
        raise ForbiddenStepError(profile.state, PAUSED, PROFILE)
    return _move(profile, after)


def _move(profile: MentoringProfile, after: str) -> MentoringProfile:
    current = _locked(profile)
    check_step(current.state, after, PROFILE)
    current.state = after
    current.save(update_fields=["state"])
    # Whom staff close gets nobody's name any more; who pauses keeps what was promised.
    given_up = {PAUSED: (PROPOSED,), CLOSED: (PROPOSED, CONFIRMED)}.get(after, ())
    _of(current).filter(state__in=given_up).update(state=REJECTED)
    return current


def _locked(profile: MentoringProfile) -> MentoringProfile:
    """Lock a profile and those beside it, in the order of `pairing`: two never wait for each other."""
    beside = {key for pair in _of(profile).values_list("mentor", "mentee") for key in pair if key}
    locked = MentoringProfile.objects.filter(pk__in={*beside, profile.pk}).select_for_update().order_by("pk")
    found = next((each for each in locked if each.pk == profile.pk), None)
    if found is None:
        raise ProfileGoneError
    return found


@transaction.atomic
def erase(*, profile: MentoringProfile, now: dt.datetime) -> None:
    """Erase a profile at once; pairs stay as numbers, without words.

    What was proposed or confirmed ends as if declined by nobody; what went on ends now.
    """
    try:
        current = _locked(profile)
    except ProfileGoneError:
        return  # by somebody else, at the same moment
    mine = list(_of(current).select_for_update().order_by("pk"))
    for pair in mine:
        if pair.state in STANDING:
            pair.state = REJECTED if pair.state in (PROPOSED, CONFIRMED) else ENDED
            pair.ended_at = now
            pair.save(update_fields=["state", "ended_at"])
    numbers = [pair.pk for pair in mine]
    MentoringMeeting.objects.filter(pair__in=numbers).update(note_token="")
    MentoringFeedback.objects.filter(pair__in=numbers, side=current.side).update(words_token="")
    current.delete()


@transaction.atomic
def erase_for(*, profile: MentoringProfile, actor: Actor, now: dt.datetime) -> None:
    """Erase for someone who asked staff to."""
    require_officer(actor)
    erase(profile=profile, now=now)


def erase_due(*, now: dt.datetime) -> int:
    """Erase the profiles whose time is over, each in its own transaction; give how many."""
    due = list(MentoringProfile.objects.due_for_erasure(now.date()))
    for profile in due:
        erase(profile=profile, now=now)
    return len(due)


def _of(profile: MentoringProfile) -> MentoringPairQuerySet:
    return MentoringPair.objects.filter(Q(mentor=profile) | Q(mentee=profile))
