"""Find what this app shows by its names in any language, misspelt too; else by what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, Expression, F, Func, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy

from kbase.localised import current_language, localised_from
from kbase.searchables import Found
from programs.filters import in_all_languages
from programs.models import (
    CollaborationAction,
    CollaborationArea,
    CollaborationEventKind,
    Event,
    FinanceOffer,
    HelpPlace,
    Indicator,
    Organisation,
    PolicyTransfer,
    Programme,
)

# The texts are joined once for each record, then compared; asked as plain SQL, its text made once.
NAMED = """
WITH findable AS MATERIALIZED (
    SELECT number, key, en, ru, kk, ur, translate(lower(concat_ws(' ', en, ru, kk, ur)), %s, %s) AS names
    FROM ({records}) records
)
SELECT number, key, en, ru, kk, ur, score
FROM (SELECT *, word_similarity(%s, names) AS score FROM findable) compared
WHERE score >= %s OR names LIKE ALL (%s::text[]) ORDER BY score DESC, number, key LIMIT %s
"""
NEARLY = """
WITH findable AS MATERIALIZED (
    SELECT *, translate(lower(concat_ws(' ', en, ru, kk, ur)), %s, %s) AS names,
        translate(lower(concat_ws(' ', en, ru, kk, ur, told)), %s, %s) AS told_of FROM ({records}) records
)
SELECT number, key, en, ru, kk, ur, greatest(mean, %s) FROM findable, LATERAL (
    SELECT min(likeness) AS least, avg(likeness) AS mean
    FROM (SELECT word_similarity(word, names) AS likeness FROM unnest(%s::text[]) AS word) words
) compared
WHERE (least >= %s AND mean >= %s) OR told_of LIKE ALL (%s::text[]) ORDER BY 7 DESC, number, key LIMIT %s
"""
# As alike as pg_trgm's own threshold for words, or each of the words in the names as it stands.
ALIKE = 0.6
# When nothing is so alike: each word by itself, and all of them on average.
WORD_ALIKE, WORDS_ALIKE = 0.4, 0.5
# What is told of a record names it less than its name.
TOLD = 0.3
MOST_WORDS, SHORT = 8, 3
# Kazakh is often typed with Russian letters, and Urdu with those of Arabic keyboards.
TYPED, MEANT = "әғқңөұүһіёйىيكةۃأۂ", "агкноуухиеиییکہہاہ"
FOLD = str.maketrans(TYPED, MEANT)


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one kind.

    Attributes:
        records: which of them readers may find.
        label: what such a record is called.
        named: the field of its name.
        told: the fields that say what it is.
        asked: words in which people ask for such records, in four languages.
        address: the name of its page; `key` is what stands in the address, or after it where `is_part`.
    """

    records: Callable[[], QuerySet[Any]]
    label: Any
    address: str
    told: tuple[str, ...]
    named: str = "name"
    key: str = "slug"
    is_part: bool = False
    asked: str = ""


# What someone in need of help types.
HELP = (
    "hotline helpline shelter телефон доверия горячая линия приют убежище"
    " сенім телефоны жедел желі баспана ہیلپ لائن پناہ گاہ مدد"
)
KINDS = [
    Kind(
        Programme.objects.all,
        gettext_lazy("Programme"),
        "programme-detail",
        ("summary", "eligibility"),
    ),
    Kind(Organisation.objects.all, gettext_lazy("Organisation"), "organisation-detail", ("role",)),
    Kind(Indicator.objects.all, gettext_lazy("Indicator"), "indicator-detail", ("definition",)),
    Kind(FinanceOffer.objects.all, gettext_lazy("Offer of finance"), "finance-detail", ("note",)),
    Kind(
        HelpPlace.objects.all,
        gettext_lazy("Place of help"),
        "help",
        ("description",),
        is_part=True,
        asked=HELP,
    ),
    Kind(Event.objects.public, gettext_lazy("Event"), "event-detail", ("description",), "title"),
    Kind(
        CollaborationAction.objects.all,
        gettext_lazy("Action"),
        "action-detail",
        ("description",),
        "title",
        "pk",
    ),
    Kind(
        PolicyTransfer.objects.all,
        gettext_lazy("Recommendation"),
        "transfer-detail",
        ("recommendation",),
        "title",
        "pk",
    ),
    Kind(
        CollaborationArea.objects.all,
        gettext_lazy("Area of collaboration"),
        "collaboration",
        ("summary", "idea"),
        is_part=True,
    ),
    Kind(
        CollaborationEventKind.objects.all,
        gettext_lazy("Kind of event"),
        "collaboration",
        ("description",),
        key="area__slug",
        is_part=True,
    ),
]


