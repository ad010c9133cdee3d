"""What words are to search: one spelling for each, whatever alphabet, keyboard or copy it came from; pure."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

import snowballstemmer

from kbase.lookalikes import settle_lookalikes
from kbase.stemming import kazakh, urdu
from kbase.stemming.stopwords import STOP_WORDS

CYRILLIC_LANGUAGES = ("ru", "kk")
LONGEST_WORD = 64  # characters; the rest of a longer 'word' is cut, in the index and in queries alike

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT_NUMBER = re.compile(f"(?<=[0-9])[{_SUPERSCRIPTS}]+")  # статья 115¹ is article 115-1
_SPACES = re.compile(r"\s+")
_NUMBER = (  # 115-1, 1-2-3 and 509-A; neither a date nor a range of years
    "(?<![^\\W_])(?<![0-9]-)(?:[0-9]{1,3}(?:-[0-9]{1,2}){1,2}(?![0-9]|-[0-9])|[0-9]{1,4}-[a-zA-Z](?![^\\W_]))"
)
_WORD = re.compile(f"{_NUMBER}|[^\\W_]+")
_MARKS = "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_RAW_WORD = re.compile(f"{_NUMBER}|[^\\W_][^\\W_{_MARKS}{_INVISIBLE}]*(?:[{_MARKS}{_INVISIBLE}]+[^\\W_]*)*")


def _letters() -> dict[int, str | None]:
    """Build the table of single letters: variants to one form, marks to nothing, foreign digits to ASCII."""
    table: dict[int, str | None] = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    for start in (0x0660, 0x06F0):
        table |= {start + digit: str(digit) for digit in range(10)}
    marks = (
        (0x0300, 0x036F), (0x0483, 0x0487), (0x0610, 0x061A), (0x0640, 0x0640), (0x064B, 0x065F),
        (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED), (0xFE00, 0xFE0F),
    )  # fmt: skip
    table |= {code: None for first, last in marks for code in range(first, last + 1)}
    same = {
        "е": "ё", "ө": "ѳ", "ә": "ə", "i": "ı", "-": "‐‑‒–—―−", "'": "’‘ʼ`´", " ": "№",
        "ی": "يىئېۍ", "ک": "كڪ", "ہ": "هةۃۂھەۀ", "ا": "آأإٱ", "و": "ؤ", "ے": "ۓ", "": "ء",
    }  # fmt: skip
    return table | {ord(variant): one for one, variants in same.items() for variant in variants}


_LETTERS = _letters()


def _visible(text: str) -> str:
    """Drop what cannot be seen or printed (NUL, bidi marks, zero-width, soft hyphens, surrogates)."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "" for character in text
    )


def normalise(text: str, language: str) -> str:
    """Bring text into the one spelling that search compares; meant for keys, never for showing.

    Idempotent. `language` only decides about words whose letters exist in both Latin and Cyrillic.

    >>> normalise("  Ёлка\\u00ad  115¹ ", "ru")
    'елка 115-1'
    >>> normalise("заңдарымен тiзiм", "kk") == "заңдарымен тізім"
    True
    >>> normalise("دفعه ۵۰۹ تعزيراتِ", "ur") == "دفعہ 509 تعزیرات"
    True
    """
    text = _visible(text)
    if not text.isascii():
        text = text.replace("№", " ")
        text = _SUPERSCRIPT_NUMBER.sub(lambda match: "-" + unicodedata.normalize("NFKC", match[0]), text)
        text = unicodedata.normalize("NFKC", text)
        # By capitals, which look unlike their small letters, and again by what losing an accent made alike.
        text = settle_lookalikes(text, prefer_cyrillic=language in CYRILLIC_LANGUAGES)
        text = unicodedata.normalize("NFKC", text.casefold()).translate(_LETTERS)
        text = settle_lookalikes(text, prefer_cyrillic=language in CYRILLIC_LANGUAGES)
        text = unicodedata.normalize("NFC", text)
    else:
        text = text.lower().replace("`", "'")
    return _SPACES.sub(" ", text).strip()


