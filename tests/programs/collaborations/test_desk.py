"""The desk of collaboration: who reaches what, what is refused with words, nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legislation.permissions import EDITOR, REVIEWER
from programs.collaborations import registering
from programs.models import (
    CollaborationAction,
    CollaborationArea,
    CollaborationEventKind,
    Event,
    Organisation,
    PolicyTransfer,
)
from programs.permissions import OFFICER
from tests.factories import accounts
from tests.factories import collaborations as made
from tests.factories.legislation import make_law, make_provision

pytestmark = pytest.mark.django_db

NO_SOURCES = {"sources-TOTAL_FORMS": "2", "sources-INITIAL_FORMS": "0"}
A_SOURCE = NO_SOURCES | {"sources-0-publisher": "The Reporters", "sources-0-url": "https://example.org/"}


@pytest.fixture
def officer() -> Client:
    return accounts.staff_client(Client(), [OFFICER])


def action_form(**values: object) -> dict[str, object]:
    return {
        "title": "Exchange of practice",
        "area": CollaborationArea.objects.get(slug="knowledge-exchange").pk,
        "jurisdictions": ["KZ", "PK"],
        "owner": Organisation.objects.get(slug="ncsw").pk,
        "status": "proposed",
        **NO_SOURCES,
    } | values


def event_form(**values: object) -> dict[str, object]:
    return {
        "title": "Workshop on orders",
        "kind": CollaborationEventKind.objects.get(slug="bilateral-workshop").pk,
        "organiser": Organisation.objects.get(slug="ncsw").pk,
        "jurisdictions": ["KZ", "PK"],
        "venue": "Islamabad",
        "zone": "Asia/Karachi",
        "starts_at": "2027-03-01T10:00",
        "ends_at": "2027-03-01T16:00",
        "register_until": "2027-02-20T23:59",
        "languages": ["en", "ur"],
        "capacity": "30",
    } | values


def routes() -> list[tuple[str, str]]:
    event, action, lesson = made.make_event(), made.make_action(), made.make_transfer()
    return [
        ("get", reverse("together-front")),
        ("get", reverse("together-action-add")),
        ("get", reverse("together-action", args=(action.pk,))),
        ("get", reverse("together-lesson-add")),
        ("get", reverse("together-lesson", args=(lesson.pk,))),
        ("get", reverse("together-event-add")),
        ("get", reverse("together-event", args=(event.pk,))),
        ("get", reverse("together-event-edit", args=(event.pk,))),
        ("get", reverse("together-history", args=("event", event.pk))),
        ("post", reverse("together-event-step", args=(event.pk, "hold"))),
        ("post", reverse("together-event-cancel", args=(event.pk,))),
        ("post", reverse("together-material-add", args=(event.pk,))),
        ("post", reverse("together-attendance", args=(event.pk,))),
    ]


@pytest.mark.parametrize(
    ("groups", "pages", "people"),
    [([OFFICER], True, True), ([EDITOR], True, False), ([REVIEWER], False, False), ([], False, False)],
)
def test_each_role_reaches_its_pages_and_no_more(groups: list[str], pages: bool, people: bool) -> None:
    client = accounts.staff_client(Client(), groups)
    for method, route in routes():
        allowed = people if route.endswith("attendance/") else pages
        status = getattr(client, method)(route).status_code
        assert (status != 403) is allowed, (groups, route, status)


def test_strangers_are_led_to_sign_in() -> None:
    for method, route in routes():
        assert "/account/sign-in/" in getattr(Client(), method)(route)["Location"]


def test_editor_sees_no_names_of_people(officer: Client) -> None:
    record, _code = made.registered(made.make_event(), name="Aigerim Test")
    page = reverse("together-event", args=(record.event_id,))
    editor = accounts.staff_client(Client(), [EDITOR], username="editor")
    assert "Aigerim Test" in officer.get(page).content.decode()
    assert "Aigerim Test" not in editor.get(page).content.decode()


def test_action_is_entered_with_source_and_translation(officer: Client) -> None:
    given = action_form(status="agreed", agreed_on="2026-02-04", title_ru="Обмен опытом", **A_SOURCE)
    response = officer.post(reverse("together-action-add"), given)
    action = CollaborationAction.objects.get()
    assert response["Location"] == action.get_absolute_url()
    assert (action.i18n["title_ru"], action.sources.get().publisher) == ("Обмен опытом", "The Reporters")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"status": "agreed"}, "needs a source"),
        ({"jurisdictions": ["KZ"]}, "two or more"),
        ({"starts_on": "2027-02-01", "due_on": "2027-01-01"}, "due before it starts"),
        ({"status": "completed", **A_SOURCE}, "what came of it"),
        ({"status": "cancelled"}, "why it was cancelled"),
        ({"due_on": "soon"}, "valid date"),
    ],
)
def test_bad_action_is_refused_with_words_and_kept_in_the_form(
    officer: Client, values: dict[str, object], words: str
) -> None:
    response = officer.post(reverse("together-action-add"), action_form(**values))
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "Exchange of practice" in page
    assert not CollaborationAction.objects.exists()


def test_action_takes_only_the_steps_that_follow(officer: Client) -> None:
    action = made.make_action(status="completed", completed_on=dt.date(2026, 11, 1), result="Done")
    page = reverse("together-action", args=(action.pk,))
    assert 'value="planned"' not in officer.get(page).content.decode()
    given = action_form(status="planned", completed_on="2026-11-01", result="Done")
    assert officer.post(page, given).status_code == 400


def test_history_says_who_changed_what(officer: Client) -> None:
    action = made.make_action(status="planned")
    given = action_form(status="under-way", title=action.title)
    assert officer.post(reverse("together-action", args=(action.pk,)), given).status_code == 302
    page = officer.get(reverse("together-history", args=("action", action.pk))).content.decode()
    assert "aigerim" in page
    assert officer.get(reverse("together-history", args=("registration", 1))).status_code == 404


def test_lesson_is_entered_and_ends_in_a_provision(officer: Client) -> None:
    model = make_provision(make_law())
    address = f"{model.law.identifier}/{model.eid}"
    pakistan = made.make_transfer().to_jurisdiction
    given = {
        "title": "An order at once",
        "provision": address,
        "to_jurisdiction": pakistan.pk,
        "recommendation": "Let the police issue it.",
        "status": "taken-up",
        "status_on": "2026-11-01",
        **A_SOURCE,
    }
    assert officer.post(reverse("together-lesson-add"), given).status_code == 302
    lesson = PolicyTransfer.objects.get(title="An order at once")
    page = reverse("together-lesson", args=(lesson.pk,))
    kept = {
        "sources-TOTAL_FORMS": "1",
        "sources-INITIAL_FORMS": "1",
        "sources-0-id": str(lesson.sources.get().pk),
        "sources-0-transfer": str(lesson.pk),
    }
    refused = officer.post(page, given | kept | {"status": "enacted"})
    assert "Name the provision" in refused.content.decode()
    refused = officer.post(page, given | kept | {"status": "enacted", "enacted_provision": address})
    assert "not of the jurisdiction" in refused.content.decode()
    theirs = make_provision(make_law(jurisdiction=pakistan))
    enacted = f"{theirs.law.identifier}/{theirs.eid}"
    assert (
        officer.post(page, given | kept | {"status": "enacted", "enacted_provision": enacted}).status_code
        == 302
    )


def test_nobody_learns_from_their_own_provision(officer: Client) -> None:
    model = make_provision(make_law())
    given = {
        "title": "An order at once",
        "provision": f"{model.law.identifier}/{model.eid}",
        "to_jurisdiction": model.law.jurisdiction_id,
        "recommendation": "Let the police issue it.",
        "status": "proposed",
        "status_on": "2026-11-01",
        **NO_SOURCES,
    }
    assert "is of this jurisdiction" in officer.post(reverse("together-lesson-add"), given).content.decode()


def test_event_is_a_draft_until_announced(officer: Client, client: Client) -> None:
    officer.post(reverse("together-event-add"), event_form())
    event = Event.objects.get()
    assert (event.state, event.slug) == ("draft", "workshop-on-orders")
    assert event.starts_at == dt.datetime(2027, 3, 1, 5, tzinfo=dt.UTC)
    assert client.get(event.get_absolute_url()).status_code == 404
    officer.post(reverse("together-event-step", args=(event.pk, "announce")))
    assert client.get(event.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"capacity": "0"}, "greater than or equal to 1"),
        ({"ends_at": "2027-03-01T09:00"}, "ends before it starts"),
        ({"register_until": "2027-03-02T09:00"}, "after the event has ended"),
        ({"zone": "Mars/Olympus"}, "not a time zone"),
        ({"zone": "Europe/London", "starts_at": "2027-03-28T01:30"}, "jump over this time"),
        ({"zone": "Europe/London", "ends_at": "2027-10-31T01:30"}, "this time twice"),
        ({"starts_at": "tomorrow"}, "not a time"),
        ({"venue": ""}, "can be attended online"),
        ({"languages": []}, "required"),
    ],
)
def test_bad_event_is_refused_with_words_and_kept_in_the_form(
    officer: Client, values: dict[str, object], words: str
) -> None:
    response = officer.post(reverse("together-event-add"), event_form(**values))
    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert "Workshop on orders" in page
    assert not Event.objects.exists()


def test_form_shows_times_on_the_clock_of_the_place(officer: Client) -> None:
    event = made.make_event()
    page = officer.get(reverse("together-event-edit", args=(event.pk,))).content.decode()
    assert 'value="2026-12-10T10:00"' in page


def test_fewer_places_than_promised_are_refused_in_the_form(officer: Client) -> None:
    event = made.make_event(capacity=2)
    for _person in range(2):
        made.registered(event)
    response = officer.post(reverse("together-event-edit", args=(event.pk,)), event_form(capacity="1"))
    assert "2 people have a place already" in response.content.decode()


def test_event_is_cancelled_with_a_reason_alone(officer: Client, client: Client) -> None:
    event = made.make_event()
    cancel = reverse("together-event-cancel", args=(event.pk,))
    assert officer.post(cancel, {"reason": ""}).status_code == 400
    officer.post(cancel, {"reason": "Flood in the city"})
    assert "Flood in the city" in client.get(event.get_absolute_url()).content.decode()


def test_attendance_is_recorded_once_the_event_has_begun(officer: Client) -> None:
    record, _code = made.registered(made.make_event())
    now = timezone.now()
    Event.objects.update(
        starts_at=now - dt.timedelta(hours=2),
        ends_at=now + dt.timedelta(hours=1),
        register_until=now - dt.timedelta(days=1),
    )
    officer.post(reverse("together-attendance", args=(record.event_id,)), {"present": [str(record.pk), "x"]})
    record.refresh_from_db()
    assert record.attended is True


def office(part: str, **more: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in {part: b"<x/>", **more}.items():
            package.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.pdf", b"MZ\x90 a program", "not taken"),
        ("report.pdf", b"\x89PNG\r\n\x1a\n", "named PDF but is PNG"),
        ("report.docx", office("xl/workbook.xml"), "named DOCX but is XLSX"),
        ("report.docx", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "macros"),
        ("report.docx", b"PK\x03\x04 cut off", "damaged"),
        ("page.html", b"<script>alert(1)</script>", "not taken"),
        ("picture.svg", b"<svg onload='x'/>", "not taken"),
        ("big.pdf", b"%PDF-" + b"0" * (15 * 1024 * 1024), "too large"),
    ],
)
def test_file_that_lies_about_its_type_is_refused_with_words(
    officer: Client, name: str, content: bytes, words: str
) -> None:
    event = made.make_event()
    given = {"title": "Report", "upload": SimpleUploadedFile(name, content, "application/pdf")}
    response = officer.post(reverse("together-material-add", args=(event.pk,)), given)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not event.materials.exists()


def test_material_is_read_after_the_event_and_never_run(officer: Client, client: Client) -> None:
    event = made.make_event()
    given = {"title": "Report", "upload": SimpleUploadedFile("report.pdf", b"%PDF-1.7", "text/html")}
    officer.post(reverse("together-material-add", args=(event.pk,)), given)
    material = event.materials.get()
    address = reverse("event-material", args=(event.slug, material.pk))
    assert client.get(address).status_code == 404
    now = timezone.now()
    Event.objects.update(
        starts_at=now - dt.timedelta(days=2),
        ends_at=now - dt.timedelta(days=1),
        register_until=now - dt.timedelta(days=3),
    )
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Report" in client.get(event.get_absolute_url()).content.decode()
    storage, name = material.file.storage, material.file.name
    officer.post(reverse("together-material-remove", args=(event.pk, material.pk)))
    assert client.get(address).status_code == 404
    assert storage.exists(name), "deleted only when the removal is committed"


def test_staff_read_nothing_of_who_had_her_details_deleted(officer: Client) -> None:
    event = made.make_event()
    record, _code = made.registered(event, name="Aigerim", email="aigerim@example.org", needs="A ramp")
    registering.erase_details(registration=record, now=made.AFTER)
    page = officer.get(reverse("together-event", args=(event.pk,))).content.decode()
    assert "details deleted" in page
    for words in ("Aigerim", "example.org", "A ramp"):
        assert words not in page
