"""Recognise how a line of a law begins: 'Chapter 2', 'Статья 115-1.', '60-бап.', 'دفعہ ۵۰۹۔', '1)', '(a)'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from kbase.lookalikes import settle_lookalikes
from legislation.structure.numbers import ordinal_word, roman, settled
from legislation.structure.tree import Kind, Line


class Rank(IntEnum):
    """Levels from the outside in; a line of a rank ends everything of that rank or further in."""

    ANNEX = 5
    PART = 10
    SECTION = 20
    SUBSECTION = 25
    CHAPTER = 30
    SUBCHAPTER = 40
    BASIC = 50
    PARAGRAPH = 60  # 1.
    BRACKETED = 62  # (1)
    POINT = 70  # 1)
    LETTER = 80  # (a), а)
    ROMAN = 90  # (i)
    CAPITAL = 100  # (A)


@dataclass(frozen=True, slots=True)
class Marker:
    """What a line begins with. `end` is where the rest of the line begins."""

    rank: Rank
    kind: Kind
    number: str
    end: int
    by_word: bool = False
    sure: bool = True


NUMBER = r"\d+(?:[-–—.]\d+)*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:-?[A-ZА-ЯӘ]{1,2}(?!\w))?"
_ROMAN = r"[IVXLCDMІХМС]+(?:-\d+)?(?!\w)"
_ORDINAL = r"[^\W\d_]{3,12}"
_ANY = f"{NUMBER}|{_ROMAN}|{_ORDINAL}"
_STOP = r"(?P<stop>\s*[.۔:)]?\s*[.—–-]*)\s*"

# (rank, kind, words that stand before the number, words that stand after it with a hyphen or a space)
_WORDS = (
    (Rank.PART, Kind.PART, "part|часть|حصہ", "бөлік"),
    (Rank.SECTION, Kind.SECTION, "раздел|бөлім", "бөлім"),
    (Rank.SUBSECTION, Kind.SECTION, "подраздел", "кіші бөлім"),
    (Rank.CHAPTER, Kind.CHAPTER, "chapter|глава|باب", "тарау"),
    (Rank.SUBCHAPTER, Kind.SECTION, "параграф|فصل|§", "параграф"),
    (Rank.BASIC, Kind.SECTION, "section|sec\\.|دفع[ہهة]", "دفع[ہهة]"),
    (Rank.BASIC, Kind.ARTICLE, "article|статья|آرٹیکل", "бап"),
)
_BEFORE = [
    (rank, kind, re.compile(rf"(?:{words})\s*(?P<number>{_ANY}){_STOP}", re.IGNORECASE))
    for rank, kind, words, _ in _WORDS
]
_AFTER = [
    (rank, kind, re.compile(rf"(?P<number>{_ANY})\s*-?\s*(?:{words})(?!\w){_STOP}", re.IGNORECASE))
    for rank, kind, _, words in _WORDS
    if words
]  # fmt: skip
_UNNUMBERED = re.compile(
    r"(?P<number>общая|особенная|жалпы|ерекше|general|special)\s+(?:часть|бөлік|бөлім|part)\s*\.?$",
    re.IGNORECASE,
)
_ANNEX = re.compile(
    r"(?:the\s+)?(?:(?:\w+\s+)?schedule|annex|appendix|приложение|ضمیمہ|(?:\d+-)?қосымша)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?P<word>примечани[ея]|сноска|ескерт(?:у|пе)(?:лер)?|notes?|footnotes?|explanation(?:\s+\d+|\s+[IVX]+)?|نوٹ|وضاحت)"
    r"\s*[.:۔—–-]",
    re.IGNORECASE,
)
# The editor's remark on where a wording comes from, not the words of the law.
_FOOTNOTE = re.compile(
    r"сноска|footnote|ескерту.*(?:заңымен|заңдарымен|редакция)|примечание.{0,12}(?:изпи|рцпи)", re.IGNORECASE
)

_PLAIN: tuple[tuple[Rank, Kind, re.Pattern[str]], ...] = (
    (Rank.BRACKETED, Kind.PARAGRAPH, re.compile(r"\((\d{1,4}(?:-\d+)*(?:-?[A-Z]{1,2})?)\)\s*")),
    (Rank.POINT, Kind.POINT, re.compile(r"(\d{1,4}(?:[-.]\d{1,2})*[⁰¹²³⁴⁵⁶⁷⁸⁹]*)\)\s*")),
    (Rank.PARAGRAPH, Kind.PARAGRAPH,
     re.compile(r"(\d{1,4}(?:[-.]\d{1,3})*[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?:-?[A-Z]{1,2})?)\s?[.۔](?:\s+|$|(?=[—–«\"“(]|[^\W\d_]{2}))")),
    (Rank.LETTER, Kind.POINT, re.compile(r"\(?([a-z]{1,6}|[а-яәғқңөұүһі]|الف|[بجدہوزحطیکلمن])\)\s*")),
    (Rank.CAPITAL, Kind.POINT, re.compile(r"\(([A-Z]{1,2})\)\s*")),
)  # fmt: skip
_ROMAN_HEADING = re.compile(rf"({_ROMAN})\.\s+(?=\S)")
_BARE = re.compile(r"(\d{1,4}[A-Z]{0,2})\s+(?=[A-Z“\"])")


LONGEST_URDU_HEADING = 60  # characters; without capitals, only its length tells a heading from a sentence


def marker(text: str) -> Marker | None:
    """Return what a line begins with, None for running text.

    A word such as 'Article' in the middle of a sentence that was cut there is not a marker: what follows
    the number must be nothing, a full stop, or a capital letter.

    >>> marker("Статья 115-1. Сталкинг").number, marker("60-бап. Қорғау нұсқамасы").kind.value
    ('115-1', 'article')
    >>> marker("Статья 5 настоящего Кодекса") is None
    True
    >>> marker("(a) the victim").rank.name, marker("دفعہ ۵۰۹۔ توہین").number
    ('LETTER', '509')
    """
    line = settle_lookalikes(text, prefer_cyrillic=not text.isascii())
    return _by_word(line) or _by_number(line)


def bare_number(text: str) -> Marker | None:
    """Return a section that is only numbered, as British Acts print it: '12 Meaning of abuse'."""
    found = _BARE.match(text)
    return Marker(Rank.BASIC, Kind.SECTION, found[1], found.end(), sure=False) if found else None


def note_word(text: str) -> str:
    """Return the word that opens a note, '' for what is none.

    >>> note_word("Примечание. Под близкими понимаются"), note_word("Notes are kept")
    ('Примечание', '')
    """
    found = _NOTE.match(settle_lookalikes(text, prefer_cyrillic=not text.isascii()))
    return found["word"] if found else ""


def is_footnote(text: str) -> bool:
    """Whether a note says where the wording comes from and so ends with its line."""
    return bool(_FOOTNOTE.match(settle_lookalikes(text, prefer_cyrillic=not text.isascii())))


def _by_word(line: str) -> Marker | None:
    if unnumbered := _UNNUMBERED.match(line):
        return Marker(Rank.PART, Kind.PART, unnumbered["number"].capitalize(), len(line), by_word=True)
    if annex := _annex(line):
        return annex
    if not (line[0].isupper() or line[0].isdigit() or line[0] == "§" or _is_arabic(line[0])):
        return None
    for rank, kind, pattern in (*_BEFORE, *_AFTER):
        found = pattern.match(line)
        if not found:
            continue
        number = _number(found["number"])
        begins = _begins_unit(line, found)
        if number and begins:
            return Marker(rank, kind, number, found.end(), by_word=True, sure=bool(found["stop"].strip()))
    return None


def _number(printed: str) -> str:
    plain = settled(printed)
    if plain[0].isdigit() or (roman(plain.partition("-")[0]) is not None and plain.isupper()):
        return plain
    return ordinal_word(plain)


def _begins_unit(line: str, found: re.Match[str]) -> bool:
    rest = line[found.end() :]
    if not rest or found["stop"].strip():
        return not found["stop"].strip().startswith(")")
    return (
        rest[0].isupper() or rest[0] in "«“\"'" or (_is_arabic(rest[0]) and len(rest) <= LONGEST_URDU_HEADING)
    )


def _is_arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u06ff"


def _annex(line: str) -> Marker | None:
    found = _ANNEX.match(line)
    if not found or len(line) > 80 or not (line[0].isupper() or line[0].isdigit()):
        return None
    if line.rstrip().endswith((".", ";", ",")) or found["rest"][:1].islower():
        return None
    # A second line, 'to the Law …', or a heading may follow; the whole first line names the annex.
    return Marker(Rank.ANNEX, Kind.ANNEX, settled(line.strip().rstrip(":"))[:60], len(line), by_word=True)


def _by_number(line: str) -> Marker | None:
    for rank, kind, pattern in _PLAIN:
        found = pattern.match(line)
        if not found:
            continue
        if rank is Rank.LETTER and len(found[1]) > 1 and not _is_list_letters(found[1]):
            continue
        return Marker(rank, kind, settled(found[1]), found.end())
    found = _ROMAN_HEADING.match(line)
    if found and roman(found[1]) is not None and len(line) <= 120 and not line.rstrip().endswith((".", ";")):
        return Marker(Rank.SECTION, Kind.SECTION, found[1], found.end(), sure=False)
    return None


def _is_list_letters(text: str) -> bool:
    return text == "الف" or roman(text) is not None or len(set(text)) == 1


def looks_like_heading(line: Line) -> bool:
    """Whether a line's layout says that it is a heading: by style, in bold, or in capitals.

    >>> looks_like_heading(Line(1, "GENERAL PROVISIONS")), looks_like_heading(Line(1, "The court decides."))
    (True, False)
    """
    return bool(line.heading) or line.bold or (line.text.isupper() and len(line.text) > 3)
