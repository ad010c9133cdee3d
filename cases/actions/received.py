"""Referrals from the receiver's side: read with a record of it, answered once, under lock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext
from psycopg.errors import InsufficientPrivilege

from cases import door, permissions, record, states
from cases.actions.access import ReasonMissingError
from cases.choices import Deed, Purpose
from cases.models import Referral, ReferralPackage
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.snapshots import Taken

ANSWER = "SELECT sec.answer_referral(%s, %s, %s, %s)"
# Who gives something back or declines says why.
NEED_WORDS = (states.DECLINED, states.GIVEN_BACK)


class MeanwhileError(Refusal):
    """The database refused what the page still offered: somebody was faster, or time is over."""

    def __init__(self) -> None:
        super().__init__(gettext("It was answered, taken back, or has ended meanwhile: look at it again."))


@dataclass(frozen=True, slots=True)
class Received:
    """What was sent, opened; never kept, printed or logged."""

    message: str
    taken: list[Taken]
    has_identities: bool

    def __repr__(self) -> str:
        return "<Received>"


def read_package(*, actor: Any, referral: Referral) -> Received | None:
    """Return what was sent but for who the people are; nothing where it may not be read any more."""
    package = _package(actor, referral)
    if package is None:
        return None
    content = json.loads(opened(package, "content"))
    return Received(content["message"], content["taken"], bool(package.identities))


@transaction.atomic
def reveal_package(*, actor: Any, referral_id: Any, purpose: str) -> list[Taken]:
    """Return who the people are; the look is recorded with its purpose before anything is shown."""
    referral = received(actor, referral_id)
    permissions.check(actor, permissions.READ, permissions.IDENTITY, organisation_id=referral.organisation_id)
    package = _package(actor, referral)
    if package is None or not package.identities:
        raise door.NotThere
    record.note(Deed.REVEALED, package, purpose=Purpose(purpose).value)
    found: list[Taken] = json.loads(opened(package, "identities"))
    return found


@transaction.atomic
def answer_referral(*, actor: Any, referral_id: Any, status: str, words: str = "") -> None:
    """Accept, decline, complete or give back; of a receiver outside, who works on the case says it.

    Raises:
        ForbiddenChangeError: it was answered, taken back or has ended meanwhile.
        ReasonMissingError: declined or given back without a reason.
    """
    referral = _answerable(actor, referral_id)
    if status in NEED_WORDS and not words.strip():
        raise ReasonMissingError
    states.check_change(states.REFERRAL, referral.status, status)
    if status not in (states.ACCEPTED, states.COMPLETED, *NEED_WORDS):
        raise states.ForbiddenChangeError(referral.status, status, states.REFERRAL[referral.status])
    seal(referral, answer=words.strip())
    call(ANSWER, referral.pk, status, referral.answer, uuid4())
    record.note(Deed.ANSWERED, referral)


def call(function: str, *values: Any) -> None:
    """Have the guard do something under lock.

    Raises:
        MeanwhileError: it can't be done any more.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(function, values)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise MeanwhileError from None
        raise


def received(actor: Any, referral_id: Any) -> Referral:
    """Return a referral that the actor's organisation received."""
    found: Referral = door.one(
        Referral.objects.received_by(actor).select_related("organisation"), referral_id
    )
    permissions.check(actor, permissions.READ, permissions.REFERRAL, organisation_id=found.organisation_id)
    return found


def _answerable(actor: Any, referral_id: Any) -> Referral:
    outside = Referral.objects.visible_to(actor, level=WRITE).filter(organisation=None)
    mine = outside.filter(pk=referral_id).first()
    if mine is None:
        return received(actor, referral_id)
    permissions.check(
        actor, permissions.CREATE, permissions.REFERRAL, organisation_id=mine.case.organisation_id
    )
    return mine


def _package(actor: Any, referral: Referral) -> ReferralPackage | None:
    package = ReferralPackage.objects.received_by(actor).filter(referral=referral).first()
    if package:
        package.referral = referral
    return package
