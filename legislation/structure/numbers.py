"""Numbers of provisions: how they are written, which comes after which, and how they stand in an eId."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_SUPERSCRIPTS = re.compile("(?<=[0-9])[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DASHES = str.maketrans("‐‑‒–—−", "------")
_ROMAN_LETTERS = str.maketrans("ІХМС", "IXMC")  # Cyrillic look-alikes
_ROMAN = re.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")

# Letters in the order in which lists use them; lists in Russian pass over ё, й and the signs.
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "аәбвгғдежзикқлмнңоөпрстуұүфхһцчшщыіэюя",
)
_ABJAD = ("الف", "ب", "ج", "د", "ہ", "و", "ز", "ح", "ط", "ی", "ک", "ل", "م", "ن")

_TRANSLITERATED = (
    "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts "
    "ч=ch ш=sh щ=shch ы=y э=e ю=yu я=ya ә=ae ғ=gh қ=q ң=ng ө=oe ұ=u ү=ue һ=h і=i "
    "ا=a ب=b ج=j د=d ہ=h و=w ز=z ح=h ط=t ی=y ک=k ل=l م=m ن=n"
)
_LATIN: dict[str, str] = dict(pair.split("=") for pair in _TRANSLITERATED.split(" "))
# What laws print instead of a number, in one word for all languages: eIds must agree between them.
_NAMED = {
    "общая": "general", "жалпы": "general", "general": "general",
    "особенная": "special", "ерекше": "special", "special": "special", "الف": "alif",
}  # fmt: skip
_ORDINAL_STEMS = (
    ("перв", "бірінші", "one", "first", "اول"), ("втор", "екінші", "two", "second", "دوم"),
    ("трет", "үшінші", "three", "third", "سوم"), ("четверт", "төртінші", "four", "fourth", "چہارم"),
    ("пят", "бесінші", "five", "fifth", "پنجم"), ("шест", "алтыншы", "six", "sixth", "ششم"),
    ("седьм", "жетінші", "seven", "seventh", "ہفتم"), ("восьм", "сегізінші", "eight", "eighth", "ہشتم"),
    ("девят", "тоғызыншы", "nine", "ninth", "نہم"), ("десят", "оныншы", "ten", "tenth", "دہم"),
)  # fmt: skip


def settled(number: str) -> str:
    """Write a number as printed in one way: plain digits, one hyphen, no superscripts.

    >>> settled("115¹"), settled("۵۰۹"), settled("12–1")
    ('115-1', '509', '12-1')
    """
    plain = _SUPERSCRIPTS.sub(lambda found: "-" + unicodedata.normalize("NFKC", found[0]), number.strip())
    digits = (str(unicodedata.digit(one)) if one.isdecimal() else one for one in plain.translate(_DASHES))
    return "".join(digits)


def ordinal_word(word: str) -> str:
    """Return the number that a word names, '' if it names none.

    >>> ordinal_word("ПЕРВАЯ"), ordinal_word("Екінші"), ordinal_word("Three"), ordinal_word("One-off")
    ('1', '2', '3', '')
    """
    folded = word.casefold()
    for value, (russian, *others) in enumerate(_ORDINAL_STEMS, start=1):
        if folded in others or re.fullmatch(f"{russian}[а-я]{{2,3}}", folded):
            return str(value)
    return ""


def roman(text: str) -> int | None:
    """Return the value of a Roman number in capitals or small letters.

    >>> roman("XIV"), roman("iv"), roman("IIII")
    (14, 4, None)
    """
    capitals = text.translate(_ROMAN_LETTERS).upper()
    if not capitals or not _ROMAN.fullmatch(capitals):
        return None
    values = [_ROMAN_VALUES[letter] for letter in capitals]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def letter(text: str) -> int | None:
    """Return the place of a letter in the lists of laws; doubled letters follow after z.

    >>> letter("c"), letter("в"), letter("aa"), letter("ج"), letter("?")
    (3, 3, 27, 3, None)
    """
    folded = text.casefold()
    if folded in _ABJAD:
        return _ABJAD.index(folded) + 1
    for alphabet in _ALPHABETS:
        if folded and folded[0] in alphabet and set(folded) == {folded[0]}:
            return alphabet.index(folded[0]) + 1 + (len(folded) - 1) * len(alphabet)
    return None


def ordinals(numbers: Sequence[str]) -> list[tuple[int, ...] | None]:
    """Return what the numbers of one list can be compared by; None for what counts nothing.

    A list that starts with a Roman number is Roman, so that (i) after (h) is a letter.

    >>> ordinals(["115", "115-1", "354A"]), ordinals(["i", "v"]), ordinals(["h", "i"])
    ([(115,), (115, 1), (354, 1)], [(1,), (5,)], [(8,), (9,)])
    """
    is_roman = bool(numbers) and roman(numbers[0]) is not None
    return [_ordinal(number, is_roman) for number in numbers]


def _ordinal(number: str, is_roman: bool) -> tuple[int, ...] | None:
    found: list[int] = []
    for part in _PARTS.findall(number):
        if part.isdigit():
            value: int | None = int(part)
        else:
            value = (roman(part) if is_roman else None) or letter(part)
        if value is None:
            return None
        found.append(value)
    return tuple(found) or None


def slug(number: str) -> str:
    """Write a number as it stands in an eId.

    >>> slug("115-1"), slug("12.1"), slug("а"), slug("354A"), slug("Общая"), slug("*")
    ('115-1', '12-1', 'a', '354A', 'general', '')
    """
    plain = settled(number)
    if plain.casefold() in _NAMED:
        return _NAMED[plain.casefold()]
    return latin(plain, longest=40)


def latin(text: str, *, longest: int) -> str:
    """Write words in Latin letters, digits and hyphens, cut after `longest` characters.

    >>> latin("О тишине", longest=40), latin("115-1", longest=40)
    ('O-tishine', '115-1')
    """
    letters = "".join(one if one.isascii() and one.isalnum() else _latin_letter(one) for one in text)
    return re.sub("-+", "-", letters).strip("-")[:longest].strip("-")


def _latin_letter(letter: str) -> str:
    found = _LATIN.get(letter.casefold(), "-")
    return found.capitalize() if letter.isupper() else found
