"""The pages on which an editor enters a law from its text, without JavaScript, from paste to drafts."""

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.models import Law, PastedText, Provision, ProvisionVersion
from legislation.permissions import EDITOR
from legislation.structure.unreadable import MEGABYTE
from tests.factories import accounts
from tests.factories.legislation import make_law
from tests.legislation.structure.documents import DATA, repacked, word_document

pytestmark = pytest.mark.django_db

PASTE = "/admin/paste/"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
RUSSIAN = {"HTTP_ACCEPT_LANGUAGE": "ru"}
TEXT = "Статья 1. Цель\nТишина.\nСтатья 3. Срок\nВсегда."


def given(law: Law | None = None, **values: Any) -> dict[str, Any]:
    """Return what the form of step 1 sends."""
    return {"language": "ru", "status": "authoritative", "law": law.pk if law else "", **values}


def pasted_by(client: Client, text: str = TEXT, **values: Any) -> PastedText:
    """Paste a text for a new-made law and return what is kept of it."""
    response = client.post(PASTE, given(make_law(), text=text, **values))
    assert response.status_code == 302, response.content.decode()
    return PastedText.objects.latest("pk")


def node_key(page: str, eid: str) -> str:
    found = re.search(rf'id="node-(\d+)"(?:(?!id="node-).)*?<code>{eid}</code>', page, re.DOTALL)
    assert found, f"{eid} is not on the page"
    return found[1]


def test_editor_pastes_corrects_and_saves_a_russian_law(as_editor: Client) -> None:
    law = make_law()
    assert as_editor.get(PASTE, **RUSSIAN).status_code == 200
    text = (DATA / "law_ru.txt").read_text(encoding="utf-8")
    sent = as_editor.post(
        PASTE,
        given(law, text=text, starts_on="2026-07-01", source_url="https://law.example/ru"),
        follow=True,
        **RUSSIAN,
    )
    page = sent.content.decode()
    assert sent.status_code == 200
    assert "ОСНОВНЫЕ ПОЛОЖЕНИЯ" in page
    assert "<code>art_115-1__para_2</code>" in page
    assert "О тишине в общественных местах" in page.split('id="unparsed"')[1]
    address = sent.request["PATH_INFO"]

    corrected = as_editor.post(
        f"{address}correct/",
        {"revision": "0", "node": node_key(page, "art_116"), "operation": "heading", "value": "Исключена"},
        follow=True,
        **RUSSIAN,
    ).content.decode()
    assert re.search(r"<strong[^>]*>Исключена</strong>", corrected)

    refused = as_editor.post(f"{address}save/", {"revision": "1"}, follow=True, **RUSSIAN)
    assert not Provision.objects.filter(law=law).exists()
    assert 'class="error"' in refused.content.decode()

    saved = as_editor.post(
        f"{address}save/", {"revision": "1", "without_unparsed": "on"}, follow=True, **RUSSIAN
    ).content.decode()
    assert "paste-saved" in saved
    version = ProvisionVersion.objects.get(provision__law=law, provision__eid="art_115-1__para_2")
    assert version.state == "draft"
    assert version.valid.lower == dt.date(2026, 7, 1)
    assert version.texts.get().official_text.startswith("То же деяние, совершенное повторно")
    assert Provision.objects.get(law=law, eid="art_116").heading_ru == "Исключена"  # type: ignore[attr-defined]


def test_word_file_is_read(as_editor: Client) -> None:
    content = word_document(lambda document: document.add_paragraph("Статья 1. Цель"))
    file = SimpleUploadedFile("law.docx", content)
    response = as_editor.post(PASTE, given(make_law(), file=file), follow=True)
    assert "<code>art_1</code>" in response.content.decode()


def test_nothing_and_both_are_refused(as_editor: Client) -> None:
    for values in ({}, {"text": TEXT, "file": SimpleUploadedFile("law.txt", b"Article 1. A")}):
        response = as_editor.post(PASTE, given(make_law(), **values))
        assert "Paste a text, or choose a file: one of the two." in response.content.decode()


