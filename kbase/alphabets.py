"""Alphabetical order as readers of each interface language know it; pure.

PostgreSQL is built without ICU on some machines, and by code point Kazakh letters would follow Я.
"""

import unicodedata
from functools import lru_cache

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KAZAKH = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
URDU = "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے"
ORDER = {
    language: {letter: place for place, letter in enumerate(letters, start=1)}
    for language, letters in {"ru": RUSSIAN, "kk": KAZAKH, "ur": URDU}.items()
}
# Carriers of hamza stand where the letter that carries it stands.
CARRIED = str.maketrans({"ئ": "ی", "ؤ": "و", "أ": "ا", "ۂ": "ہ", "ۓ": "ے"})
AFTER_ALL_LETTERS = 1000


@lru_cache(maxsize=8192)
def sort_key(text: str, language: str) -> tuple[int, ...]:
    """Return a key that sorts texts in the alphabet of a language; marks and punctuation don't count.

    >>> sorted(["Ұлан", "Азамат", "Ясли", "Үй", "Бала"], key=lambda word: sort_key(word, "kk"))
    ['Азамат', 'Бала', 'Ұлан', 'Үй', 'Ясли']
    """
    order = ORDER.get(language, {})
    folded = unicodedata.normalize("NFC", text).casefold().translate(CARRIED)
    letters = (letter for letter in folded if letter.isalnum() or letter.isspace())
    return tuple(0 if letter.isspace() else order.get(letter, _elsewhere(letter)) for letter in letters)


def initial(text: str, language: str) -> str:
    """Return the letter that a text is filed under, a capital where the script has them.

    >>> initial("«құқық»", "kk"), initial("تشدد", "ur"), initial("115-1", "en")
    ('Қ', 'ت', '1')
    """
    folded = unicodedata.normalize("NFC", text).translate(CARRIED)
    return next((letter.upper() for letter in folded if letter.isalnum()), "")


def _elsewhere(letter: str) -> int:
    """Place digits before every letter, and letters of another script after."""
    return ord(letter) - AFTER_ALL_LETTERS if letter.isdigit() else AFTER_ALL_LETTERS + ord(letter)
