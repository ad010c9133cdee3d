"""Letters of one alphabet standing in a word of another because they look the same; pure.

In published Kazakh statutes a quarter of the words carry a Latin i; Russian texts have Latin c, o and p.
"""

import re

# Latin → Cyrillic, by looks. Capitals and small letters differ: H looks like Н, h like һ.
_CYRILLIC = str.maketrans(
    "ABCEHIKMOPTXYËƏƟaceiopxyhkëïəɵı",
    "АВСЕНІКМОРТХУЁӘӨасеіорхуһкёїәөі",
)
_LATIN = str.maketrans(
    "АВСЕНІКМОРТХУасеіорхуһк",
    "ABCEHIKMOPTXYaceiopxyhk",
)
_LATIN_LETTERS = "A-Za-z\u00c0-\u024f\u0259\u0275"
_CYRILLIC_LETTERS = "\u0400-\u052f"
_MIXED = re.compile(rf"\b(?=\w*[{_LATIN_LETTERS}])(?=\w*[{_CYRILLIC_LETTERS}])\w+")
_ANY_LATIN = re.compile(f"[{_LATIN_LETTERS}]")
_ANY_CYRILLIC = re.compile(f"[{_CYRILLIC_LETTERS}]")


def settle_lookalikes(text: str, *, prefer_cyrillic: bool) -> str:
    """Write every word that mixes the two alphabets in one, letter for letter; length never changes.

    A letter that only one alphabet has decides. Without one, `prefer_cyrillic` does; with both, the word is
    truly mixed and stays.

    >>> settle_lookalikes("тiзiм", prefer_cyrillic=True) == "тізім"
    True
    >>> settle_lookalikes("pоlice", prefer_cyrillic=True).isascii()
    True
    """

    def settle(match: re.Match[str]) -> str:
        word = match.group()
        cyrillic, latin = word.translate(_CYRILLIC), word.translate(_LATIN)
        could_be_cyrillic = not _ANY_LATIN.search(cyrillic)
        could_be_latin = not _ANY_CYRILLIC.search(latin)
        if could_be_cyrillic and (prefer_cyrillic or not could_be_latin):
            return cyrillic
        return latin if could_be_latin else word

    return text if text.isascii() else _MIXED.sub(settle, text)
