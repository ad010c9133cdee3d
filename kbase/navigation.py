"""The site's navigation: which pages are named in the header and the footer, in the page's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Link:
    """A page to go to; `names` are the URL names for which it counts as the current one."""

    label: str
    url: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Navigation:
    """Links in groups; a page that the URL configuration doesn't have is left out."""

    laws: tuple[Link, ...]
    registers: tuple[Link, ...]
    programmes: tuple[Link, ...]
    rest: tuple[Link, ...]
    footer: tuple[Link, ...]
    home: str
    search: str
    suggest: str

    @property
    def register_names(self) -> frozenset[str]:
        """Names of the pages behind 'Who must do what'."""
        return frozenset().union(*(link.names for link in self.registers))

    @property
    def programme_names(self) -> frozenset[str]:
        """Names of the pages behind 'Help and programmes'."""
        return frozenset().union(*(link.names for link in self.programmes))


# Label, URL name, and the names of further pages that belong to it.
Entry = tuple[str, str, tuple[str, ...]]

LAWS = [(_("Laws"), "law-list", ("law-detail", "provision-detail"))]
REGISTERS = [
    (_("Duties: who must act, and by when"), "duty-list", ()),
    (_("Measures of protection"), "measure-list", ()),
    (_("Rights"), "right-list", ()),
    (_("Conduct that is prohibited"), "conduct-list", ()),
    (_("Penalties"), "penalty-list", ()),
]
COLLABORATION = ("action-list", "action-detail", "transfer-list", "transfer-detail", "bilateral")
PROGRAMMES = [
    (_("Where to find help"), "help", ()),
    (_("Programmes"), "programme-list", ("programme-detail",)),
    (_("Money for a business"), "finance-list", ("finance-detail", "finance-fit", "finance-repayment")),
    (_("Mentoring"), "mentoring", ("mentoring-join", "mentoring-mine")),
    (_("Organisations"), "organisation-list", ("organisation-detail",)),
    (_("30% by 2030"), "target-list", ()),
    (_("Indicators"), "indicator-list", ("indicator-detail",)),
    (_("Collaboration"), "collaboration", COLLABORATION),
    (_("Events"), "event-list", ("event-detail", "event-register", "event-receipt")),
]
REST = [
    (_("Changes"), "change-list", ()),
    (_("Glossary"), "glossary", ()),
    (_("Coverage"), "coverage", ()),
    (_("About"), "about", ()),
]
FOOTER = [
    (_("About this site"), "about", ()),
    (_("Your safety on this site"), "safety", ()),
    (_("Privacy"), "privacy", ()),
    (_("Accessibility"), "accessibility", ()),
]


def navigation() -> Navigation:
    """Return the navigation of the active language; computed once per language and URL configuration."""
    return _navigation(get_language() or "en", get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=32)
def _navigation(language: str, urlconf: str) -> Navigation:
    return Navigation(
        laws=tuple(_links(LAWS)),
        registers=tuple(_links(REGISTERS)),
        programmes=tuple(_links(PROGRAMMES)),
        rest=tuple(_links(REST)),
        footer=tuple(_links(FOOTER)),
        home=_address("home") or f"/{language}/",
        search=_address("search"),
        suggest=_address("search-suggest"),
    )


def _links(entries: Sequence[Entry]) -> Iterator[Link]:
    for label, name, also in entries:
        url = _address(name)
        if url:
            yield Link(gettext(label), url, frozenset({name, *also}))


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
