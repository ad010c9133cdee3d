"""Pages of applicants: no account, no cookie, nothing in the address; a code opens one application."""

from __future__ import annotations

import datetime as dt
import io
import json
import re

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from programs.cohorts import deciding, tickets
from programs.models import Application, Certificate, Cohort
from tests.factories.cohorts import AWE, NOW, make_application, make_cohort, make_officer, make_question

pytestmark = pytest.mark.django_db

CODE = "4071 2296 8835 1604"
APPLICATIONS = "/en/applications/"


def open_cohort(**values: object) -> Cohort:
    today = timezone.now().date()
    days = dt.timedelta(days=1)
    given = {
        "closes_at": timezone.now() + 30 * days,
        "starts_on": today + 60 * days,
        "ends_on": today + 90 * days,
    }
    return make_cohort(**(given | values))


def address(cohort: Cohort, language: str = "en") -> str:
    return f"/{language}/programmes/{AWE}/cohorts/{cohort.slug}/apply/"


def ticket_for(application: Application, *, minutes_ago: int = 0) -> str:
    return tickets.issue(application, now=timezone.now() - dt.timedelta(minutes=minutes_ago))


def send(client: Client, where: str, status: int = 200, **fields: object) -> str:
    response = client.post(where, fields)
    assert response.status_code == status, response.content.decode()[-3000:]
    return response.content.decode() if not response.streaming else ""


def begin(client: Client, cohort: Cohort) -> tuple[str, str]:
    page = send(client, address(cohort), do="begin")
    code = re.search(r"<output>([\d ]+)</output>", page)
    ticket = re.search(r'name="ticket" value="([^"]+)"', page)
    assert code
    assert ticket
    return code[1], ticket[1]


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
def test_form_reads_in_every_language(client: Client, language: str) -> None:
    cohort = open_cohort()
    make_question(cohort, "choice")
    response = client.get(address(cohort, language))
    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.content.decode()


def test_applying_sets_no_cookie_and_is_never_stored(client: Client) -> None:
    cohort = open_cohort()
    _code, ticket = begin(client, cohort)
    for response in (
        client.get(address(cohort)),
        client.post(address(cohort), {"do": "save", "ticket": ticket, "page": 0, "written": 1, "name": "A"}),
        client.get(APPLICATIONS),
        client.post(APPLICATIONS, {"do": "open", "code": CODE}),
    ):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


def test_title_says_nothing_of_what_the_page_is_about(client: Client) -> None:
    cohort = open_cohort()
    page = client.get(address(cohort)).content.decode()
    assert re.search(r"<title>\s*Form · Qorgau</title>", page)


def test_code_leads_back_to_what_was_saved(client: Client) -> None:
    cohort = open_cohort()
    question = make_question(cohort)
    code, ticket = begin(client, cohort)
    send(client, address(cohort), do="save", ticket=ticket, page=0, written=1, name="Aigul", to="1")
    send(
        client,
        address(cohort),
        do="save",
        ticket=ticket,
        page=1,
        written=1,
        to="leave",
        **{f"q{question.pk}": "bread"},
    )
    page = send(client, address(cohort), do="resume", code=code)
    assert 'value="Aigul"' in page
    assert "bread" in send(client, address(cohort), do="save", ticket=ticket, to="1")


def test_good_answers_of_a_page_are_saved_beside_bad_ones(client: Client) -> None:
    cohort = open_cohort()
    number, words = make_question(cohort, "number", most=5), make_question(cohort)
    _code, ticket = begin(client, cohort)
    page = send(
        client, address(cohort), 400, do="save", ticket=ticket, page=1, written=1,
        **{f"q{number.pk}": "9", f"q{words.pk}": "bread"},
    )  # fmt: skip
    assert "largest number accepted is 5" in page
    assert 'value="9"' in page
    from programs.cohorts.applying import answers_of

    assert answers_of(Application.objects.get()) == {str(words.pk): "bread"}


def test_sending_leads_to_how_it_stands(client: Client) -> None:
    cohort = open_cohort()
    _code, ticket = begin(client, cohort)
    send(client, address(cohort), do="save", ticket=ticket, page=0, written=1, name="Aigul")
    assert "Sent" in send(client, address(cohort), do="submit", ticket=ticket)
    assert Application.objects.get().state == "submitted"


def test_sending_twice_from_two_windows_changes_nothing(client: Client) -> None:
    cohort = open_cohort()
    _code, ticket = begin(client, cohort)
    send(client, address(cohort), do="save", ticket=ticket, page=0, written=1, name="Aigul")
    for _ in range(2):
        send(client, address(cohort), do="submit", ticket=ticket)
    assert Application.objects.get().steps.count() == 1