def normalise_with_offsets(text: str, language: str) -> tuple[str, list[int]]:
    """Return text normalised letter by letter, with the position in `text` that each letter came from.

    Spaces are not collapsed; letters and their marks are not composed. For finding things in text as typed.

    >>> normalise_with_offsets("Ст.\\u200b 5", "ru")
    ('ст. 5', [0, 1, 2, 4, 5])
    """
    found: list[tuple[str, int]] = []
    for position, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", " " if character == "№" else _visible(character))
        if character in _SUPERSCRIPTS and position and text[position - 1].isdecimal():
            plain = "-" + plain
        found += [(letter, position) for letter in plain]
    settled = settle_lookalikes(
        "".join(letter for letter, _ in found), prefer_cyrillic=language in CYRILLIC_LANGUAGES
    )
    pairs = [
        (plain, position)
        for letter, (_, position) in zip(settled, found, strict=True)
        for plain in letter.casefold().translate(_LETTERS)
    ]
    plain = settle_lookalikes(
        "".join(letter for letter, _ in pairs), prefer_cyrillic=language in CYRILLIC_LANGUAGES
    )
    return plain, [position for _, position in pairs]


def words(text: str, language: str) -> list[str]:
    """Split text into normalised words; a number like 115-1 is one word, a compound with a hyphen is several.

    >>> words("Семейно-бытовое насилие, ст. 115-1", "ru")
    ['семейно', 'бытовое', 'насилие', 'ст', '115-1']
    """
    found = _WORD.findall(normalise(text, language))
    return [(word.replace("-", "") if word[-1].isalpha() else word)[:LONGEST_WORD] for word in found]


def raw_words(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word in text as it is written, its marks and invisible characters included.

    >>> raw_words("ст. 115-1")
    [(0, 2), (4, 9)]
    """
    return [match.span() for match in _RAW_WORD.finditer(text)]


@lru_cache(maxsize=4)
def _snowball(algorithm: str) -> Callable[[str], str]:
    stemmer = snowballstemmer.stemmer(algorithm)
    return lru_cache(maxsize=1 << 15)(stemmer.stemWord)


def stem(word: str, language: str) -> str:
    """Return the key of one normalised word; in a language without a stemmer the word itself.

    >>> stem("предписания", "ru") == stem("предписание", "ru")
    True
    """
    if language == "kk" and not word.isascii():  # foreign words and numbers stay as they are
        return kazakh.index_key(word)
    if language == "ur":
        return urdu.index_key(word)
    if language in ("en", "ru"):
        # As in PostgreSQL: its Russian configuration stems Latin words as English.
        return _snowball("english" if language == "en" or word.isascii() else "russian")(word)
    return word


def stems(text: str, language: str) -> list[str]:
    """Return the key of every word of text, in order.

    >>> stems("Protective orders", "en")
    ['protect', 'order']
    """
    return [stem(word, language) for word in words(text, language)]


def query_keys(word: str, language: str) -> tuple[str, ...]:
    """Return every key to look for when a normalised word is asked for, the surest first."""
    return kazakh.stem_chain(word) if language == "kk" and not word.isascii() else (stem(word, language),)


def lexeme(word: str) -> str:
    """Write a word so that PostgreSQL's parser takes it as one: it would read 115-1 as 115 and minus 1.

    >>> lexeme("115-1")
    '115n1'
    """
    return word.replace("-", "n")


def search_vector_text(text: str, language: str) -> str:
    """Return what to pass to `to_tsvector`, with 'simple' for kk and ur and 'english' or 'russian' for those.

    Kazakh and Urdu words are keys already. Other languages are normalised words that PostgreSQL stems itself,
    so the text must go through here in every language, for the query does.

    >>> search_vector_text("Қылмыстық кодекстің 115-1-бабы", "kk")
    'қылмыстқ кодекс 115n1 бап'
    """
    return vector_text(words(text, language), language)


def vector_text(found: list[str], language: str) -> str:
    """Return what `search_vector_text` does, for a text already split by `words`."""
    if language in ("kk", "ur"):
        found = [stem(word, language) for word in found]
    return " ".join(lexeme(word) for word in found)


def is_stop_word(word: str, language: str) -> bool:
    """Say whether a normalised word is too common in this language to search by."""
    if language == "ru" and word.isascii():
        language = "en"
    return word in STOP_WORDS.get(language, ())
