"""Markdown: readable, and nothing in a text is taken for markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from legislation.exports.markdown_writer import escaped, in_lines, write_markdown
from legislation.exports.summary import Column, Note, Paragraph, Row, Run, Summary, Table
from tests.factories.summaries import TEXTS, make_register, make_summary

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def written(summary: Summary) -> str:
    return b"".join(write_markdown(summary)).decode()


def kinds(markdown: str) -> set[str]:
    tokens = READER.parse(markdown)
    return {t.type for token in tokens for t in (token, *(token.children or []))}


def shown(markdown: str) -> str:
    return "".join(
        "\n" if child.type == "hardbreak" else child.content
        for token in READER.parse(markdown)
        for child in token.children or []
    )


def test_carries_title_date_sources_confidence_and_address() -> None:
    text = written(make_summary("en"))
    assert text.startswith("# Article 60. Protective order\n")
    assert "> **This is not today's law: from 2 March 2026.**" in text
    assert "- **Law as on:** 1 March 2026\n" in text
    assert "- **Confidence:** high\n" in text
    assert (
        "- **Address:** <https://qorgau.example/en/laws/kz/offence-prevention-2025/art_60/?on=2026-03-01>"
        in text
    )
    assert (
        "- Adilet. Russian text, read on 1 March 2026. <https://adilet.zan.kz/rus/docs/Z2500000245>" in text
    )


def test_foreign_text_says_its_language_and_direction() -> None:
    assert f'<span lang="ur" dir="rtl">{TEXTS["ur"]}</span>' in written(make_summary("en"))


def test_space_between_runs_is_kept() -> None:
    text = written(make_summary(blocks=[Paragraph((Run("PPC 509: "), Run("دفعہ", "ur"), Run(" end")))]))
    assert 'PPC 509: <span lang="ur" dir="rtl">دفعہ</span> end' in text


def test_table_is_one_table_whatever_its_cells_hold() -> None:
    rows = [Row([text]) for text in ["a|b", "two\nlines", "`code|`", "\\|", "x\r\n\r\n| y"]]
    text = written(make_register(0, blocks=[Table([Column("a", "A|B")], rows)]))
    tokens = [token.type for token in READER.parse(text)]
    assert tokens.count("table_open") == 1
    assert tokens.count("tr_open") == 6
    assert tokens.count("td_open") == 5 * 4


def test_empty_table_says_so() -> None:
    assert "Nothing matches." in written(make_register(0))


@pytest.mark.parametrize(
    "text",
    [
        *("# one", "1. one", "- one", "+ one", "> one", "a\n===", "a\n---", "```", "    code", "[a](b)"),
        *(
            "![a](b)",
            "<b>x</b>",
            "&amp;",
            "*a*",
            "__a__",
            "~~a~~",
            "a | b\n--|--",
            "<https://a.kz>",
            "[a]: b",
        ),
    ],
)
def test_markup_in_text_stays_text(text: str) -> None:
    plain = {"paragraph_open", "inline", "paragraph_close", "text", "hardbreak"}
    assert kinds(in_lines(escaped(text))) <= plain


def test_note_of_many_lines_stays_one_quotation() -> None:
    text = written(make_summary(notices=(), blocks=[Note("one\n\ntwo\n# three")]))
    assert [token.type for token in READER.parse(text)].count("blockquote_open") == 1


def test_javascript_is_no_link() -> None:
    assert "javascript" not in written(make_summary(blocks=[Paragraph(Run("x", href="javascript:alert(1)"))]))


MARKUP = st.sampled_from("#*_`[]()<>|~&\\!-+=.1 \n\tab;:/")
LETTERS = st.characters(exclude_categories=["C", "Z"])


@given(st.text(alphabet=MARKUP | LETTERS, max_size=40))
def test_what_is_written_is_what_is_read(text: str) -> None:
    assert "".join(shown(in_lines(escaped(text))).split()) == "".join(text.split())
