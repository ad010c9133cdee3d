"""Write lines about laws, provisions, glossary and amounts: directly, the history kept by the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.bulk.columns import read_day
from legislation.bulk.kinds import KINDS
from legislation.bulk.known import Known
from legislation.bulk.lines import Line
from legislation.editing.confirming import verify
from legislation.editing.drafts import draft_provision
from legislation.editing.plans import NewProvision
from legislation.editing.rights import Actor
from legislation.editing.tree import insert_provision
from legislation.loading.rows import slug_of
from legislation.models import (
    CrossReference,
    GlossaryTerm,
    Law,
    LawAlias,
    LawRelation,
    LawSource,
    Provision,
    ReferenceAmount,
)


@contextmanager
def noting(line: Line) -> Iterator[None]:
    """Note at a line what is refused, and take back what was written for it."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        line.refuse_error(error)
    except ObjectDoesNotExist:  # it was to come with the file, and was refused there
        line.refuse("", _("What it belongs to can't be taken: see the rows above."))
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or str(error)
        line.refuse("", _("The database refuses it by the rule '%(rule)s'.") % {"rule": name})


def put_values(line: Line, record: Any, *, later: bool = False) -> None:
    """Give a record the values of a line: before it is saved, or those that come after."""
    for column in KINDS[line.kind].columns:
        if column.name in line.values and column.later == later:
            column.put(record, line.values[column.name])


def write_records(
    lines: Iterable[Line], known: Known, *, actor: Actor, on: dt.date, step: Callable[[int], None]
) -> set[int]:
    """Write what is not of a version.

    Args:
        on: the day of the import; no check is later.
        step: told how many lines were dealt with since the last time.

    Returns:
        The identities of the laws touched.
    """
    laws: set[int] = set()
    rows = [line for line in lines if line.written and line.kind in _MAKE]
    versions = {line.key[:2] for line in lines if line.kind == "versions"}
    for line in rows:
        step(1)
        with noting(line):
            record = line.record or _MAKE[line.kind](line, known, actor, line.key in versions)
            put_values(line, record)
            # Ranges were compared as the whole file leaves them; the database checks them at the end.
            record.full_clean(exclude=["i18n", "valid"])
            record.save()
            put_values(line, record, later=True)
            if isinstance(record, Law):
                laws.add(record.pk)
            elif isinstance(record, Provision | LawAlias | LawSource):
                laws.add(record.law_id)
    for line in lines:
        if line.written and line.kind == "checks":
            step(1)
            with noting(line):
                _check(line, actor, on)
    return laws


def _check(line: Line, actor: Actor, today: dt.date) -> None:
    """Record a check; whoever imports it has made it."""
    record = line.record
    on = line.values.get("verified_on", record.verified_on)
    due_on = line.values.get("check_due_on", record.check_due_on)
    if on is None or due_on is None:
        column = "verified_on" if on is None else "check_due_on"
        raise ValidationError({column: _("A check has its day and the day of the next: give both.")})
    if on > today:
        raise ValidationError({"verified_on": _("It is in the future. Accepted: today or an earlier day.")})
    verify(record=record, actor=actor, on=on, due_on=due_on)


def _law(line: Line, _known: Known, _actor: Actor, _versions: bool) -> Law:
    place = line.values["jurisdiction"]
    slug = slug_of(line.key[0], place.code)
    if not slug:
        raise ValidationError(
            {
                "identifier": _("Accepted: an identifier that begins with '%(code)s-'.")
                % {"code": place.code.lower()}
            }
        )
    return Law(identifier=line.key[0], slug=slug, i18n={})


def _provision(line: Line, _known: Known, actor: Actor, has_versions: bool) -> Provision:
    law = Law.objects.select_related("jurisdiction").get(identifier=line.key[0])
    above = line.values.get("parent", "")
    parent = Provision.objects.filter(law=law, eid=above).first() if above else None
    if above and parent is None:
        raise ValidationError({"parent": _("The law has no provision of this eId above this row.")})
    new = NewProvision(
        eid=line.key[1],
        kind=line.values["kind"],
        number=line.values["number"],
        heading=line.values.get("heading_en", ""),
        parent=parent,
    )
    if has_versions:
        return insert_provision(law=law, new=new, actor=actor)
    provision = draft_provision(law=law, new=new, actor=actor).provision
    provision.refresh_from_db()
    return provision


def _term(line: Line, _known: Known, _actor: Actor, _versions: bool) -> GlossaryTerm:
    return GlossaryTerm(slug=line.key[0], i18n={})


def _amount(line: Line, known: Known, _actor: Actor, _versions: bool) -> ReferenceAmount:
    unit, start = line.key
    return ReferenceAmount(unit=known.units[unit], valid=DateRange(read_day(start, known), None), i18n={})


def _alias(line: Line, _known: Known, _actor: Actor, _versions: bool) -> LawAlias:
    law, language, alias = line.key
    return LawAlias(law=_law_of(law), language=language, alias=alias)


def _source(line: Line, _known: Known, _actor: Actor, _versions: bool) -> LawSource:
    law = _law_of(line.key[0])
    last = law.sources.aggregate(last=models.Max("position"))["last"]
    return LawSource(law=law, position=max(int(line.key[1]), -1 if last is None else last + 1))


def _relation(line: Line, _known: Known, _actor: Actor, _versions: bool) -> LawRelation:
    law, kind, other = line.key
    return LawRelation(from_law=_law_of(law), kind=kind, to_law=_law_of(other))


def _reference(line: Line, _known: Known, _actor: Actor, _versions: bool) -> CrossReference:
    law, eid, kind, to_law, to_eid = line.key
    return CrossReference(
        from_provision=Provision.objects.get(law__identifier=law, eid=eid),
        kind=kind,
        to_law=_law_of(to_law),
        to_provision=Provision.objects.get(law__identifier=to_law, eid=to_eid) if to_eid else None,
    )


def _law_of(identifier: str) -> Law:
    return Law.objects.get(identifier=identifier)


_MAKE: dict[str, Callable[[Line, Known, Actor, bool], Any]] = {
    "laws": _law,
    "aliases": _alias,
    "sources": _source,
    "relations": _relation,
    "provisions": _provision,
    "references": _reference,
    "glossary": _term,
    "amounts": _amount,
}
