"""The pages: who reaches them, what they hand out, both steps of an import."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from legislation.bulk.kinds import KINDS
from legislation.models import BulkImport, Law
from legislation.permissions import EDITOR
from tests.factories import accounts
from tests.legislation.bulk.files import csv_file, exported_csv, rows_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/bulk/"


def upload(client: Client, name: str, content: bytes):
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content), "kind": ""}, follow=True)


def test_stranger_is_led_to_the_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_staff_without_rights_are_refused() -> None:
    assert accounts.staff_client(Client()).get(PAGE).status_code == 403


def test_reviewer_exports_but_does_not_import(as_reviewer: Client) -> None:
    page = as_reviewer.get(PAGE).content.decode()
    assert "duties.xlsx" in page
    assert '<input type="file"' not in page
    assert upload(as_reviewer, "laws.csv", exported_csv("laws")).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_handed_out(as_reviewer: Client, kind: str) -> None:
    answer = as_reviewer.get(reverse("admin-bulk-export", args=(kind, "csv")))
    assert answer["Content-Disposition"] == f'attachment; filename="{kind}.csv"'
    assert answer.getvalue() == exported_csv(kind)


def test_workbook_of_everything_is_handed_out(as_reviewer: Client) -> None:
    answer = as_reviewer.get(reverse("admin-bulk-export", args=("all", "xlsx")))
    assert answer.getvalue().startswith(b"PK")


@pytest.mark.parametrize("name", ["all.csv", "people.csv", "laws.pdf"])
def test_other_files_do_not_exist(as_reviewer: Client, name: str) -> None:
    assert as_reviewer.get(f"{PAGE}{name}").status_code == 404


def test_editor_looks_first_and_imports_then(as_editor: Client) -> None:
    rows = rows_of("laws")
    rows[0]["number"] = "1-X"
    page = upload(as_editor, "laws.csv", csv_file("laws", rows)).content.decode()
    assert '<ins dir="auto">1-X</ins>' in page
    assert "Import 1 row" in page
    assert not Law.objects.filter(number="1-X").exists()
    bulk = BulkImport.objects.get()
    page = as_editor.post(reverse("admin-bulk-apply", args=(bulk.pk,)), follow=True).content.decode()
    assert "Imported: 0 new, 1 changed" in page
    assert Law.objects.filter(number="1-X").exists()


def test_page_says_that_nothing_would_change(as_editor: Client) -> None:
    assert "nothing would change" in upload(as_editor, "laws.csv", exported_csv("laws")).content.decode()


def test_problem_is_shown_and_there_is_no_button(as_editor: Client) -> None:
    rows = rows_of("laws")
    rows[0]["kind"] = "<b>poem</b>"
    page = upload(as_editor, "laws.csv", csv_file("laws", rows)).content.decode()
    assert "&lt;b&gt;poem&lt;/b&gt;" in page
    assert "/apply/" not in page


def test_unreadable_file_is_refused_beside_the_field(as_editor: Client) -> None:
    assert "The file is empty" in upload(as_editor, "laws.csv", b"").content.decode()


def test_too_large_a_file_is_refused_before_it_is_kept(as_editor: Client) -> None:
    answer = upload(as_editor, "laws.csv", b"x" * 11_600_000)
    assert answer.status_code == 413
    assert "The file has 11.1 MB. Accepted: up to 10 MB." in answer.content.decode()
    assert not BulkImport.objects.exists()


def test_file_a_little_too_large_is_refused_too(as_editor: Client) -> None:
    answer = upload(as_editor, "laws.csv", b"x" * 10_600_000)
    assert "The file has 10.1 MB. Accepted: up to 10 MB." in answer.content.decode()


def test_request_that_hides_its_size_is_refused(as_editor: Client) -> None:
    answer = as_editor.generic(
        "POST", PAGE, b"", "multipart/form-data; boundary=x", headers={"Transfer-Encoding": "chunked"}
    )
    assert answer.status_code == 413
    assert "did not say how much it sends" in answer.content.decode()


def test_limits_are_on_the_page_before_anything_is_sent(as_editor: Client) -> None:
    page = " ".join(as_editor.get(PAGE).content.decode().split())
    assert "up to 10 MB and 20,000 rows, of which at most 2,000 may be new provisions" in page


def test_changes_in_between_are_said(as_editor: Client) -> None:
    rows = rows_of("laws")
    rows[0]["number"] = "1-X"
    upload(as_editor, "laws.csv", csv_file("laws", rows))
    Law.objects.filter(identifier=rows[0]["identifier"]).update(number="2-Y")
    bulk = BulkImport.objects.get()
    page = as_editor.post(reverse("admin-bulk-apply", args=(bulk.pk,)), follow=True).content.decode()
    assert "Nothing was imported" in page


def test_nobody_else_sees_an_import(as_editor: Client) -> None:
    upload(as_editor, "laws.csv", exported_csv("laws"))
    other = accounts.staff_client(Client(), [EDITOR], username="other")
    address = reverse("admin-bulk-import", args=(BulkImport.objects.get().pk,))
    assert other.get(address).status_code == 404


@pytest.mark.parametrize("name", ["bulk", "import"])
def test_pages_have_nothing_inline(as_editor: Client, name: str) -> None:
    upload(as_editor, "laws.csv", exported_csv("laws"))
    pk = BulkImport.objects.get().pk
    address = PAGE if name == "bulk" else reverse("admin-bulk-import", args=(pk,))
    page = as_editor.get(f"{address}?show=unchanged").content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
