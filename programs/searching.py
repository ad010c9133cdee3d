"""Find programmes, organisations, indicators, actions, events and lessons by name in any language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kbase.localised import Localised, current_language, localised_from
from kbase.searchables import Found
from programs.filters import LANGUAGES, in_all_languages
from programs.models import (
    CollaborationAction,
    Event,
    FinanceOffer,
    Indicator,
    Organisation,
    PolicyTransfer,
    Programme,
)

# As alike as pg_trgm's own threshold for words, or each of the words in the names as it stands.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one kind: which readers may find, what they are called by, what stands in the address."""

    records: Callable[[], QuerySet[Any]]
    label: Any
    named: str = "name"
    addressed: str = "slug"


KINDS = {
    "programme-detail": Kind(Programme.objects.all, gettext_lazy("Programme")),
    "organisation-detail": Kind(Organisation.objects.all, gettext_lazy("Organisation")),
    "indicator-detail": Kind(Indicator.objects.all, gettext_lazy("Indicator")),
    "finance-detail": Kind(FinanceOffer.objects.all, gettext_lazy("Offer of finance")),
    "event-detail": Kind(Event.objects.public, gettext_lazy("Event"), "title"),
    "action-detail": Kind(CollaborationAction.objects.all, gettext_lazy("Action"), "title", "pk"),
    "transfer-detail": Kind(PolicyTransfer.objects.all, gettext_lazy("Recommendation"), "title", "pk"),
}


def find(words: str, limit: int) -> list[Found]:
    """Give the records whose names are most like the words, in one query."""
    first, *others = [_alike(kind, name, words) for name, kind in KINDS.items()]
    rows = first.union(*others, all=True).order_by("-score", "key")[:limit]
    return [_found(row) for row in rows]


def _alike(kind: Kind, address: str, words: str) -> QuerySet[Any]:
    names = Func(Value(" "), *in_all_languages(kind.named), function="CONCAT_WS", output_field=TextField())
    every_word = Q()
    for word in words.split():
        every_word &= Q(names__icontains=word)
    return (
        kind.records()
        .order_by()
        .annotate(names=names, score=TrigramWordSimilarity(words, "names"))
        .filter(Q(score__gte=ALIKE) | every_word)
        .annotate(
            address=Value(address, output_field=CharField()),
            key=Cast(kind.addressed, CharField()),
            called=Cast(kind.named, CharField()),
        )
        .values("address", "key", "called", "i18n", "score")
    )


def _found(row: dict[str, Any]) -> Found:
    translations = row["i18n"] or {}
    kind = KINDS[row["address"]]
    others = {code: translations.get(f"{kind.named}_{code}") or "" for code in LANGUAGES}
    texts = {"en": row["called"], **others}
    title: Localised = localised_from(texts, current_language())
    return Found(
        kind=str(kind.label),
        title=title,
        url=reverse(row["address"], args=(row["key"],)),
        score=float(row["score"]),
    )
