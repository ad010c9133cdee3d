"""Names of languages in the page's language."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale

from kbase.localised import current_language


def language_names(codes: Iterable[str]) -> str:
    """Name languages: 'English, Urdu'."""
    names = Locale(current_language()).languages
    return ", ".join(str(names.get(code, code)) for code in codes)
