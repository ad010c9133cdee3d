"""First contact: the limits of confidentiality before anything is asked, then consent or 'not now'."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from cases import care_door, door, permissions, record, states
from cases.actions import consents, parties, progress
from cases.care_choices import Capacity, ConsentKind, ConsentMethod
from cases.choices import AgeBand, Deed, PartyKind, Relationship, Section
from cases.models import Case, FirstContact, Party
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.reporting import reporting_duties
from cases.sealing import seal
from legislation.models import Jurisdiction


class LimitsNotExplainedError(Refusal):
    """Neither were the limits of confidentiality explained, nor is there an emergency."""

    def __init__(self) -> None:
        super().__init__(
            gettext("Explain the limits of confidentiality first, or say which emergency leaves no time.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the person answered: kinds of consent agreed to now (none: 'not now'), and how."""

    kinds: Collection[str] = field(default_factory=tuple)
    capacity: str = Capacity.SELF
    method: str = ConsentMethod.SPOKEN


@transaction.atomic
def record_first_contact(
    *, actor: Any, case_id: Any, jurisdiction: Jurisdiction, today: dt.date, limits_explained: bool,
    age_band: str = AgeBand.UNKNOWN, answer: Answer = Answer(), emergency_reason: str = "",
) -> FirstContact:  # fmt: skip
    """Record first contact with the duties that were shown, and open the draft where its lead does it.

    Args:
        age_band: of the person the case is about; kept with her or him.

    Raises:
        LimitsNotExplainedError: the limits were not explained and no emergency is named.
        InvalidConsentError: consent without the limits having been explained, or of a kind not asked here.
    """
    case = door.locked_case(actor, case_id, section=Section.PLAN, level=WRITE)
    membership = permissions.check(
        actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id
    )
    if not (limits_explained or emergency_reason.strip()):
        raise LimitsNotExplainedError
    if answer.kinds and not limits_explained:
        raise consents.InvalidConsentError(
            gettext("Consent counts only when the limits of confidentiality were explained before.")
        )
    duties = reporting_duties(kind=membership.organisation.kind, jurisdiction=jurisdiction, on=today)
    contact = FirstContact(
        case=case, limits_explained=limits_explained, jurisdiction=jurisdiction, as_of_on=today,
        shown_versions=sorted({duty.version_id for duty in duties}), created_by=actor,
        party=_person(actor, case, age_band) if limits_explained else None,
    )  # fmt: skip
    seal(contact, emergency_reason=emergency_reason.strip())
    contact.save(force_insert=True)
    record.note(Deed.CREATED, contact)
    for kind in sorted(set(answer.kinds)):
        _agree(actor, contact, kind, answer)
    if case.status == states.DRAFT and case.lead.user_id == actor.pk:
        progress.begin(actor=actor, case_id=case.pk)
    return contact


def _person(actor: Any, case: Case, age_band: str) -> Party:
    """Return whom the case is about; she or he is added, by code, where nobody is recorded yet."""
    known: Party | None = care_door.survivor_of(actor, case)
    return known or parties.add_party(
        actor=actor, case_id=case.pk, kind=PartyKind.SURVIVOR, age_band=AgeBand(age_band).value,
        relationship=Relationship.SELF.value,
    )  # fmt: skip


def _agree(actor: Any, contact: FirstContact, kind: str, answer: Answer) -> None:
    if ConsentKind(kind) is ConsentKind.SHARE:
        raise consents.InvalidConsentError(
            gettext("Consent to share names one recipient and the parts; no other consent does.")
        )
    terms = consents.Terms(capacity=answer.capacity, method=answer.method)
    consents.give_consent(actor=actor, party_id=contact.party_id, kind=kind, terms=terms)
