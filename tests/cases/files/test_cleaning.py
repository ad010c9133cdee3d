"""Tests 27 to 29: what is accepted is known by its content, and what is given on holds nothing besides."""

import io
import subprocess
import sys
import zipfile
import zlib

import docx
import pikepdf
import pytest
from PIL import Image, ImageChops

from cases.files.cleaning.kinds import Kind, RefusedFile
from cases.files.cleaning.whole import cleaned
from cases.files.sandbox import cleaned_apart
from tests.factories import files


def refusal(content: bytes) -> str:
    with pytest.raises(RefusedFile) as refused:
        cleaned(content)
    return refused.value.reason


def zipped(*names: str, content: bytes = b"x") -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return output.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (files.pdf(), Kind.PDF),
        (files.jpeg(), Kind.JPEG),
        (files.png(), Kind.PNG),
        (files.word(), Kind.DOCX),
        ("Хабарлама: өтінемін".encode(), Kind.TEXT),
        ("اردو میں پیغام".encode("utf-16"), Kind.TEXT),
    ],
)
def test_what_is_accepted(content, kind):
    assert cleaned(content).kind == kind


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"GIF89a;/*" + b"\0" * 20 + b"*/=1;alert(1)", "unknown-type"),
        (b"GIF89a=1;alert(1)", "unknown-type"),
        (b"<!doctype html><script>alert(1)</script>", "unknown-type"),
        (b"  <html><body onload=x>", "unknown-type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "unknown-type"),
        (b"<?xml version='1.0'?><svg/>", "unknown-type"),
        (b"MZ\x90\0\x03\0\0\0", "unknown-type"),
        (b"\x7fELF\x02\x01\x01\0", "unknown-type"),
        (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0", "unknown-type"),
        (b"#!/bin/sh\nrm -rf /", "unknown-type"),
        (b"{\\rtf1\\ansi{\\object}}", "unknown-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unknown-type"),
        (b"plain words\0and more", "unknown-type"),
        ("Привет, как дела".encode("cp1251"), "unknown-type"),
        (b"words " * 2000 + b"<script>alert(1)</script>", "active"),
        (b"words " * 2000 + b"\xff\xfe\xfd", "encoding"),
    ],
)
def test_29_what_is_not_accepted_whatever_its_name(content, reason):
    assert refusal(content) == reason


def test_text_is_given_on_in_the_order_in_which_it_is_written():
    assert cleaned("gpj.\u202eexe".encode()).content == b"gpj.exe"


# Pictures


@pytest.mark.parametrize("make", [files.jpeg, files.png])
def test_picture_is_given_on_without_what_stands_beside_its_points(make):
    content = make()
    clean = cleaned(content).content
    for marker in (files.CAMERA, files.AUTHOR):
        assert marker.encode() not in clean
    with Image.open(io.BytesIO(clean)) as anew:
        assert not anew.getexif()


def test_picture_stands_upright_and_looks_as_before():
    content = files.jpeg((64, 48))
    with Image.open(io.BytesIO(content)) as given, Image.open(io.BytesIO(cleaned(content).content)) as anew:
        assert anew.size == (48, 64)
        difference = ImageChops.difference(given.transpose(Image.Transpose.ROTATE_270), anew)
        assert max(high for _low, high in difference.getextrema()) < 12


def test_28_pixel_flood():
    assert len(files.flood()) < 200
    assert refusal(files.flood()) == "too-many-pixels"


def test_28_animated_picture():
    output = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), (number, 0, 0)) for number in range(200)]
    frames[0].save(output, "PNG", save_all=True, append_images=frames[1:])
    assert refusal(output.getvalue()) == "animated"


def test_28_bomb_in_the_words_of_a_picture():
    content = files.png()
    part = files.png_part(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000)))
    bomb = content[:33] + part + content[33:]
    assert refusal(bomb) == "damaged"


@pytest.mark.parametrize("make", [files.jpeg, files.png, files.pdf])
def test_29_archive_behind_something_else(make):
    assert refusal(make() + zipped("payload.exe")) == "two-in-one"


def test_29_page_behind_a_picture():
    assert refusal(files.png() + b"<html><script>alert(1)</script>") == "two-in-one"
    assert b"alert" not in cleaned(files.jpeg() + b"<script>alert(1)</script>").content
    assert b"alert" not in cleaned(files.jpeg(camera="<script>alert(1)</script>")).content


