"""The kinds of records that come and go as tables: their keys, their columns, their records in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legislation.bulk.cells import cell_text
from legislation.bulk.columns import Column, NotAcceptedError
from legislation.bulk.kind_columns import COLUMNS, KEYS, MAY_BE_EMPTY
from legislation.bulk.known import Known
from legislation.models import (
    Conduct,
    CrossReference,
    Duty,
    GlossaryTerm,
    Law,
    LawAlias,
    LawRelation,
    LawSource,
    Measure,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    Right,
)

Key = tuple[str, ...]
Records = Callable[[Known], Iterator[tuple[Key, Any]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code is the name of its sheet and its file."""

    code: str
    label: str | Promise
    model: type[models.Model]
    records: Records
    of_version: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """Names of the columns that tell which record a row is."""
        return KEYS[self.code]

    def may_be_empty(self, key: str) -> bool:
        """Tell whether a key may be empty."""
        return key in MAY_BE_EMPTY[self.code]

    @property
    def columns(self) -> tuple[Column, ...]:
        """What else is known of a record."""
        return COLUMNS[self.code]

    @property
    def header(self) -> list[str]:
        """Names of all columns in their order."""
        return [*self.keys, *(column.name for column in self.columns)]

    def rows(self) -> Iterator[list[str]]:
        """Give every record as texts of cells."""
        for key, record in self.records(Known()):
            yield [*key, *(column.get(record) for column in self.columns)]


def _laws(_known: Known) -> Iterator[tuple[Key, Law]]:
    rows = Law.objects.select_related("jurisdiction").prefetch_related("topics").order_by("identifier")
    for law in rows:
        yield (law.identifier,), law


def _aliases(_known: Known) -> Iterator[tuple[Key, LawAlias]]:
    rows = LawAlias.objects.select_related("law").order_by("law__identifier", "language", "alias")
    for alias in rows:
        yield (alias.law.identifier, alias.language, cell_text(alias.alias)), alias


def _sources(_known: Known) -> Iterator[tuple[Key, LawSource]]:
    rows = LawSource.objects.select_related("law").order_by("law__identifier", "position", "pk")
    for identifier, group in groupby(rows, lambda source: source.law.identifier):
        for place, source in enumerate(group):
            yield (identifier, str(place)), source


def _relations(_known: Known) -> Iterator[tuple[Key, LawRelation]]:
    rows = LawRelation.objects.select_related("from_law", "to_law")
    for relation in rows.order_by("from_law__identifier", "kind", "to_law__identifier"):
        yield (relation.from_law.identifier, relation.kind, relation.to_law.identifier), relation


def _references(_known: Known) -> Iterator[tuple[Key, CrossReference]]:
    rows = CrossReference.objects.select_related("from_provision__law", "to_law", "to_provision")
    for each in rows.order_by("from_provision__law__identifier", "from_provision__position", "pk"):
        start, end = each.from_provision, each.to_provision
        to_eid = end.eid if end else ""
        yield (start.law.identifier, start.eid, each.kind, each.to_law.identifier, to_eid), each


def _checks(known: Known) -> Iterator[tuple[Key, Law | ProvisionVersion]]:
    """Laws, which have no eId here, and their versions."""
    for identifier, law in known.laws.items():
        yield (identifier, "", ""), law
    yield from known.versions.items()


def _provisions(_known: Known) -> Iterator[tuple[Key, Provision]]:
    rows = Provision.objects.select_related("law", "parent").prefetch_related("topics")
    for provision in rows.order_by("law__identifier", "position", "pk"):
        yield (provision.law.identifier, provision.eid), provision


def _versions(known: Known) -> Iterator[tuple[Key, ProvisionVersion]]:
    yield from known.versions.items()


def _texts(known: Known) -> Iterator[tuple[Key, ProvisionText]]:
    for key, texts in _of_versions(ProvisionText, known, "language"):
        for text in texts:
            yield (*key, text.language), text


def _norms(model: type[models.Model], *related: str) -> Records:
    def records(known: Known) -> Iterator[tuple[Key, Any]]:
        for key, norms in _of_versions(model, known, "position", "pk", related=related):
            # The place in the row, not the stored position: an editor may have given two norms the same.
            for place, norm in enumerate(norms):
                yield (*key, str(place)), norm

    return records


def _of_versions(
    model: type[models.Model], known: Known, *order: str, related: Iterable[str] = ()
) -> Iterator[tuple[Key, list[Any]]]:
    """Give the rows of each current version together, versions in the order of the laws."""
    current = {version.pk: key for key, version in known.versions.items()}
    rows: Any = model._default_manager.filter(version__in=current)
    rows = rows.select_related(*related) if related else rows
    by_version = {
        pk: list(group) for pk, group in groupby(rows.order_by("version", *order), lambda row: row.version_id)
    }
    for pk, key in current.items():
        if pk in by_version:
            yield key, by_version[pk]


def _glossary(_known: Known) -> Iterator[tuple[Key, GlossaryTerm]]:
    for term in GlossaryTerm.objects.select_related("topic").prefetch_related("forms").order_by("slug"):
        yield (term.slug,), term


def _amounts(_known: Known) -> Iterator[tuple[Key, ReferenceAmount]]:
    for amount in ReferenceAmount.objects.select_related("unit").order_by("unit__code", "valid"):
        start = amount.valid.lower
        yield (amount.unit.code, start.isoformat() if start else ""), amount


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("laws", _("Laws"), Law, _laws),
        Kind("aliases", _("Names in citations"), LawAlias, _aliases),
        Kind("sources", _("Sources of laws"), LawSource, _sources),
        Kind("relations", _("Relations of laws"), LawRelation, _relations),
        Kind("provisions", _("Provisions"), Provision, _provisions),
        Kind("references", _("Cross-references"), CrossReference, _references),
        Kind("versions", _("Versions"), ProvisionVersion, _versions, of_version=True),
        Kind("texts", _("Texts of versions"), ProvisionText, _texts, of_version=True),
        Kind("conducts", _("Prohibited conduct"), Conduct, _norms(Conduct), of_version=True),
        Kind("duties", _("Duties"), Duty, _norms(Duty, "bearer", "recipient"), of_version=True),
        Kind("penalties", _("Penalties"), Penalty, _norms(Penalty, "applies_to"), of_version=True),
        Kind(
            "measures",
            _("Protective measures"),
            Measure,
            _norms(Measure, "issued_by", "breach_provision__law"),
            of_version=True,
        ),
        Kind("rights", _("Rights"), Right, _norms(Right, "holder"), of_version=True),
        Kind("glossary", _("Glossary"), GlossaryTerm, _glossary),
        Kind("amounts", _("Reference amounts"), ReferenceAmount, _amounts),
        Kind("checks", _("Checks against the source"), ProvisionVersion, _checks),
    )
}


def kind_named(name: str) -> Kind:
    """Find a kind by the name of its sheet or file, however a browser or a person numbered copies.

    >>> kind_named("Duties (1)").code
    'duties'
    """
    word = name.strip().lower().partition(".")[0].partition(" ")[0].partition("(")[0].partition("-")[0]
    if word not in KINDS:
        raise NotAcceptedError(", ".join(KINDS))
    return KINDS[word]