def test_law_must_be_chosen_or_described(as_editor: Client) -> None:
    response = as_editor.post(PASTE, given(text=TEXT))
    assert "A new law needs this; or choose a law above." in response.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("law.docm", b"PK\x03\x04", "macros"),
        ("law.pdf", b"%PDF-1.7", "This is a PDF"),
        ("law.html", b"<p>", ".txt, .md, .docx are accepted"),
        ("law.docx", b"words", "isn&#x27;t one"),
        (
            "law.docx",
            repacked(word_document(lambda document: None), add={"word/x.xml": b"0" * (20 * MEGABYTE)}),
            "made to stop a computer",
        ),
        (
            "law.docx",
            repacked(
                word_document(lambda document: None),
                replace={
                    "word/document.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
                },
            ),
            "DOCTYPE",
        ),
    ],
)
def test_bad_file_is_refused_in_words(as_editor: Client, name: str, content: bytes, words: str) -> None:
    response = as_editor.post(PASTE, given(make_law(), file=SimpleUploadedFile(name, content)))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not PastedText.objects.exists()


def test_paste_of_20_mb_is_refused_in_words(as_editor: Client) -> None:
    response = as_editor.post(PASTE, given(make_law(), text="a" * (20 * MEGABYTE)))
    assert response.status_code == 413
    assert "20.0 MB were sent. A text may have up to 5 MB" in response.content.decode()


def test_paste_of_6_mb_is_refused_in_words(as_editor: Client) -> None:
    response = as_editor.post(PASTE, given(make_law(), text="a" * (5 * MEGABYTE + 10)))
    assert response.status_code == 200
    assert "up to 5 MB can be read" in response.content.decode()


def test_paste_between_the_limits_is_refused_in_words(as_editor: Client) -> None:
    response = as_editor.post(PASTE, given(make_law(), text="a" * (8 * MEGABYTE)))
    assert response.status_code == 413
    assert "8.0 MB were sent. A text may have up to 5 MB" in response.content.decode()


def test_nul_is_cleaned_not_refused(as_editor: Client) -> None:
    pasted = pasted_by(as_editor, "Article\0 1. A\nWords.")
    assert (
        "art_1" in str([node["number"] for node in pasted.tree["nodes"]])
        or pasted.tree["nodes"][0]["number"] == "1"
    )


def test_duplicate_numbers_are_refused_until_they_are_corrected(as_editor: Client) -> None:
    pasted = pasted_by(as_editor, "Статья 1. А\nРаз.\nСтатья 1. Б\nДва.")
    address = f"{PASTE}{pasted.pk}/"
    page = as_editor.post(f"{address}save/", {"revision": "0"}, follow=True).content.decode()
    assert "The same number is there twice: art_1" in page
    key = re.findall(r'id="node-(\d+)"', page)[1]
    as_editor.post(f"{address}correct/", {"revision": "0", "node": key, "operation": "number", "value": "2"})
    page = as_editor.post(f"{address}save/", {"revision": "1"}, follow=True).content.decode()
    assert "Drafts in" in page


