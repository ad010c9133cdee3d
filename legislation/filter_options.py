"""What the filters of registers offer: only values that some published norm has, in the reader's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from kbase.alphabets import sort_key
from kbase.localised import current_language, localised
from legislation.models import GlossaryTerm, Jurisdiction, Law, Role, Topic
from legislation.querysets import NormQuerySet

LAW = "version__provision__law"


@dataclass(frozen=True, slots=True)
class Options:
    """Records to choose from, in order: their values in addresses, names, and ids for sorting."""

    choices: tuple[tuple[str, str], ...]
    ids: tuple[int, ...]


def jurisdictions(norms: NormQuerySet) -> Options:
    """Offer the jurisdictions whose law has such norms, each country before its parts."""
    own = Q(**{f"{LAW}__jurisdiction": OuterRef("pk")})
    of_part = Q(**{f"{LAW}__jurisdiction__parent": OuterRef("pk")})
    return _places(Jurisdiction.objects.filter(Exists(norms.filter(own | of_part))))


def jurisdictions_with_law() -> Options:
    """Offer the jurisdictions that have any law here, each country before its parts."""
    laws = Law.objects.filter(Q(jurisdiction=OuterRef("pk")) | Q(jurisdiction__parent=OuterRef("pk")))
    return _places(Jurisdiction.objects.filter(Exists(laws)))


def topics_of_law() -> Options:
    """Offer the topics that any law is about."""
    return _sorted(Topic.objects.filter(Exists(Law.objects.filter(topics=OuterRef("pk")))), "slug", "name")


def topics(norms: NormQuerySet) -> Options:
    """Offer the topics that such norms are about."""
    provision = Q(version__provision__topics=OuterRef("pk"))
    law = Q(version__provision__topics=None, version__provision__law__topics=OuterRef("pk"))
    found = Topic.objects.filter(Exists(norms.filter(provision)) | Exists(norms.filter(law)))
    return _sorted(found, "slug", "name")


def laws(norms: NormQuerySet) -> Options:
    """Offer the laws that have such norms."""
    found = Law.objects.with_place().filter(Exists(norms.filter(**{LAW: OuterRef("pk")})))
    return _sorted(found.defer("summary"), "identifier", "short_title")


def roles(norms: NormQuerySet, field: str) -> Options:
    """Offer the roles that such norms name in a field."""
    return _sorted(
        Role.objects.filter(Exists(norms.filter(**{field: OuterRef("pk")}))), value="slug", name="name"
    )


def topics_of_terms() -> Options:
    """Offer the topics that any term of the glossary is about."""
    terms = GlossaryTerm.objects.filter(topic=OuterRef("pk"))
    return _sorted(Topic.objects.filter(Exists(terms)), "slug", "name")


def _places(found: QuerySet[Jurisdiction]) -> Options:
    names = [(place, localised(place, "name").text) for place in found.order_by("code")]
    return Options(
        choices=tuple((place.code, f"— {name}" if place.parent_id else name) for place, name in names),
        ids=tuple(place.pk for place, _ in names),
    )


def _sorted(records: Iterable[Model], value: str, name: str) -> Options:
    language = current_language()
    named = [(localised(record, name).text, record) for record in records]
    named.sort(key=lambda pair: sort_key(pair[0], language))
    return Options(
        choices=tuple((getattr(record, value), text) for text, record in named),
        ids=tuple(record.pk for _, record in named),
    )
