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
# `called`: named so, or each of the words in the names as it stands. `nearly`, where none is: each word
# in the names, misspelt, and what is told of in these words.
FIND = """
WITH asked AS (
    SELECT %s AS typed, %s AS meant, %s AS words, %s::text[] AS patterns, %s::text[] AS telling,
        %s::text[] AS telling_patterns, %s AS most
), findable AS MATERIALIZED (
    SELECT *, translate(lower(concat_ws(' ', en, ru, kk, ur)), typed, meant) AS names
    FROM asked, ({records}) records
), called AS MATERIALIZED (
    SELECT number, key, en, ru, kk, ur, score
    FROM (SELECT *, word_similarity(words, names) AS score FROM findable) compared
    WHERE score >= {alike} OR names LIKE ALL (patterns)
), nearly AS (
    SELECT number, key, en, ru, kk, ur, greatest(mean, {told}) AS score
    FROM findable, LATERAL (
        SELECT min(likeness) AS least, avg(likeness) AS mean
        FROM (SELECT word_similarity(word, names) AS likeness FROM unnest(telling) word) words
    ) compared
    WHERE NOT EXISTS (SELECT FROM called) AND (
        (least >= {word_alike} AND mean >= {words_alike})
        OR translate(lower(concat_ws(' ', names, told)), typed, meant) LIKE ALL (telling_patterns)
    )
)
SELECT * FROM called UNION ALL SELECT * FROM nearly
ORDER BY score DESC, number, key LIMIT (SELECT most FROM asked)
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
    telling = _telling(folded)
    asked: list[Any] = [TYPED, MEANT, folded, _patterns(folded.split()), telling, _patterns(telling), limit]
    sql, fixed = _statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked, *fixed])
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
def _statement() -> tuple[str, tuple[Any, ...]]:
    """Give the statement over records of all kinds, with the values that are always the same."""
    first, *others = [_columns(number, kind) for number, kind in enumerate(KINDS)]
    records, values = first.union(*others, all=True).query.sql_with_params()
    likeness = {"alike": ALIKE, "told": TOLD, "word_alike": WORD_ALIKE, "words_alike": WORDS_ALIKE}
    return FIND.format(records=records, **likeness), tuple(values)


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