def find(words: str, limit: int) -> list[Found]:
    """Give the records whose names are most like the words; where none is, those that tell of them."""
    folded = words.replace("\x00", " ").strip().casefold().translate(FOLD)
    if not folded:
        return []
    return _called(folded, limit) or _nearly(_telling(folded), limit)


def _called(words: str, limit: int) -> list[Found]:
    """Give those that are called so, or have each of the words in their names as it stands."""
    return _asked(NAMED, [TYPED, MEANT, words, ALIKE, _patterns(words.split()), limit])


def _nearly(words: list[str], limit: int) -> list[Found]:
    """Give those with each word in their names, misspelt, and those that are told of in these words."""
    folding = [TYPED, MEANT, TYPED, MEANT]
    return _asked(NEARLY, [*folding, TOLD, words, WORD_ALIKE, WORDS_ALIKE, _patterns(words), limit])


def _asked(sql: str, given: list[Any]) -> list[Found]:
    records, fixed = _records()
    first, _brace, rest = sql.partition("{records}")
    # What comes before the records in the statement has its values before theirs.
    before = first.count("%s")
    with connection.cursor() as cursor:
        cursor.execute(f"{first}{records}{rest}", [*given[:before], *fixed, *given[before:]])
        return [_found(*row) for row in cursor.fetchall()]


def _telling(words: str) -> list[str]:
    """Give the words to compare one by one: the short ones only where there are no others."""
    found = words.split()[:MOST_WORDS]
    return [word for word in found if len(word) > SHORT] or found


def _patterns(words: Sequence[str]) -> list[str]:
    """Give for each word what LIKE finds it with, whatever signs it holds."""
    plain = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words]
    return [f"%{word}%" for word in plain]


@cache
def _records() -> tuple[str, tuple[Any, ...]]:
    """Give what is found, of all kinds, as SQL with its values."""
    first, *others = [_columns(number, kind) for number, kind in enumerate(KINDS)]
    sql, values = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(values)


def _columns(number: int, kind: Kind) -> QuerySet[Any]:
    names = dict(zip(("ru", "kk", "ur"), in_all_languages(kind.named)[1:], strict=True))
    told = [column for field in kind.told for column in in_all_languages(field)]
    text: Expression = Func(
        Value(" "), Value(kind.asked), *told, function="CONCAT_WS", output_field=TextField()
    )
    rows = kind.records().order_by().annotate(number=Value(number), key=Cast(F(kind.key), CharField()))
    rows = rows.annotate(en=Cast(F(kind.named), TextField()), told=text)
    rows = rows.annotate(
        **{
            code: Coalesce(Cast(name, TextField()), Value(""), output_field=TextField())
            for code, name in names.items()
        }
    )
    return rows.values("number", "key", "en", "ru", "kk", "ur", "told")


def _found(number: int, key: str, en: str, ru: str, kk: str, ur: str, score: float) -> Found:
    kind = KINDS[number]
    title = localised_from({"en": en, "ru": ru, "kk": kk, "ur": ur}, current_language())
    address = f"{reverse(kind.address)}#{key}" if kind.is_part else reverse(kind.address, args=(key,))
    return Found(kind=str(kind.label), title=title, url=address, score=float(score))
