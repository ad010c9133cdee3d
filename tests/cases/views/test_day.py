"""My day: the least time left first, with what has to be known of each duty."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases import my_day
from cases.actions import duties, progress
from cases.actions.grounds import Ground
from cases.choices import OrganisationKind
from cases.context import acting_as
from cases.flagging import raise_flag
from cases.models import CaseDuty
from cases.views import received
from tests.factories import accounts
from tests.factories.care import goal
from tests.factories.case_law import at, issue_order, make_rule, record_event
from tests.factories.cases import make_case, make_place
from tests.factories.sharing import answer, decide, offer, refer

pytestmark = pytest.mark.django_db


def page_of(place, name="worker", language="en"):
    client = accounts.sign_in(Client(), place.user(name))
    return client.get(reverse("work-day").replace("/en/", f"/{language}/")).content.decode()


def test_duties_of_the_cases_one_sees_with_their_marks(place):
    make_rule()
    first, second = make_case(place), make_case(place)
    record_event(second, at("2026-03-12 09:00"))
    record_event(first, at("2026-03-10 09:00"))
    page = page_of(place)
    assert page.index(first.shown_number) < page.index(second.shown_number)
    assert "11 March 2026, 09:00 (UTC+05)" in page
    assert "overdue by" in page
    assert "Late on entry" in page
    assert "Rule not yet confirmed" in page


def test_stranger_sees_none(place):
    make_rule()
    case = make_case(place)
    record_event(case, at("2026-03-10 09:00"))
    assert case.shown_number not in page_of(place, "other")


def test_time_set_by_hand_is_what_counts(place):
    make_rule()
    case, worker = make_case(place), place.user("worker")
    record_event(case, at("2026-03-10 09:00"))
    with acting_as(worker):
        duty = CaseDuty.objects.get()
        duties.override_duty(
            actor=worker, duty_id=duty.pk, due_at=dt.datetime(2100, 1, 1, 4, tzinfo=dt.UTC), reason="stayed"
        )
    page = page_of(place)
    assert "1 January 2100, 09:00 (UTC+05)" in page
    assert "overdue by" not in page
    assert "Set by hand" in page


def test_doubt_leads_to_where_it_is_settled(place):
    make_rule()
    record_event(make_case(place), at("2026-03-10 09:00"))
    record_event(make_case(place), at("2019-03-10 09:00"))
    page = page_of(place)
    assert "No rule is recorded for this event on this day." in page
    assert page.count("Say how it was settled") == 1


def test_supervisor_sees_a_doubt_but_no_link_that_only_who_works_on_it_may_follow(place):
    make_rule()
    record_event(make_case(place), at("2019-03-10 09:00"))
    page = page_of(place, "supervisor")
    assert "No rule is recorded for this event on this day." in page
    assert "Say how it was settled" not in page


def test_closed_case_is_no_more_on_the_day(place):
    make_rule()
    case, lead, supervisor = make_case(place), place.user("worker"), place.user("supervisor")
    record_event(case, at("2019-03-10 09:00"))
    issue_order(case)
    before = page_of(place)
    assert "No rule is recorded for this event on this day." in before
    assert "Issued, not served yet" in before
    with acting_as(lead):
        for duty in CaseDuty.objects.open():
            duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="done")
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
    with acting_as(supervisor):
        progress.close(actor=supervisor, case_id=case.pk)
    for name in ("worker", "supervisor"):
        page = page_of(place, name)
        assert "No rule is recorded for this event on this day." not in page
        assert "Issued, not served yet" not in page


def test_day_says_what_waits_for_an_answer_and_for_whom(place):
    police = make_place(OrganisationKind.POLICE)
    case, lost = make_case(place), make_case(place)
    goal(case, "A lock for the door", due_on=timezone.localdate() + dt.timedelta(days=6))
    goal(case, "A job", due_on=timezone.localdate() + dt.timedelta(days=60))
    refer(case, police.organisation, respond_by=timezone.localdate() - dt.timedelta(days=1))
    refer(case, police.organisation)
    asked = refer(case, police.organisation, ground=Ground(reason="He has a key"))
    offer(lost, police.organisation)
    mine, theirs, supervisors = page_of(place), page_of(police), page_of(place, "supervisor")
    assert "A lock for the door" in mine
    assert "A job" not in mine
    assert mine.count("No answer: Safety and shelter") == 1
    assert "Approved, not sent yet" not in mine
    assert reverse("work-approval", args=(asked.approval.pk,)) in supervisors
    assert reverse("work-approval", args=(asked.approval.pk,)) not in mine
    assert theirs.count("Referral: Safety and shelter") == 2
    assert "A case is offered to you" in theirs
    assert case.shown_number not in theirs
    decide(place, asked.approval)
    assert "Approved, not sent yet: Safety and shelter" in page_of(place)


def test_more_answers_and_doubts_cost_no_more_queries_and_lead_on(place):
    case = make_case(place)
    client = accounts.sign_in(Client(), place.user("worker"))
    police = make_place(OrganisationKind.POLICE).organisation
    over = {"respond_by": timezone.localdate() - dt.timedelta(days=1)}

    def doubt(number):
        with acting_as(case.lead.user):
            raise_flag(case, "law-unclear", "no-rule", actor=case.lead.user, fact=f"made-up-{number}")

    refer(case, police, **over)
    doubt(0)
    client.get(reverse("work-day"))
    with CaptureQueriesContext(connection) as few:
        page = client.get(reverse("work-day")).content.decode()
    assert "There are more" not in page
    for number in range(1, my_day.LIMIT + 1):
        doubt(number)
    for _number in range(3):
        refer(case, police, **over)
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("work-day")).content.decode()
    assert "There are more" in page
    assert len(many) <= len(few)


def test_each_list_that_is_cut_leads_to_where_all_of_it_stands(place, monkeypatch):
    police, case = make_place(OrganisationKind.POLICE), make_case(place)
    monkeypatch.setattr(my_day, "LIMIT", 1)
    for _number in range(2):
        refer(case, police.organisation)
        refer(case, police.organisation, ground=Ground(reason="He has a key"))
    by, leads_on = page_of(place, "supervisor"), "There are more"
    assert (by.count(leads_on), by.count(f'href="{reverse("work-approvals")}">{leads_on}')) == (1, 1)
    there = page_of(police)
    assert (there.count(leads_on), there.count(f'href="{reverse("work-received")}">{leads_on}')) == (1, 1)


def test_received_shows_what_waits_first_with_pages(place, monkeypatch):
    police, case = make_place(OrganisationKind.POLICE), make_case(place)
    waits = refer(case, police.organisation)
    answer(police, refer(case, police.organisation), "accepted")
    monkeypatch.setattr(received, "PER_PAGE", 1)
    client = accounts.sign_in(Client(), police.user("worker"))
    first, second = (
        client.get(f"{reverse('work-received')}?page={page}").content.decode() for page in (1, 2)
    )
    assert reverse("work-received-item", args=(waits.pk,)) in first
    assert reverse("work-received-item", args=(waits.pk,)) not in second


def test_more_duties_cost_no_more_queries(place):
    make_rule()
    case = make_case(place)
    client = accounts.sign_in(Client(), place.user("worker"))
    record_event(case, at("2026-03-10 09:00"))
    client.get(reverse("work-day"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("work-day"))
    for hour in range(8):
        record_event(case, at(f"2026-03-11 1{hour}:00"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("work-day"))
    assert len(many) <= len(few)


@pytest.mark.parametrize("language", ["ru", "kk", "ur"])
def test_page_is_there_in_each_language(place, language):
    make_rule()
    case = make_case(place)
    record_event(case, at("2026-03-10 09:00"))
    assert case.shown_number in page_of(place, language=language)
