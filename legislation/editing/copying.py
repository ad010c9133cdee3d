"""Copies of a version with its texts and norms, for a new wording that starts from the present one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.choices import EditorialState, TextStatus
from legislation.editing.texts import source_text
from legislation.models import (
    ClockRule,
    Conduct,
    Duty,
    Measure,
    Penalty,
    ProvisionVersion,
    Right,
)

NORMS: tuple[type[models.Model], ...] = (Conduct, Duty, Penalty, Measure, Right)


def copy_version(
    version: ProvisionVersion, *, start: dt.date | None, end: dt.date | None, unconfirmed: bool, **values: Any
) -> ProvisionVersion:
    """Make a draft that says what a version says.

    Args:
        start: first day of the copy, inclusive.
        end: last day of the copy, exclusive; None for no end known.
        unconfirmed: mark texts and norms as to be confirmed, because the law around them changed; else
            each keeps the mark that it has.
        values: further fields of the copy.
    """
    copy = ProvisionVersion(
        provision=version.provision,
        valid=DateRange(start, end),
        confidence=version.confidence,
        norms_recorded=version.norms_recorded,
        source_url=version.source_url,
        state=EditorialState.DRAFT,
    )
    for name, value in values.items():
        setattr(copy, name, value)
    copy.full_clean(exclude=["i18n"])
    copy.save()
    texts = list(version.texts.all())
    source = source_text(texts, version.provision.content_languages)
    for text in texts:
        # From here on a translation shows when the words it was made from change.
        ours = text != source and text.status in (TextStatus.OWN, TextStatus.DRAFT)
        made_from = text.made_from_sha256 or (source.text_sha256 if ours and source else "")
        marked = unconfirmed or text.to_be_confirmed
        _copy_row(text, copy, to_be_confirmed=marked, made_from_sha256=made_from)
    for model in NORMS:
        for norm in model._default_manager.filter(version=version).order_by("position"):
            marked = unconfirmed or norm.to_be_confirmed
            copied = _copy_row(norm, copy, to_be_confirmed=marked)
            if isinstance(norm, Duty):
                _copy_clock(norm, copied, unconfirmed=unconfirmed)
    return copy


def same_days(version: ProvisionVersion) -> dict[str, Any]:
    """Give what a version says of its days and of what made it, for one that takes its place."""
    names = (
        "start_known", "ceased_unknown", "unrecorded_before", "unrecorded_after",
        "changed_by", "amendment", "change_summary", "i18n",
    )  # fmt: skip
    return {name: getattr(version, name) for name in names}


def _copy_row(row: models.Model, version: ProvisionVersion, **values: Any) -> models.Model:
    return type(row)._default_manager.create(**(_fields(row) | {"version_id": version.pk} | values))


def _copy_clock(duty: Duty, copied: models.Model, *, unconfirmed: bool) -> None:
    """Copy the clock of a duty; where the law changed around it, nobody has confirmed it any more."""
    clock = ClockRule.objects.filter(duty=duty).first()
    if clock is None:
        return
    values: dict[str, Any] = {"duty_id": copied.pk}
    if unconfirmed:
        values |= {"to_be_confirmed": True, "confirmed_by_id": None, "confirmed_on": None}
    ClockRule.objects.create(**(_fields(clock) | values))


def _fields(row: models.Model) -> dict[str, Any]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
