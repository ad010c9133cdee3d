"""The columns of each kind, after the keys that tell which record a row is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.bulk.cells import cell_text
from legislation.bulk.columns import (
    Column,
    NotAcceptedError,
    choice_reader,
    of_field,
    read_day,
    reference,
    setter,
    text_reader,
    topics,
    translated,
)
from legislation.bulk.known import Known
from legislation.choices import EditorialState, Language
from legislation.models import (
    Conduct,
    Duty,
    GlossaryForm,
    GlossaryTerm,
    Law,
    LawSource,
    Measure,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    Right,
)

_VERSION = ("law", "eid", "valid_from")
KEYS: dict[str, tuple[str, ...]] = {
    "laws": ("identifier",),
    "aliases": ("law", "language", "alias"),
    "sources": ("law", "position"),
    "relations": ("law", "kind", "to_law"),
    "provisions": ("law", "eid"),
    "references": ("law", "eid", "kind", "to_law", "to_eid"),
    "versions": _VERSION,
    "texts": (*_VERSION, "language"),
    **dict.fromkeys(("conducts", "duties", "penalties", "measures", "rights"), (*_VERSION, "position")),
    "glossary": ("slug",),
    "amounts": ("unit", "valid_from"),
    "checks": ("law", "eid", "valid_from"),
}
# Keys that may be empty: no day is known; the law as a whole is meant.
MAY_BE_EMPTY: dict[str, frozenset[str]] = {
    **dict.fromkeys(KEYS, frozenset({"valid_from"})),
    "references": frozenset({"to_eid"}),
    "checks": frozenset({"eid", "valid_from"}),
}


def fields(model: type[models.Model], *names: str, **options: Any) -> list[Column]:
    """Make columns of plain fields."""
    return [of_field(model, name, **options) for name in names]


def role(name: str, *, required: bool = False) -> Column:
    """Make the column of a role."""
    return reference(name, "slug", lambda known: known.roles, required=required)


def _valid_until(*, lasting: bool) -> Column:
    def put(record: Any, value: Any) -> None:
        record.valid = DateRange(record.valid.lower if record.valid else None, value)

    return Column(
        "valid_until",
        lambda record: cell_text(record.valid.upper if record.valid else None),
        read_day,
        put,
        lasting=lasting,
    )


def _parent() -> Column:
    """The provision above, by its eId; the action that inserts it looks it up in the law."""
    return Column(
        "parent",
        lambda record: record.parent.eid if record.parent_id else "",
        text_reader(120),
        lambda record, value: setattr(record, "parent_eid", value),
        lasting=True,
    )


def _state() -> Column:
    """Where a version stands: only to be read."""

    def read(text: str, _known: Known) -> str:
        if text not in ("", EditorialState.DRAFT):
            raise NotAcceptedError(_("A new version is a draft. Accepted: draft, or nothing."))
        return text

    return Column("state", lambda record: record.state, read, lambda record, value: None, lasting=True)


def _penalty_unit() -> Column:
    read = choice_reader(lambda known: known.penalty_units, blank=True)
    return replace(of_field(Penalty, "unit"), read=read)


def _breach() -> Column:
    def get(record: Measure) -> str:
        other = record.breach_provision
        return f"{other.law.identifier}#{other.eid}" if other else ""

    def read(text: str, known: Known) -> Provision | None:
        if not text:
            return None
        law, _sign, eid = text.partition("#")
        if (law, eid) not in known.provisions:
            raise NotAcceptedError(
                _("No such provision. Accepted: law and eId of one recorded here, as kz-x-2025#art_1.")
            )
        return known.provisions[law, eid]

    return Column(
        "breach_provision", get, read, lambda record, value: setattr(record, "breach_provision", value)
    )


def _forms(language: Language) -> Column:
    """Words for a concept in a language, one a line, the preferred one first."""

    def get(record: GlossaryTerm) -> str:
        forms = sorted((form.position, form.text) for form in record.forms.all() if form.language == language)
        return "\n".join(cell_text(text).replace("\n", " ") for _place, text in forms)

    def read(text: str, known: Known) -> list[str]:
        words = [line.strip() for line in text.split("\n") if line.strip()]
        if len(set(words)) < len(words):
            raise NotAcceptedError(_("A word stands here twice. Accepted: each word once, one a line."))
        for word in words:
            text_reader(200)(word, known)
        return words

    def put(record: GlossaryTerm, words: list[str]) -> None:
        present = {form.text: form for form in record.forms.filter(language=language)}
        for text, form in present.items():
            if text not in words:
                form.delete()
        for place, word in enumerate(words):
            form = present.get(word) or GlossaryForm(term=record, language=language, text=word)
            if form.pk is None or form.position != place:
                form.position = place
                form.save()

    return Column(f"forms_{language}", get, read, put, later=True)


def _checked_by() -> Column:
    """Who checked last: only to be read, since whoever imports a check has made it."""
    return Column(
        "verified_by",
        lambda record: record.verified_by.username if record.verified_by else "",
        text_reader(150),
        lambda record, value: None,
        lasting=True,
    )


COLUMNS: dict[str, tuple[Column, ...]] = {
    "laws": (
        reference("jurisdiction", "code", lambda known: known.jurisdictions, required=True, lasting=True),
        *fields(Law, "kind", "number", "frbr_uri"),
        *translated(Law, "title", "short_title", "summary"),
        *fields(Law, "adopted", "published", "in_force", "repealed"),
        *translated(Law, "stage"),
        *fields(Law, "official_url"),
        topics(),
    ),
    "aliases": (),
    "sources": tuple(fields(LawSource, "url", "publisher", "note")),
    "relations": (),
    "references": (),
    "provisions": (
        _parent(),
        *fields(Provision, "kind", "number"),
        *translated(Provision, "heading"),
        topics(),
    ),
    "versions": (
        _valid_until(lasting=True),
        *fields(
            ProvisionVersion,
            "start_known",
            "ceased_unknown",
            "unrecorded_before",
            "unrecorded_after",
            lasting=True,
        ),
        _state(),
        *fields(ProvisionVersion, "changed_by"),
        *translated(ProvisionVersion, "change_summary"),
        *fields(ProvisionVersion, "norms_recorded", "confidence", "source_url"),
    ),
    "texts": tuple(fields(ProvisionText, "status", "heading", "summary", "official_text")),
    "conducts": (*fields(Conduct, "slug"), *translated(Conduct, "name", "description", "note")),
    "duties": (
        role("bearer", required=True),
        role("recipient"),
        *translated(Duty, "action", "trigger"),
        *fields(Duty, "deadline_value", "deadline_unit", "immediate"),
    ),
    "penalties": (
        *fields(Penalty, "kind", "minimum", "maximum"),
        _penalty_unit(),
        role("applies_to"),
        *translated(Penalty, "applies_to_words", "circumstance", "note"),
    ),
    "measures": (
        *fields(Measure, "slug"),
        *translated(Measure, "name"),
        role("issued_by", required=True),
        *fields(Measure, "minimum_value", "minimum_unit", "maximum_value", "maximum_unit"),
        *translated(Measure, "conditions"),
        _breach(),
    ),
    "rights": (role("holder", required=True), *translated(Right, "right")),
    "glossary": (
        reference("topic", "slug", lambda known: known.topics),
        *fields(GlossaryTerm, "confidence"),
        *translated(GlossaryTerm, "note"),
        *(_forms(language) for language in Language),
    ),
    "amounts": (
        _valid_until(lasting=False),
        *fields(ReferenceAmount, "amount", "confidence", "source_url"),
        *translated(ReferenceAmount, "note"),
    ),
    "checks": (
        Column("verified_on", lambda record: cell_text(record.verified_on), read_day, setter("verified_on")),
        _checked_by(),
        Column(
            "check_due_on", lambda record: cell_text(record.check_due_on), read_day, setter("check_due_on")
        ),
    ),
}
