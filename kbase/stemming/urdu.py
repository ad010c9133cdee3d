"""Light stemmer for Urdu: plural and oblique endings, cautiously; one key per word.

Words are expected as `kbase.text.normalise` leaves them: ی and ہ in one form each, hamza folded into
its seat. A final ی stays, for it tells a girl from a boy (لڑکی, لڑکا).
"""

from functools import lru_cache

# (ending, what replaces it, letters that must remain); the first that fits is taken, then once more.
_ENDINGS = (
    ("اییں", "ا", 2),  # سزائیں: سزا
    ("یاں", "ی", 2),  # لڑکیاں: لڑکی
    ("وں", "", 2),  # عورتوں: عورت
    ("یں", "", 3),  # عورتیں: عورت
    ("ات", "", 3),  # دفعات: دفعہ
    ("ا", "", 2),
    ("ے", "", 2),
    ("ہ", "", 2),
)


def _shorter(word: str) -> str:
    for ending, replacement, remaining in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= remaining:
            return word[: -len(ending)] + replacement
    return word


@lru_cache(maxsize=1 << 14)
def index_key(word: str) -> str:
    """Return the key under which a word is indexed and asked for.

    >>> index_key("عورتوں") == index_key("عورتیں") == index_key("عورت")
    True
    >>> index_key("لڑکیاں") == index_key("لڑکی") != index_key("لڑکا")
    True
    >>> index_key("دفعات") == index_key("دفعہ")
    True
    """
    shorter = _shorter(word)
    return shorter if shorter == word else _shorter(shorter)
