"""Setting a file: the engine is asked what it can show, and a file is made whatever the answer."""

import json

import pytest

from legislation.exports import typesetting
from legislation.exports.pdf_writer import document
from tests.factories.summaries import TEXTS, make_summary


def test_every_letter_of_the_four_languages_can_be_shown() -> None:
    letters = (
        "".join(TEXTS.values()) + "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁё" + "ٹڈڑںےہھگپچژئؤۂۓآ۔،؟۰۱۲۳۴۵۶۷۸۹" + "№₸₨§«»“”–—…→≤≥"
    )
    assert typesetting.without_glyph(sorted(set(letters))) == []


def test_only_what_is_missing_is_replaced() -> None:
    assert typesetting.showable("a漢b😀ж") == "a[U+6F22]b[U+1F600]ж"


def test_file_that_cannot_meet_the_standard_is_made_without_the_claim(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(typesetting, "showable", lambda text: text)
    content = typesetting.typeset(json.dumps(document(make_summary(title="漢"))))
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" not in content
    assert "PDF/UA-1 error" in capsys.readouterr().err
