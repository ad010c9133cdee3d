"""What an applicant does: begin, save, send, withdraw. No account; her code finds her application."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kbase import number_codes
from kbase.blind_index import digests, plain_email
from kbase.contacts import plain_phone
from legislation.countries import country_codes
from programs.cohorts.answers import unanswered
from programs.cohorts.states import DRAFT, OPEN, STANDING, SUBMITTED, WITHDRAWN, check_step
from programs.cohorts.steps import ApplicationGoneError, lock, take_step
from programs.models import Application, Cohort

PHONE, EMAIL = "programs_application.phone", "programs_application.email"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who applies, and how to reach her where she wants that."""

    name: str
    phone: str = ""
    email: str = ""


class TooLateError(ValidationError):
    """The cohort takes no applications."""

    def __init__(self) -> None:
        super().__init__(_("Applications for this cohort are closed."), code="closed")


class AppliedAlreadyError(ValidationError):
    """Another application to this cohort has the same telephone number or e-mail address."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "An application with this telephone number or e-mail address was sent for this cohort. If it "
                "is yours, come back to it with its code. If not, leave the number and the address out."
            ),
            code="twice",
        )


@transaction.atomic
def begin(*, cohort: Cohort, language: str, now: dt.datetime) -> tuple[Application, str]:
    """Begin an application; give it with its code, which is never shown again.

    Raises:
        TooLateError: the cohort is not open, or its deadline is over.
    """
    _require_open(cohort, now)
    code = number_codes.new_code()
    kept = number_codes.kept(code)
    application = Application.objects.create(
        cohort=cohort, language=language, code_lookup=kept.lookup, code_hash=kept.hash, begun_at=now
    )
    return application, code


def find(code: str) -> Application | None:
    """Find an application by its code.

    Raises:
        InvalidCodeError: for anything that no code can be.
    """
    found = list(
        Application.objects.filter(code_lookup__in=number_codes.lookups(code)).select_related(
            "cohort__programme__jurisdiction"
        )
    )
    place = number_codes.matching(code, [each.code_hash for each in found])
    return None if place is None else found[place]


def answers_of(application: Application) -> dict[str, str]:
    """Give the answers by identity of the question."""
    text = application.answers_text
    answers: dict[str, str] = json.loads(text) if text else {}
    return answers


@transaction.atomic
def save_draft(
    *, application: Application, contact: Contact | None = None, answers: Mapping[str, str] | None = None
) -> Application:
    """Save what was written so far; answers that aren't named stay.

    Raises:
        ApplicationGoneError: it was erased meanwhile.
        ValidationError: it was sent already, which is never changed.
    """
    current = own_draft(application)
    if contact is not None:
        current.name, current.phone, current.email = contact.name, contact.phone, contact.email
    if answers is not None:
        current.answers_text = json.dumps({**answers_of(current), **answers}, ensure_ascii=False)
    current.save()
    return current


@transaction.atomic
def submit(*, application: Application, now: dt.datetime) -> Application:
    """Send an application.

    Raises:
        TooLateError: the deadline is over.
        ValidationError: something that must be answered isn't.
        AppliedAlreadyError: the same person sent one to this cohort.
    """
    cohort, current = lock(application)
    check_step(current.state, SUBMITTED)
    _require_open(cohort, now)
    if not current.name or unanswered(current, answers_of(current)):
        raise ValidationError(_("Some questions that must be answered are not answered yet."), code="missing")
    _index(current)
    if _has_applied(current):
        raise AppliedAlreadyError
    current.submitted_at = now
    current.save()
    take_step(cohort, current, SUBMITTED, actor=None, now=now)
    return current


@transaction.atomic
def withdraw(*, application: Application, now: dt.datetime) -> Application:
    """Withdraw; a place that becomes free goes to the first of the waiting list at once."""
    cohort, current = lock(application)
    take_step(cohort, current, WITHDRAWN, actor=None, now=now)
    return current


def own_draft(application: Application) -> Application:
    """Lock a draft and give it as it is now.

    Raises:
        ApplicationGoneError: it was erased meanwhile.
        ValidationError: it was sent already, which is never changed.
    """
    current = Application.objects.select_for_update().filter(pk=application.pk).first()
    if current is None:
        raise ApplicationGoneError
    if current.state != DRAFT:
        raise ValidationError(_("This application was sent already and can't be changed."), code="sent")
    return current


def _require_open(cohort: Cohort, now: dt.datetime) -> None:
    if cohort.state != OPEN or now >= cohort.closes_at:
        raise TooLateError


def _index(application: Application) -> None:
    phone, email = _plain_phone_of(application), plain_email(application.email)
    application.phone_index = _digests(application, phone, PHONE)[0] if phone else ""
    application.email_index = _digests(application, email, EMAIL)[0] if email else ""


def _plain_phone_of(application: Application) -> str:
    country = application.cohort.programme.jurisdiction.code
    return plain_phone(application.phone, country_codes([country]))


def _digests(application: Application, text: str, purpose: str) -> list[str]:
    """Digest for this cohort alone, so that nobody can be followed from one to the next."""
    return digests(f"{application.cohort_id} {text}", purpose=purpose)


def _has_applied(application: Application) -> bool:
    others = Application.objects.filter(cohort=application.cohort_id, state__in=STANDING).exclude(
        pk=application.pk
    )
    phone, email = _plain_phone_of(application), plain_email(application.email)
    return bool(
        (phone and others.filter(phone_index__in=_digests(application, phone, PHONE)).exists())
        or (email and others.filter(email_index__in=_digests(application, email, EMAIL)).exists())
    )