def test_without_a_name_it_is_not_sent(client: Client) -> None:
    cohort = open_cohort()
    _code, ticket = begin(client, cohort)
    assert "not answered yet" in send(client, address(cohort), 409, do="submit", ticket=ticket)


def test_second_application_with_the_same_number_is_refused_kindly(client: Client) -> None:
    cohort = open_cohort()
    make_application(cohort, phone="+77015550102")
    _code, ticket = begin(client, cohort)
    fields = {"name": "Aigul", "phone": "8 (701) 555 0102".replace("8 ", "+7 ")}
    send(client, address(cohort), do="save", ticket=ticket, page=0, written=1, **fields)
    assert "come back to it with its code" in send(client, address(cohort), 409, do="submit", ticket=ticket)


def test_closed_cohort_begins_nothing_and_says_so(client: Client) -> None:
    cohort = open_cohort(closes_at=timezone.now() - dt.timedelta(seconds=1))
    assert "are closed" in client.get(address(cohort)).content.decode()
    assert "are closed" in send(client, address(cohort), 409, do="begin")
    assert not Application.objects.exists()


def test_cohort_in_preparation_is_not_shown(client: Client) -> None:
    assert client.get(address(open_cohort(state="in-preparation"))).status_code == 404


def test_page_left_open_for_long_is_saved_but_not_shown_without_the_code(client: Client) -> None:
    cohort = open_cohort()
    application = make_application(cohort, "draft", name="Held Name")
    fields = {"do": "save", "ticket": ticket_for(application, minutes_ago=31), "page": 0, "written": 1}
    page = send(client, address(cohort), 403, **fields, name="New Name")
    assert "is saved" in page
    assert "Name" not in page.replace("Your name", "")
    application.refresh_from_db()
    assert application.name == "New Name"


@pytest.mark.parametrize("ticket", ["", "x", "v1.local.AAAA.AAAA"])
def test_made_up_ticket_opens_nothing(client: Client, ticket: str) -> None:
    application = make_application(open_cohort(), code=CODE)
    for verb in ("withdraw", "erase", "export", "letter", "certificate", "name", "outcome"):
        assert "Type your code" in send(client, APPLICATIONS, 403, do=verb, ticket=ticket)
    application.refresh_from_db()
    assert application.state == "submitted"


def test_ticket_of_one_cohort_writes_nothing_through_another(client: Client) -> None:
    one, other = open_cohort(), open_cohort()
    application = make_application(one, "draft", name="Aigul")
    fields = {"do": "save", "ticket": ticket_for(application), "page": 0, "written": 1, "name": "X"}
    send(client, address(other), 403, **fields)
    application.refresh_from_db()
    assert application.name == "Aigul"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}],
)
def test_form_sent_by_another_site_is_refused(client: Client, headers: dict[str, str]) -> None:
    response = client.post(address(open_cohort()), {"do": "begin"}, headers=headers)
    assert response.status_code == 403
    assert not Application.objects.exists()


def test_codes_are_tried_so_often_and_no_more() -> None:
    guesser, owner = Client(REMOTE_ADDR="198.51.100.7"), Client(REMOTE_ADDR="203.0.113.9")
    make_application(open_cohort(), code=CODE)
    for _ in range(15):
        send(guesser, APPLICATIONS, 404, do="open", code="1111 2222 3333 4444")
    assert "Too many attempts" in send(guesser, APPLICATIONS, 429, do="open", code=CODE)
    assert "Your application" in send(owner, APPLICATIONS, do="open", code=CODE)


def test_address_of_who_tries_is_nowhere_in_the_cache() -> None:
    from django.core.cache import cache

    send(Client(REMOTE_ADDR="198.51.100.7"), APPLICATIONS, 404, do="open", code="1111 2222 3333 4444")
    held = repr(cache._cache)  # type: ignore[attr-defined]
    assert "throttle." in held
    assert "198.51" not in held


def test_withdrawing_by_code_moves_the_waiting_list_up(client: Client) -> None:
    cohort = open_cohort(capacity=1)
    seated = make_application(cohort, "accepted")
    waiting = make_application(cohort, "waitlisted")
    assert "was withdrawn" in send(client, APPLICATIONS, do="withdraw", ticket=ticket_for(seated))
    waiting.refresh_from_db()
    assert waiting.state == "accepted"


def test_erasing_by_code_leaves_nothing_and_the_code_finds_nothing(client: Client) -> None:
    application = make_application(open_cohort(), code=CODE)
    assert "Erased" in send(client, APPLICATIONS, do="erase", ticket=ticket_for(application))
    assert "No application has this code" in send(client, APPLICATIONS, 404, do="open", code=CODE)


