"""Proposing pairs and deciding on them: staff confirm, then both are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.cohorts.states import check_step
from programs.mentoring.availability import meeting_starts, telling_weeks
from programs.mentoring.choices import EndReason
from programs.mentoring.matching import Proposal, match
from programs.mentoring.rights import Actor, require_officer
from programs.mentoring.scoring import BORDERS, HOURS, LANGUAGES, Person, Rules, limits, score
from programs.mentoring.states import CONFIRMED, ENDED, OPEN, PAIR, PROPOSED, REJECTED, STANDING
from programs.models import MentoringPair, MentoringProfile

FORBIDDEN = {
    LANGUAGES: gettext_lazy("They have no language in common."),
    HOURS: gettext_lazy("They have no hour in common in every week ahead."),
    BORDERS: gettext_lazy("One of them wants nobody across the border."),
}
LOCK = 71_400_405  # of the transaction that proposes: two runs at once would propose the same people


class MentorFullError(ValidationError):
    """The mentor has as many mentees as she has time for."""

    def __init__(self) -> None:
        super().__init__(_("This mentor has as many mentees as she has time for."), code="full")


@transaction.atomic
def propose(*, actor: Actor, rules: Rules, now: dt.datetime) -> list[MentoringPair]:
    """Match everyone who is free; what was proposed before and not decided gives way."""
    require_officer(actor)
    _only_one_at_a_time()
    MentoringPair.objects.filter(state=PROPOSED).update(state=REJECTED, decided_at=now)
    mentors = list(MentoringProfile.objects.free_mentors())
    mentees = list(MentoringProfile.objects.free_mentees())
    ours, theirs = people(mentors, now.date(), beside=mentees), people(mentees, now.date(), beside=mentors)
    left = {str(each.pk): each.capacity - each.taken for each in mentors}
    found = match([replace(each, capacity=left[each.key]) for each in ours], theirs, rules)
    return MentoringPair.objects.bulk_create([_pair(each, now) for each in found])


@transaction.atomic
def propose_by_hand(
    *, mentor: MentoringProfile, mentee: MentoringProfile, actor: Actor, now: dt.datetime
) -> MentoringPair:
    """Propose two people whom staff know to go together; the hard limits hold all the same.

    Raises:
        ValidationError: says which limit forbids it, or that one of them isn't free.
    """
    require_officer(actor)
    _only_one_at_a_time()
    people_of = list(
        MentoringProfile.objects.filter(pk__in=(mentor.pk, mentee.pk)).select_for_update().order_by("pk")
    )
    one, two = (
        next((each for each in people_of if each.side == side), None) for side in ("mentor", "mentee")
    )
    if one is None or two is None or {one.state, two.state} != {OPEN}:
        raise ValidationError(_("Choose a mentor and a mentee whose profiles are open."), code="sides")
    if MentoringPair.objects.filter(mentee=two, state__in=STANDING).exists():
        raise ValidationError(_("This mentee has a mentor, or is proposed to one."), code="twice")
    if one.taken >= one.capacity:
        raise MentorFullError
    (ours,), (theirs,) = people([one], now.date(), beside=[two]), people([two], now.date(), beside=[one])
    points = score(ours, theirs)
    if points is None:
        raise ValidationError([str(FORBIDDEN[name]) for name in limits(ours, theirs)], code="limits")
    pair = _pair(Proposal(ours, theirs, points), now)
    pair.save()
    return pair


@transaction.atomic
def confirm(*, pair: MentoringPair, actor: Actor, now: dt.datetime) -> MentoringPair:
    """Confirm a proposal; both can then accept.

    Raises:
        ForbiddenStepError: someone decided already.
        ValidationError: the mentor has no time left, or one of them isn't open any more.
    """
    require_officer(actor)
    current, people_of = _locked(pair)
    check_step(current.state, CONFIRMED, PAIR)
    if any(each.state != OPEN for each in people_of):
        raise ValidationError(_("One of the two isn't open for matching any more."), code="closed")
    if current.mentor is None or current.mentor.taken >= current.mentor.capacity:
        raise MentorFullError
    return _decide(current, CONFIRMED, actor, now)


@transaction.atomic
def reject(*, pair: MentoringPair, actor: Actor, now: dt.datetime) -> MentoringPair:
    """Reject a proposal, or take back a confirmation while not both have accepted."""
    require_officer(actor)
    current, _people = _locked(pair)
    check_step(current.state, REJECTED, PAIR)
    return _decide(current, REJECTED, actor, now)


@transaction.atomic
def end_for(*, pair: MentoringPair, reason: str, actor: Actor, now: dt.datetime) -> MentoringPair:
    """End a pair that meets, as staff; both are asked how it was.

    Args:
        reason: one of `EndReason`.

    Raises:
        ValidationError: no such reason.
        ForbiddenStepError: they don't meet, or not any more.
    """
    require_officer(actor)
    if reason not in EndReason.values:
        raise ValidationError(_("Say why the pair ends: choose one of the reasons."), code="reason")
    current, _people = _locked(pair)
    check_step(current.state, ENDED, PAIR)
    current.state, current.ended_at = ENDED, now
    current.ended_for, current.ended_by_id = reason, cast("int | None", actor.pk)
    current.save(update_fields=["state", "ended_at", "ended_for", "ended_by_id"])
    return current


def people(
    profiles: Iterable[MentoringProfile], day: dt.date, *, beside: Iterable[MentoringProfile]
) -> list[Person]:
    """Give what matching needs of profiles.

    Args:
        beside: those on the other side, whose clocks count too.
    """
    listed = list(profiles)
    weeks = telling_weeks({each.zone for each in [*listed, *beside]}, day)
    return [
        Person(
            key=str(each.pk),
            country=each.country,
            languages=frozenset(each.languages),
            sectors=frozenset(each.sectors),
            goals=frozenset(each.goals),
            starts=[meeting_starts(each.windows, each.zone, week) for week in weeks],
            borders=each.borders,
            capacity=each.capacity,
        )
        for each in listed
    ]


def _pair(found: Proposal, now: dt.datetime) -> MentoringPair:
    return MentoringPair(
        mentor_id=found.mentor.key,
        mentee_id=found.mentee.key,
        score=found.score.total,
        points=found.score.points,
        is_across=found.mentor.country != found.mentee.country,
        proposed_at=now,
    )


def _locked(pair: MentoringPair) -> tuple[MentoringPair, list[MentoringProfile]]:
    """Lock both people in one order, then the pair; give them as they are now."""
    keys = [key for key in (pair.mentor_id, pair.mentee_id) if key]
    locked = list(MentoringProfile.objects.filter(pk__in=keys).select_for_update().order_by("pk"))
    current = MentoringPair.objects.select_for_update(of=("self",)).with_people().get(pk=pair.pk)
    return current, locked


def _decide(pair: MentoringPair, after: str, actor: Actor, now: dt.datetime) -> MentoringPair:
    pair.state, pair.decided_at, pair.decided_by_id = after, now, cast("int | None", actor.pk)
    pair.save(update_fields=["state", "decided_at", "decided_by_id"])
    return pair


def _only_one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
