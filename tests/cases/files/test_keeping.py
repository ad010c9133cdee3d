"""What lies on the volume once a file was added, and once one wasn't: in a database that commits."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cases.actions import attachments
from cases.context import acting_as
from cases.files import checking
from cases.models import AccessEvent, Attachment
from cases.sealing import opened
from tests.factories import accounts, files
from tests.factories.cases import make_case


@pytest.fixture
def client(kept: Any) -> Client:
    return accounts.sign_in(Client(), kept.user("worker"))


def send(client: Client, to: Any, content: bytes, called: str = "sagebrush.txt") -> Any:
    file = io.BytesIO(content)
    file.name = called  # type: ignore[attr-defined]
    return client.post(reverse("work-file-new", args=(to.pk,)), {"file": file, "kind": "document"})


@contextmanager
def disk_of(most: int) -> Iterator[None]:
    """Let this process write no file longer than so many bytes: a disk that is full, as a program sees it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_was_sent_lies_encrypted_and_for_our_user_alone(client, case, contents, volume):
    assert send(client, case, b"sagebrush words").status_code == 302
    with acting_as(case.lead.user):
        kept = Attachment.objects.select_related("case").get()
        assert opened(kept, "display_name") == "sagebrush.txt"
    (path,) = contents()
    assert path.name == kept.original
    assert b"sagebrush" not in path.read_bytes()
    assert "sagebrush" not in repr(kept.__dict__)
    assert (path.stat().st_mode & 0o777, volume.stat().st_mode & 0o777) == (0o600, 0o700)
    assert (kept.status, kept.size, kept.file_type) == ("uploaded", 15, "text")


def test_51_same_file_twice_is_once_in_the_case_and_may_be_in_another(client, kept, case, contents):
    send(client, case, b"words")
    assert "This file is in the case already" in send(client, case, b"words").content.decode()
    elsewhere = files.add(make_case(kept), b"words")
    with acting_as(case.lead.user):
        first = Attachment.objects.get(case=case)
    assert first.fingerprint != elsewhere.fingerprint
    assert len(contents()) == 2


def test_what_is_undone_leaves_no_object(kept, case, contents):
    lead = kept.user("worker")
    with acting_as(lead):
        file = files.received(case, b"words")
        attachments.add_file(actor=lead, case_id=case.pk, received=file, kind="document")
        transaction.set_rollback(True)
    assert len(contents()) == 1
    file.close()  # as the end of the request does
    assert contents() == []


def test_64_disk_full_is_said_in_words_and_leaves_nothing(client, case, contents):
    with disk_of(200_000):
        response = send(client, case, b"words " * 100_000)
    assert "The server has no room for this file now" in response.content.decode()
    assert contents() == []
    with acting_as(case.lead.user):
        assert Attachment.objects.count() == 0
        assert AccessEvent.objects.filter(object_kind="attachment", result="refused").count() == 1
    assert send(client, case, b"words " * 100_000).status_code == 302


def test_64_disk_full_while_a_file_is_checked_is_tried_again(case, contents):
    attachment = files.add(case, b"words " * 100_000)
    with disk_of(200_000):
        assert checking.check_file(attachment.pk) == "failed"
    assert files.again(case, attachment).finding == "storage"
    assert len(contents()) == 1
    assert checking.check_file(attachment.pk) == "clean"