def test_own_data_are_handed_over_whole(client: Client) -> None:
    cohort = open_cohort()
    question = make_question(cohort)
    application = make_application(
        cohort, name="Aigul", phone="+77015550102", answers={str(question.pk): "bread"}
    )
    held = json.loads(send(client, APPLICATIONS, do="export", ticket=ticket_for(application)))
    assert (held["name"], held["phone"], held["state"]) == ("Aigul", "+77015550102", "submitted")
    assert held["answers"] == [{"question": question.text, "answer": "bread"}]
    assert held["steps"][0]["to"] == "submitted"


def test_decision_is_read_with_reason_in_her_own_language(client: Client) -> None:
    application = make_application(open_cohort(), "shortlisted", language="ur", name="عائشہ")
    deciding.decline(
        application=application, actor=make_officer(), now=timezone.now(), words="Too few places."
    )
    page = send(client, "/ur/applications/", do="open", ticket="", code=CODE, status=404)
    assert "Too few" not in page
    response = client.post(APPLICATIONS, {"do": "letter", "ticket": ticket_for(application)})
    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/Lang"] == "ur"
    assert "Too few places." in reader.pages[0].extract_text()


def test_letter_is_given_only_once_there_is_a_decision(client: Client) -> None:
    application = make_application(open_cohort())
    assert "no letter yet" in send(client, APPLICATIONS, 409, do="letter", ticket=ticket_for(application))


@pytest.fixture
def certificate() -> Certificate:
    application = make_application(open_cohort(), "enrolled", name="Aigul Testova")
    deciding.complete(application=application, actor=make_officer(), now=timezone.now())
    return Certificate.objects.get()


def test_certificate_is_confirmed_without_a_name(client: Client, certificate: Certificate) -> None:
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert "genuine" in page
    assert "Aigul" not in page


def test_name_is_shown_once_she_allows_it_and_no_longer(client: Client, certificate: Certificate) -> None:
    ticket = ticket_for(certificate.application)
    send(client, APPLICATIONS, do="name", ticket=ticket, allowed="yes")
    assert "Aigul Testova" in client.get(certificate.get_absolute_url()).content.decode()
    send(client, APPLICATIONS, do="name", ticket=ticket, allowed="no")
    assert "Aigul" not in client.get(certificate.get_absolute_url()).content.decode()


def test_certificate_is_found_as_people_type_its_code(client: Client, certificate: Certificate) -> None:
    typed = certificate.code.lower().replace("-", " ")
    response = client.get("/en/certificates/", {"code": typed})
    assert response.headers["Location"] == certificate.get_absolute_url()


def test_unknown_certificate_says_so(client: Client) -> None:
    assert client.get("/en/certificates/0000-0000-0000/").status_code == 404
    assert client.get("/en/certificates/?code=zzz").status_code == 400


def test_revoked_certificate_says_so(client: Client, certificate: Certificate) -> None:
    from programs.cohorts.certifying import revoke_certificate

    revoke_certificate(certificate=certificate, reason="mistake", actor=make_officer(), now=NOW)
    page = client.get(certificate.get_absolute_url()).content.decode()
    assert "revoked" in page
    assert "genuine" not in page


@pytest.mark.parametrize("goal", ["9" * 5000, "-1", "\0", "٣٣٣٣٣"])
def test_page_that_does_not_exist_leads_to_the_last_look(client: Client, goal: str) -> None:
    cohort = open_cohort()
    _code, ticket = begin(client, cohort)
    page = send(client, address(cohort), do="save", ticket=ticket, page=0, written=1, name="A", to=goal)
    assert 'value="submit"' in page


def test_certificate_is_a_tagged_pdf_with_name_and_code(client: Client, certificate: Certificate) -> None:
    response = client.post(APPLICATIONS, {"do": "certificate", "ticket": ticket_for(certificate.application)})
    reader = PdfReader(io.BytesIO(response.content))
    text = reader.pages[0].extract_text()
    assert "Aigul Testova" in text
    assert certificate.code in text
    assert certificate.get_absolute_url() in text.replace("\n", "")
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_open_cohort_is_shown_on_its_programme_and_in_the_directory(client: Client) -> None:
    cohort = open_cohort(name="Cohort of spring")
    page = client.get(f"/en/programmes/{AWE}/").content.decode()
    assert "Cohort of spring" in page
    assert address(cohort) in page
    listed = client.get("/en/programmes/?q=AWE").content.decode()
    assert "Open for applications until" in listed


def test_closed_cohort_is_not_offered(client: Client) -> None:
    open_cohort(name="Cohort of spring", state="closed")
    assert "Cohort of spring" not in client.get(f"/en/programmes/{AWE}/").content.decode()


def test_academy_shows_its_figures_and_their_source(client: Client) -> None:
    page = client.get(f"/en/programmes/{AWE}/").content.decode()
    assert "130" in page
    assert "100" in page
    assert "brusselsmorning.com" in page
