"""Registering for an event, withdrawing, and the waiting list: places are given under a lock, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from kbase import sent_once
from kbase.blind_index import digests, plain_email
from kbase.contacts import plain_phone
from kbase.receipts import digest, new_receipt, receipt_from
from legislation.countries import country_codes
from programs.collaborations import states
from programs.collaborations.choices import EventState, RegistrationState
from programs.collaborations.rights import Actor, require_people
from programs.models import Event, Registration

EMAIL, PHONE = "programs_registration.email", "programs_registration.phone"
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What someone tells of themselves; an e-mail address or a telephone number is needed."""

    name: str
    language: str
    email: str = ""
    phone: str = ""
    needs: str = ""
    country: str = ""
    sex: str = ""


@transaction.atomic
def register(
    *, event: Event, details: Details, now: dt.datetime, form_number: str = ""
) -> tuple[Registration, str]:
    """Give a place, or one in the waiting list when all are taken.

    Args:
        form_number: of the form, see `kbase.sent_once`; the same form sent again registers nobody twice.

    Returns:
        The registration, and its receipt code: shown now and never again.

    Raises:
        ValidationError: it isn't open, or this address has registered already.
    """
    locked = _locked(event)
    _check_open(locked, now)
    emails, phones = contact_indexes(locked, details)
    before, code = _sent_before(locked, form_number, emails, phones)
    if before:
        return before, code
    same = Q(email_index__in=emails) | Q(phone_index__in=phones)
    if locked.registrations.exclude(state="withdrawn").filter(same).exists():
        raise ValidationError(
            _(
                "Someone has registered for this event with this address or number already. "
                "To see or withdraw that registration, use its code."
            ),
            code="twice",
        )
    record = Registration(
        event=locked,
        number=(locked.registrations.aggregate(last=Max("number"))["last"] or 0) + 1,
        state=RegistrationState.REGISTERED if _has_place(locked) else RegistrationState.WAITING,
        language=details.language,
        country=details.country,
        sex=details.sex,
        registered_at=now,
        changed_at=now,
        receipt_digest=digest(code),
        email_index=next(iter(emails), ""),
        phone_index=next(iter(phones), ""),
    )
    record.name, record.needs = details.name, details.needs
    record.email, record.phone = details.email, details.phone
    record.full_clean()
    record.save(force_insert=True)
    return record, code


@transaction.atomic
def withdraw(*, registration: Registration, now: dt.datetime) -> list[Registration]:
    """Give a place back and delete the person's details; who waits moves up.

    Returns:
        Those who got a place.
    """
    event = _locked(registration.event)
    record = Registration.objects.select_for_update().get(pk=registration.pk)
    if event.ends_at <= now:
        raise ValidationError(_("The event is over: there is nothing to withdraw from."), code="over")
    states.check_step(states.REGISTRATION, record.state, RegistrationState.WITHDRAWN)
    record.state, record.attended = RegistrationState.WITHDRAWN, None
    _erase(record, now)
    record.save()
    return give_places(event=event, now=now)


@transaction.atomic
def give_places(*, event: Event, now: dt.datetime) -> list[Registration]:
    """Let those who wait move up into free places, who came first first."""
    locked = _locked(event)
    if locked.state != EventState.ANNOUNCED or locked.ends_at <= now:
        return []
    free = locked.capacity - locked.registrations.with_place().count()
    promoted = list(locked.registrations.waiting()[: max(free, 0)])
    for record in promoted:
        record.state, record.changed_at = RegistrationState.REGISTERED, now
        record.save(update_fields=["state", "changed_at"])
    return promoted


@transaction.atomic
def erase_details(*, registration: Registration, now: dt.datetime) -> None:
    """Delete what someone told of themselves; the numbers of the event stay right.

    Raises:
        ValidationError: the event is ahead, and a place that belongs to nobody would stay taken.
    """
    record = (
        Registration.objects.select_related("event").select_for_update(of=("self",)).get(pk=registration.pk)
    )
    if record.event.ends_at > now and record.state != RegistrationState.WITHDRAWN:
        raise ValidationError(
            _("The event isn't over yet. Withdraw: that deletes your details at once."), code="ahead"
        )
    _erase(record, now)
    record.save()


def erase_old_details(*, now: dt.datetime, kept_days: int = KEPT_DAYS) -> int:
    """Delete the details of everyone whose event ended longer ago than they are kept.

    Returns:
        How many.
    """
    due = Registration.objects.to_erase(now - dt.timedelta(days=kept_days))
    for record in due.iterator():
        erase_details(registration=record, now=now)
    return Registration.objects.filter(erased_at=now).count()


@transaction.atomic
def record_attendance(
    *, event: Event, present: Collection[UUID], actor: Actor, now: dt.datetime
) -> tuple[int, int]:
    """Record who of those with a place came.

    Returns:
        How many came, how many did not.
    """
    require_people(actor)
    locked = _locked(event)
    if locked.starts_at > now:
        raise ValidationError(_("The event has not begun: nobody can have come yet."), code="early")
    with_place = locked.registrations.with_place()
    came = with_place.filter(pk__in=present).update(attended=True, changed_at=now)
    away = with_place.exclude(pk__in=present).update(attended=False, changed_at=now)
    return came, away


def contact_indexes(event: Event, details: Details) -> tuple[list[str], list[str]]:
    """Give the digests by which address and number are found again, those of the active key first.

    For this event alone, so that nobody can be followed from one to the next.
    """
    email = plain_email(details.email)
    phone = plain_phone(details.phone, country_codes(event.jurisdictions))
    if not email and not phone:
        raise ValidationError(_("Give an e-mail address or a telephone number."), code="no_contact")
    return (
        digests(f"{event.pk} {email}", purpose=EMAIL) if email else [],
        digests(f"{event.pk} {phone}", purpose=PHONE) if phone else [],
    )


def is_open(event: Event, now: dt.datetime) -> bool:
    """Whether one can register now."""
    return event.state == EventState.ANNOUNCED and now < min(event.register_until, event.ends_at)


def _check_open(event: Event, now: dt.datetime) -> None:
    if event.state == EventState.CANCELLED:
        raise ValidationError(_("This event was cancelled."), code="cancelled")
    if not is_open(event, now):
        raise ValidationError(_("Registration for this event is closed."), code="closed")


def _has_place(event: Event) -> bool:
    return event.registrations.with_place().count() < event.capacity


def _sent_before(
    event: Event, form_number: str, emails: Collection[str], phones: Collection[str]
) -> tuple[Registration | None, str]:
    """Give what the same form registered a moment ago, with its code; else a code for a new one."""
    secret = sent_once.secret_of(form_number, purpose=f"registration {event.pk}")
    if secret is None:
        return None, new_receipt()
    code = receipt_from(secret)
    found = Registration.objects.filter(receipt_digest=digest(code)).first()
    if found is None:
        return None, code
    is_hers = found.email_index in (emails or [""]) and found.phone_index in (phones or [""])
    is_same = found.state != RegistrationState.WITHDRAWN and is_hers
    return (found, code) if is_same else (None, new_receipt())


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update().get(pk=event.pk)


def _erase(record: Registration, now: dt.datetime) -> None:
    record.name = record.email = record.phone = record.needs = ""
    record.email_index = record.phone_index = ""
    record.erased_at = record.changed_at = now