def test_gap_is_shown_with_a_link_to_its_place(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    page = as_editor.get(f"{PASTE}{pasted.pk}/").content.decode()
    assert "Something is missing between 1 and 3" in page
    assert f'href="?page=1#node-{node_key(page, "art_3")}"' in page


def test_impossible_correction_says_why(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    address = f"{PASTE}{pasted.pk}/"
    key = node_key(as_editor.get(address).content.decode(), "art_1")
    page = as_editor.post(
        f"{address}correct/", {"revision": "0", "node": key, "operation": "promote"}, follow=True
    ).content.decode()
    assert "It is at the top already." in page


def test_correction_from_an_old_window_is_refused(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    address = f"{PASTE}{pasted.pk}/"
    key = node_key(as_editor.get(address).content.decode(), "art_1")
    correction = {"revision": "0", "node": key, "operation": "number", "value": "2"}
    as_editor.post(f"{address}correct/", correction)
    page = as_editor.post(f"{address}correct/", correction, follow=True).content.decode()
    assert "changed in another window" in page


def test_unparsed_line_is_taken_up(as_editor: Client) -> None:
    pasted = pasted_by(as_editor, "О тишине\nСтатья 1. Цель\nТишина.")
    page = as_editor.post(
        f"{PASTE}{pasted.pk}/line/", {"revision": "0", "line": "1", "operation": "make-part"}, follow=True
    ).content.decode()
    assert "Every line has its place in the tree." in page


def test_forged_values_do_no_harm(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    for values in (
        {},
        {"revision": "x", "node": "9" * 40, "operation": "drop"},
        {"revision": "0", "operation": "split"},
    ):
        assert as_editor.post(f"{PASTE}{pasted.pk}/correct/", values).status_code == 302
    pasted.refresh_from_db()
    assert pasted.revision == 0


def test_only_the_owner_sees_it(as_editor: Client, as_superuser: Client) -> None:
    pasted = pasted_by(as_editor)
    for other in (as_superuser, accounts.sign_in(Client(), accounts.staff("other", groups=[EDITOR]))):
        assert other.get(f"{PASTE}{pasted.pk}/").status_code == 404
        assert other.post(f"{PASTE}{pasted.pk}/save/", {"revision": "0"}).status_code == 404


def test_expired_text_is_gone(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    PastedText.objects.filter(pk=pasted.pk).update(created_at=timezone.now() - dt.timedelta(days=15))
    assert as_editor.get(f"{PASTE}{pasted.pk}/").status_code == 404


def test_reviewer_may_not_paste(as_reviewer: Client) -> None:
    assert as_reviewer.get(PASTE).status_code == 403


def test_anonymous_reader_is_led_to_sign_in(client: Client) -> None:
    assert client.get(PASTE).status_code == 302
    assert client.post(PASTE, {"text": "a" * (12 * MEGABYTE)}).status_code == 302


def test_form_without_its_token_is_refused(editor: User) -> None:
    client = accounts.sign_in(Client(enforce_csrf_checks=True), editor)
    assert client.post(PASTE, given(make_law(), text=TEXT)).status_code == 403
    assert not PastedText.objects.exists()


def test_every_form_brings_its_token(editor: User) -> None:
    client = accounts.sign_in(Client(enforce_csrf_checks=True), editor)
    token = TOKEN.findall(client.get(PASTE).content.decode())[-1]
    sent = given(make_law(), text="О тишине\nСтатья 1. Цель\nТишина.", csrfmiddlewaretoken=token)
    page = client.post(PASTE, sent, follow=True).content.decode()
    forms = re.findall(r'<form method="post" action="/admin/paste/.*?</form>', page, re.DOTALL)
    assert len(forms) == 5  # save, undo, discard; one node; one line
    assert all(TOKEN.search(form) for form in forms)


def test_discarded_text_is_forgotten(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    assert as_editor.post(f"{PASTE}{pasted.pk}/discard/").status_code == 302
    assert not PastedText.objects.exists()


def test_long_tree_comes_in_pages(as_editor: Client) -> None:
    text = "\n".join(f"Article {number}. A\nWords." for number in range(1, 251))
    pasted = pasted_by(as_editor, text, language="en")
    page = as_editor.get(f"{PASTE}{pasted.pk}/?page=3").content.decode()
    assert "Page 3 of 3" in page
    assert "<code>art_250</code>" in page
    assert "<code>art_1</code>" not in page


def test_queries_do_not_grow_with_the_text(
    as_editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text = "\n".join(f"Article {number}. A\n1. Words." for number in range(1, 201))
    pasted = pasted_by(as_editor, text, language="en")
    with django_assert_max_num_queries(16):
        as_editor.get(f"{PASTE}{pasted.pk}/")
    with django_assert_max_num_queries(50):
        as_editor.post(f"{PASTE}{pasted.pk}/save/", {"revision": "0"})
    assert Provision.objects.filter(law=pasted.law).count() == 400


def test_page_is_marked_up_without_inline_script_or_style(as_editor: Client) -> None:
    pasted = pasted_by(as_editor)
    main = as_editor.get(f"{PASTE}{pasted.pk}/").content.decode().split('id="content-main"')[1]
    assert " style=" not in main
    assert "<script" not in main.split("</main>")[0]
    assert main.count("<ol") == main.count("</ol>")
    assert main.split("</main>")[0].count("<li") == main.split("</main>")[0].count("</li>")
