"""Write lines about laws, provisions, glossary and amounts: directly, the history kept by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.bulk.columns import read_day
from legislation.bulk.kinds import KINDS
from legislation.bulk.known import Known
from legislation.bulk.lines import Line
from legislation.editing.drafts import draft_provision
from legislation.editing.plans import NewProvision
from legislation.editing.rights import Actor
from legislation.editing.tree import insert_provision
from legislation.loading.rows import slug_of
from legislation.models import GlossaryTerm, Law, Provision, ReferenceAmount


@contextmanager
def noting(line: Line) -> Iterator[None]:
    """Note at a line what is refused, and take back what was written for it."""
    try:
        with transaction.atomic():
            yield
    except ValidationError as error:
        line.refuse_error(error)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or str(error)
        line.refuse("", _("The database refuses it by the rule '%(rule)s'.") % {"rule": name})


def put_values(line: Line, record: Any, *, later: bool = False) -> None:
    """Give a record the values of a line: before it is saved, or those that come after."""
    for column in KINDS[line.kind].columns:
        if column.name in line.values and column.later == later:
            column.put(record, line.values[column.name])


def write_records(lines: Iterable[Line], known: Known, actor: Actor) -> set[int]:
    """Write what is not of a version; return the identities of the laws touched."""
    laws: set[int] = set()
    rows = [line for line in lines if line.written and line.kind in _MAKE]
    versions = {line.key[:2] for line in lines if line.kind == "versions"}
    for line in rows:
        with noting(line):
            record = line.record or _MAKE[line.kind](line, known, actor, line.key in versions)
            put_values(line, record)
            # Ranges were compared as the whole file leaves them; the database checks them at the end.
            record.full_clean(exclude=["i18n", "valid"])
            record.save()
            put_values(line, record, later=True)
            if isinstance(record, Law | Provision):
                laws.add(record.pk if isinstance(record, Law) else record.law_id)
    return laws


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


_MAKE: dict[str, Callable[[Line, Known, Actor, bool], Any]] = {
    "laws": _law,
    "provisions": _provision,
    "glossary": _term,
    "amounts": _amount,
}
