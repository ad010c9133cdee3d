"""Files that applicants give: known by their content, made anew, refused with words."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from programs.cohorts.attachments import opened
from programs.models import ApplicationAttachment
from tests.factories.cohorts import make_application, make_question
from tests.programs.cohorts.test_public_pages import address, open_cohort, send, ticket_for

pytestmark = pytest.mark.django_db


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    output = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Spy Camera"
    Image.new("RGB", size, "red").save(output, kind, exif=exif)
    return output.getvalue()


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def attach(client: Client, content: bytes, name: str, status: int = 200) -> str:
    cohort = open_cohort()
    question = make_question(cohort, "file")
    application = make_application(cohort, "draft")
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return send(
        client, address(cohort), status, do="save", ticket=ticket_for(application), page=1, written=1, to="1",
        **{f"q{question.pk}": file},
    )  # fmt: skip


def test_picture_is_made_anew_without_what_the_camera_wrote(client: Client) -> None:
    attach(client, picture(), "x.jpg")
    kept = ApplicationAttachment.objects.get()
    content = opened(kept)
    assert kept.kind == "jpg"
    assert b"Spy Camera" not in content
    assert Image.open(io.BytesIO(content)).size == (60, 40)
    assert "Spy" not in kept.content_token


def test_pdf_is_kept_as_it_is(client: Client) -> None:
    attach(client, PDF, "x.pdf")
    assert opened(ApplicationAttachment.objects.get()) == PDF


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ\x90\x00 a program", "photo.png", "not a PDF, JPEG or PNG"),
        (b"%PDF-1.4\n<</S/J#61vaScript/J#53(app.alert(1))>>\n%%EOF", "plan.pdf", "holds programs"),
        (b"<svg onload='alert(1)'/>", "photo.svg", "not a PDF, JPEG or PNG"),
        (b"<html></html>", "x.pdf", "not a PDF, JPEG or PNG"),
        (b"\x89PNG\r\n\x1a\nbroken", "x.png", "damaged"),
        (picture()[:200], "x.jpg", "damaged"),
        (b"%PDF-1.4 cut off", "x.pdf", "damaged"),
        (PDF.replace(b"/Catalog", b"/Catalog/JavaScript"), "x.pdf", "holds programs"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused_with_words(
    client: Client, content: bytes, name: str, words: str
) -> None:
    assert words in attach(client, content, name, 400)
    assert not ApplicationAttachment.objects.exists()


def test_file_that_is_too_large_is_refused_with_words(client: Client) -> None:
    assert "at most 5 MB" in attach(client, PDF + b"\0" * (5 * 1024 * 1024), "x.pdf", 400)


def test_request_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    assert "at most 5 MB" in attach(client, PDF + b"\0" * (7 * 1024 * 1024), "x.pdf", 413)
