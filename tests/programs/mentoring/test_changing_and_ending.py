"""A profile is changed until its owner is matched; staff end pairs for a reason; with the pages of both."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import joining, meeting, pairing
from programs.models import MentoringPair, MentoringProfile
from tests.factories import accounts
from tests.factories.mentoring import NOW, details, make_officer, make_pair, make_profile, with_code

pytestmark = pytest.mark.django_db


def test_changed_profile_waits_to_be_read_again() -> None:
    profile = make_profile("mentor")
    joining.change(profile=profile, details=details("mentor", name="Saule", goals=["team"]))
    kept = MentoringProfile.objects.get(pk=profile.pk)
    assert (kept.name, kept.goals, kept.state) == ("Saule", ["team"], "waiting")


def test_change_takes_back_what_was_proposed_and_not_decided() -> None:
    pair = make_pair("proposed")
    joining.change(profile=pair.mentee, details=details("mentee", languages=["ur"]))
    pair.refresh_from_db()
    assert pair.state == "rejected"


@pytest.mark.parametrize("state", ["confirmed", "active"])
@pytest.mark.parametrize("side", ["mentor", "mentee"])
def test_nobody_who_is_matched_changes_her_profile(state: str, side: str) -> None:
    profile = getattr(make_pair(state), side)
    assert not joining.may_change(profile)
    with pytest.raises(ValidationError, match="matched"):
        joining.change(profile=profile, details=details(side))


def test_closed_profile_is_not_changed() -> None:
    with pytest.raises(ValidationError, match="closed"):
        joining.change(profile=make_profile("mentor", "closed"), details=details("mentor"))


def test_mentor_does_not_become_a_mentee() -> None:
    with pytest.raises(ValidationError, match="stays"):
        joining.change(profile=make_profile("mentor"), details=details("mentee"))


def test_profile_that_was_erased_meanwhile_is_said_to_be_gone() -> None:
    profile = make_profile("mentor")
    joining.erase(profile=profile, now=NOW)
    with pytest.raises(joining.ProfileGoneError):
        joining.change(profile=profile, details=details("mentor"))
    joining.erase(profile=profile, now=NOW)


def mine(client: Client, code: str, **values: Any) -> Any:
    return client.post("/en/mentoring/mine/", {"code": code, **values})


FILLED = {
    "name": "Saule", "email": "saule@example.org", "country": "KZ", "zone": "Asia/Almaty",
    "languages": ["kk"], "sectors": ["trade"], "goals": ["team"], "borders": "home", "capacity": "1",
    "tue_from": "09:00", "tue_to": "11:00",
}  # fmt: skip


def test_form_of_change_holds_what_was_told_and_saves_it(client: Client) -> None:
    profile, code = with_code("mentor", name="Aigerim", windows=["mon 18:00-20:00"])
    page = mine(client, code, act="edit").content.decode()
    assert 'value="Aigerim"' in page
    assert '<option value="18:00" selected>' in page
    said = mine(client, code, act="change", **FILLED)
    assert "Your profile is changed" in said.content.decode()
    profile.refresh_from_db()
    assert (profile.name, profile.windows, profile.state) == ("Saule", ["tue 09:00-11:00"], "waiting")


def test_wrong_change_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    profile, code = with_code("mentor", name="Aigerim")
    response = mine(client, code, act="change", **FILLED | {"tue_to": ""})
    assert response.status_code == 400
    assert 'value="saule@example.org"' in response.content.decode()
    profile.refresh_from_db()
    assert profile.name == "Aigerim"


@pytest.mark.parametrize("act", ["edit", "change"])
def test_page_refuses_a_change_of_who_is_matched(client: Client, act: str) -> None:
    mentor, code = with_code("mentor")
    make_pair("active", mentor=mentor)
    response = mine(client, code, act=act, **FILLED)
    assert response.status_code == 400
    assert "You are matched with somebody" in response.content.decode()


def test_staff_end_a_pair_for_a_reason_and_both_are_asked() -> None:
    pair, officer = make_pair("active"), make_officer()
    ended = pairing.end_for(pair=pair, reason="silence", actor=officer, now=NOW)
    assert (ended.state, ended.ended_for, ended.ended_by) == ("ended", "silence", officer)
    assert MentoringProfile.objects.get(pk=pair.mentor_id).taken == 0
    meeting.give_feedback(
        pair=pair, profile=pair.mentee, rating=3, reached_goal=False, words="", now=NOW
    )  # fmt: skip


@pytest.mark.parametrize("reason", ["", "because"])
def test_pair_is_not_ended_without_a_reason(reason: str) -> None:
    with pytest.raises(ValidationError, match="reason"):
        pairing.end_for(pair=make_pair("active"), reason=reason, actor=make_officer(), now=NOW)


@pytest.mark.parametrize("state", ["proposed", "confirmed", "ended"])
def test_only_a_pair_that_meets_is_ended(state: str) -> None:
    with pytest.raises(ForbiddenStepError):
        pairing.end_for(pair=make_pair(state), reason="wish", actor=make_officer(), now=NOW)


def test_only_officers_end_a_pair() -> None:
    outsider = accounts.user("outsider", is_staff=True)
    with pytest.raises(PermissionDenied):
        pairing.end_for(pair=make_pair("active"), reason="wish", actor=outsider, now=NOW)


def test_database_wants_a_reason_of_staff() -> None:
    pair = make_pair("ended")
    with pytest.raises(IntegrityError, match="for_a_reason"), transaction.atomic():
        MentoringPair.objects.filter(pk=pair.pk).update(ended_by=make_officer())


def test_closing_a_profile_ends_the_pair_that_meets() -> None:
    pair = make_pair("active")
    joining.decide_profile(profile=pair.mentee, after="closed", actor=make_officer(), now=NOW)
    pair.refresh_from_db()
    assert (pair.state, pair.ended_for, pair.ended_at) == ("ended", "closed", NOW)
    assert MentoringProfile.objects.get(pk=pair.mentor_id).taken == 0


def test_staff_do_not_send_a_profile_back_to_be_read() -> None:
    with pytest.raises(ForbiddenStepError):
        joining.decide_profile(profile=make_profile(), after="waiting", actor=make_officer(), now=NOW)


def test_command_erases_what_is_past_its_time_and_no_pair_that_goes_on() -> None:
    pair, alone = make_pair("active"), make_profile("mentor")
    fresh = joining.join(details=details("mentee"), now=timezone.now())[0]
    long_ago = timezone.now().date() - dt.timedelta(days=1)
    MentoringProfile.objects.exclude(pk=fresh.pk).update(kept_until=long_ago)
    said = StringIO()
    call_command("erase_mentoring_profiles", stdout=said)
    assert "Profiles erased: 1" in said.getvalue()
    left = set(MentoringProfile.objects.values_list("pk", flat=True))
    assert left == {pair.mentor_id, pair.mentee_id, fresh.pk}
    assert alone.pk not in left
