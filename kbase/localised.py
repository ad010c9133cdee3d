"""A text in one of several languages: choose the one to show, and know which one it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

ORIGINAL = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})


def direction(language: str) -> str:
    """Return the writing direction of a language.

    >>> direction("ur"), direction("kk")
    ('rtl', 'ltr')
    """
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def current_language() -> str:
    """Return the two letters of the page's language, English when none is active."""
    return (get_language() or ORIGINAL).split("-")[0]


@dataclass(frozen=True, slots=True)
class Localised:
    """Text with the language that it is really in; empty text in no language is false."""

    text: str
    lang: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def dir(self) -> str:
        return direction(self.lang)


def localised(obj: Any, field: str, language: str | None = None) -> Localised:
    """Return the field of a record in the language asked, or the nearest one that exists.

    The column holds English and the JSONB column `i18n` the others (django-modeltrans), so this never
    queries. Order: the language asked, the official languages of the record (`content_languages`),
    English, any. Nothing at all gives an empty text in the language asked.
    """
    asked = language or current_language()
    official = getattr(obj, "content_languages", ())
    translations: dict[str, Any] = getattr(obj, "i18n", None) or {}
    for candidate in _order(asked, official):
        text = _text_in(obj, translations, field, candidate)
        if text:
            return Localised(text, candidate)
    prefix = f"{field}_"
    for key in sorted(translations):
        # `name_ru` is a translation of `name`; `name_short_ru` is not.
        language_part = key.removeprefix(prefix)
        if key.startswith(prefix) and "_" not in language_part and translations[key]:
            return Localised(str(translations[key]), language_part)
    return Localised("", asked)


def localised_from(
    texts: dict[str, str], language: str | None = None, official: Iterable[str] = ()
) -> Localised:
    """Choose from a plain mapping of language to text, in the same order as `localised`.

    >>> localised_from({"en": "Law", "ru": "Закон"}, "kk", ["kk", "ru"])
    Localised(text='Закон', lang='ru')
    """
    asked = language or current_language()
    for candidate in (*_order(asked, official), *sorted(texts)):
        if texts.get(candidate):
            return Localised(texts[candidate], candidate)
    return Localised("", asked)


def _order(asked: str, official: Iterable[str]) -> Iterator[str]:
    yield asked
    yield from official
    yield ORIGINAL


def _text_in(obj: Any, translations: dict[str, Any], field: str, language: str) -> str:
    if language == ORIGINAL:
        return str(getattr(obj, field, "") or "")
    return str(translations.get(f"{field}_{language}") or "")