@pytest.mark.parametrize("make", [files.jpeg, files.png, files.pdf, files.word])
def test_what_is_cut_is_damaged(make):
    content = make()
    assert refusal(content[: len(content) // 2]) == "damaged"


# PDF


def test_pdf_is_given_on_without_who_when_and_with_what():
    clean = cleaned(files.pdf("Words that stay")).content
    with pikepdf.open(io.BytesIO(clean)) as anew:
        assert "/Info" not in anew.trailer
        assert "/Metadata" not in anew.Root
        assert b"Words that stay" in anew.pages[0].Contents.read_bytes()
    assert files.AUTHOR.encode() not in clean


def test_pdf_is_given_on_without_what_cameras_wrote_into_its_pictures():
    picture = files.jpeg()
    made, output = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=(300, 200))
    image = made.make_stream(
        picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48,
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    made.save(output)
    assert files.CAMERA.encode() in output.getvalue()
    clean = cleaned(output.getvalue()).content
    assert files.CAMERA.encode() not in clean
    with pikepdf.open(io.BytesIO(clean)) as anew:
        found = pikepdf.PdfImage(anew.pages[0].Resources.XObject.Im0).as_pil_image()
        assert found.size == (64, 48)
        assert ImageChops.difference(found, Image.open(io.BytesIO(picture))).getbbox() is None


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        ({"OpenAction": files.action("JavaScript", JS="app.alert(1)")}, "active"),
        ({"OpenAction": files.action("Launch", F="cmd.exe")}, "active"),
        ({"OpenAction": pikepdf.Dictionary(Next=pikepdf.Array([files.action("Launch")]))}, "active"),
        ({"AA": pikepdf.Dictionary(WC=files.action("SubmitForm", F="http://x"))}, "active"),
        ({"Names": pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())}, "active"),
        ({"AcroForm": pikepdf.Dictionary(XFA="<xdp/>")}, "active"),
        ({"Names": pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())}, "brings-files"),
        ({"Extra": pikepdf.Dictionary(Subtype=pikepdf.Name("/RichMedia"))}, "brings-files"),
        ({"Extra": pikepdf.Dictionary(Subtype=pikepdf.Name("/FileAttachment"))}, "brings-files"),
    ],
)
def test_29_pdf_that_acts_or_brings_files(root, reason):
    assert refusal(files.pdf(**root)) == reason


def test_29_name_written_in_another_way_is_known_too():
    content = files.pdf(OpenAction=files.action("JavaScript", JS="app.alert(1)"))
    with pikepdf.open(io.BytesIO(content)) as made:
        output = io.BytesIO()
        made.save(output, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert refusal(output.getvalue().replace(b"/JavaScript", b"/J#61vaScript")) == "active"


def test_29_what_is_compressed_inside_is_looked_at():
    content = files.pdf(OpenAction=files.action("Launch", F="cmd.exe"))
    with pikepdf.open(io.BytesIO(content)) as made:
        output = io.BytesIO()
        made.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"Launch" not in output.getvalue()
    assert refusal(output.getvalue()) == "active"


def test_pdf_with_a_password_is_locked():
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(files.pdf())) as made:
        made.save(output, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(output.getvalue()) == "locked"


# DOCX


def test_docx_is_given_on_without_who_and_when():
    clean = cleaned(files.word("Words that stay")).content
    package = zipfile.ZipFile(io.BytesIO(clean))
    assert b"Words that stay" in package.read("word/document.xml")
    assert not any(files.AUTHOR.encode() in package.read(name) for name in package.namelist())
    assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert docx.Document(io.BytesIO(clean)).paragraphs[0].text == "Words that stay"


def test_docx_is_given_on_without_what_cameras_wrote_into_its_pictures():
    clean = cleaned(files.package(word__media__image1=files.jpeg(), word__media__image2=files.png())).content
    package = zipfile.ZipFile(io.BytesIO(clean))
    for name in ("word/media/image1", "word/media/image2"):
        content = package.read(name)
        assert files.CAMERA.encode() not in content
        assert files.AUTHOR.encode() not in content
        Image.open(io.BytesIO(content)).load()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"word__vbaProject.bin": b"x"}, "active"),
        ({"word__embeddings__oleObject1.bin": b"x"}, "brings-files"),
        ({"word__media__image1.png": zipped("a")}, "brings-files"),
        ({"word__media__image1.png": b"MZ\x90\0"}, "brings-files"),
        ({"..__..__etc__passwd": b"x"}, "damaged"),
        ({"word__document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "active"),
        ({"word__extra.xml": b"<a>" * 300 + b"</a>" * 300}, "too-complex"),
        ({"word__extra.bin": bytes(60_000_000)}, "bomb"),
        ({"word__extra.bin": bytes(10_000_000)}, "bomb"),
        ({"word__document.xml": None}, "unknown-type"),
    ],
)
def test_27_package_that_is_more_than_a_letter(changes, reason):
    assert refusal(files.package(**changes)) == reason


def test_27_other_archives():
    assert refusal(zipped("a.txt")) == "unknown-type"
    assert refusal(zipped(*[f"{number}.txt" for number in range(6000)])) == "damaged"


# Apart


def test_apart_it_comes_to_the_same():
    result = cleaned_apart(files.jpeg())
    assert result.kind == Kind.JPEG
    assert files.CAMERA.encode() not in result.content
    with pytest.raises(RefusedFile, match="too-many-pixels"):
        cleaned_apart(files.flood())


def test_apart_nothing_can_be_written_and_no_key_is_there(tmp_path):
    """The process that reads hostile files, asked to misbehave."""
    script = (
        "import os, cases.files.cleaning.__main__ as m; m.give_up_rights(); print(sorted(os.environ));"
        f"os.write(os.open({str(tmp_path / 'x')!r}, os.O_CREAT | os.O_WRONLY), b'x')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env={"PATH": "/bin", "LANG": "C.UTF-8"}
    )
    assert b"File too large" in done.stderr
    assert (tmp_path / "x").read_bytes() == b""
    assert done.stdout == b"['LANG', 'PATH']\n"


def test_apart_memory_is_bounded():
    script = "import cases.files.cleaning.__main__ as m; m.give_up_rights(); bytearray(2**31)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True)
    assert b"MemoryError" in done.stderr
