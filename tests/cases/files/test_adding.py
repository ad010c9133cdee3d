"""Adding and withdrawing files: who may, how much, under which name, and what is said to who may not."""

from __future__ import annotations

import io
import tracemalloc
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cases import states
from cases.actions import attachments
from cases.actions.access import ReasonMissingError
from cases.actions.consents import withdraw_consent
from cases.care_choices import ConsentKind
from cases.choices import AccessKind
from cases.context import acting_as
from cases.files import limits
from cases.files.limits import FileRefusedError
from cases.files.receiving import Receiver
from cases.models import AccessEvent, Attachment
from cases.sealing import opened
from tests.factories import accounts, files
from tests.factories.care import give
from tests.factories.cases import Place, grant, make_case, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place: Place) -> Any:
    return make_case(place)


@pytest.fixture
def client(place: Place) -> Client:
    return accounts.sign_in(Client(), place.user("worker"))


@pytest.fixture(autouse=True)
def nowhere_else(settings: Any) -> None:
    """Any attempt to write an upload to a temporary directory fails."""
    settings.FILE_UPLOAD_TEMP_DIR = "/nonexistent"


def send(client: Client, to: Any, content: bytes, called: str = "paper.pdf", **values: str) -> Any:
    file = io.BytesIO(content)
    file.name = called  # type: ignore[attr-defined]
    return client.post(reverse("work-file-new", args=(to.pk,)), {"file": file, "kind": "document", **values})


def test_large_file_comes_in_with_little_memory(case):
    receiver, piece = Receiver(case), b"x" * 65_536
    tracemalloc.start()
    for _turn in range(300):
        receiver.take(piece)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    receiver.finish("x").close()
    assert receiver.size == 300 * 65_536
    assert peak < 1_000_000


@pytest.mark.parametrize("name", ["work-person-new", "work", "work-item-step"])
def test_no_other_page_of_work_keeps_a_file(client, place, case, contents, name):
    """Not in a temporary directory either, whoever sends it."""
    content = SimpleUploadedFile("x.txt", b"sagebrush" * 500_000)
    address = reverse(name, args=() if name == "work" else (case.pk,))
    for who in (client, Client(), accounts.sign_in(Client(), place.user("other"))):
        content.seek(0)
        assert who.post(address, {"file": content}).status_code < 500
    assert contents() == []


def test_t3_file_of_who_may_not_add_any_is_not_even_read(place, case, contents):
    for name in ("other", "supervisor", "auditor"):
        client = accounts.sign_in(Client(), place.user(name))
        assert send(client, case, b"x" * 4_000_000).status_code == 404
    assert contents() == []


def test_44_form_of_another_site_is_refused_and_nothing_kept(place, case, contents):
    client = accounts.sign_in(Client(enforce_csrf_checks=True), place.user("worker"))
    assert send(client, case, b"words").status_code == 403
    assert contents() == []
    assert Attachment.objects.count() == 0


def test_44_our_own_form_is_taken(place, case):
    client = accounts.sign_in(Client(enforce_csrf_checks=True), place.user("worker"))
    page = client.get(reverse("work-file-new", args=(case.pk,))).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert send(client, case, b"words", csrfmiddlewaretoken=token).status_code == 302


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"<html><script>alert(1)</script>", "This is not a PDF, JPEG, PNG, DOCX or plain text"),
        (b"GIF89a=1;alert(1)", "This is not a PDF, JPEG, PNG, DOCX or plain text"),
        (b"x" * (limits.LARGEST + 1), "This file has 20.0 MB; at most 20 MB are accepted"),
    ],
)
def test_29_refusal_is_in_words_and_on_record_and_nothing_is_kept(client, case, contents, content, words):
    response = send(client, case, content, "picture.jpg", name="typed by hand")
    body = response.content.decode()
    assert words in body
    assert "typed by hand" in body
    assert contents() == []
    with acting_as(case.lead.user):
        assert Attachment.objects.count() == 0
        assert AccessEvent.objects.filter(object_kind="attachment", result="refused").count() == 1


def test_quotas_of_case_and_person_are_said_in_words(place, case, monkeypatch):
    files.add(case, b"x" * 600)
    monkeypatch.setattr(limits, "MOST_IN_CASE", 1000)
    with pytest.raises(FileRefusedError, match="The files of a case may have"):
        files.add(case, b"y" * 500)
    monkeypatch.setattr(limits, "MOST_IN_A_DAY", 1000)
    with pytest.raises(FileRefusedError, match="One person may add"):
        files.add(make_case(place), b"y" * 500)
    files.add(make_case(place, "other"), b"y" * 500)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\u202egpj.exe", "agpj.exe"),
        ("two\nlines\r\n.txt", "two lines .txt"),
        ("../../etc/passwd", "passwd"),
        ("con", "con"),
        ("a\u0000b", "ab"),
        ("\ud800x", "x"),
        ("<b>x</b>.txt", "b>.txt"),
        ("  ", "File"),
        ("ш" * 300, "ш" * 150),
    ],
)
def test_30_names_are_kept_as_harmless_words(case, given, shown):
    kept = files.add(case, name=given)
    kept.case = case
    assert opened(kept, "display_name") == shown


def test_30_name_of_5000_letters_is_refused_and_no_error(client, case, contents):
    assert send(client, case, b"words", "n" * 5000).status_code == 400
    assert contents() == []


def test_3_4_fields_that_the_form_does_not_name_are_ignored(client, place, case):
    foreign = make_case(place, "other")
    send(client, case, b"words", case=str(foreign.pk), status="clean", shared="0" * 32, row_version="9")
    with acting_as(case.lead.user):
        kept = Attachment.objects.get()
    assert (kept.case_id, kept.status, kept.shared, kept.row_version) == (case.pk, "uploaded", "", 1)


