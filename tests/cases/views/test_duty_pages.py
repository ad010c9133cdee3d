"""Duties on pages: the list, one with its working, what becomes of it; the law of the day; doubts."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.actions.incidents import When
from cases.context import acting_as
from cases.flagging import raise_flag
from cases.models import CaseDuty, Flag
from cases.sealing import opened
from tests.factories.case_law import (
    NEW,
    OLD,
    amend,
    at,
    make_conduct,
    make_rule,
    record_event,
    record_incident,
)
from tests.factories.cases import make_case
from tests.factories.work import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(place):
    return Desk(place, make_case(place))


@pytest.fixture
def duty(desk):
    make_rule()
    event = record_event(desk.case, at("2026-03-10 09:00"))
    with acting_as(desk.user):
        return CaseDuty.objects.get(event=event)


def now(desk, duty):
    with acting_as(desk.user):
        return CaseDuty.objects.select_related("case").get(pk=duty.pk)


def test_duty_tells_the_law_the_time_and_the_working(desk, duty):
    page = desk.get("work-duty", duty)
    assert "11 March 2026, 09:00 (UTC+05)" in page
    assert "The event: 10 March 2026, 09:00 (UTC+05)." in page
    assert "overdue by" in page
    assert "Rule not yet confirmed" in page
    assert "Late on entry" in page
    assert "recorded on" in page
    assert "?on=2026-03-10" in page


def test_done_with_its_proof(desk, duty):
    response = desk.send("work-duty-done", duty, evidence="Entry 12", day="2026-03-11", time="08:00", seen=1)
    assert response["Location"] == desk.address("work-duty", duty)
    done = now(desk, duty)
    assert (done.status, str(done.done_at)) == ("done", "2026-03-11 03:00:00+00:00")
    page = desk.get("work-duty", duty)
    assert "Entry 12" in page
    assert desk.address("work-duty-done", duty) not in page


def test_done_just_now_needs_no_time(desk, duty):
    desk.send("work-duty-done", duty, evidence="Entry 12", seen=1)
    assert timezone.now() - now(desk, duty).done_at < dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"evidence": ""}, "This field is required"),
        ({"evidence": "x", "time": "08:00"}, "Give the day too"),
        ({"evidence": "x", "day": "2026-03-11"}, "This field is required|Give the hour"),
        ({"evidence": "x", "day": "2099-01-01", "time": "08:00"}, "lies ahead"),
    ],
)
def test_what_is_missing_is_said(desk, duty, sent, words):
    page = desk.send("work-duty-done", duty, **sent).content.decode()
    assert any(each in page for each in words.split("|"))
    assert now(desk, duty).status == "pending"


def test_another_time_stands_beside_the_one_counted(desk, duty):
    desk.send("work-duty-time", duty, day="2099-01-01", time="10:00", reason="The court is closed", seen=1)
    page = desk.get("work-duty", duty)
    for words in ("11 March 2026, 09:00", "1 January 2099, 10:00", "The court is closed", desk.user.username):
        assert words in page, words


def test_supervisor_waives_naming_the_provision_and_the_lead_is_not_offered_it(desk, duty, place):
    supervisor = Desk(place, desk.case, "supervisor")
    assert desk.address("work-duty-waive", duty) not in desk.get("work-duty", duty)
    assert desk.address("work-duty-waive", duty) in supervisor.get("work-duty", duty)
    provision = now(desk, duty).clock.duty.version.provision
    supervisor.send("work-duty-waive", duty, reason="Transferred", under=provision.pk, seen=1)
    page = desk.get("work-duty", duty)
    assert "Transferred" in page
    assert provision.get_absolute_url() in page
    assert now(desk, duty).status == "waived"


def test_supervisor_opens_it_again(desk, duty, place):
    desk.send("work-duty-done", duty, evidence="x", seen=1)
    Desk(place, desk.case, "supervisor").send("work-duty-again", duty, reason="Wrong office", seen=2)
    assert now(desk, duty).status == "reopened"
    assert "Wrong office" in desk.get("work-duty", duty)


def test_51_second_tab_sees_what_the_first_wrote_and_keeps_its_own_words(desk, duty):
    desk.send("work-duty-time", duty, day="2099-01-01", time="10:00", reason="Of the first tab", seen=1)
    sent = {"day": "2098-01-01", "time": "11:00", "reason": "Of the second tab"}
    response = desk.send("work-duty-time", duty, **sent, seen=1)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Of the first tab" in page
    assert "Of the second tab" in page
    assert 'name="seen" value="2"' in page
    with acting_as(desk.user):
        assert opened(now(desk, duty), "override_reason") == "Of the first tab"
    assert desk.send("work-duty-time", duty, **sent, seen=2).status_code == 302


def test_duty_that_is_done_leads_back_from_its_form(desk, duty):
    desk.send("work-duty-done", duty, evidence="x", seen=1)
    assert desk.client.get(desk.address("work-duty-done", duty))["Location"] == desk.address(
        "work-duty", duty
    )


def test_change_of_law_is_accepted_by_a_person(desk):
    (clock,) = make_rule((OLD, None))
    event = record_event(desk.case, at("2026-03-10 09:00"))
    with acting_as(desk.user):
        former = CaseDuty.objects.get(event=event)
    amend(clock)
    with acting_as(desk.user):
        raise_flag(desk.case, "rule-changed", "new-version", actor=desk.user, duty=former,
                   days=(NEW, NEW))  # fmt: skip
    assert "Count it by the version that holds now" in desk.get("work-duty", former)
    response = desk.send("work-duty-accept", former)
    with acting_as(desk.user):
        (newer,) = CaseDuty.objects.exclude(pk=former.pk)
        assert not Flag.objects.open().exists()
    assert response["Location"] == desk.address("work-duty", newer)
    assert desk.address("work-duty", newer) in desk.get("work-duty", former)
    assert "In the place of" in desk.get("work-duty", newer)


def test_duty_whose_law_did_not_change_can_not_be_swept_away(desk, duty):
    desk.send("work-duty-accept", duty)
    assert now(desk, duty).status == "pending"


def test_list_puts_the_least_time_left_first_and_what_is_over_last(desk, duty):
    later = record_event(desk.case, at("2026-03-12 09:00"))
    desk.send("work-duty-done", duty, evidence="x", seen=1)
    with acting_as(desk.user):
        other = CaseDuty.objects.get(event=later)
    page = desk.get("work-duties")
    assert page.index(desk.address("work-duty", other)) < page.index(desk.address("work-duty", duty))


def test_overview_tells_what_is_next(desk, duty):
    page = desk.get("work-item")
    assert desk.address("work-duty", duty) in page
    assert "To be done next" in page


def test_more_duties_cost_the_list_no_more_queries(desk, duty):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    desk.get("work-duties")
    with CaptureQueriesContext(connection) as few:
        desk.get("work-duties")
    for hour in range(5):
        record_event(desk.case, at(f"2026-03-11 1{hour}:00"))
    with CaptureQueriesContext(connection) as many:
        desk.get("work-duties")
    assert len(many) <= len(few) <= 45


def test_law_page_shows_the_pins_and_costs_no_more_for_more(desk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_conduct((OLD, NEW), (NEW, None), topic="made-up-violence")
    record_incident(desk.case, When(start=at("2026-03-09 00:00", "day")))
    page = desk.get("work-law")
    assert "Made-up conduct" in page
    assert "?on=2026-03-09" in page
    with CaptureQueriesContext(connection) as few:
        desk.get("work-law")
    for _again in range(3):
        record_incident(desk.case, When(start=at("2026-03-09 00:00", "day")))
    with CaptureQueriesContext(connection) as many:
        desk.get("work-law")
    assert len(many) <= len(few)


def test_conduct_over_a_change_of_law_pins_both_and_asks_a_lawyer_once(desk):
    make_conduct((OLD, NEW), (NEW, None), topic="made-up-violence")
    make_conduct((OLD, NEW), (NEW, None), topic="made-up-violence")
    record_incident(desk.case, When(start=at("2026-02-01 00:00", "day"), goes_on=True))
    page = desk.get("work-law")
    assert page.count("Needs a lawyer") == 1  # of two provisions
    assert page.count("A lawyer has to look") == 4
    assert "?on=2026-03-02" in page


def test_doubt_is_settled_with_words_for_all_provisions_alike(desk):
    make_conduct((OLD, NEW), (NEW, None), topic="made-up-violence")
    make_conduct((OLD, NEW), (NEW, None), topic="made-up-violence")
    record_incident(desk.case, When(start=at("2026-02-01 00:00", "day"), goes_on=True))
    with acting_as(desk.user):
        first, second = Flag.objects.open()
    desk.get("work-flag", first)
    assert desk.send("work-flag", first, resolution="", alike="on").status_code == 200
    response = desk.send("work-flag", first, resolution="A lawyer looked: article 1", alike="on")
    assert response["Location"] == desk.address("work-law")
    with acting_as(desk.user):
        assert not Flag.objects.open().exists()
        assert opened(Flag.objects.select_related("case").get(pk=second.pk), "resolution").startswith("A law")
    assert "Needs a lawyer" not in desk.get("work-law")


def test_51_doubt_settled_by_another_shows_how(desk):
    record_incident(desk.case, When(), violence_types=["stalking"])
    with acting_as(desk.user):
        (flag,) = Flag.objects.open()
    desk.send("work-flag", flag, resolution="Of the first tab")
    response = desk.send("work-flag", flag, resolution="Of the second tab")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Of the first tab" in page
    assert "Of the second tab" in page


def test_supervisor_reads_doubts_and_settles_none(desk, place):
    record_incident(desk.case, When(), violence_types=["stalking"])
    with acting_as(desk.user):
        (flag,) = Flag.objects.open()
    supervisor = Desk(place, desk.case, "supervisor")
    assert "Law unclear" in supervisor.get("work-law")
    supervisor.get("work-flag", flag, status=404)


def test_measures_that_end_soon_stand_on_my_day(desk):
    from tests.factories.case_law import issue_order

    issue_order(desk.case)
    page = desk.client.get("/en/work/day/").content.decode()
    assert "Measures to serve, and measures that end" in page
    assert "Issued, not served yet" in page
