"""Real provisions for the comparison of search engines, and queries made from their words."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import zstandard
from django.db import connection

from kbase.text import is_stop_word
from legislation.search.codes import LANGUAGES as NUMBERS

LANGUAGES = ("en", "ru")  # that are asked; the others only make the tables larger


@dataclass
class Item:
    """One provision of the corpus."""

    number: int
    language: str
    heading: str
    body: str
    title: str
    start: dt.date | None
    jurisdiction: int
    kind: int
    topic: int


@dataclass
class Query:
    """One query of the mix; times are of the clock and of the processor."""

    shape: str
    language: str
    text: str
    jurisdiction: int | None = None
    ours: list[tuple[float, float]] = field(default_factory=list)
    theirs: list[tuple[float, float]] = field(default_factory=list)


def read(path: Path, rows: int) -> list[Item]:
    """Read a sample spread over the whole corpus."""
    jurisdictions: dict[str, int] = {}
    items = []
    with path.open("rb") as file:
        lines = io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(file), "utf-8")
        for number, line in enumerate(lines, 1):
            record: dict[str, Any] = json.loads(line.replace("\\u0000", ""))
            day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", record["valid_from"] or "")
            law = crc32(record["law_id"].encode())
            items.append(
                Item(
                    number, record["language"], record["heading"], record["text"], record["law_title"],
                    dt.date(*map(int, day.groups())) if day else None,
                    jurisdictions.setdefault(record["jurisdiction"], len(jurisdictions) + 1),
                    law % 7, law % 16,
                )
            )  # fmt: skip
    random.Random(1).shuffle(items)
    return items[:rows]


def mix(items: list[Item]) -> list[Query]:
    """Make 186 queries from the words of the texts, the same in each run on the same rows."""
    chance = random.Random(7)
    made: list[Query] = []
    for language, share in (("en", 2), ("ru", 1)):
        texts = [item for item in items if item.language == language]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, freq FROM search_word WHERE lang = %s ORDER BY word", [NUMBERS[language]]
            )
            words = [
                (word, freq)
                for word, freq in cursor.fetchall()
                if len(word) > 3 and word.isalpha() and not is_stop_word(word, language)
            ]
        many = len(texts)
        common = [word for word, freq in words if freq > many / 12]
        medium = [word for word, freq in words if many / 500 < freq < many / 40]
        rare = [word for word, freq in words if 3 < freq < max(5, many / 2000)]

        told = {word for word, _freq in words}

        def together(
            count: int, *, adjacent: bool = False, texts: list[Item] = texts, told: set[str] = told
        ) -> str:
            """Take words that stand in one text, so that something is found."""
            while True:
                found = re.findall(r"[^\W\d_]+", chance.choice(texts).body[:600].lower())
                if adjacent:
                    pairs = [pair for pair in itertools.pairwise(found) if told.issuperset(pair)]
                    if pairs:
                        return f'"{" ".join(chance.choice(pairs))}"'
                elif len(usable := sorted(told.intersection(found))) > count:
                    return " ".join(chance.sample(usable, count))

        for _ in range(share * 8):
            place = chance.choice(texts).jurisdiction
            made += [
                Query("rare", language, chance.choice(rare)),
                Query("medium", language, chance.choice(medium)),
                Query("common", language, chance.choice(common)),
                Query("two words", language, together(2)),
                Query("phrase", language, together(2, adjacent=True)),
                Query("filtered", language, chance.choice(common + medium), place),
            ]
        for _ in range(share * 7):
            made.append(Query("three words", language, together(3)))
            made.append(Query("prefix", language, f"{chance.choice(medium)[:5]}*"))
    return made
