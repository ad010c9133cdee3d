"""Patterns of citations by language, for text as `kbase.text.normalise_with_offsets` leaves it; pure."""

import re

_NUMBER = r"\d{1,4}(?:-\d{1,3}(?!\d))*(?:-?[a-z](?![^\W_]))?"
URDU_LETTERS = {
    "الف": "A",
    "اے": "A",
    "بی": "B",
    "ب": "B",
    "سی": "C",
    "ج": "C",
    "ڈی": "D",
    "د": "D",
    "ای": "E",
    "ایف": "F",
}
URDU_NUMBER = (
    rf"\d{{1,4}}(?:-\d{{1,3}}(?!\d))*(?:-?[a-z](?![^\W_])|\s?-?(?:{'|'.join(URDU_LETTERS)})(?![^\W_]))?"
)
PART = r"(?:\d{1,3}(?:-\d{1,3})?[a-z]?|[ivx]{1,5}|[a-z])(?![^\W_])"
_PARENS = rf"(?P<parens>(?:\s?\(\s?{PART}\s?\))*)"
ORDINALS = (
    ("перв", "бірінші"), ("втор", "екінші"), ("трет", "үшінші"), ("четверт", "төртінші"), ("пят", "бесінші"),
    ("шест", "алтыншы"), ("седьм", "жетінші"), ("восьм", "сегізінші"), ("девят", "тоғызыншы"),
    ("десят", "оныншы"),
)  # fmt: skip
_RUSSIAN_ORDINAL = rf"(?:{'|'.join(russian for russian, _ in ORDINALS)})\w{{1,4}}"
_KAZAKH_ORDINAL = "|".join(kazakh for _, kazakh in ORDINALS)

_ENGLISH_UNIT = (
    r"(?:sub-?sections?|sub-?paragraphs?|paragraphs?|paras?|parts?|clauses?|cl|points?|pt)(?![^\W\d_])\.?"
)
_RUSSIAN_UNIT = r"(?:подпункт\w*|пункт\w*|част\w+|абзац\w*|пп?|ч|абз)(?![^\W\d_])\.?"
_URDU_UNIT = r"(?:ذیلی دفعہ|ذیلی شق|شق|پیرا|جز)"
_KAZAKH_UNIT = r"(?:тармақша|тармағ|тармақ|бөліг|бөлік|абзац)\w*"
_HERE = r"(?<![\w'])"
ANY_UNIT = re.compile(rf"(?<![^\W\d_])(?:{_ENGLISH_UNIT}|{_RUSSIAN_UNIT}|{_URDU_UNIT}|{_KAZAKH_UNIT})")


def _before(key: str, unit: str, value: str, number: str, link: str, also: str) -> re.Pattern[str]:
    """Compile the grammar of a language that says 'article 60', with its parts before or after it."""
    part = rf"{unit}\s?\(?(?:{value})\)?"
    return re.compile(
        rf"{_HERE}(?P<lead>(?:{part}[\s,]{{0,2}}(?:{link})?)*)"
        rf"(?P<key>{key})\s{{0,2}}(?P<numbers>{number}(?:\s?(?:,|{also})\s?{number})*){_PARENS}"
        rf"(?P<trail>(?:[\s,]{{0,2}}(?:{link})?{part})*)"
    )


_ENGLISH = _before(
    r"(?:(?:articles?|arts?|sections?|sect|secs?|ss?|u/s)\b\.?|§{1,2})(?:\s?no\b\.?)?",
    _ENGLISH_UNIT, PART, _NUMBER, r"of (?:the )?", r"and|or|&",
)  # fmt: skip
_RUSSIAN = _before(
    r"(?:стат(?:ья|ьи|ье|ью|ьей|ей|ьям|ьями|ьях)|ст)\b\.?",
    _RUSSIAN_UNIT, rf"{PART}|{_RUSSIAN_ORDINAL}", _NUMBER, "к ", "и|или",
)  # fmt: skip
_URDU = _before(
    r"(?<!ذیلی )(?:دفعہ|دفعات|سیکشن|ارٹیکل)(?![^\W_])",
    _URDU_UNIT, PART, URDU_NUMBER, "(?:کی|کے|کا) ", "،|اور|یا",
)  # fmt: skip
_KAZAKH = re.compile(
    rf"{_HERE}(?:(?P<numbers>{_NUMBER}(?:\s?(?:,|және)\s?{_NUMBER})*){_PARENS}\s?-?\s?(?P<key>ба[пб]\w{{0,10}})"
    rf"|(?P<key2>ба[пб]\w{{0,10}})\s(?P<numbers2>{_NUMBER}))"
    rf"(?P<trail>(?:[\s,]{{0,2}}(?:(?:{PART}\)?-?|{_KAZAKH_ORDINAL})\s?{_KAZAKH_UNIT}))*)"
)
BARE = re.compile(rf"(?<![\w-])(?P<numbers>{_NUMBER})(?![\w-]){_PARENS}")
VALUE = re.compile(rf"{_HERE}{PART}|{_RUSSIAN_ORDINAL}|{_KAZAKH_ORDINAL}")
GRAMMARS = (_ENGLISH, _RUSSIAN, _URDU, _KAZAKH)
