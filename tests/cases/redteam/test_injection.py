"""Tests 4, 21, 23, 24 and 32: what hostile people type, on every form and parameter of the pages of cases.

The forms are those that the lead's own pages show, found by opening every address that the URL resolver has;
a page that is added is attacked too.
"""

import itertools
import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from cases.actions.parties import Identity
from cases.context import acting_as
from cases.models import Case, CaseAccess, Membership, PartyIdentity
from tests.cases.views.matrix import MATRIX, Scene
from tests.factories.cases import make_case, make_party
from tests.page_forms import PageForm, forms_of

pytestmark = pytest.mark.django_db
SQL = (
    "' OR '1'='1", "'; SELECT pg_sleep(20) --", "1) UNION SELECT content_key FROM cases_case --",
    "' || (SELECT set_config('app.ctx', '1.2.3.4.5', true)) || '", "$$; DROP TABLE cases_case; $$",
    "%' AND 1=(SELECT 1 FROM pg_sleep(20)) AND '%'='", "\\'; COMMIT; --", "%(x)s %s {0} {x!r}",
    "0x27 OR 1=1", "ARRAY[1]; SELECT 1", "NULL::uuid", "1e400", "-1", "9" * 400,
)  # fmt: skip
# NUL, controls, what stands for a half character, overrides, invisible and long ones.
ODD = (
    "a\x00b",
    "\x01\x02\x1b[31m",
    "\ufffd",
    "\u202egnp.exe",
    "\ufeff\u200b",
    "\r\nSet-Cookie: a=b",
    "𐀀" * 50,
)
MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "\"><b id=planted>", "<math><mtext></mtext><mglyph><style></math><img src onerror=alert(1)>",
)  # fmt: skip
TEMPLATES = ("{{7*7}}", "{% debug %}", "${7*7}", "#{7*7}", "%(password)s", "{0.__class__}", "<%= 7*7 %>")
PARAMETERS = (
    "page",
    "q",
    "order",
    "sort",
    "next",
    "lead",
    "status",
    "from",
    "until",
    "kind",
    "case",
    "person",
)
PAYLOADS = [*SQL, *ODD, *MARKUP, *TEMPLATES]
# Neighbours among the payloads are alike: one goes through them in steps.
STEP, PAYLOADS_A_FORM = 7, 8
SLOW_SECONDS = 10  # far from a page's, and from a pg_sleep(20) that was obeyed
EXTRA = {
    "lead": "", "lead_id": "", "organisation": "", "organisation_id": "", "status_": "closed", "is_demo": "1",
    "public_no": "000000011", "created_by": "1", "row_version_": "99", "id": "", "is_staff": "1",
    "is_superuser": "1", "groups": "1", "role": "supervisor", "due_at": "2001-01-01",
    "risk_final": "standard",
    "legal_hold": "1", "content_key": "x", "content_master": "x",
}  # fmt: skip


@pytest.fixture
def client(scene) -> Client:
    found = scene.client("lead")
    found.raise_request_exception = False
    return found


def pages(scene: Scene, client: Client) -> dict[str, str]:
    """The addresses that the lead can open, with their pages."""
    found = {}
    for name in MATRIX:
        response = client.get(scene.address(name), HTTP_HOST="localhost")
        if response.status_code == 200 and "html" in response["Content-Type"]:
            found[scene.address(name)] = response.content.decode()
    assert len(found) >= 15
    return found


def forms(scene: Scene, client: Client) -> list[tuple[str, PageForm]]:
    """The forms of those pages with the address each goes to, but for leaving the account and languages."""
    found = {}
    for address, html in pages(scene, client).items():
        for form in forms_of(html):
            to = form.action or address
            if form.method == "post" and "/work/" in to:
                found[(to, *sorted(form.values))] = (to, form)
    return list(found.values())


def send(client: Client, address: str, values: dict[str, list[str]]):
    """Send a form; what it writes is undone."""
    with transaction.atomic():
        response = client.post(address, values, HTTP_HOST="localhost")
        transaction.set_rollback(True)
    return response


def fillings(form: PageForm, payloads: Iterator[str]) -> Iterator[dict[str, list[str]]]:
    """Fill the fields of a form until some payloads were typed, another in each field."""
    typed = sorted(form.typed)
    for _sent in range(0, PAYLOADS_A_FORM if typed else 0, len(typed) or 1):
        yield {**form.values, **{name: [next(payloads)] for name in typed}}


