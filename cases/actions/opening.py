"""Opening a case."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, connection, transaction

from cases import keys, numbers, permissions, record
from cases.choices import Confidentiality, Deed, Section
from cases.models import Case, Membership

ATTEMPTS = 5
CREATE = "SELECT sec.create_case(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"


class NoNumberError(RuntimeError):
    """No free number was drawn; says nothing of which were taken."""


@transaction.atomic
def open_case(
    *, actor: Any, lead: Membership, confidentiality: str = Confidentiality.NORMAL,
    case_id: uuid.UUID | None = None,
) -> uuid.UUID:  # fmt: skip
    """Open a case in the lead's organisation and give the lead access; return its id.

    The id alone: who opens a case for somebody else, at intake, doesn't see it afterwards.

    Args:
        case_id: a random one unless it was announced, as those of invented cases are (cases/demo).

    Raises:
        NotAllowed: the actor opens no cases in this organisation.
        NoNumberError: five numbers drawn at random were all taken, which doesn't happen by chance.
    """
    permissions.check(actor, permissions.CREATE, permissions.CASE, organisation_id=lead.organisation_id)
    case_id = case_id or uuid.uuid4()
    wrapped = {purpose: keys.new_wrapped_key(case_id, purpose) for purpose in (keys.CONTENT, keys.IDENTITY)}
    for _attempt in range(ATTEMPTS):
        if _create(case_id, lead, Confidentiality(confidentiality).value, wrapped):
            record.note_ids(Deed.CREATED, case_id=case_id, kind=str(Case._meta.model_name), object_id=case_id)
            return case_id
    raise NoNumberError("No case number could be drawn: try again.")


def _create(case_id: uuid.UUID, lead: Membership, confidentiality: str, wrapped: dict[str, str]) -> bool:
    """Create with a fresh number; False when that number was ever used."""
    values: list[Any] = [
        case_id, numbers.new_number(), lead.organisation_id, lead.pk, confidentiality,
        wrapped[keys.CONTENT], wrapped[keys.IDENTITY],
        keys.master_id(wrapped[keys.CONTENT]), keys.master_id(wrapped[keys.IDENTITY]),
        uuid.uuid4(), list(Section.values),
    ]  # fmt: skip
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CREATE, values)
    except IntegrityError:
        return False
    return True
