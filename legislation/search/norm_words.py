"""The words of norms, by language: part of the document of their version, and shown when they matched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kbase.localised import ORIGINAL
from legislation.models import Conduct, Duty, Measure, Penalty, Right

MODELS: Final[Mapping[str, Any]] = {
    "conduct": Conduct,
    "duty": Duty,
    "penalty": Penalty,
    "measure": Measure,
    "right": Right,
}
#: What a norm says, in the order in which it is shown.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "conduct": ("name", "description"),
    "duty": ("action", "trigger"),
    "penalty": ("circumstance", "applies_to_words", "note"),
    "measure": ("name", "conditions"),
    "right": ("right",),
}
#: Whose norm it is: 'police' finds the duties of the police.
BEARER: Final[Mapping[str, tuple[str, ...]]] = {
    "conduct": (),
    "duty": ("bearer",),
    "penalty": ("applies_to",),
    "measure": ("issued_by",),
    "right": ("holder",),
}


def said(kind: str, norm: Any) -> dict[str, str]:
    """Return what a norm says with whom it binds, by language; needs the role of `BEARER` loaded."""
    parts: dict[str, list[str]] = {}
    for name in FIELDS[kind]:
        _collect(parts, norm, name)
    languages = set(parts)
    for relation in BEARER[kind]:
        role = getattr(norm, relation)
        if role is not None:
            _collect(parts, role, "name")
    return {language: ". ".join(words) for language, words in parts.items() if language in languages}


def _collect(parts: dict[str, list[str]], record: Any, name: str) -> None:
    original = getattr(record, name)
    if original:
        parts.setdefault(ORIGINAL, []).append(original)
    prefix = f"{name}_"
    for key, value in (record.i18n or {}).items():
        language = key.removeprefix(prefix)
        if value and key.startswith(prefix) and "_" not in language:
            parts.setdefault(language, []).append(value)
