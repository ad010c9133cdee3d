"""What the two do: accept or decline, log meetings, end, say how it was."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from programs.cohorts.states import check_step
from programs.mentoring.states import ACTIVE, COMPLETED, CONFIRMED, DECLINED, ENDED, PAIR
from programs.models import MentoringFeedback, MentoringMeeting, MentoringPair, MentoringProfile


@transaction.atomic
def accept(*, pair: MentoringPair, profile: MentoringProfile, now: dt.datetime) -> MentoringPair:
    """Accept; when both have, they meet."""
    current = _mine(pair, profile)
    if current.state != CONFIRMED:
        check_step(current.state, ACTIVE, PAIR)
    setattr(current, f"{profile.side}_accepted_at", now)
    if current.mentor_accepted_at and current.mentee_accepted_at:
        current.state = ACTIVE
    current.save()
    return current


@transaction.atomic
def decline(*, pair: MentoringPair, profile: MentoringProfile, now: dt.datetime) -> MentoringPair:
    """Decline, without a reason; both are free again."""
    current = _mine(pair, profile)
    check_step(current.state, DECLINED, PAIR)
    current.state, current.ended_at = DECLINED, now
    current.save()
    return current


@transaction.atomic
def log_meeting(
    *,
    pair: MentoringPair,
    profile: MentoringProfile,
    held_on: dt.date,
    minutes: int,
    note: str,
    now: dt.datetime,
) -> MentoringMeeting:
    """Log a meeting of a pair that meets.

    Raises:
        ValidationError: they don't meet, the day is impossible, or it was logged already.
    """
    current = _mine(pair, profile)
    if current.state != ACTIVE:
        raise ValidationError(_("Meetings are logged while you are a pair."), code="not_active")
    first = current.proposed_at.date()
    # A day begins first where clocks are most ahead: fourteen hours.
    if not first <= held_on <= (now + dt.timedelta(hours=14)).date():
        raise ValidationError(
            _("%(day)s is not between the day you were proposed, %(first)s, and today."),
            params={"day": held_on, "first": first},
            code="day",
        )
    meeting = MentoringMeeting(pair=current, held_on=held_on, minutes=minutes, logged_by=profile.side)
    meeting.note = note
    meeting.full_clean()
    meeting.save(force_insert=True)
    return meeting


@transaction.atomic
def end(*, pair: MentoringPair, profile: MentoringProfile, now: dt.datetime) -> MentoringPair:
    """End; either side may, at any time."""
    current = _mine(pair, profile)
    check_step(current.state, ENDED, PAIR)
    current.state, current.ended_at = ENDED, now
    current.save()
    return current


@transaction.atomic
def give_feedback(
    *,
    pair: MentoringPair,
    profile: MentoringProfile,
    rating: int,
    reached_goal: bool,
    words: str,
    now: dt.datetime,
) -> MentoringPair:
    """Say how it was, once; when both have, the pair is completed."""
    current = _mine(pair, profile)
    if current.state != ENDED:
        raise ValidationError(_("Feedback is asked for once you have ended."), code="not_ended")
    given = MentoringFeedback(
        pair=current, side=profile.side, rating=rating, reached_goal=reached_goal, given_at=now
    )
    given.words = words
    given.full_clean()
    given.save(force_insert=True)
    if current.feedback.count() == 2:
        current.state = COMPLETED
        current.save(update_fields=["state"])
    return current


def _mine(pair: MentoringPair, profile: MentoringProfile) -> MentoringPair:
    """Lock a pair of hers, her mentor's row first, whose count changes with the state."""
    keys = [key for key in (pair.mentor_id, pair.mentee_id) if key]
    list(MentoringProfile.objects.filter(pk__in=keys).select_for_update().order_by("pk"))
    found = MentoringPair.objects.of(profile).select_for_update().filter(pk=pair.pk).first()
    if found is None:
        raise ValidationError(_("This pair isn't yours."), code="not_yours")
    return found
