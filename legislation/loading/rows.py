"""Rows as the loader wants them in the database: a model, a natural key, and values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ref:
    """A foreign key by the natural key of the record that it points to."""

    model: str
    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """One record: values by field name; a foreign key is a Ref or nothing."""

    model: str
    key: str
    values: Mapping[str, Any]
    file: str

    @property
    def law(self) -> str:
        """Identifier of the law it belongs to; empty for vocabularies.

        >>> Row("Duty", "kz-x-2025#art_1@/duty/0", {}, "").law, Row("Topic", "stalking", {}, "").law
        ('kz-x-2025', '')
        """
        return law_of(self.model, self.key)


VOCABULARY = frozenset(
    {
        "Jurisdiction",
        "Topic",
        "Role",
        "EventKind",
        "MovedDay",
        "GlossaryTerm",
        "GlossaryForm",
        "ReferenceUnit",
        "ReferenceAmount",
    }
)


def law_of(model: str, key: str) -> str:
    """Return the identifier of the law that a key belongs to; empty for vocabularies."""
    return "" if model in VOCABULARY else key.split("#")[0].split("/")[0]


def slug_of(identifier: str, jurisdiction: str) -> str:
    """Return a law's identifier without its jurisdiction, or without its country; empty if it has neither.

    >>> slug_of("pk-is-domestic-violence-2026", "PK-IS"), slug_of("pk-womens-property-2020", "PK-IS")
    ('domestic-violence-2026', 'womens-property-2020')
    >>> slug_of("womens-property-2020", "PK-IS")
    ''
    """
    for code in (jurisdiction.lower(), jurisdiction.lower().partition("-")[0]):
        if identifier.startswith(f"{code}-"):
            return identifier.removeprefix(f"{code}-")
    return ""


def translated(**fields: Texts | None) -> dict[str, Any]:
    """Return column and translations of fields that come in several languages.

    >>> translated(name={"en": "Victim", "ru": "Потерпевший"})
    {'name': 'Victim', 'i18n': {'name_ru': 'Потерпевший'}}
    """
    values: dict[str, Any] = {}
    translations: dict[str, str] = {}
    for name, texts in fields.items():
        for language, text in (texts or {}).items():
            if language == "en":
                values[name] = text.strip()
            else:
                translations[f"{name}_{language}"] = text.strip()
        values.setdefault(name, "")
    values["i18n"] = translations
    return values
