"""Text from a clipboard and from files, and what is refused of either."""

import pytest

from legislation.structure.reading import read_file, read_text
from legislation.structure.unreadable import MEGABYTE, UnreadableDocument
from tests.legislation.structure.documents import DATA

TEXT = "Статья 1. Қорғау\n\n1. Текст: «мәтін»."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"])
def test_encoding_is_recognised(encoding: str) -> None:
    lines = read_file("law.txt", TEXT.encode(encoding))
    assert [line.text for line in lines] == ["Статья 1. Қорғау", "1. Текст: «мәтін»."]


def test_russian_windows_encoding_is_recognised() -> None:
    content = (DATA / "law_ru.txt").read_text(encoding="utf-8").encode("cp1251")
    assert read_file("law.txt", content)[0].text == "ЗАКОН РЕСПУБЛИКИ ПРИМЕР"


def test_nothing_is_made_up_for_an_unknown_encoding() -> None:
    with pytest.raises(UnreadableDocument, match="encoding"):
        read_file("law.txt", "日本国憲法の前文".encode("shift-jis"))


def test_controls_and_marks_of_direction_are_taken_out() -> None:
    assert read_text("Arti\u00adcle\x00 1.\u202e A\x07")[0].text == "Article 1. A"


def test_joiners_that_urdu_needs_stay() -> None:
    assert read_text("خانہ\u200cداری")[0].text == "خانہ\u200cداری"


def test_lone_surrogate_does_no_harm() -> None:
    assert read_text("Article \ud800 1")[0].text == "Article ? 1"


def test_every_kind_of_line_break_ends_a_line() -> None:
    assert [line.text for line in read_text("a\r\nb\rc\u2028d\x0ce")] == ["a", "b", "c", "d", "e"]


def test_empty_lines_count_but_are_not_given() -> None:
    assert [(line.number, line.gap) for line in read_text("a\n\n\nb")] == [(1, False), (4, True)]


def test_markdown_is_recognised_when_pasted() -> None:
    (line,) = read_text("## **Chapter 1.** General")
    assert (line.text, line.heading) == ("Chapter 1. General", 2)


def test_stars_of_a_plain_text_stay() -> None:
    assert read_text("2 * 3 * 4")[0].text == "2 * 3 * 4"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("law.txt", b"", "empty"),
        ("law.txt", b"  \n\x00\n", "empty"),
        ("law.pdf", b"%PDF-1.7 ...", "pdf"),
        ("law.txt", b"%PDF-1.7 ...", "pdf"),
        ("law.rtf", b"{\\rtf1 ...", "rich-text"),
        ("law.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "old-word"),
        (
            "law.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        ("law.docx", b"just words", "not-a-package"),
        ("law.docm", b"PK\x03\x04", "macros"),
        ("law.zip", b"PK\x03\x04", "wrong-type"),
        ("law.html", b"<p>words", "wrong-type"),
        ("law.exe", b"MZ\x90\x00", "wrong-type"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "encoding"),
        ("law.txt", b"a" * (10 * MEGABYTE + 1), "file-too-large"),
        ("law.txt", b"a" * (5 * MEGABYTE + 1), "text-too-large"),
    ],
)
def test_file_is_refused_with_its_reason(name: str, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_file(name, content)
    assert refusal.value.code == code


def test_refusal_says_what_was_given_and_what_is_accepted() -> None:
    with pytest.raises(UnreadableDocument) as refusal:
        read_text("ы" * (10 * MEGABYTE))
    assert refusal.value.values == {"megabytes": 20.0, "limit": 5}
