"""Take what the reference data say for a record: in place, by a correction, or by asking a second person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import EditorialState, RequestKind
from legislation.editing.correcting import start_correction
from legislation.editing.drafts import save_draft
from legislation.editing.requests import ask_for
from legislation.editing.rights import Actor
from legislation.loading.parts import taking_of
from legislation.models import Amendment, ChangeRequest, Law, Provision, ProvisionText, ProvisionVersion
from legislation.models.protection import TABLES

# Where a record belongs, and how far it has got, is never taken from the data.
NEVER = frozenset({"law_id", "provision_id", "version_id", "state", "eid", "parent_id", "position", "depth"})
NEEDS_AGREEMENT = {
    "Provision": frozenset({"number", "kind"}),
    "Amendment": frozenset({"number", "adopted", "commenced", "summary", "amending_law_id"}),
}
Difference = Mapping[str, Any]


def may_be_taken(record: models.Model | None, name: str) -> bool:
    """Tell whether the data's value of a field can be taken for a record."""
    own = taking_of(record)
    if own is not None and record is not None:
        return own.may_be_taken(record, name)
    structural = version_of(record) is not None or isinstance(record, Provision | Amendment)
    return record is not None and not (structural and name in NEVER)


def version_of(record: models.Model | None) -> ProvisionVersion | None:
    """Give the version that a record is, or hangs on; None for any other."""
    if record is None or type(record).__name__ not in TABLES:
        return None
    return record if isinstance(record, ProvisionVersion) else record.version


def current_of(version: ProvisionVersion) -> ProvisionVersion:
    """Give what took the place of a version, where it was corrected or put off since."""
    while version.state == EditorialState.SUPERSEDED:
        decided = [EditorialState.PUBLISHED, EditorialState.SUPERSEDED]
        after = version.corrections.filter(state__in=decided).order_by("pk").last()
        if after is None:
            break
        version = after
    return version


def take(
    *, record: models.Model, differences: Iterable[Difference], reason: str, actor: Actor, on: dt.date
) -> models.Model | None:
    """Take the data's values for a record.

    Returns:
        The draft of a correction, for what was published; the request, where a second person has to agree;
        None where the values are taken already.

    Raises:
        PermissionDenied: the actor may not edit such records.
        ValidationError: a value can't be, or may not be taken here.
    """
    chosen = list(differences)
    if fixed := [each["field"] for each in chosen if not may_be_taken(record, each["field"])]:
        raise ValidationError(
            _("Where a record belongs is not taken from the data: %(fields)s. Move it in the tree instead.")
            % {"fields": ", ".join(fixed)}
        )
    own = taking_of(record)
    if own is not None:
        return own.take(record=record, differences=chosen, reason=reason, actor=actor, on=on)
    version = version_of(record)
    if version is not None and version.state != EditorialState.DRAFT:
        return _correct(record, current_of(version), chosen, reason=reason, actor=actor, on=on)
    if _needs_agreement(record, chosen):
        return _ask(record, chosen, reason=reason, actor=actor, on=on)
    options = record._meta
    # Whoever may edit the law may edit what hangs on it; records of other apps ask for their own right.
    foreign = options.app_label != "legislation"
    if foreign and not actor.has_perm(f"{options.app_label}.change_{options.model_name}"):  # type: ignore[union-attr]
        raise PermissionDenied(_("You may not change records of this kind."))
    for difference in chosen:
        put(record, difference)
    record.full_clean(exclude=["i18n"])
    record.save()
    reindex(laws=_laws(record))
    return None


def _correct(
    record: models.Model,
    version: ProvisionVersion,
    chosen: list[Difference],
    *,
    reason: str,
    actor: Actor,
    on: dt.date,
) -> ProvisionVersion:
    """Draft a correction with the data's values, or go on with the actor's own."""
    if version.state == EditorialState.IN_REVIEW:
        raise ValidationError(_("It is in review: have it sent back, then take the data's values."))
    draft = version.corrections.filter(state=EditorialState.DRAFT, author=actor.pk).first()
    if draft is None:
        draft = start_correction(version=version, actor=actor, reason=reason, on=on)
    twin = _twin(record, draft)
    for difference in chosen:
        put(twin, difference)
    if isinstance(twin, ProvisionVersion):
        return save_draft(version=twin, actor=actor)
    return save_draft(version=draft, actor=actor, rows=[twin])


def _twin(record: models.Model, draft: ProvisionVersion) -> models.Model:
    """Find what a record of a published version is in a draft that corrects it."""
    if isinstance(record, ProvisionVersion):
        return draft
    same: dict[str, Any] = {"version": draft}
    if isinstance(record, ProvisionText):
        same["language"] = record.language
    else:
        same["position"] = record.position
    found = type(record)._default_manager.filter(**same).first()
    if found is None:
        raise ValidationError(_("What is published has no such text or norm any more: correct it by hand."))
    return found


def _needs_agreement(record: models.Model, chosen: list[Difference]) -> bool:
    guarded = NEEDS_AGREEMENT.get(type(record).__name__, frozenset())
    if not any(each["field"] in guarded for each in chosen):
        return False
    if isinstance(record, Amendment):
        return record.state == EditorialState.PUBLISHED
    return isinstance(record, Provision) and not record.awaits_publication


def _ask(
    record: models.Model, chosen: list[Difference], *, reason: str, actor: Actor, on: dt.date
) -> ChangeRequest:
    guarded = NEEDS_AGREEMENT[type(record).__name__]
    if others := [each["field"] for each in chosen if each["field"] not in guarded]:
        raise ValidationError(
            _("Someone else has to agree to some of these: take %(fields)s another time.")
            % {"fields": ", ".join(others)}
        )
    for difference in chosen:
        put(record, difference)
    if isinstance(record, Amendment):
        values = {
            "number": record.number,
            "summary": record.summary,
            "amending_law": record.amending_law_id,
            "adopted": record.adopted.isoformat() if record.adopted else "",
            "commenced": record.commenced.isoformat() if record.commenced else "",
        }
        return ask_for(
            kind=RequestKind.AMENDMENT, law=record.law, amendment=record,
            values=values, reason=reason, actor=actor, on=on,
        )  # fmt: skip
    if not isinstance(record, Provision):
        raise TypeError(f"Nobody has to agree to a change of a {type(record).__name__}.")
    return ask_for(
        kind=RequestKind.PROVISION, law=record.law, provision=Provision.objects.get(pk=record.pk),
        values={"number": record.number, "kind": record.kind}, reason=reason, actor=actor, on=on,
    )  # fmt: skip


def put(record: models.Model, difference: Difference) -> None:
    """Give a field of a record the data's value, without saving it."""
    name, value = difference["field"], difference["data"]
    attributes = {field.attname: field for field in record._meta.concrete_fields}
    if name in attributes:
        setattr(record, name, _value(attributes[name], value))
    else:
        record.i18n = {**(record.i18n or {}), name: value}


def _value(field: models.Field[Any, Any], plain: Any) -> Any:
    if isinstance(plain, list) and field.get_internal_type() == "DateRangeField":
        return DateRange(*(dt.date.fromisoformat(day) if day else None for day in plain))
    if plain is None:
        return None if field.null else ""
    return Decimal(plain) if isinstance(field, models.DecimalField) else field.to_python(plain)


def _laws(record: models.Model) -> list[int]:
    if isinstance(record, Law):
        return [record.pk]
    for path in (("law_id",), ("provision", "law_id"), ("version", "provision", "law_id")):
        found: Any = record
        for name in path:
            found = getattr(found, name, None)
        if isinstance(found, int):
            return [found]
    return []
