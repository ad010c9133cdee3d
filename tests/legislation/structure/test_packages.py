"""DOCX packages that are refused before anything reads them."""

import io
import zipfile

import pytest

from legislation.structure.packages import check_package
from legislation.structure.unreadable import MEGABYTE, UnreadableDocument
from tests.legislation.structure.documents import member, repacked, word_document

RELATIONS = "word/_rels/document.xml.rels"
GOOD = word_document(lambda document: document.add_paragraph("Article 1. Quiet"))


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableDocument) as found:
        check_package(content)
    return found.value.code


def related(kind: str, target: str) -> bytes:
    """Return the good document with a relation to something outside."""
    one = f'<Relationship Id="rX" Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    changed = member(GOOD, RELATIONS).replace(b"</Relationships>", one.encode() + b"</Relationships>")
    return repacked(GOOD, replace={RELATIONS: changed})


def test_good_document_passes() -> None:
    check_package(GOOD)


def test_link_for_the_reader_passes() -> None:
    check_package(related("hyperlink", "https://law.example/1"))


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "frame", "subDocument"])
def test_what_would_be_fetched_is_refused(kind: str) -> None:
    assert refusal(related(kind, "https://evil.example/x")) == "external"


def test_macros_are_refused_by_their_part() -> None:
    assert refusal(repacked(GOOD, add={"word/vbaProject.bin": b"x"})) == "macros"


def test_macros_are_refused_by_their_content_type() -> None:
    types = member(GOOD, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert refusal(repacked(GOOD, replace={"[Content_Types].xml": types})) == "macros"


@pytest.mark.parametrize("name", ["word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_embedded_objects_are_refused(name: str) -> None:
    assert refusal(repacked(GOOD, add={name: b"<x/>"})) == "embedded"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_any_encoding(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert refusal(repacked(GOOD, replace={"word/document.xml": xml.encode(encoding)})) == "entities"


def test_bomb_is_refused_by_its_ratio() -> None:
    assert refusal(repacked(GOOD, add={"word/x.xml": b"0" * (20 * MEGABYTE)})) == "compressed-too-much"


def test_bomb_of_many_parts_is_refused_by_its_sum() -> None:
    noise = bytes(range(256)) * 40
    parts = {f"word/{number}.xml": noise * 100 for number in range(60)}
    assert refusal(repacked(GOOD, add=parts)) == "unpacked-too-large"


def test_part_that_declares_less_than_it_holds_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<x/>")
        package.writestr("word/document.xml", b"0" * MEGABYTE)
    lying = buffer.getvalue().replace(MEGABYTE.to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert refusal(lying) == "damaged"


def test_encrypted_part_is_refused() -> None:
    content = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        content[place + offset] |= 1
    assert refusal(bytes(content)) == "encrypted"


def test_nesting_deeper_than_any_document_is_refused() -> None:
    xml = b"<a>" * 500 + b"</a>" * 500
    assert refusal(repacked(GOOD, replace={"word/document.xml": xml})) == "too-deep"


def test_broken_xml_is_refused() -> None:
    assert refusal(repacked(GOOD, replace={"word/document.xml": b"<a><b></a>"})) == "damaged"


def test_path_out_of_the_package_is_refused() -> None:
    assert refusal(repacked(GOOD, add={"../../etc/cron.d/x": b"x"})) == "damaged"


def test_other_archives_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("notes.txt", "words")
    assert refusal(buffer.getvalue()) == "not-a-package"


@pytest.mark.parametrize("cut", [4, 30, 1000])
def test_cut_file_is_refused(cut: int) -> None:
    assert refusal(GOOD[:cut]) == "damaged"