def test_21_23_24_32_nothing_that_is_typed_breaks_a_page_or_comes_back_as_code(scene, client):
    wrong = []
    # In turns: each payload comes to many forms, each form gets some of every family.
    payloads = itertools.cycle(PAYLOADS[place::STEP] for place in range(STEP))
    payloads = itertools.chain.from_iterable(payloads)
    for address, form in forms(scene, client):
        for values in fillings(form, payloads):
            began = time.monotonic()
            response = send(client, address, values)
            if response.status_code >= 500 or time.monotonic() - began > SLOW_SECONDS:
                wrong.append((address, values, response.status_code))
            shown = response.content.decode()
            if any("<" in each and each in shown for name in form.typed for each in values[name]):
                wrong.append((address, values, "came back as markup"))
    assert wrong == []


def test_21_23_24_32_nothing_in_an_address_breaks_a_page(scene, client):
    wrong = []
    places = [
        reverse("work"),
        reverse("work-day"),
        scene.address("work-item-log"),
        scene.address("work-item"),
    ]
    for address, payload in itertools.product(places, PAYLOADS):
        began = time.monotonic()
        response = client.get(address, dict.fromkeys(PARAMETERS, payload), HTTP_HOST="localhost")
        if response.status_code >= 500 or time.monotonic() - began > SLOW_SECONDS:
            wrong.append((address, payload, response.status_code))
        if "<" in payload and payload in response.content.decode():
            wrong.append((address, payload, "came back as markup"))
    assert wrong == []


@pytest.mark.parametrize(
    "header", ["HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_FORWARDED_FOR"]
)
def test_21_nothing_in_a_header_breaks_a_page(scene, client, header):
    for payload in SQL:
        response = client.get(reverse("work"), HTTP_HOST="localhost", **{header: payload})
        assert response.status_code == 200, payload


@pytest.mark.parametrize("value", ["not-a-uuid", "' OR 1=1 --", "%00", "..%2f..%2fetc%2fpasswd", "11111111"])
def test_21_what_is_no_identity_in_an_address_is_not_there(scene, client, value):
    assert client.get(f"/en/work/{value}/", HTTP_HOST="localhost").status_code == 404


def test_24_template_syntax_in_a_name_is_a_name(scene, client):
    named = " ".join(TEMPLATES)
    party = make_party(scene.case, identity=Identity(name=named))
    address = reverse("work-person-who", args=(scene.case.pk, party.pk))
    shown = client.post(address, {"purpose": "contact"}, HTTP_HOST="localhost").content.decode()
    assert "{{7*7}}" in shown
    assert ">49<" not in shown


def test_32_nul_in_a_name_is_refused_in_words_or_kept_out(scene, client):
    address = reverse("work-person-write", args=(scene.case.pk, scene.party.pk))
    response = client.post(address, {"name": "a\x00b"}, HTTP_HOST="localhost")
    assert response.status_code in (200, 302)
    with acting_as(scene.place.user("worker")):
        assert PartyIdentity.objects.filter(name__contains="\\x00").count() == 0


def protected(scene: Scene) -> list[object]:
    """What no form may change unless it is the form for it."""
    with acting_as(scene.place.user("worker")):
        case = Case.objects.values(
            "id",
            "organisation",
            "public_no",
            "is_demo",
            "created_by",
            "created_at",
            "legal_hold",
            "opened_at",
        ).get(pk=scene.case.pk)
        members = list(
            Membership.objects.order_by("pk").values("pk", "role", "user", "ends_at", "supervisor")
        )
        grants = CaseAccess.objects.filter(kind="lead", case=scene.case).count()
    people = list(
        User.objects.order_by("pk").values("pk", "is_staff", "is_superuser", "is_active", "password")
    )
    return [case, members, grants, people]


def test_4_fields_that_a_form_does_not_name_are_ignored_by_every_form(scene, client):
    foreign = make_case(scene.place, "other")
    before = protected(scene)
    extra = {name: [value or str(foreign.pk)] for name, value in EXTRA.items()}
    tried = 0
    for address, form in forms(scene, client):
        values = {**{name: value for name, value in extra.items() if name not in form.values}, **form.values}
        with transaction.atomic():
            response = client.post(address, values, HTTP_HOST="localhost")
            assert response.status_code < 500, address
            tried += response.status_code == 302
            if "hand-over" not in address:
                assert protected(scene) == before, address
            transaction.set_rollback(True)
    assert tried >= 5  # as many were taken as they stood


def test_3_4_record_of_a_foreign_case_named_in_a_form_changes_nothing(scene, client):
    foreign = make_case(scene.place, "other")
    party = make_party(foreign)
    for address, form in forms(scene, client):
        named = {name: [str(foreign.pk)] for name in ("case", "case_id")}
        named |= {name: [str(party.pk)] for name in ("party", "party_id", "person")}
        chosen = {name: value for name, value in form.values.items() if name not in named}
        assert send(client, address, {**chosen, **named}).status_code < 500, address
        with acting_as(scene.place.user("other")), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_partyevent WHERE case_id = %s", [foreign.pk])
            assert cursor.fetchone() == (1,), address
