"""Find programmes, organisations and indicators by their names in any of the four languages."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, Func, Q, QuerySet, TextField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kbase.localised import Localised, current_language, localised_from
from kbase.searchables import Found
from programs.filters import LANGUAGES, in_all_languages
from programs.models import Indicator, Organisation, Programme

# As alike as pg_trgm's own threshold for words, or each of the words in the names as it stands.
ALIKE = 0.6
KINDS: dict[str, tuple[Any, Any]] = {
    "programme-detail": (Programme, gettext_lazy("Programme")),
    "organisation-detail": (Organisation, gettext_lazy("Organisation")),
    "indicator-detail": (Indicator, gettext_lazy("Indicator")),
}


def find(words: str, limit: int) -> list[Found]:
    """Give the records whose names are most like the words, in one query."""
    first, *others = [_alike(model.objects.all(), name, words) for name, (model, _l) in KINDS.items()]
    rows = first.union(*others, all=True).order_by("-score", "slug")[:limit]
    return [_found(row) for row in rows]


def _alike(records: QuerySet[Any], address: str, words: str) -> QuerySet[Any]:
    names = Func(Value(" "), *in_all_languages("name"), function="CONCAT_WS", output_field=TextField())
    every_word = Q()
    for word in words.split():
        every_word &= Q(names__icontains=word)
    return (
        records.order_by()
        .annotate(names=names, score=TrigramWordSimilarity(words, "names"))
        .filter(Q(score__gte=ALIKE) | every_word)
        .annotate(address=Value(address, output_field=CharField()))
        .values("address", "slug", "name", "i18n", "score")
    )


def _found(row: dict[str, Any]) -> Found:
    translations = row["i18n"] or {}
    texts = {"en": row["name"], **{code: translations.get(f"name_{code}") or "" for code in LANGUAGES}}
    title: Localised = localised_from(texts, current_language())
    return Found(
        kind=str(KINDS[row["address"]][1]),
        title=title,
        url=reverse(row["address"], args=(row["slug"],)),
        score=float(row["score"]),
    )
