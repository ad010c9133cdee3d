"""What was taken of a case, in words of the active language: for pages and for paper."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.choices import Section
from cases.models import SafeContact
from cases.safe_times import EVERY_DAY
from cases.snapshots import Taken
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.clock_words import moment_text
from legislation.labels import provision_label
from legislation.models import ProvisionVersion, Topic

Words = str | Localised

# A rule for safe contact is recorded when it is agreed.
AGREED = (SafeContact, "created_at")
DAY, MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class ToldFact:
    """One thing that is told."""

    label: str
    values: Sequence[Words]


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """One record: what it is and what is told of it."""

    title: Words
    facts: list[ToldFact]


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part of a case; without records where nothing was recorded."""

    section: str
    title: str
    records: list[ToldRecord]


def told(taken: list[Taken]) -> list[ToldPart]:
    """Put what was taken into words."""
    return [
        ToldPart(
            part["section"], str(Section(part["section"]).label), [_record(each) for each in part["records"]]
        )
        for part in taken
    ]


def _record(record: Taken) -> ToldRecord:
    model = apps.get_model("cases", record["of"])
    facts = [
        ToldFact(_label(model._meta.get_field(name)), _words(model._meta.get_field(name), value))
        for name, value in record["values"].items()
    ]
    name = str(model._meta.verbose_name)
    return ToldRecord(name[:1].upper() + name[1:], facts)


def _label(field: Any) -> str:
    words = _("Agreed on") if (field.model, field.name) == AGREED else str(field.verbose_name)
    return words[:1].upper() + words[1:]


def _words(field: Any, value: Any) -> Sequence[Words]:
    """Return the words of one value; several where it is a list."""
    if field.name == "violence_types":
        topics = Topic.objects.filter(slug__in=value).order_by("name")
        return [localised(topic, "name") for topic in topics]
    if field.name == "ok_days":
        return [day_names(value) or _("No time is agreed at which contact is safe")]
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return [_("yes") if value else _("no")]
    if field.choices:
        return [str(dict(field.flatchoices).get(value, value))]
    if field.is_relation and field.name in LAW:
        return LAW[field.name](field.related_model, value)
    if field.get_internal_type() in ("DateTimeField", "DateField") or field.name == "due_local":
        return [_time(value)]
    return str(value).splitlines() or [""]


def day_names(days: Collection[int]) -> str:
    """Return ISO weekdays in words, in one line; nothing for none."""
    if len(days) == len(EVERY_DAY):
        return _("any day")
    return ", ".join(str(WEEKDAYS[day - 1]) for day in sorted(days))


def _time(text: str) -> str:
    if DAY.fullmatch(text):
        return day_text(dt.date.fromisoformat(text))
    if MONTH.fullmatch(text):
        return date_format(dt.date.fromisoformat(f"{text}-01"), "YEAR_MONTH_FORMAT")
    return moment_text(text)


def _version(_model: Any, pk: Any) -> Sequence[Words]:
    version = ProvisionVersion.objects.with_address().get(pk=pk)
    return [provision_label(version.provision), localised(version.provision.law, "short_title")]


def _named(model: Any, pk: Any) -> Sequence[Words]:
    return [localised(model._default_manager.get(pk=pk), "name")]


def _duty(model: Any, pk: Any) -> Sequence[Words]:
    return [localised(model._default_manager.select_related("duty").get(pk=pk).duty, "action")]


LAW: dict[str, Callable[[Any, Any], Sequence[Words]]] = {
    "version": _version,
    "norm": _named,
    "issuer": _named,
    "addressee": _named,
    "bound": _named,
    "kind": _named,
    "clock": _duty,
}
