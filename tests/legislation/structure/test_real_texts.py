"""Articles of real laws, printed one after another, are found again; skipped where there is no corpus."""

import io
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from legislation.structure.parsing import propose
from legislation.structure.reading import read_text
from legislation.structure.tree import Kind

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "provisions.jsonl.zst"
pytestmark = pytest.mark.skipif(
    not CORPUS.exists(), reason="the corpus of real laws is not beside the project"
)
LAWS, ARTICLES = 3, 60
WORDS = {"ru": "Статья {}. {}\n{}", "en": "Section {}. {}\n{}"}


def laws(language: str) -> Iterator[list[dict[str, str]]]:
    """Give laws of a language, each with articles that have numbers of their own."""
    with CORPUS.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as stream:
        rows = map(json.loads, io.TextIOWrapper(stream, encoding="utf-8"))
        wanted = (row for row in rows if row["language"] == language)
        for _, law in itertools.groupby(wanted, key=lambda row: row["law_id"]):
            articles = [one for one in itertools.islice(law, ARTICLES) if one["number"].isdigit()]
            numbers = {one["number"] for one in articles}
            if (
                len(articles) >= 10
                and len(numbers) == len(articles)
                and all(one["heading"] for one in articles)
            ):
                yield articles


@pytest.mark.parametrize("language", ["ru", "en"])
def test_articles_of_real_laws_are_found_again(language: str) -> None:
    found = expected = right_headings = 0
    for articles in itertools.islice(laws(language), LAWS):
        text = "\n".join(
            WORDS[language].format(one["number"], one["heading"], one["text"]) for one in articles
        )
        lines = read_text(text)
        tree = propose(lines)
        assert sum(len(piece.text) for piece in tree.pieces()) == sum(len(line.text) for line in lines)
        basic = {node.number: node for node in tree.walk() if node.kind in (Kind.ARTICLE, Kind.SECTION)}
        expected += len(articles)
        found += sum(one["number"] in basic for one in articles)
        right_headings += sum(
            one["number"] in basic and basic[one["number"]].heading == one["heading"].strip(" .")
            for one in articles
        )
    assert expected
    assert found >= 0.99 * expected
    assert right_headings >= 0.9 * expected
