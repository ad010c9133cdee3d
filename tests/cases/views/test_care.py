"""Pages of consent and of the work with a person: what they show, keep and refuse in words."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions import parties
from cases.context import acting_as
from cases.models import Assessment, Consent, Note, SafetyPlan, Task
from cases.safe_times import EVERY_DAY
from cases.sealing import opened
from tests.factories import accounts
from tests.factories.care import assessed, give, goal, note, safety_plan, task
from tests.factories.cases import make_case, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def client(place) -> Client:
    return accounts.sign_in(Client(), place.user("worker"))


def at(name: str, *values) -> str:
    return reverse(f"work-{name}", args=values)


def page(client: Client, address: str, **sent) -> str:
    response = client.post(address, sent) if sent else client.get(address)
    assert response.status_code in (200, 302), response.status_code
    return response.content.decode()


def test_first_contact_shows_nothing_to_fill_in_before_it_is_known_whom_it_is_about(place, client):
    draft = make_case(place, begun=False)
    body = page(client, at("first-contact", draft.pk))
    assert "limits_explained" not in body
    assert "narrative" not in body


def test_first_contact_shows_duties_to_report_with_their_citation(place, client):
    draft = make_case(place, begun=False)
    body = page(client, at("first-contact", draft.pk) + "?age=7-13&place=KZ")
    assert "Tell the police" in body
    assert 'href="/en/' in body
    assert "limits_explained" in body


@pytest.mark.parametrize("query", ["?age=99&place=KZ", "?age=7-13&place=XX", "?age=&place="])
def test_first_contact_with_a_made_up_age_or_place_asks_again(place, client, query):
    draft = make_case(place, begun=False)
    assert "limits_explained" not in page(client, at("first-contact", draft.pk) + query)


def test_first_contact_without_explaining_is_refused_in_words(place, client):
    draft = make_case(place, begun=False)
    address = at("first-contact", draft.pk) + "?age=18-59&place=KZ"
    body = page(client, address, capacity="self", method="spoken")
    assert "Explain the limits of confidentiality first" in body


def test_draft_says_that_first_contact_is_missing(place, client):
    draft = make_case(place, begun=False)
    assert "First contact is not recorded yet" in page(client, at("item", draft.pk))


def test_consent_page_says_what_counts_and_what_was_withdrawn(case, client):
    consent = give(make_party(case), "statistics")
    assert "Counts now" in page(client, at("consents", case.pk))
    page(client, at("consent-withdraw", case.pk, consent.pk), words="No more")
    body = page(client, at("consents", case.pk))
    assert "Withdrawn" in body
    assert "No more" in body
    assert "Counts now" not in body


def test_consent_ends_with_its_last_day(place, case, client):
    party = make_party(case)
    sent = {"kind": "services", "capacity": "self", "method": "written", "last_on": "2099-12-31"}
    page(client, at("consent-new", case.pk), party=str(party.pk), **sent)
    with acting_as(place.user("worker")):
        assert Consent.objects.get().ends_at == dt.datetime(2099, 12, 31, 19, tzinfo=dt.UTC)  # midnight there


def test_merge_page_shows_both_wordings_and_loses_neither(place, case, client):
    kept = note(case, "First")
    address = at("note", case.pk, kept.pk)
    page(client, address, body="Second", row_version="1")
    body = page(client, address, body="Third", row_version="1")
    assert "Somebody else changed this meanwhile" in body
    assert "Second" in body
    assert "Third" in body
    assert 'name="row_version" value="2"' in body
    page(client, address, body="Second and third", row_version="2")
    with acting_as(place.user("worker")):
        assert opened(Note.objects.select_related("case").get(), "body") == "Second and third"


def test_23_what_was_typed_is_shown_as_text(case, client):
    note(case, "<script>alert(1)</script> {{ 7 }}")
    body = page(client, at("notes", case.pk))
    assert "<script>alert" not in body
    assert "{{ 7 }}" in body


def test_assessment_from_answers_to_signature(place, case, client):
    party = make_party(case)
    offered = page(client, at("assessment-new", case.pk))
    assert "Local checklist" in offered
    with acting_as(place.user("worker")):
        from cases.models import InstrumentVersion

        instrument = str(InstrumentVersion.objects.current().get().pk)
    page(client, at("assessment-new", case.pk), party=str(party.pk), instrument=instrument)
    with acting_as(place.user("worker")):
        draft = Assessment.objects.get()
    where = (case.pk, draft.pk)
    form = page(client, at("assessment-write", *where))
    assert "Not validated" in form
    page(client, at("assessment-write", *where), row_version="1", strangled="yes")
    page(client, at("assessment-sign", *where), row_version="2", level="high", sets_danger="on")
    body = page(client, at("assessment", *where))
    assert "High" in body
    assert "Signed" in body


def test_supervisor_is_led_to_what_waits_for_her(place, case, client):
    from tests.factories.care import answer, begin_assessment, sign

    draft = begin_assessment(make_party(case))
    answer(draft, place.user("worker"), "strangled")
    sign(draft, place.user("worker"), "standard", "He left")
    supervisor = accounts.sign_in(Client(), place.user("supervisor"))
    assert "Decide whether the danger" in page(supervisor, at("day"))
    agree = at("assessment-agree", case.pk, draft.pk)
    assert agree in page(supervisor, at("assessment", case.pk, draft.pk))
    assert agree not in page(client, at("assessment", case.pk, draft.pk))
    (seen,) = re.findall(r'name="row_version" value="([0-9]+)"', page(supervisor, agree))
    assert page(supervisor, agree, words="I spoke with her", row_version=seen) == ""
    assert "Decide whether" not in page(supervisor, at("day"))


def test_safety_plan_is_written_and_agreed(place, case, client):
    party = make_party(case)
    page(client, at("safety-plan-write", case.pk, party.pk), row_version="0", places="Aunt")
    with acting_as(place.user("worker")):
        plan = SafetyPlan.objects.get()
    page(client, at("safety-plan-agree", case.pk, plan.pk), row_version="1", copy_given="memorised")
    body = page(client, at("safety-plan", case.pk))
    assert "Aunt" in body
    assert "Memorised" in body


def test_reaching_somebody_shows_what_was_agreed_before_the_form(place, case, client):
    party = make_party(case)
    lead = place.user("worker")
    with acting_as(lead):
        parties.add_safe_contact(
            actor=lead, party_id=party.pk, channel="phone", code_word="sagebrush", ok_days=EVERY_DAY
        )
    body = page(client, at("person-reach", case.pk, party.pk))
    assert "Now is within what was agreed" in body
    assert body.index("sagebrush") < body.index('name="outcome"')
    for _attempt in range(3):
        page(client, at("person-reach", case.pk, party.pk), channel="phone", outcome="no-answer")
    stopped = page(client, at("person-reach", case.pk, party.pk))
    assert "Stop: three safe attempts" in stopped
    assert 'name="outcome"' not in stopped


def test_day_tells_when_contact_is_next_safe_and_what_is_late(place, case, client):
    party, lead = make_party(case), place.user("worker")
    task(case, "", kind="contact", party=party, due_on=dt.date(2020, 1, 1))
    body = page(client, at("day"))
    assert "Contact the person" in body
    assert "No time is agreed" in body
    assert "overdue" in body
    with acting_as(lead):
        waiting = Task.objects.get()
    page(client, at("task-settle", case.pk, waiting.pk), outcome="She came by herself")
    assert "Contact the person" not in page(client, at("day"))


def test_day_says_that_something_happened_since_the_assessment(place, case, client):
    from cases.actions.incidents import When
    from tests.factories.case_law import make_conduct, record_incident

    assessed(make_party(case))
    make_conduct((dt.date(2020, 1, 1), None), topic="made-up-violence")
    record_incident(case, When())
    assert "something happened since" in page(client, at("day"))


@pytest.mark.parametrize("name", ["notes", "plan", "assessments", "safety-plan", "consents", "day"])
def test_more_records_cost_no_more_queries(place, case, client, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def look(*where) -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, at(name, *where))
        return len(queries)

    party, where = make_party(case), () if name == "day" else (case.pk,)
    fill(case, party)
    look(*where)
    few = look(*where)
    for _time in range(4):
        fill(case, party)
    assert look(*where) <= few


def fill(case, party) -> None:
    note(case)
    task(case)
    goal(case)
    give(party)
    assessed(party)
    with acting_as(case.lead.user):
        standing = SafetyPlan.objects.filter(status="draft").first()
    safety_plan(party, version=standing.row_version if standing else 0)


@pytest.mark.parametrize("language", ["ru", "kk", "ur"])
def test_questions_are_asked_in_the_workers_language(place, case, client, language):
    from tests.factories.care import begin_assessment

    draft = begin_assessment(make_party(case))
    address = at("assessment-write", case.pk, draft.pk).replace("/en/", f"/{language}/")
    words = {"ru": "Её или его когда-либо душили", "kk": "буындырған", "ur": "گلا دبایا"}
    assert words[language] in page(client, address)
