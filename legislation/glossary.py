"""The glossary as a reader sees it: concepts under their preferred word in the page's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.conf import settings

from kbase.alphabets import initial, sort_key
from kbase.localised import Localised, current_language, localised
from kbase.navigation import navigation
from legislation.models import GlossaryForm, GlossaryTerm


@dataclass(frozen=True, slots=True)
class Forms:
    """The words for a concept in one language, as components/term.html takes them."""

    language: str
    preferred: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept.

    Attributes:
        name: its preferred word in the page's language, else in English, else in any.
        letter: what it is filed under.
        also: further words for it in the language of the name.
        forms: its words in the other languages.
        search_url: a search for it; '' where there is no search.
    """

    slug: str
    name: Localised
    letter: str
    topic: Localised | None
    confidence: str
    note: Localised
    also: tuple[str, ...]
    forms: tuple[Forms, ...]
    search_url: str


def entries(terms: Iterable[GlossaryTerm]) -> list[Entry]:
    """Give terms, which come with topic and forms, in the alphabet of the page's language."""
    language = current_language()
    made = [_entry(term, language) for term in terms]
    # A concept without a word in the page's language is filed after those that have one.
    made.sort(key=lambda entry: (entry.name.lang != language, sort_key(entry.name.text, language)))
    return made


def letters(found: Iterable[Entry]) -> list[str]:
    """Give the letters that entries are filed under, in order."""
    return list(dict.fromkeys(entry.letter for entry in found))


def _entry(term: GlossaryTerm, language: str) -> Entry:
    forms = tuple(_forms(term.forms.all(), language))
    name = Localised(forms[0].preferred, forms[0].language) if forms else Localised(term.slug, "en")
    search = navigation().search
    return Entry(
        slug=term.slug,
        name=name,
        letter=initial(name.text, name.lang),
        topic=localised(term.topic, "name") if term.topic else None,
        confidence=term.confidence,
        note=localised(term, "note"),
        also=forms[0].others if forms else (),
        forms=forms[1:],
        search_url=f"{search}?q={quote_plus(name.text)}" if search else "",
    )


def _forms(found: Iterable[GlossaryForm], first: str) -> Iterator[Forms]:
    """Give forms by language; the forms come in the order of their position."""
    by_language: dict[str, list[str]] = {}
    for form in found:
        by_language.setdefault(form.language, []).append(form.text)
    for language in dict.fromkeys([first, *(code for code, _name in settings.LANGUAGES)]):
        if language in by_language:
            preferred, *others = by_language[language]
            yield Forms(language, preferred, tuple(others))
