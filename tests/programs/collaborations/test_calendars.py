"""Events in calendars: right on every clock, the same for ever, revisions and cancellations told."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from django.test import Client

from programs.collaborations import scheduling
from programs.collaborations.calendars import calendar
from programs.models import Event
from tests.factories import collaborations as made

pytestmark = pytest.mark.django_db
NOW = made.NOW


def entry(event: Event) -> icalendar.Event:
    listed = Event.objects.with_names().filter(pk=event.pk)
    read = icalendar.Calendar.from_ical(calendar(listed, site="https://example.org", name="Events"))
    [only] = read.walk("VEVENT")
    return only


@pytest.mark.parametrize("zone", ["Asia/Almaty", "Asia/Karachi", "Europe/London", "America/New_York"])
@pytest.mark.parametrize("month", [1, 7])
def test_times_are_instants_on_the_clock_of_the_place(zone: str, month: int) -> None:
    start = dt.datetime(2027, month, 10, 5, 30, tzinfo=dt.UTC)
    event = made.make_event(zone=zone, starts_at=start, ends_at=start + dt.timedelta(hours=2))
    written = entry(event)
    assert written["DTSTART"].params["TZID"] == zone
    assert written["DTSTART"].dt == start
    assert written["DTEND"].dt - written["DTSTART"].dt == dt.timedelta(hours=2)


def test_calendar_brings_the_rules_of_its_zones() -> None:
    made.make_event(zone="Europe/London")
    listed = Event.objects.with_names()
    read = icalendar.Calendar.from_ical(calendar(listed, site="https://example.org", name="Events"))
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["Europe/London"]


def test_identity_stays_and_sequence_grows_with_what_calendars_show() -> None:
    event, officer = made.make_event(), made.make_officer()
    before = entry(event)
    event.ends_at += dt.timedelta(hours=1)
    scheduling.save_event(event=event, actor=officer, now=NOW)
    after = entry(event)
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    event.capacity += 1
    scheduling.save_event(event=event, actor=officer, now=NOW)
    assert entry(event)["SEQUENCE"] == 1


def test_cancelled_event_stays_in_calendars_as_cancelled() -> None:
    event = made.make_event()
    scheduling.cancel(event=event, reason="Flood", actor=made.make_officer(), now=NOW)
    written = entry(event)
    assert (written["STATUS"], written["SEQUENCE"]) == ("CANCELLED", 1)
    assert "Flood" in written["DESCRIPTION"]


def test_words_with_commas_and_lines_survive() -> None:
    event = made.make_event(title="Orders; rights, and\nduties", description="Абай, 1\n\\end")
    written = entry(event)
    assert str(written["SUMMARY"]) == "Orders; rights, and\nduties"
    assert str(written["DESCRIPTION"]).startswith("Абай, 1\n\\end")


def test_feed_has_what_is_coming_in_the_readers_language(client: Client) -> None:
    made.make_event(i18n={"title_ru": "Семинар"})
    response = client.get("/ru/events/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    assert "Семинар" in response.content.decode()
    assert not response.cookies
    assert b"VEVENT" in client.get("/en/events/calendar.ics?place=PK").content
    assert b"VEVENT" not in client.get("/en/events/calendar.ics?place=PK-SD").content


@pytest.mark.parametrize("place", ["%00", "%ED%A0%80", "XX"])
def test_feed_refuses_a_place_that_no_code_can_be(client: Client, place: str) -> None:
    assert client.get(f"/en/events/calendar.ics?place={place}").status_code == 400
