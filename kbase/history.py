"""Who changed what of a record, and when: read from the history that the database's triggers keep."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.translation import gettext as _
from psycopg.types.range import Range

SHOWN_AT_MOST = 500
_EPOCH, _TICK = dt.datetime(1970, 1, 1, tzinfo=dt.UTC), dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One step in the life of a record."""

    at: dt.datetime
    who: str
    step: str
    kind: str
    record: str
    changes: tuple[Change, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Owned:
    """A model whose records belong to the one looked at, through a foreign key."""

    model: type[models.Model]
    field: str


def history_of(record: models.Model, owned: Sequence[Owned] = ()) -> list[Entry]:
    """Return what happened to a record and to those that belong to it, the latest first."""
    events = [*_events(type(record), {"pgh_obj": record.pk})]
    for other in owned:
        events += _events(other.model, {other.field: record.pk})
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_id))
    names = _Names(events)
    before: dict[tuple[type[models.Model], int], models.Model] = {}
    entries = []
    for event in events:
        key = (type(event), event.id)
        entries.append(_entry(event, before.get(key), names))
        before[key] = event
    return entries[::-1]


def moments_of(record: models.Model, owned: Sequence[Owned] = ()) -> list[tuple[int, dt.datetime]]:
    """Give the moments at which a record, or what belongs to it, changed: a key for each, the first first."""
    found: set[dt.datetime] = set()
    for model, condition in _parts(record, owned):
        history = model.pgh_event_model._default_manager  # type: ignore[attr-defined]
        newest = history.filter(**condition).order_by("-pgh_id")
        found.update(newest.values_list("pgh_created_at", flat=True)[:SHOWN_AT_MOST])
    return [((at - _EPOCH) // _TICK, at) for at in sorted(found)]


def moment(key: int) -> dt.datetime:
    """Give the moment that a key stands for."""
    return _EPOCH + key * _TICK


def state_at(record: models.Model, owned: Sequence[Owned], at: dt.datetime) -> list[Any]:
    """Give a record, and what belonged to it, as they were just after a moment: the last event of each."""
    found = []
    for model, condition in _parts(record, owned):
        history = model.pgh_event_model._default_manager  # type: ignore[attr-defined]
        until = history.filter(**condition, pgh_created_at__lte=at).order_by("id", "-pgh_id").distinct("id")
        found += [event for event in until if event.pgh_label != "delete"]
    return found


def changes_between(record: models.Model, owned: Sequence[Owned], first: int, second: int) -> list[Change]:
    """Compare a record, and what belongs to it, at two moments, field by field.

    Args:
        first: key of the earlier moment.
        second: that of the later one.
    """
    before, after = (
        {(type(event), event.id): event for event in state_at(record, owned, moment(key))}
        for key in (first, second)
    )
    names = _Names([*before.values(), *after.values()])
    changes: list[Change] = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        model = (new or old).pgh_tracked_model  # type: ignore[union-attr]
        kind = "" if model is type(record) else f"{model._meta.verbose_name} #{key[1]}, "
        if new is None:
            found = [Change(each.field, each.after, "") for each in _changes(old, None, names)]
        else:
            found = list(_changes(new, old, names))
        changes += [Change(f"{kind}{each.field}", each.before, each.after) for each in found]
    return changes


def _parts(record: models.Model, owned: Sequence[Owned]) -> list[tuple[type[models.Model], dict[str, Any]]]:
    own: tuple[type[models.Model], dict[str, Any]] = (type(record), {"pgh_obj": record.pk})
    return [own, *((other.model, {other.field: record.pk}) for other in owned)]


def _events(model: type[models.Model], condition: Mapping[str, Any]) -> list[Any]:
    history = model.pgh_event_model  # type: ignore[attr-defined]
    newest = history._default_manager.filter(**condition).select_related("pgh_context").order_by("-pgh_id")
    return list(newest[:SHOWN_AT_MOST])


class _Names:
    """Names of the people and records that events speak of, fetched together."""

    def __init__(self, events: Iterable[Any]) -> None:
        wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        people = get_user_model()
        for event in events:
            wanted[people].add(_metadata(event).get("user"))
            for field in _fields(event):
                if field.related_model:
                    wanted[field.related_model].add(getattr(event, field.attname))
        self.known = {
            model: model._base_manager.in_bulk([key for key in keys if key is not None])
            for model, keys in wanted.items()
        }

    def who(self, event: Any) -> str:
        """The person, else the program, that made an event."""
        metadata = _metadata(event)
        person = self.known.get(get_user_model(), {}).get(metadata.get("user"))
        return str(person) if person else str(metadata.get("source", ""))

    def shown(self, event: Any, field: models.Field[Any, Any]) -> str:
        """A value as an editor reads it."""
        value = getattr(event, field.attname)
        if value in (None, ""):
            return ""
        if field.related_model:
            return str(self.known[field.related_model].get(value, f"({value})"))
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, Range):
            return f"{value.lower or '…'} – {value.upper or '…'}"
        return str(dict(field.flatchoices).get(value, value) if field.flatchoices else value)


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _fields(event: Any) -> list[models.Field[Any, Any]]:
    """The fields of the record itself, without its identity and those of the history."""
    return [
        field
        for field in event._meta.concrete_fields
        if not field.name.startswith("pgh_") and field.name not in {"id", "i18n"}
    ]


def _entry(event: Any, before: Any, names: _Names) -> Entry:
    steps = {
        "insert": _("added"),
        "update": _("changed"),
        "delete": _("deleted"),
        "password": _("has a new password"),
    }
    model = event.pgh_tracked_model
    return Entry(
        at=event.pgh_created_at,
        who=names.who(event),
        step=steps.get(event.pgh_label, event.pgh_label),
        kind=str(model._meta.verbose_name),
        record=f"#{event.id}",
        changes=tuple(_changes(event, before, names)) if event.pgh_label != "delete" else (),
        why=str(_metadata(event).get("why", "")),
    )


def _changes(event: Any, before: Any, names: _Names) -> Iterable[Change]:
    for field in _fields(event):
        old = names.shown(before, field) if before else ""
        new = names.shown(event, field)
        if old != new:
            yield Change(str(field.verbose_name), old, new)
    words = getattr(event, "i18n", None) or {}
    old_words = (getattr(before, "i18n", None) or {}) if before else {}
    for key in sorted({*words, *old_words}):
        if (words.get(key) or "") != (old_words.get(key) or ""):
            yield Change(_translated(event, key), old_words.get(key) or "", words.get(key) or "")


def _translated(event: Any, key: str) -> str:
    name, _underscore, language = key.rpartition("_")
    return f"{event._meta.get_field(name).verbose_name} ({language})"
