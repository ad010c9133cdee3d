"""Compare what the data say with what the database holds, field by field, and remember it as a digest."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from psycopg.types.range import Range

from legislation.loading.outcome import Difference


def plain(value: Any) -> Any:
    """Return a value in the one form in which values are compared and digested.

    Line ends, blanks around a text, empty translations and trailing zeros make no difference: forms
    of the admin change them without anyone having changed anything.

    >>> plain({"title_ru": "Закон ", "title_kk": ""}), plain(Decimal("5.00")), plain(dt.date(2026, 3, 2))
    ({'title_ru': 'Закон'}, '5', '2026-03-02')
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, Range):
        return [plain(value.lower), plain(value.upper)]
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Mapping):
        return {key: plain(text) for key, text in value.items() if text}
    return value


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record in the form in which they are compared."""
    return {name: plain(value or {} if name == "i18n" else value) for name, value in values.items()}


def digest(values: Mapping[str, Any]) -> str:
    """Return the SHA-256 of values in plain form, whatever their order.

    Empty values don't count, so that a field added to the model later changes no digest.
    """
    given = {name: value for name, value in values.items() if value}
    text = json.dumps(given, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def differences(here: Mapping[str, Any], data: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return the fields that differ; translations one by one.

    >>> differences({"name": "A", "i18n": {"name_ru": "А"}}, {"name": "A", "i18n": {"name_ru": "Б"}})
    (Difference(field='name_ru', here='А', data='Б'),)
    """
    found = []
    for name, value in data.items():
        other = here.get(name)
        if other == value:
            continue
        if isinstance(value, dict) and isinstance(other, dict):
            found += [
                Difference(key, other.get(key), value.get(key))
                for key in dict.fromkeys((*value, *other))
                if value.get(key) != other.get(key)
            ]
        else:
            found.append(Difference(name, other, value))
    return tuple(found)
