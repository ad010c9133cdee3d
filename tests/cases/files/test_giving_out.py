"""Giving a file out: to whom, which part of it, how it is labelled, and until when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import rotation
from cases.actions.attachments import open_file, withdraw_file
from cases.actions.consents import withdraw_consent
from cases.care_choices import ConsentKind
from cases.choices import AccessKind, OrganisationKind, Section
from cases.context import acting_as
from cases.files.places import ORIGINAL, SHARED
from cases.models import AccessEvent, Attachment
from cases.permissions import NotAllowed
from kbase.encryption import DecryptionError
from tests.factories import accounts, files
from tests.factories.care import give
from tests.factories.cases import bar, grant, make_case, make_party, make_place

WORDS = b"A line of a long letter.\n" * 12_000


def ask(user, attachment, page="work-file-copy"):
    client = accounts.sign_in(Client(), user)
    return client.get(reverse(page, args=(attachment.case_id, attachment.pk)))


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_matrix_of_a_clean_file(kept, case):
    elsewhere = make_place(OrganisationKind.POLICE)
    grant(case, kept.colleague, AccessKind.COWORKER)
    grant(case, elsewhere.worker, AccessKind.REFERRAL)
    kept.join("summary", "case-worker")
    grant(case, kept.summary, AccessKind.COWORKER, sections=[Section.SUMMARY])
    kept.join("barred", "case-worker")
    grant(case, kept.barred, AccessKind.COWORKER)
    bar(case, kept.user("barred"))
    grant(case, kept.auditor, AccessKind.AUDITOR_TEMP, ends_at=timezone.now() + timedelta(days=1))
    clean = files.add_checked(case, files.jpeg())
    with acting_as(kept.user("auditor")):  # whose grant opens the section, and whose role doesn't
        assert Attachment.objects.visible_to(kept.user("auditor")).filter(pk=clean.pk).exists()
        for part in (SHARED, ORIGINAL):
            with pytest.raises((Http404, NotAllowed)):
                open_file(actor=kept.user("auditor"), attachment_id=clean.pk, part=part)
        assert not AccessEvent.objects.filter(object_id=clean.pk, deed="read").exists()
    found = {}
    for name in (*kept.members, "referred"):
        user = elsewhere.user("worker") if name == "referred" else kept.user(name)
        answers = [ask(user, clean, page) for page in ("work-file-copy", "work-file-original")]
        found[name] = tuple(answer.status_code for answer in answers)
        for answer in answers:
            answer.close()
    assert found.pop("worker") == (200, 200)
    assert found.pop("colleague") == (200, 200)
    assert found.pop("supervisor") == (200, 200)
    assert found.pop("referred") == (200, 404)
    assert set(found.values()) == {(404, 404)}


def test_45_clean_file_is_given_out_as_a_download_that_nothing_opens_here(kept, case):
    clean = files.add_checked(case, files.jpeg(), name="<b>her street.jpg")
    copy = ask(kept.user("worker"), clean)
    assert re.fullmatch(r'attachment; filename="file-[0-9a-f]{8}\.jpg"', copy["Content-Disposition"])
    assert copy["Content-Type"] == "image/jpeg"
    assert {"default-src 'none'", "frame-ancestors 'none'", "sandbox"} <= set(
        copy["Content-Security-Policy"].split("; ")
    )
    assert copy["X-Content-Type-Options"] == "nosniff"
    assert copy["Cache-Control"] == "no-store, private"
    content = body_of(copy)
    assert len(content) == int(copy["Content-Length"])
    assert files.CAMERA.encode() not in content
    original = ask(kept.user("worker"), clean, "work-file-original")
    assert (body_of(original), int(original["Content-Length"])) == (files.jpeg(), len(files.jpeg()))
    with acting_as(kept.user("worker")):
        looks = AccessEvent.objects.filter(object_id=clean.pk, deed="read").values_list(
            "object_kind", flat=True
        )
        assert sorted(looks) == ["attachment", "attachment-original"]


def test_t15_nothing_but_a_clean_file_is_given_out(kept, case, daemon):
    user = kept.user("worker")
    refused = [
        files.add(case, b"waits"),
        files.add_checked(case, files.EICAR),
        files.add_checked(case, files.flood()),
    ]
    withdrawn = files.add_checked(case, b"withdrawn")
    with acting_as(user):
        withdraw_file(actor=user, attachment_id=withdrawn.pk, reason="wrong case")
    for attachment in (*refused, withdrawn):
        for page in ("work-file-copy", "work-file-original"):
            assert ask(user, attachment, page).status_code == 404


def test_file_page_of_each_state_says_what_is_to_be_done(kept, case, daemon):
    client = accounts.sign_in(Client(), kept.user("worker"))
    for content, words in (
        (files.EICAR, "The virus scanner found something harmful in it"),
        (files.flood(), "This picture has too many points"),
        (files.pdf(OpenAction=files.action("Launch")), "Print it to a plain PDF"),
        (b"words", "Download a clean copy"),
    ):
        attachment = files.add_checked(case, content)
        body = client.get(reverse("work-file", args=(case.pk, attachment.pk))).content.decode()
        assert words in body
        assert ("Download" in body) == (content == b"words")


def test_9_barrier_set_meanwhile_stops_the_download_at_the_next_piece(kept, case):
    grant(case, kept.colleague, AccessKind.COWORKER)
    clean = files.add_checked(case, WORDS)
    response = ask(kept.user("colleague"), clean)
    pieces = iter(response.streaming_content)
    first = next(pieces)
    assert 0 < len(first) < len(WORDS) / 2
    bar(case, kept.user("colleague"))
    assert list(pieces) == []
    with acting_as(kept.user("worker")):
        refused = AccessEvent.objects.get(object_id=clean.pk, result="refused")
        assert refused.actor == kept.user("colleague")


def test_8_withdrawal_meanwhile_stops_it_too(kept, case):
    clean = files.add_checked(case, WORDS)
    user = kept.user("worker")
    pieces = iter(ask(user, clean).streaming_content)
    next(pieces)
    with acting_as(user):
        withdraw_file(actor=user, attachment_id=clean.pk, reason="wrong case")
    assert list(pieces) == []


def test_t11_after_rotation_files_open_and_the_former_keys_are_not_needed(kept, case, settings, contents):
    clean = files.add_checked(case, WORDS)
    objects = [path.read_bytes() for path in contents()]
    settings.CASE_KEYS = f"next:{'C' * 43},{settings.CASE_KEYS}"
    settings.IDENTITY_KEYS = f"next:{'D' * 43},{settings.IDENTITY_KEYS}"
    assert rotation.rotate() == 1
    former, settings.CASE_KEYS = settings.CASE_KEYS, f"next:{'C' * 43}"
    assert body_of(ask(kept.user("worker"), clean)) == WORDS
    assert [path.read_bytes() for path in contents()] == objects
    settings.CASE_KEYS = former.partition(",")[2]
    with pytest.raises(DecryptionError):
        body_of(ask(kept.user("worker"), clean))


def test_file_of_one_case_does_not_open_as_anothers(kept, case, contents):
    mine, other = files.add_checked(case, b"mine"), files.add_checked(make_case(kept, "other"), b"theirs")
    paths = {path.name: path for path in contents()}
    paths[mine.shared].write_bytes(paths[other.shared].read_bytes())
    response = ask(kept.user("worker"), mine)
    with pytest.raises(ValueError, match="can't be decrypted"):
        body_of(response)


def test_picture_is_given_out_as_long_as_consent_counts(kept, case):
    consent = give(make_party(case), ConsentKind.RECORDING)
    user = kept.user("worker")
    kept.join("files-only", "case-worker")
    grant(case, kept.members["files-only"], AccessKind.COWORKER, sections=[Section.FILES])
    picture = files.add_checked(case, files.jpeg(), kind="picture", consent=consent)
    assert ask(user, picture).status_code == 200
    assert ask(kept.user("files-only"), picture).status_code == 404  # sees no consents
    with acting_as(user):
        withdraw_consent(actor=user, consent_id=consent.pk)
    assert ask(user, picture).status_code == 404
    client = accounts.sign_in(Client(), user)
    body = client.get(reverse("work-file", args=(case.pk, picture.pk))).content.decode()
    assert "Consent to this picture was withdrawn" in body
    assert "Download" not in body
