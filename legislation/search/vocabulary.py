"""What the search knows by heart: names of laws, the glossary, and the labels of facets.

Kept in the process and read anew when the history of one of these tables has grown: the identities of
history rows are never used twice, so the newest ones say exactly which state was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from kbase.text import normalise
from legislation.aliases import Aliases
from legislation.models import GlossaryForm, Jurisdiction, Law, LawAlias, Role, Topic
from legislation.search.glossary import Glossary

STAMP = """
SELECT (SELECT max(pgh_id) FROM legislation_lawaliasevent),
       (SELECT max(pgh_id) FROM legislation_lawevent),
       (SELECT max(pgh_id) FROM legislation_glossaryformevent),
       (SELECT max(pgh_id) FROM legislation_topicevent),
       (SELECT max(pgh_id) FROM legislation_jurisdictionevent),
       (SELECT max(pgh_id) FROM legislation_roleevent)
"""
LANGUAGES = ("ru", "kk", "ur")

Stamp = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One state of it. `forms` are those of the glossary: normalised, language, as written."""

    aliases: Aliases
    glossary: Glossary
    forms: Sequence[tuple[str, str, str]]
    jurisdictions: Mapping[str, Jurisdiction]
    topics: Mapping[str, Topic]
    roles: Mapping[str, Role]


_known: dict[str, tuple[Stamp, Vocabulary]] = {}


def vocabulary() -> Vocabulary:
    """Return the present vocabulary: one query where nothing changed."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp: Stamp = cursor.fetchone()
    database = str(connection.settings_dict["NAME"])
    known = _known.get(database)
    if known is None or known[0] != stamp:
        known = (stamp, _read())
        _known[database] = known
    return known[1]


def _read() -> Vocabulary:
    concepts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = GlossaryForm.objects.order_by("term__slug", "language", "position")
    for slug, language, text in rows.values_list("term__slug", "language", "text"):
        concepts[slug][language].append(text)
    return Vocabulary(
        aliases=Aliases(_law_names()),
        glossary=Glossary(concepts),
        forms=[
            (normalise(form, language), language, form)
            for by_language in concepts.values()
            for language, forms in by_language.items()
            for form in forms
        ],
        jurisdictions={place.code: place for place in Jurisdiction.objects.all()},
        topics={topic.slug: topic for topic in Topic.objects.all()},
        roles={role.slug: role for role in Role.objects.all()},
    )


def _law_names() -> Iterator[tuple[str, str, str]]:
    aliases = LawAlias.objects.order_by("pk")
    yield from aliases.values_list("language", "alias", "law__identifier")
    for law in Law.objects.only("identifier", "title", "short_title", "i18n"):
        for field in ("title", "short_title"):
            yield "en", getattr(law, field), law.identifier
            for language in LANGUAGES:
                translated = (law.i18n or {}).get(f"{field}_{language}")
                if translated:
                    yield language, translated, law.identifier
