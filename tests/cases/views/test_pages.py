"""What the pages of confidential work show, hide and record."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import emergencies, first_contact, parties
from cases.actions.parties import Identity
from cases.context import acting_as
from cases.models import AccessEvent, Case, Party, PartyIdentity
from legislation.models import Jurisdiction
from tests.factories import accounts
from tests.factories.cases import make_case, make_party, make_place
from tests.factories.work import Desk

pytestmark = pytest.mark.django_db
WHO = Identity(name="Invented Name", iin="850101300123", phones="+7 701 555 01 23", address="Nowhere 1")


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def client(place) -> Client:
    return accounts.sign_in(Client(), place.user("worker"))


def test_journey_from_first_contact_to_closing(place, client):
    page = client.post(
        reverse("work-new"),
        {"lead": str(place.worker.pk), "confidentiality": "normal"},
    )
    case_id = page["Location"].split("/")[3]
    said = {"limits_explained": "on", "kinds": ["services"], "capacity": "self", "method": "spoken"}
    address = reverse("work-first-contact", args=(case_id,)) + "?age=18-59&place=KZ"
    assert client.post(address, said).status_code == 302
    with acting_as(place.user("worker")):
        person = Party.objects.get(case_id=case_id)
    where = (case_id, person.pk)
    contact = {"channel": "phone", "code_word": "sagebrush", "voicemail_ok": "", "ok_days": [1, 5]}
    assert client.post(reverse("work-person-contact", args=where), contact).status_code == 302
    assert client.post(reverse("work-person-write", args=where), vars_of(WHO)).status_code == 302
    assert "Invented Name" not in client.get(reverse("work-person", args=where)).content.decode()
    agreed = client.get(reverse("work-person", args=where)).content.decode()
    assert "Monday, Friday" in agreed
    assert "00:00–24:00" in agreed
    shown = client.post(reverse("work-person-who", args=where), {"purpose": "contact"}).content.decode()
    assert "Invented Name" in shown
    assert shown.index("sagebrush") < shown.index("+7 701 555 01 23")
    client.post(reverse("work-closing", args=(case_id,)), {"outcome": "agreed-is-done"})
    supervisor = accounts.sign_in(Client(), place.user("supervisor"))
    supervisor.post(reverse("work-item-move", args=(case_id, "close")))
    with acting_as(place.user("worker")):
        assert Case.objects.get(pk=case_id).status == "closed"
        assert AccessEvent.objects.filter(deed="revealed", purpose="contact").count() == 1


def test_overview_reminds_of_what_follows_a_beginning_in_an_emergency(place, client):
    case, lead = make_case(place), place.user("worker")
    address = reverse("work-item", args=(case.pk,))
    assert "The work began in an emergency" in client.get(address).content.decode()
    with acting_as(lead):
        first_contact.record_first_contact(
            actor=lead, case_id=case.pk, jurisdiction=Jurisdiction.objects.get(code="KZ"),
            today=timezone.localdate(), age_band="18-59", limits_explained=True,
        )  # fmt: skip
    assert "The work began in an emergency" not in client.get(address).content.decode()


def test_overview_says_who_was_let_in_until_when_and_what_follows(place, client):
    case, other = make_case(place), place.user("other")
    with acting_as(other):
        asked = emergencies.ask(
            actor=other, membership=place.other, number=case.public_no, reason="He is at her door"
        )
    with acting_as(place.user("supervisor")):
        emergencies.decide(actor=place.user("supervisor"), request_id=asked, approve=True)
    page = client.get(reverse("work-item", args=(case.pk,))).content.decode()
    assert f"{other.username}, until" in page
    assert "set a barrier" in page


def test_agreement_says_when_contact_is_safe_or_that_it_is_not_wanted(place, client):
    party = make_party(make_case(place))
    where = (party.case_id, party.pk)
    address = reverse("work-person-contact", args=where)
    for nothing in ({}, {"ok_from": "10:00", "ok_until": "10:00"}):
        page = client.post(address, {"channel": "phone"} | nothing)
        assert page.status_code == 200
        assert "No time is agreed at which contact is safe" in page.content.decode()
    assert client.post(address, {"channel": "phone", "ok_days": range(1, 8)}).status_code == 302
    assert "any day" in client.get(reverse("work-person", args=where)).content.decode()
    assert client.post(address, {"channel": "phone", "do_not_contact": "on"}).status_code == 302
    shown = client.get(reverse("work-person", args=where)).content.decode()
    assert "Do not contact this person in any way" in shown
    assert "any day" not in shown


def test_agreement_without_days_or_hours_is_said_to_be_none_wherever_it_is_shown(place, client):
    party = make_party(make_case(place))
    lead = place.user("worker")
    with acting_as(lead):
        parties.add_safe_contact(actor=lead, party_id=party.pk, channel="phone")
    where = (party.case_id, party.pk)
    assert "No time is agreed" in client.get(reverse("work-person", args=where)).content.decode()
    reach = client.get(reverse("work-person-reach", args=where)).content.decode()
    assert reach.count("No time is agreed") == 2
    assert "Telephone" not in client.get(reverse("work-people", args=where[:1])).content.decode()


def vars_of(identity: Identity) -> dict[str, str]:
    return {name: getattr(identity, name) for name in ("name", "iin", "phones", "address")}


@pytest.mark.parametrize("name", ["work", "work-new", "work-urgent"])
def test_47_titles_and_addresses_tell_nothing(client, place, name):
    case = make_case(place)
    for address in (reverse(name), reverse("work-item", args=(case.pk,))):
        body = client.get(address).content.decode()
        title = body.partition("<title>")[2].partition("</title>")[0]
        assert title == "Work · Qorgau"
        assert case.public_no not in address
        assert "noindex" in body


@pytest.mark.parametrize("name", ["work", "work-new", "work-urgent"])
def test_43_nothing_is_stored_by_any_cache(client, name):
    response = client.get(reverse(name))
    assert response["Cache-Control"] == "no-store, private"


def test_43_what_is_not_there_is_not_stored_either(client):
    assert "no-store" in client.get("/en/work/11111111-1111-4111-8111-111111111111/")["Cache-Control"]


@pytest.mark.parametrize("query", ["?order=identity__name", "?page=999999", "?q=Invented", "?lead=1"])
def test_7_what_is_not_offered_is_ignored(client, place, query):
    case = make_case(place)
    body = client.get(reverse("work") + query).content.decode()
    assert case.shown_number in body


@pytest.mark.parametrize(
    "name", ["lead", "organisation", "status", "created_by", "row_version", "id", "case"]
)
def test_4_fields_that_a_form_does_not_name_are_ignored(client, place, name):
    case, foreign = make_case(place), make_case(place, "other")
    sent = {"kind": "witness", "age_band": "unknown", "sex": "unknown", "relationship": "unknown"}
    sent |= {name: str(foreign.pk), "is_staff": "1", "case_id": str(foreign.pk)}
    client.post(reverse("work-person-new", args=(case.pk,)), sent)
    with acting_as(place.user("worker")):
        party = Party.objects.get()
        assert (party.case_id, party.created_by_id, party.row_version) == (
            case.pk,
            place.user("worker").pk,
            1,
        )


def test_refusal_is_on_record_though_the_page_says_nothing(place):
    case = make_case(place)
    other = accounts.sign_in(Client(), place.user("other"))
    assert other.get(reverse("work-item", args=(case.pk,))).status_code == 404
    with acting_as(place.user("worker")):
        event = AccessEvent.objects.get(result="refused")
    assert (event.actor, event.case_id) == (place.user("other"), case.pk)


def test_lead_sees_on_the_page_who_looked(place, client):
    case = make_case(place)
    accounts.sign_in(Client(), place.user("other")).get(reverse("work-item", args=(case.pk,)))
    body = client.get(reverse("work-item-log", args=(case.pk,))).content.decode()
    assert place.user("other").username in body


def test_reveal_needs_a_fresh_proof(place, client):
    party = make_party(make_case(place), identity=WHO)
    accounts.make_sign_in_older(client, 600)
    address = reverse("work-person-who", args=(party.case_id, party.pk))
    for response in (client.get(address), client.post(address, {"purpose": "contact"})):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_worker_without_second_factor_gets_nothing(place):
    client = accounts.sign_in(Client(), place.user("worker"), second_factor=False)
    response = client.get(reverse("work"))
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_49_after_fifteen_minutes_without_use_the_session_is_over(place, client):
    from kbase.accounts import sessions

    assert client.get(reverse("work")).status_code == 200
    session = client.session
    session[sessions.SEEN] -= 15 * 60 + 1
    session.save()
    assert client.get(reverse("work")).status_code == 302


def test_process_without_keys_serves_no_case(client, settings):
    settings.CASE_KEYS = ""
    assert client.get(reverse("work")).status_code == 404


def test_history_does_not_say_on_which_page(place, client):
    from pghistory.models import Context

    client.post(reverse("work-new"), {"lead": str(place.worker.pk), "confidentiality": "normal"})
    assert not Context.objects.filter(metadata__url__contains="/work/").exists()
    assert Context.objects.filter(metadata__user=place.user("worker").pk).exists()


def test_identity_form_is_never_filled_in_with_what_is_kept(place, client):
    party = make_party(make_case(place), identity=WHO)
    body = client.get(reverse("work-person-write", args=(party.case_id, party.pk))).content.decode()
    assert "Invented" not in body
    with acting_as(place.user("worker")):
        assert PartyIdentity.objects.count() == 1


def test_views_use_no_other_way_to_records():
    """No view or form names a manager, raw SQL, or a model."""
    found = []
    for path in [
        *(settings.BASE_DIR / "cases" / "views").glob("*.py"),
        *(settings.BASE_DIR / "cases").glob("*forms.py"),
    ]:
        for node in ast.walk(ast.parse(Path(path).read_text())):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if name in {"objects", "_default_manager", "_base_manager", "raw", "extra", "cursor", "RawSQL"}:
                found.append((path.name, node.lineno, name))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                ("cases.models", "django.db")
            ):
                found.append((path.name, node.lineno, node.module))
    assert found == []


def test_number_keeps_its_order_in_urdu(place, client):
    case = make_case(place)
    body = client.get(f"/ur/work/{case.pk}/").content.decode()
    heading = body.partition("<h1>")[2].partition("</h1>")[0]
    assert 'dir="ltr"' in heading
    assert case.shown_number in heading


def test_51_identity_written_in_two_tabs_shows_both_and_loses_nothing(place, client):
    party = make_party(make_case(place), identity=WHO)
    address = reverse("work-person-write", args=(party.case_id, party.pk))
    assert 'name="seen" value="1"' in client.get(address).content.decode()
    assert client.post(address, {"name": "Of the first tab", "seen": "1"}).status_code == 302
    response = client.post(address, {"name": "Of the second tab", "seen": "1"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Of the second tab" in page
    assert "Of the first tab" not in page  # masked, with the way to see it
    assert reverse("work-person-who", args=(party.case_id, party.pk)) in page
    with acting_as(place.user("worker")):
        from cases.sealing import opened

        kept = PartyIdentity.objects.select_related("case").get()
        assert opened(kept, "name") == "Of the first tab"
    assert client.post(address, {"name": "Of the second tab", "seen": "2"}).status_code == 302


def test_why_the_work_went_back_a_step_stands_in_the_case_until_it_goes_on(place):
    desk = Desk(place, make_case(place))
    supervisor = Desk(place, desk.case, "supervisor")
    for step, reason, shown in (("implement", "danger now", True), ("follow-up", "", False)):
        desk.send("work-item-step", step=step, reason=reason)
        for who in (desk, supervisor):
            assert ("Why the work is at this step" in who.get("work-item")) is shown
        assert ("danger now" in desk.get("work-item")) is shown
