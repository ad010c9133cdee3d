"""The officers' lists of people and pairs, one of each, and pairing by hand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from programs.mentoring import joining, meeting
from programs.mentoring.candidates import candidates
from programs.mentoring.scoring import limits, score
from programs.models import MentoringPair
from tests.factories import accounts
from tests.factories.mentoring import NOW, make_pair, make_profile
from tests.programs.mentoring.people import people

DESK = "/admin/mentoring/"


@pytest.fixture
def officer() -> Client:
    return accounts.sign_in(Client(), accounts.staff("matcher", groups=["Programme officer"]))


def body(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Saule", "Fatima", "Zhanar"}),
        ("?side=mentor", {"Saule", "Zhanar"}),
        ("?state=paused", {"Zhanar"}),
        ("?country=PK", {"Fatima"}),
        ("?language=ur", {"Fatima"}),
        ("?free=yes", {"Saule", "Fatima"}),
        ("?free=no", {"Zhanar"}),
        ("?side=nonsense", set()),
        ("?page=99999999999999999999", {"Saule", "Fatima", "Zhanar"}),
    ],
)
def test_people_are_filtered(officer: Client, query: str, shown: set[str]) -> None:
    make_profile("mentor", name="Saule")
    make_profile("mentee", name="Fatima")
    paused = make_profile("mentor", name="Zhanar")
    joining.pause(profile=paused)
    page = body(officer, f"{DESK}people/{query}")
    assert {name for name in ("Saule", "Fatima", "Zhanar") if name in page} == shown


@pytest.mark.django_db
def test_pairs_are_filtered_by_state_and_by_silence(officer: Client) -> None:
    quiet = make_pair("active", mentor=make_profile("mentor", name="Quiet"))
    busy = make_pair("active", mentor=make_profile("mentor", name="Busy"))
    make_pair("proposed", mentor=make_profile("mentor", name="Waiting"))
    long_ago = timezone.now() - dt.timedelta(days=90)
    MentoringPair.objects.filter(pk__in=(quiet.pk, busy.pk)).update(decided_at=long_ago, proposed_at=long_ago)
    busy.refresh_from_db()
    today = timezone.now().date()
    meeting.log_meeting(
        pair=busy, profile=busy.mentor, held_on=today, minutes=60, note="", now=timezone.now()
    )
    assert "Waiting" in body(officer, f"{DESK}pairs/?state=proposed")
    assert "Quiet" not in body(officer, f"{DESK}pairs/?state=proposed")
    silent = body(officer, f"{DESK}pairs/?quiet=yes")
    assert "Quiet" in silent
    assert "Busy" not in silent


@pytest.mark.django_db
def test_lists_are_paged_and_need_few_queries(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(6):
        make_pair("active")
    make_profile("mentor", "waiting")
    for address in (DESK, f"{DESK}people/", f"{DESK}pairs/"):
        with django_assert_max_num_queries(16):
            officer.get(address)


@pytest.mark.django_db
def test_front_page_names_the_countries_of_a_proposal(officer: Client) -> None:
    make_pair("proposed")
    page = body(officer, DESK)
    assert "(Kazakhstan)" in page
    assert "(Pakistan)" in page


@pytest.mark.django_db
def test_candidates_come_best_first_and_who_is_forbidden_last_with_the_reason() -> None:
    mentee = make_profile("mentee", goals=["export"])
    best = make_profile("mentor", goals=["export"])
    other = make_profile("mentor", goals=["team"])
    forbidden = make_profile("mentor", languages=["kk"], borders="home", windows=["sun 06:00-07:00"])
    found = candidates(mentee, day=NOW.date())
    assert [each.profile for each in found] == [best, other, forbidden]
    assert found[2].obstacles == ["languages", "hours", "borders"]
    assert found[0].total > found[1].total > 0


@pytest.mark.django_db
def test_officer_pairs_two_by_hand_and_reads_the_points(officer: Client) -> None:
    mentor, mentee = make_profile("mentor", name="Saule"), make_profile("mentee", name="Fatima")
    address = reverse("mentoring-match", args=(mentee.pk,))
    page = body(officer, address)
    assert "Saule" in page
    assert "35 of 35" in page
    officer.post(address, {"other": mentor.pk})
    pair = MentoringPair.objects.get()
    assert (pair.mentor, pair.mentee, pair.state) == (mentor, mentee, "proposed")


@pytest.mark.django_db
def test_who_is_forbidden_is_listed_with_the_reason_and_refused(officer: Client) -> None:
    mentee = make_profile("mentee", languages=["ur"])
    mentor = make_profile("mentor", name="Saule", languages=["kk"])
    address = reverse("mentoring-match", args=(mentee.pk,))
    assert "Saule" not in body(officer, address)
    assert "They have no language in common." in body(officer, f"{address}?shown=forbidden")
    response = officer.post(address, {"other": mentor.pk}, follow=True)
    assert "They have no language in common." in response.content.decode()
    assert not MentoringPair.objects.exists()


@pytest.mark.django_db
def test_mentor_without_time_is_neither_listed_nor_taken(officer: Client) -> None:
    mentor = make_profile("mentor", name="Saule", capacity=1)
    make_pair("active", mentor=mentor)
    mentee = make_profile("mentee")
    address = reverse("mentoring-match", args=(mentee.pk,))
    assert "Saule" not in body(officer, address)
    response = officer.post(address, {"other": mentor.pk}, follow=True)
    assert "as many mentees as she has time for" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_is_paired_with_nobody(officer: Client, other: str) -> None:
    mentee = make_profile("mentee")
    assert officer.post(reverse("mentoring-match", args=(mentee.pk,)), {"other": other}).status_code == 404


@pytest.mark.django_db
def test_officer_ends_a_pair_on_its_page(officer: Client) -> None:
    pair = make_pair("active")
    address = reverse("mentoring-pair-page", args=(pair.pk,))
    assert officer.post(address, {"reason": ""}).status_code == 400
    page = officer.post(address, {"reason": "conduct"}, follow=True).content.decode()
    assert "Ended by staff: The rules of mentoring were broken" in page
    assert 'name="reason"' not in page


@pytest.mark.django_db
def test_what_the_two_noted_is_not_shown_to_staff(officer: Client) -> None:
    pair = make_pair("active")
    meeting.log_meeting(
        pair=pair, profile=pair.mentor, held_on=NOW.date(), minutes=60, note="Between us", now=NOW
    )
    page = body(officer, reverse("mentoring-pair-page", args=(pair.pk,)))
    assert "60 minutes" in page
    assert "Between us" not in page


@pytest.mark.django_db
def test_pair_of_an_erased_person_is_still_shown(officer: Client) -> None:

    pair = make_pair("ended")
    joining.erase(profile=pair.mentor, now=NOW)
    assert "erased" in body(officer, f"{DESK}pairs/")
    assert "Her profile was erased" in body(officer, reverse("mentoring-pair-page", args=(pair.pk,)))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["nobody", "Editor", "Reviewer"])
def test_new_pages_are_closed_to_others(role: str) -> None:
    pair, visitor = make_pair("active"), Client()
    if role != "nobody":
        accounts.sign_in(visitor, accounts.staff("other", groups=[role]))
    for name, args in (
        ("mentoring-pairs", ()), ("mentoring-people", ()), ("mentoring-pair-page", (pair.pk,)),
        ("mentoring-person", (pair.mentor_id,)), ("mentoring-match", (pair.mentor_id,)),
    ):  # fmt: skip
        expected = 302 if role == "nobody" else 403
        assert visitor.get(reverse(name, args=args)).status_code == expected
        assert visitor.post(reverse(name, args=args), {"reason": "wish"}).status_code in (expected, 405)
    pair.refresh_from_db()
    assert pair.state == "active"


@given(st.integers(0, 10_000))
def test_pair_has_points_exactly_where_no_limit_forbids_it(seed: int) -> None:
    (mentor,), (mentee,) = people("mentor", 1, seed), people("mentee", 1, seed + 1)
    assert (score(mentor, mentee) is None) == bool(limits(mentor, mentee))
