"""Tell what language a stretch of a law is in, as far as its letters say."""

from __future__ import annotations

import re

_KAZAKH = re.compile("[әғқңөұүһі]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_LATIN = re.compile("[A-Za-z]")
SAMPLE = 3000  # characters from the beginning are enough to tell
ENOUGH = 30  # letters, below which nothing is said
KAZAKH_SHARE = 0.04  # of the Cyrillic letters; ordinary Kazakh has about 0.15 to 0.2


def language_of(text: str) -> str:
    """Return en, ru, kk or ur, '' where there are too few letters to tell.

    >>> language_of("Жәбірленуші сотқа өтініш беруге құқылы және оны қорғайды")
    'kk'
    >>> language_of("Потерпевший вправе обратиться в суд"), language_of("12")
    ('ru', '')
    """
    text = text[:SAMPLE]
    counts = {
        "cyrillic": len(_CYRILLIC.findall(text)),
        "ur": len(_ARABIC.findall(text)),
        "en": len(_LATIN.findall(text)),
    }
    script, most = max(counts.items(), key=lambda item: item[1])
    if most < ENOUGH:
        return ""
    if script != "cyrillic":
        return script
    return "kk" if len(_KAZAKH.findall(text)) > KAZAKH_SHARE * most else "ru"
