"""Pairs from proposal to feedback: who may do what, when, and what the database refuses by itself."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import joining, meeting, pairing
from programs.mentoring.scoring import ACROSS, HOME, Rules
from programs.mentoring.states import PAIR
from programs.models import MentoringFeedback, MentoringMeeting, MentoringPair, MentoringProfile
from tests.factories import accounts
from tests.factories.mentoring import NOW, details, make_officer, make_pair, make_profile, with_code

pytestmark = pytest.mark.django_db


def test_proposals_keep_the_points_of_each_criterion() -> None:
    make_profile("mentor")
    make_profile("mentee")
    (pair,) = pairing.propose(actor=make_officer(), rules=Rules(), now=NOW)
    assert pair.points == {"goals": 35, "sector": 25, "borders": 15, "hours": 9, "languages": 5}
    assert (pair.score, pair.is_across, pair.state) == (89, True, "proposed")


def test_new_run_replaces_what_nobody_decided() -> None:
    old = make_pair("proposed")
    kept = make_pair("confirmed")
    pairing.propose(actor=make_officer(), rules=Rules(), now=NOW)
    states = dict(MentoringPair.objects.values_list("pk", "state"))
    assert (states[old.pk], states[kept.pk]) == ("rejected", "confirmed")
    assert MentoringPair.objects.proposed().get().mentee_id == old.mentee_id


def test_run_counts_the_mentees_a_mentor_has() -> None:
    mentor = make_profile("mentor", capacity=2)
    make_pair("active", mentor=mentor)
    for _number in range(3):
        make_profile("mentee")
    assert len(pairing.propose(actor=make_officer(), rules=Rules(), now=NOW)) == 1


def test_waiting_and_paused_profiles_are_not_proposed() -> None:
    make_profile("mentor")
    make_profile("mentee", "waiting")
    paused = make_profile("mentee")
    joining.pause(profile=paused)
    assert pairing.propose(actor=make_officer(), rules=Rules(), now=NOW) == []


@pytest.mark.parametrize(("borders", "count"), [(ACROSS, 1), (HOME, 1)])
def test_run_can_be_for_pairs_across_borders_or_at_home(borders: str, count: int) -> None:
    make_profile("mentor", capacity=5, borders="anywhere")
    make_profile("mentee", borders="anywhere")
    make_profile("mentee", country="KZ", zone="Asia/Almaty", borders="anywhere")
    found = pairing.propose(actor=make_officer(), rules=Rules(borders), now=NOW)
    assert [pair.is_across for pair in found] == [borders == ACROSS] * count


def test_hard_limits_hold_for_proposals_by_hand() -> None:
    mentor, mentee = make_profile("mentor", languages=["kk"]), make_profile("mentee", languages=["ur"])
    with pytest.raises(ValidationError, match="no language"):
        pairing.propose_by_hand(mentor=mentor, mentee=mentee, actor=make_officer(), now=NOW)


def test_mentee_has_one_mentor_at_a_time() -> None:
    pair = make_pair("active")
    with pytest.raises(ValidationError, match="has a mentor"):
        make_pair(mentee=pair.mentee)
    with pytest.raises(IntegrityError, match="mentee_has_one_mentor"), transaction.atomic():
        MentoringPair.objects.create(
            mentor=make_profile("mentor"),
            mentee=pair.mentee,
            score=1,
            points={},
            is_across=False,
            proposed_at=NOW,
        )


def test_mentor_takes_no_more_than_she_has_time_for() -> None:
    mentor = make_profile("mentor", capacity=1)
    pairs = [make_pair(mentor=mentor) for _number in range(2)]
    pairing.confirm(pair=pairs[0], actor=make_officer(), now=NOW)
    with pytest.raises(ValidationError, match="as many mentees"):
        pairing.confirm(pair=pairs[1], actor=make_officer(), now=NOW)
    with pytest.raises(IntegrityError, match="no_more_mentees"), transaction.atomic():
        MentoringPair.objects.filter(pk=pairs[1].pk).update(state="confirmed")


def test_count_of_mentees_is_not_written_by_hand() -> None:
    mentor = make_profile("mentor")
    with pytest.raises(IntegrityError, match="counted"), transaction.atomic():
        MentoringProfile.objects.filter(pk=mentor.pk).update(taken=1)


def test_both_must_accept_before_they_meet() -> None:
    pair = make_pair("confirmed")
    assert pair.mentor
    assert pair.mentee
    assert meeting.accept(pair=pair, profile=pair.mentor, now=NOW).state == "confirmed"
    with pytest.raises(ValidationError, match="while you are a pair"):
        meeting.log_meeting(pair=pair, profile=pair.mentee, held_on=NOW.date(), minutes=60, note="", now=NOW)
    assert meeting.accept(pair=pair, profile=pair.mentee, now=NOW).state == "active"


def test_who_declines_frees_both() -> None:
    pair = make_pair("confirmed")
    assert pair.mentor
    assert pair.mentee
    meeting.decline(pair=pair, profile=pair.mentee, now=NOW)
    pair.mentor.refresh_from_db()
    assert pair.mentor.taken == 0
    assert pair.mentee in MentoringProfile.objects.free_mentees()


def test_pair_is_completed_by_the_feedback_of_both() -> None:
    pair = make_pair("ended")
    assert pair.mentor
    assert pair.mentee
    said = {"pair": pair, "rating": 5, "reached_goal": True, "now": NOW}
    assert meeting.give_feedback(profile=pair.mentor, words="", **said).state == "ended"  # type: ignore[arg-type]
    done = meeting.give_feedback(profile=pair.mentee, words="Thank you", **said)  # type: ignore[arg-type]
    assert done.state == "completed"


def test_feedback_is_given_once() -> None:
    pair = make_pair("ended")
    assert pair.mentor
    for expected in (None, "exists"):
        if expected is None:
            meeting.give_feedback(
                pair=pair, profile=pair.mentor, rating=4, reached_goal=False, words="", now=NOW
            )
        else:
            with pytest.raises(ValidationError, match=expected):
                meeting.give_feedback(
                    pair=pair, profile=pair.mentor, rating=4, reached_goal=False, words="", now=NOW
                )


@pytest.mark.parametrize("held_on", [dt.date(2026, 11, 20), dt.date(2026, 11, 23)])
def test_meeting_before_the_pair_or_in_the_future_is_refused(held_on: dt.date) -> None:
    pair = make_pair("active")
    assert pair.mentor
    with pytest.raises(ValidationError, match="is not between"):
        meeting.log_meeting(pair=pair, profile=pair.mentor, held_on=held_on, minutes=60, note="", now=NOW)


@pytest.mark.parametrize("minutes", [0, 4, 601])
def test_meeting_of_no_length_is_refused(minutes: int) -> None:
    pair = make_pair("active")
    assert pair.mentor
    with pytest.raises(ValidationError):
        meeting.log_meeting(
            pair=pair, profile=pair.mentor, held_on=NOW.date(), minutes=minutes, note="", now=NOW
        )


def test_nobody_acts_on_the_pair_of_others() -> None:
    pair, stranger = make_pair("confirmed"), make_profile("mentee")
    with pytest.raises(ValidationError, match="isn't yours"):
        meeting.accept(pair=pair, profile=stranger, now=NOW)


def test_proposal_is_not_hers_to_see_before_staff_confirm() -> None:
    pair = make_pair("proposed")
    assert pair.mentee
    assert not MentoringPair.objects.of(pair.mentee).exists()


@pytest.mark.parametrize("act", ["propose", "confirm", "reject", "profile", "erase"])
def test_whoever_may_not_run_mentoring_is_refused(act: str) -> None:
    pair, outsider = make_pair(), accounts.user("editor-only", is_staff=True)
    assert pair.mentor
    acts = {
        "propose": lambda: pairing.propose(actor=outsider, rules=Rules(), now=NOW),
        "confirm": lambda: pairing.confirm(pair=pair, actor=outsider, now=NOW),
        "reject": lambda: pairing.reject(pair=pair, actor=outsider, now=NOW),
        "profile": lambda: joining.decide_profile(
            profile=pair.mentor, after="paused", actor=outsider, now=NOW
        ),
        "erase": lambda: joining.erase_for(profile=pair.mentor, actor=outsider, now=NOW),
    }
    with pytest.raises(PermissionDenied):
        acts[act]()


@pytest.mark.parametrize("before", PAIR)
@pytest.mark.parametrize("after", PAIR)
def test_database_takes_exactly_the_steps_of_the_table(before: str, after: str) -> None:
    if before == after:
        return
    pair = make_pair()
    MentoringPair.objects.filter(pk=pair.pk).update(mentor_accepted_at=NOW, mentee_accepted_at=NOW)
    for step in _way_to(before):
        MentoringPair.objects.filter(pk=pair.pk).update(state=step)
    if after in PAIR[before]:
        MentoringPair.objects.filter(pk=pair.pk).update(state=after)
    else:
        with pytest.raises(Exception, match="transition"), transaction.atomic():
            MentoringPair.objects.filter(pk=pair.pk).update(state=after)


def _way_to(state: str) -> list[str]:
    ways = {"proposed": [], "rejected": ["rejected"], "confirmed": ["confirmed"]}
    ways["declined"], ways["active"] = ["confirmed", "declined"], ["confirmed", "active"]
    ways["ended"] = [*ways["active"], "ended"]
    ways["completed"] = [*ways["ended"], "completed"]
    return ways[state]


def test_refused_step_names_what_is_allowed() -> None:
    pair = make_pair("active")
    with pytest.raises(ForbiddenStepError, match="active can become ended"):
        pairing.confirm(pair=pair, actor=make_officer(), now=NOW)


def test_names_and_contacts_are_nowhere_in_the_database() -> None:
    joining.join(
        details=details("mentor", name="Aigerim Unique", phone="+7 701 0000001", about="Sells felt"), now=NOW
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM programs_mentoringprofile p")
        stored = str(cursor.fetchall())
    for words in ("Aigerim", "0000001", "felt", "example.org"):
        assert words not in stored
    profile = MentoringProfile.objects.get()
    assert (profile.name, profile.about) == ("Aigerim Unique", "Sells felt")


def test_code_finds_its_profile_and_no_other() -> None:
    profile, code = with_code("mentor")
    make_profile("mentor")
    assert joining.find(code) == profile
    assert joining.find("0000 0000 0000 0000") is None


def test_erased_person_leaves_numbers_and_no_words() -> None:
    pair = make_pair("active")
    assert pair.mentor
    assert pair.mentee
    meeting.log_meeting(
        pair=pair, profile=pair.mentor, held_on=NOW.date(), minutes=60, note="Her prices", now=NOW
    )
    joining.erase(profile=pair.mentee, now=NOW)
    pair.refresh_from_db()
    assert (pair.state, pair.mentee, pair.score > 0) == ("ended", None, True)
    assert MentoringMeeting.objects.get().note == ""
    pair.mentor.refresh_from_db()
    assert pair.mentor.taken == 0


def test_profile_is_erased_in_time_unless_a_pair_goes_on() -> None:
    idle, busy = make_profile("mentor"), make_pair("active")
    late = NOW + dt.timedelta(days=731)
    assert joining.erase_due(now=NOW + dt.timedelta(days=729)) == 0
    assert joining.erase_due(now=late) == 1
    assert not MentoringProfile.objects.filter(pk=idle.pk).exists()
    assert MentoringProfile.objects.filter(pk=busy.mentor_id).exists()


def test_ended_feedback_of_one_side_stays_when_the_other_is_erased() -> None:
    pair = make_pair("ended")
    assert pair.mentor
    assert pair.mentee
    for profile in (pair.mentor, pair.mentee):
        meeting.give_feedback(pair=pair, profile=profile, rating=5, reached_goal=True, words="Good", now=NOW)
    joining.erase(profile=pair.mentee, now=NOW)
    kept = {each.side: each.words for each in MentoringFeedback.objects.all()}
    assert kept == {"mentor": "Good", "mentee": ""}
