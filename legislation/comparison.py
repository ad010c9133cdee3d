"""One provision on two days: its text as a redline, its norms field by field."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kbase.localised import current_language, localised
from legislation.dates import InvalidDay, parse_day
from legislation.models import Conduct, Duty, Measure, Penalty, ProvisionVersion, Right
from legislation.provision_page import ProvisionPage, version_shown
from legislation.redline import Change, redline
from legislation.views.point_in_time import bad_day

NORMS: tuple[type[models.Model], ...] = (Conduct, Duty, Penalty, Measure, Right)
NOT_COMPARED = {"id", "version", "position", "i18n", "slug", "to_be_confirmed"}


class CannotCompare(ValueError):
    """Two days that can't be compared; the message says why, for the reader."""


@dataclass(frozen=True)
class Side:
    """The wording of one day."""

    day: dt.date
    version: ProvisionVersion | None


@dataclass(frozen=True)
class FieldChange:
    """A field of a norm that differs."""

    norm: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """What differs between two days."""

    before: Side
    after: Side
    language: str
    redline: list[Change]
    fields: list[FieldChange]
    norms_comparable: bool

    @property
    def is_same(self) -> bool:
        """Whether both days have the same version."""
        return self.before.version == self.after.version


def parse_days(given: str) -> tuple[dt.date, dt.date]:
    """Read ``DATE1,DATE2``, earlier first.

    Raises:
        CannotCompare: for anything else.
    """
    parts = [part.strip() for part in given.split(",")]
    if len(parts) != 2:
        raise CannotCompare(
            _("Give two days to compare, separated by a comma, for example 2025-06-01,2026-06-01.")
        )
    days = []
    for part in parts:
        try:
            days.append(parse_day(part))
        except InvalidDay as error:
            raise CannotCompare(bad_day(part)) from error
    return min(days), max(days)


def compare(page: ProvisionPage, days: tuple[dt.date, dt.date]) -> Comparison:
    """Compare the wordings of two days.

    Args:
        page: the provision with its versions and all their texts.
        days: the two days, the earlier first.
    """
    before, after = (Side(day, version_shown(page.versions, day)) for day in days)
    found = [side.version for side in (before, after) if side.version]
    language = _common_language(page, [version.pk for version in found])
    words = {t.version_id: t.official_text or t.summary for t in page.all_texts if t.language == language}
    old, new = (words.get(side.version.pk, "") if side.version else "" for side in (before, after))
    comparable = all(version.norms_recorded for version in found) and len(found) == 2
    return Comparison(
        before=before,
        after=after,
        language=language,
        redline=redline(old, new),
        fields=field_changes(found[0], found[1]) if comparable and found[0] != found[1] else [],
        norms_comparable=comparable,
    )


def _common_language(page: ProvisionPage, versions: list[int]) -> str:
    held: dict[str, set[int]] = {}
    for text in page.all_texts:
        held.setdefault(text.language, set()).add(text.version_id)
    order = [current_language(), *page.provision.content_languages, "en"]
    return next((code for code in order if held.get(code, set()) >= set(versions)), order[0])


def field_changes(before: ProvisionVersion, after: ProvisionVersion) -> list[FieldChange]:
    """Give the fields in which the norms of two versions differ, norm by norm in their order."""
    changes = []
    for model in NORMS:
        related = [
            f for f in model._meta.fields if isinstance(f, models.ForeignKey) and f.name not in NOT_COMPARED
        ]
        rows = model.objects.select_related(*(f.name for f in related))  # type: ignore[attr-defined]
        old, new = (list(rows.filter(version=version).order_by("position")) for version in (before, after))
        for one, other in zip_longest(old, new):
            changes += _differences(model, one, other)
    return changes


def _differences(
    model: type[models.Model], one: models.Model | None, other: models.Model | None
) -> list[FieldChange]:
    name = str(model._meta.verbose_name)
    fields = [f for f in model._meta.fields if f.name not in NOT_COMPARED]
    return [
        FieldChange(name, str(f.verbose_name), _shown(one, f), _shown(other, f))
        for f in fields
        if _shown(one, f) != _shown(other, f)
    ]


def _shown(norm: models.Model | None, field: models.Field[Any, Any]) -> str:
    if norm is None:
        return ""
    if field.choices:
        return str(getattr(norm, f"get_{field.name}_display")())
    if isinstance(field, models.ForeignKey):
        related = getattr(norm, field.name)
        return str(localised(related, "name") or related) if related else ""
    if isinstance(field, models.BooleanField):
        return _("yes") if getattr(norm, field.name) else _("no")
    words = localised(norm, field.name).text
    return words or ("" if getattr(norm, field.name) is None else str(getattr(norm, field.name)))
