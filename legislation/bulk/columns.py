"""Columns: how a field of a record becomes the text of a cell, and a cell a value again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from legislation.bulk.cells import TOO_LONG, cell_text
from legislation.bulk.known import Known
from legislation.choices import Language

Read = Callable[[str, Known], Any]


class NotAcceptedError(ValueError):
    """A cell that can't be taken; its words say what is accepted."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `get` writes what a record says; `read` makes a value of a cell and refuses in words; `put` gives the
    value to a record, after that is saved where it is of `later`. `lasting`: it only begins with the record.
    """

    name: str
    get: Callable[[Any], str]
    read: Read
    put: Callable[[Any, Any], None]
    required: bool = False
    lasting: bool = False
    later: bool = False


def setter(name: str) -> Callable[[Any, Any], None]:
    """Make what gives a record the value of a field."""
    return lambda record, value: setattr(record, name, value)


def of_field(model: type[models.Model], name: str, /, **options: Any) -> Column:
    """Make the column of a plain field; the field says what is accepted."""
    field: Any = model._meta.get_field(name)
    required = not (field.blank or field.has_default())
    column = Column(
        name, lambda record: cell_text(getattr(record, name)), _reader(field), setter(name), required
    )
    return replace(column, **options)


def translated(model: type[models.Model], *names: str) -> list[Column]:
    """Make a column for each language of translated fields: name_en, name_ru …"""
    return [_translation(model, name, language) for name in names for language in Language]


def _translation(model: type[models.Model], name: str, language: Language) -> Column:
    plain: Any = model._meta.get_field(name)
    if language == Language.ENGLISH:
        return of_field(model, name, name=f"{name}_en")
    key = f"{name}_{language}"

    def put(record: Any, value: str) -> None:
        kept = {one: text for one, text in (record.i18n or {}).items() if one != key}
        record.i18n = kept | {key: value} if value else kept

    return Column(
        key, lambda record: cell_text((record.i18n or {}).get(key)), text_reader(plain.max_length), put
    )


def reference(name: str, key: str, find: Callable[[Known], dict[str, Any]], **options: Any) -> Column:
    """Make a column that points to a record by its key."""

    def get(record: Any) -> str:
        other = getattr(record, name)
        return getattr(other, key) if other else ""

    def read(text: str, known: Known) -> Any:
        return _one_of(text, find(known)) if text else None

    return Column(name, get, read, setter(name), **options)


def topics() -> Column:
    """Make the column of a record's topics: slugs with commas between."""

    def read(text: str, known: Known) -> list[Any]:
        return [_one_of(slug.strip(), known.topics) for slug in text.split(",") if slug.strip()]

    return Column(
        "topics",
        lambda record: ", ".join(sorted(topic.slug for topic in record.topics.all())),
        read,
        lambda record, value: record.topics.set(value),
        later=True,
    )


def read_day(text: str, _known: Known) -> dt.date | None:
    """Read a day as ISO writes it."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise NotAcceptedError(_("It is no day. Accepted: a day as 2027-01-31, or nothing.")) from error


def text_reader(longest: int | None) -> Read:
    """Make a reader of texts up to a length."""

    def read(text: str, _known: Known) -> str:
        if text == TOO_LONG:
            raise NotAcceptedError(_("This mark stands for a text that no cell holds. Use the CSV for it."))
        if longest is not None and len(text) > longest:
            raise NotAcceptedError(
                _("It has %(given)s characters. Accepted: at most %(accepted)s.")
                % {"given": len(text), "accepted": longest}
            )
        return text

    return read


def choice_reader(values: Callable[[Known], Iterable[str]], *, blank: bool) -> Read:
    """Make a reader of codes."""

    def read(text: str, known: Known) -> str:
        return text if blank and not text else _one_of(text, {value: value for value in values(known)})

    return read


def _reader(field: Any) -> Read:
    if field.choices:
        codes = [str(code) for code, _label in field.flatchoices]
        return choice_reader(lambda _known: codes, blank=field.blank)
    if isinstance(field, models.BooleanField):
        return _boolean
    if isinstance(field, models.DateField):
        return read_day
    if isinstance(field, models.DecimalField | models.IntegerField):
        return _number(field)
    return text_reader(field.max_length)


def _boolean(text: str, _known: Known) -> bool:
    try:
        return {"true": True, "false": False, "1": True, "0": False}[text.lower()]
    except KeyError as error:
        raise NotAcceptedError(_("Accepted: true, false.")) from error


def _number(field: Any) -> Read:
    def read(text: str, _known: Known) -> Decimal | int | None:
        if not text and field.null:
            return None
        try:
            number = Decimal(text)
            if number.is_finite() and isinstance(field, models.DecimalField):
                return number
            return int(text)
        except (InvalidOperation, ValueError) as error:
            whole = not isinstance(field, models.DecimalField)
            raise NotAcceptedError(
                _("Accepted: a whole number.") if whole else _("Accepted: a number such as 20 or 7.5.")
            ) from error

    return read


def _one_of(text: str, accepted: dict[str, Any]) -> Any:
    if text in accepted:
        return accepted[text]
    names = [name for name in accepted if name]
    shown = ", ".join(names[:40]) + (" …" if len(names) > 40 else "")
    raise NotAcceptedError(_("Accepted: %(accepted)s.") % {"accepted": shown})
