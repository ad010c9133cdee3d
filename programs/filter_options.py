"""What the filters of directories offer: only values that some record has, in the reader's order."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, OrderBy, QuerySet, Value

from kbase.alphabets import sort_key
from kbase.localised import current_language, localised
from legislation.models import Jurisdiction

Choices = list[tuple[str, str]]


def places(records: QuerySet[Any]) -> Choices:
    """Offer the jurisdictions that records belong to, and the countries that these are parts of."""
    used = set(records.order_by().values_list("jurisdiction", flat=True).distinct())
    everywhere = list(Jurisdiction.objects.order_by("code"))
    parents = {place.parent_id for place in everywhere if place.pk in used}
    return [
        (place.code, f"— {localised(place, 'name')}" if place.parent_id else localised(place, "name").text)
        for place in everywhere
        if place.pk in used | parents
    ]


def used(records: QuerySet[Any], field: str, choices: Iterable[tuple[str, Any]]) -> Choices:
    """Offer those of the choices of a field that some record has."""
    held = set(records.order_by().values_list(field, flat=True).distinct())
    return [(value, str(label)) for value, label in choices if value in held]


def in_alphabet(records: QuerySet[Any], name: str = "name") -> OrderBy:
    """Sort by name in the alphabet of the page's language, which the database may not know."""
    language = current_language()
    rows = records.order_by().values_list("pk", name, "i18n", "jurisdiction__languages")
    named = []
    for pk, text, translations, official in rows:
        record = SimpleNamespace(**{name: text}, i18n=translations, content_languages=official or ())
        named.append((sort_key(localised(record, name).text, language), pk))
    keys = Value([pk for _key, pk in sorted(named)], output_field=ArrayField(BigIntegerField()))
    return Func(keys, F("pk"), function="array_position", output_field=IntegerField()).asc()
