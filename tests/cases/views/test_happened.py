"""What happened: recording and correcting it on pages, and the timeline that tells it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.incidents import When
from cases.context import acting_as
from cases.models import CaseDuty, Event, Flag, Incident
from cases.sealing import opened
from tests.factories.case_law import (
    OLD,
    at,
    issue_order,
    kazakhstan,
    make_conduct,
    make_kind,
    make_rule,
    record_event,
    record_incident,
    serve_order,
)
from tests.factories.cases import grant, make_case
from tests.factories.work import Desk

pytestmark = pytest.mark.django_db
WHEN = When(start=at("2026-03-09 00:00", "day"))


@pytest.fixture
def desk(place):
    make_conduct((OLD, None), topic="made-up-violence")
    return Desk(place, make_case(place))


def incident_fields(**changed):
    fields = {
        "known": "day", "day": "2026-03-09", "lasted": "single", "kinds": ["made-up-violence"],
        "place_kind": "home", "region": "Almaty", "weapon": "no", "children_present": "yes",
        "strangulation": "", "narrative": "He took her telephone", "jurisdiction": kazakhstan().pk,
    }  # fmt: skip
    return fields | changed


def event_fields(**changed):
    fields = {
        "kind": make_kind().slug, "known": "exact", "day": "2026-03-10", "time": "09:00", "bound": "",
        "source": "", "detail": "", "jurisdiction": kazakhstan().pk,
    }  # fmt: skip
    return fields | changed


def seen(desk, model):
    with acting_as(desk.user):
        return list(model.objects.visible_to(desk.user).select_related("case", "jurisdiction"))


def test_incident_is_recorded_as_it_was_told(desk):
    response = desk.send("work-incident-new", **incident_fields())
    (incident,) = seen(desk, Incident)
    assert response["Location"] == desk.address("work-incident", incident)
    assert (incident.known, str(incident.starts_at), incident.weapon, incident.children_present) == (
        "day", "2026-03-08 19:00:00+00:00", False, True,
    )  # fmt: skip
    assert incident.strangulation is None
    assert opened(incident, "narrative") == "He took her telephone"
    page = desk.get("work-incident", incident)
    assert "He took her telephone" in page
    assert "Made-up conduct" in page


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"known": "exact", "time": "21:30"}, ("exact", "2026-03-09 16:30:00+00:00", None, False)),
        ({"known": "month"}, ("month", "2026-02-28 19:00:00+00:00", None, False)),
        ({"known": "unknown", "day": ""}, ("unknown", "None", None, False)),
        ({"lasted": "on"}, ("day", "2026-03-08 19:00:00+00:00", None, True)),
        (
            {"lasted": "until", "end_day": "2026-03-11"},
            ("day", "2026-03-08 19:00:00+00:00", "2026-03-10 19:00:00+00:00", False),
        ),
    ],
)
def test_time_is_kept_as_far_as_it_is_known(desk, changed, expected):
    assert desk.send("work-incident-new", **incident_fields(**changed)).status_code == 302
    (incident,) = seen(desk, Incident)
    ends = str(incident.ends_at) if incident.ends_at else None
    assert (incident.known, str(incident.starts_at), ends, incident.goes_on) == expected


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"known": "exact"}, "Give the hour"),
        ({"day": ""}, "Give the day"),
        ({"lasted": "until"}, "Give the last day"),
        ({"kinds": []}, "This field is required"),
        ({"day": "2099-01-01"}, "lies ahead"),
        ({"day": "1200-01-01"}, "Give a day from"),
        ({"lasted": "until", "end_day": "2026-03-01"}, "ended before it began"),
        ({"kinds": ["education"]}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, changed, words):
    response = desk.send("work-incident-new", **incident_fields(**changed))
    page = response.content.decode()
    assert response.status_code == 200
    assert words in page
    assert "He took her telephone" in page
    assert seen(desk, Incident) == []


def test_59_hour_that_the_clocks_showed_twice_is_asked_about(desk):
    fields = incident_fields(known="exact", day="2024-02-29", time="23:30")
    asked = desk.send("work-incident-new", **fields).content.decode()
    assert "Say which of the two is meant" in asked
    assert desk.send("work-incident-new", **fields, which="second").status_code == 302
    (incident,) = seen(desk, Incident)
    assert str(incident.starts_at) == "2024-02-29 18:30:00+00:00"


def test_question_of_two_hours_is_not_asked_otherwise(desk):
    assert "the second time" not in desk.get("work-incident-new")


def test_correction_starts_from_what_stands_and_keeps_the_former(desk):
    former = record_incident(desk.case, WHEN, narrative="First words", weapon=True)
    page = desk.get("work-incident-correct", former)
    assert "First words" in page
    assert 'value="2026-03-09"' in page
    response = desk.send("work-incident-correct", former, **incident_fields(reason="She remembered"))
    (newer,) = [each for each in seen(desk, Incident) if each.supersedes_id]
    assert response["Location"] == desk.address("work-incident", newer)
    assert "Corrected since" in desk.get("work-incident", former)
    assert "She remembered" in desk.get("work-incident", newer)


def test_51_second_correction_of_the_same_incident_shows_both(desk, place):
    former = record_incident(desk.case, WHEN, narrative="First words")
    grant(desk.case, place.colleague, "coworker")
    other = Desk(place, desk.case, "colleague")
    other.send("work-incident-correct", former, **incident_fields(reason="a", narrative="Words of hers"))
    response = desk.send("work-incident-correct", former, **incident_fields(reason="b", narrative="My words"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Words of hers" in page
    assert "My words" in page
    (newer,) = [each for each in seen(desk, Incident) if each.supersedes_id]
    assert f'action="{desk.address("work-incident-correct", newer)}"' in page
    sent = desk.send("work-incident-correct", newer, **incident_fields(reason="b", narrative="My words"))
    assert sent.status_code == 302


def test_event_makes_its_duties_and_leads_to_them(desk):
    make_rule()
    response = desk.send("work-event-new", **event_fields(detail="By telephone"))
    (event,) = seen(desk, Event)
    assert response["Location"] == desk.address("work-event", event)
    page = desk.get("work-event", event)
    assert "By telephone" in page
    assert "11 March 2026, 09:00 (UTC+05)" in page


def test_event_of_an_incident_and_a_measure_names_them(desk):
    incident, order = record_incident(desk.case, WHEN), issue_order(desk.case)
    fields = event_fields(day="2026-04-02", incident=str(incident.pk), measure=str(order.pk))
    make_rule()
    desk.send("work-event-new", **fields)
    event = next(each for each in seen(desk, Event) if each.incident_id)
    assert (event.incident_id, event.measure_id) == (incident.pk, order.pk)
    page = desk.get("work-event", event)
    assert desk.address("work-measure", order) in page
    assert desk.address("work-incident", incident) in page


@pytest.mark.parametrize("kind", ["measure-breached", "order-served", "warning-announced"])
def test_what_is_done_with_a_measure_is_no_plain_event_and_can_be_corrected(desk, kind):
    order = serve_order(issue_order(desk.case))
    with acting_as(desk.user):
        before = Event.objects.count()
    sent = event_fields(kind=kind, day="2026-04-02", measure=str(order.pk))
    assert "not one of the available choices" in desk.send("work-event-new", **sent).content.decode()
    assert len(seen(desk, Event)) == before
    event = record_event(desk.case, at("2026-04-02 10:00"), kind)
    sent["measure"] = str(order.pk) if kind == "measure-breached" else ""  # a service is the measure's own
    assert desk.send("work-event-correct", event, **sent, reason="Misread").status_code == 302


def test_3_event_takes_no_incident_of_another_case(desk, place):
    record_incident(desk.case, WHEN)
    foreign = record_incident(make_case(place), WHEN)
    response = desk.send("work-event-new", **event_fields(incident=str(foreign.pk)))
    assert response.status_code == 200
    assert seen(desk, Event) == []


def test_corrected_event_counts_anew(desk):
    make_rule()
    event = record_event(desk.case, at("2026-03-10 09:00"))
    response = desk.send("work-event-correct", event, **event_fields(day="2026-03-12", reason="Misread"))
    assert response.status_code == 302
    with acting_as(desk.user):
        due = {duty.status: duty.due_local for duty in CaseDuty.objects.all()}
    assert due == {"replaced": "2026-03-11 09:00 +05", "pending": "2026-03-13 09:00 +05"}


def test_51_second_correction_of_the_same_event_shows_both(desk):
    make_rule()
    event = record_event(desk.case, at("2026-03-10 09:00"), detail="First")
    desk.send("work-event-correct", event, **event_fields(reason="a", detail="Of the first tab"))
    response = desk.send("work-event-correct", event, **event_fields(reason="b", detail="Of the second tab"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Of the first tab" in page
    assert "Of the second tab" in page


def test_timeline_tells_everything_once_by_date(desk):
    make_rule()
    record_incident(desk.case, WHEN)
    record_event(desk.case, at("2026-03-10 09:00"))
    serve_order(issue_order(desk.case))
    page = desk.get("work-happened")
    for words in ("made-up-violence", "The made-up event", "The issue of the protective order"):
        assert page.count(words) == 1, words
    assert page.index("The issue of the protective order") < page.index("The made-up event")
    assert page.index("The made-up event") < page.index("made-up-violence")


def test_what_was_recorded_later_says_when(desk):
    record_incident(desk.case, WHEN)
    assert "recorded on" in desk.get("work-happened")


def test_what_was_recorded_the_same_day_does_not_say_so(desk):
    now = timezone.now().astimezone(dt.timezone(dt.timedelta(hours=5)))
    record_incident(desk.case, When(start=at(f"{now:%Y-%m-%d} 00:00", "day")))
    assert "recorded on" not in desk.get("work-happened")


def test_incident_without_a_date_stands_apart(desk):
    record_incident(desk.case, When())
    assert "Date not known" in desk.get("work-happened")


def test_who_was_given_incidents_alone_sees_no_duties_and_no_forms(desk, place):
    make_rule()
    record_event(desk.case, at("2026-03-10 09:00"))
    grant(desk.case, place.other, "coworker", sections=["summary", "incidents"])
    reader = Desk(place, desk.case, "other")
    page = reader.get("work-happened")
    assert "The made-up event" in page
    assert "Duty due" not in page
    assert "Record an incident" not in page
    reader.get("work-incident-new", status=404)


def test_who_was_given_measures_alone_still_sees_the_duties(desk, place):
    make_rule()
    record_event(desk.case, at("2026-03-10 09:00"))
    grant(desk.case, place.other, "coworker", sections=["summary", "measures"])
    reader = Desk(place, desk.case, "other")
    assert "11 March 2026, 09:00" in reader.get("work-duties")
    reader.get("work-happened", status=404)


def test_looking_at_an_incident_is_on_record(desk):
    incident = record_incident(desk.case, WHEN)
    desk.get("work-incident", incident)
    page = desk.client.get(reverse("work-item-log", args=(desk.case.pk,))).content.decode()
    assert "Incident" in page
    assert str(incident.pk)[:8] in page


@pytest.mark.parametrize("language", ["ru", "kk", "ur"])
def test_pages_are_there_in_each_language(desk, language):
    make_rule()
    incident = record_incident(desk.case, WHEN)
    event = record_event(desk.case, at("2026-03-10 09:00"))
    for name, record in (
        ("work-happened", None), ("work-law", None), ("work-duties", None), ("work-incident", incident),
        ("work-event", event), ("work-incident-new", None), ("work-event-new", None),
    ):  # fmt: skip
        desk.get(name, record, language=language)


def test_more_of_everything_costs_the_timeline_no_more_queries(desk, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_rule()
    record_incident(desk.case, WHEN)
    record_event(desk.case, at("2026-03-10 09:00"))
    desk.get("work-happened")
    with CaptureQueriesContext(connection) as few:
        desk.get("work-happened")
    for hour in range(4):
        record_incident(desk.case, WHEN)
        record_event(desk.case, at(f"2026-03-11 1{hour}:00"))
    with django_assert_max_num_queries(len(few)):
        desk.get("work-happened")


def test_doubt_stands_on_the_page_of_its_incident(desk):
    incident = record_incident(desk.case, When())
    with acting_as(desk.user):
        assert Flag.objects.filter(incident=incident).exists()
    assert "Law unclear" in desk.get("work-incident", incident)


def test_stranger_finds_none_of_it(desk, place):
    incident = record_incident(desk.case, WHEN)
    stranger = Desk(place, desk.case, "other")
    for name, record in (("work-happened", None), ("work-incident", incident), ("work-law", None)):
        stranger.get(name, record, status=404)
