"""Write lines about versions, texts and norms: into drafts, or corrections of what is published."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.bulk.columns import read_day
from legislation.bulk.kinds import KINDS
from legislation.bulk.known import Known, VersionKey
from legislation.bulk.lines import Line
from legislation.bulk.records import noting, put_values
from legislation.choices import EditorialState
from legislation.editing.correcting import start_correction
from legislation.editing.drafts import save_draft
from legislation.editing.rights import Actor
from legislation.models import Provision, ProvisionText, ProvisionVersion


def write_versions(
    lines: Iterable[Line],
    known: Known,
    *,
    actor: Actor,
    reason: str,
    on: dt.date,
    step: Callable[[int], None],
) -> None:
    """Write all lines about one version together, so that each has one draft.

    Args:
        reason: why published versions are corrected.
        on: the day of the corrections.
        step: told how many lines were dealt with since the last time.
    """
    groups: dict[VersionKey, list[Line]] = defaultdict(list)
    for line in lines:
        if line.written and KINDS[line.kind].of_version:
            groups[line.key[:3]].append(line)  # type: ignore[index]
    for key, group in groups.items():
        step(len(group))
        with noting(group[0]):
            present = known.versions.get(key)
            if present is None:
                draft = _new_version(key, known, actor)
            elif present.state == EditorialState.PUBLISHED:
                draft = start_correction(version=present, actor=actor, reason=reason, on=on)
            else:
                draft = present
            _write_group(draft, group, copied=draft is not present)
            if all(line.written for line in group):
                rows = [line.record for line in group if line.kind != "versions"]
                save_draft(version=draft, actor=actor, rows=rows)


def _new_version(key: VersionKey, known: Known, actor: Actor) -> ProvisionVersion:
    provision = Provision.objects.select_related("law__jurisdiction").get(law__identifier=key[0], eid=key[1])
    return ProvisionVersion(
        provision=provision,
        valid=DateRange(read_day(key[2], known), None),
        author=actor,  # type: ignore[misc]
        i18n={},
    )


def _write_group(draft: ProvisionVersion, group: list[Line], *, copied: bool) -> None:
    for line in group:
        if line.kind == "versions":
            with noting(line):
                put_values(line, draft)
                draft.full_clean(exclude=["i18n"])
    if draft.pk is None:
        draft.save()
    for line in group:
        if line.kind != "versions":
            with noting(line):
                line.record = _row(draft, line, copied=copied)
                put_values(line, line.record)
                line.record.full_clean(exclude=["i18n", "text_sha256"])


def _row(draft: ProvisionVersion, line: Line, *, copied: bool) -> Any:
    """Give the row of the draft that a line is about: a new one, the same one, or the copy of it."""
    if line.record is not None:
        return _copy_of(line, draft) if copied else line.record
    model = KINDS[line.kind].model
    if model is ProvisionText:
        return ProvisionText(version=draft, language=line.key[3])
    last = model._default_manager.filter(version=draft).aggregate(last=models.Max("position"))["last"]
    position = max(int(line.key[3]), -1 if last is None else last + 1)
    return model(version=draft, position=position, i18n={})


def _copy_of(line: Line, draft: ProvisionVersion) -> Any:
    model, columns = KINDS[line.kind].model, KINDS[line.kind].columns
    rows = model._default_manager.filter(version=draft)
    place = {"language": line.key[3]} if model is ProvisionText else {"position": line.record.position}
    said = [column.get(line.record) for column in columns]
    for row in rows.filter(**place):
        if [column.get(row) for column in columns] == said:
            return row
    raise ValidationError(_("It was changed meanwhile: send the file again."))