def test_only_one_file_of_a_request_is_taken(client, case):
    sent = {"file": [SimpleUploadedFile("a", b"one"), SimpleUploadedFile("b", b"two")], "kind": "document"}
    sent["other"] = SimpleUploadedFile("c", b"three")
    assert client.post(reverse("work-file-new", args=(case.pk,)), sent).status_code == 302
    with acting_as(case.lead.user):
        assert Attachment.objects.get().size == 3


def test_page_lists_files_by_name_and_says_how_far_they_are(client, case, django_assert_max_num_queries):
    for number in range(12):
        files.add(case, str(number).encode(), name=f"paper {number}.txt")
    with django_assert_max_num_queries(40):
        body = client.get(reverse("work-files", args=(case.pk,))).content.decode()
    assert "paper 11.txt" in body
    assert "Waiting to be checked" in body
    assert "paper" not in body.partition("<title>")[2].partition("</title>")[0]


def test_referred_reader_adds_and_withdraws_nothing(place, case):
    elsewhere = place.join("guest", "case-worker")
    grant(case, elsewhere, AccessKind.REFERRAL)
    attachment = files.add(case)
    with acting_as(elsewhere.user):
        assert Attachment.objects.visible_to(elsewhere.user).count() == 1
        with pytest.raises(Http404):
            attachments.withdraw_file(actor=elsewhere.user, attachment_id=attachment.pk, reason="x")


def test_withdrawn_file_stays_in_the_list_with_who_and_why(client, place, case):
    attachment = files.add(case, name="paper.txt")
    where = (case.pk, attachment.pk)
    response = client.post(reverse("work-file-withdraw", args=where), {"reason": "she wants it gone"})
    assert response["Location"] == reverse("work-file", args=where)
    body = client.get(reverse("work-file", args=where)).content.decode()
    assert "she wants it gone" in body
    assert place.user("worker").username in body
    assert "paper.txt" in client.get(reverse("work-files", args=(case.pk,))).content.decode()
    with acting_as(case.lead.user), connection.cursor() as cursor:
        cursor.execute("SELECT withdrawal FROM cases_attachment")
        assert "she wants" not in cursor.fetchone()[0]


def test_file_is_not_withdrawn_twice_nor_without_a_reason(case):
    attachment = files.add(case)
    lead = case.lead.user
    with acting_as(lead):
        with pytest.raises(ReasonMissingError):
            attachments.withdraw_file(actor=lead, attachment_id=attachment.pk, reason=" ")
        attachments.withdraw_file(actor=lead, attachment_id=attachment.pk, reason="wrong case")
        with pytest.raises(states.ForbiddenChangeError):
            attachments.withdraw_file(actor=lead, attachment_id=attachment.pk, reason="again")


def test_withdrawn_file_can_be_added_again(case):
    attachment = files.add(case, b"words")
    with acting_as(case.lead.user):
        attachments.withdraw_file(actor=case.lead.user, attachment_id=attachment.pk, reason="wrong name")
    assert files.add(case, b"words").pk != attachment.pk


def test_database_takes_no_withdrawal_in_anothers_name(place, case):
    attachment = files.add(case)
    attachment.case = case
    with acting_as(case.lead.user):
        attachments.seal(attachment, withdrawal="x")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Attachment.objects.filter(pk=attachment.pk).update(
                status="withdrawn", withdrawn_at=attachment.created_at, withdrawal=attachment.withdrawal,
                withdrawn_by=place.user("colleague"),
            )  # fmt: skip


def test_database_takes_no_file_that_was_checked_beforehand(case):
    attachment = files.add(case)
    with (
        acting_as(case.lead.user),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO cases_attachment SELECT (jsonb_populate_record(a, jsonb_build_object("
            "'id', gen_random_uuid(), 'status', 'clean', 'checked_at', now(), 'shared', repeat('a', 32), "
            "'shared_key', a.original_key, 'original', repeat('b', 32), 'fingerprint', 'c'))).* "
            "FROM cases_attachment a WHERE id = %s",
            [attachment.pk],
        )


def test_picture_of_a_person_needs_consent_of_this_case_that_counts(client, place, case):
    elsewhere = give(make_party(make_case(place)), ConsentKind.RECORDING)
    services = give(make_party(case), ConsentKind.SERVICES)
    for consent in (None, elsewhere, services):
        with pytest.raises(FileRefusedError, match="only with consent"):
            files.add(case, files.jpeg(), kind="picture", consent=consent)
    assert (
        "without one such a picture is not kept" in send(client, case, b"x", kind="picture").content.decode()
    )
    recording = give(make_party(case), ConsentKind.RECORDING)
    assert files.add(case, files.jpeg(), kind="picture", consent=recording).consent_id == recording.pk
    with acting_as(case.lead.user):
        withdraw_consent(actor=case.lead.user, consent_id=recording.pk)
    with pytest.raises(FileRefusedError, match="only with consent"):
        files.add(case, files.png(), kind="picture", consent=recording)


def test_database_takes_no_consent_of_another_case(place, case):
    foreign = give(make_party(make_case(place)), ConsentKind.RECORDING)
    attachment = files.add(case)
    with (
        acting_as(case.lead.user),
        pytest.raises(DatabaseError, match="attachment_is_in_the_case_of_its_consent"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO cases_attachment SELECT (jsonb_populate_record(a, jsonb_build_object("
            "'id', gen_random_uuid(), 'original', repeat('b', 32), 'fingerprint', 'c', "
            "'kind', 'picture', 'consent_id', %s::text))).* FROM cases_attachment a WHERE id = %s",
            [str(foreign.pk), attachment.pk],
        )
