"""Giving and withdrawing consent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, permissions, record, states
from cases.actions.referrals import revoke_with_consent
from cases.actions.tasks import About, make_task
from cases.actions.transfers import cancel_with_consent
from cases.care_choices import Capacity, ConsentKind, ConsentMethod, TaskKind
from cases.choices import Deed, Section
from cases.models import Consent, Organisation
from cases.models.base import ClockNow
from cases.querysets import DECIDE, WRITE
from cases.refusals import Refusal
from cases.sealing import seal


class InvalidConsentError(Refusal):
    """A consent that can't be; the message says what is accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How consent is given: in whose name, by what means, from and until when, and what shows it."""

    capacity: str = Capacity.SELF
    method: str = ConsentMethod.SPOKEN
    given_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    evidence: str = ""

    def __repr__(self) -> str:
        return "<Terms>"


@transaction.atomic
def give_consent(
    *, actor: Any, party_id: Any, kind: str, terms: Terms = Terms(), recipient: Any = None,
    sections: Collection[str] = (),
) -> Consent:  # fmt: skip
    """Record what a person agrees to.

    Args:
        recipient: for sharing, the organisation that works on cases, or one of the public directory.
        sections: for sharing, the parts of the case.

    Raises:
        InvalidConsentError: sharing without a recipient or parts, or either of them for another kind.
    """
    party = door.party_for(actor, party_id)
    case = door.locked_case(actor, party.case_id, section=Section.PLAN, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CASE, organisation_id=case.organisation_id)
    is_share = ConsentKind(kind) is ConsentKind.SHARE
    if is_share != bool(recipient and sections):
        raise InvalidConsentError(
            gettext("Consent to share names one recipient and the parts; no other consent does.")
        )
    here = recipient if isinstance(recipient, Organisation) else None
    consent = Consent(
        case=case, party=party, kind=ConsentKind(kind).value, recipient=here,
        recipient_listed=None if here else recipient,
        sections=sorted({Section(section).value for section in sections}),
        capacity=Capacity(terms.capacity).value, method=ConsentMethod(terms.method).value,
        ends_at=terms.ends_at, created_by=actor,
    )  # fmt: skip
    if terms.given_at:
        consent.given_at = terms.given_at
    seal(consent, evidence=terms.evidence.strip())
    consent.save(force_insert=True)
    record.note(Deed.CREATED, consent)
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Any, consent_id: Any, words: str = "") -> Consent:
    """Record that consent was withdrawn; from this moment it counts for nothing.

    Of a closed case too. The row is locked: what is being shared on its strength is either through
    before, or refused.

    Raises:
        ForbiddenChangeError: it was withdrawn already.
    """
    found = Consent.objects.visible_to(actor, level=DECIDE).select_related("case__lead", "party")
    door.locked_case(actor, door.one(found, consent_id).case_id, section=Section.PLAN, level=DECIDE)
    states.check_change(states.CONSENT, door.one(found, consent_id).status, states.WITHDRAWN)
    consent: Consent = door.one(found.select_for_update(of=("self",)), consent_id)
    permissions.check(actor, permissions.READ, permissions.CASE, organisation_id=consent.case.organisation_id)
    seal(consent, withdrawal=words.strip())
    Consent.objects.filter(pk=consent.pk).update(
        status=states.WITHDRAWN, withdrawn_at=ClockNow(), withdrawn_by=actor, withdrawal=consent.withdrawal,
        row_version=F("row_version") + 1,
    )  # fmt: skip
    record.note(Deed.CHANGED, consent)
    revoke_with_consent(consent, actor=actor)
    cancel_with_consent(consent, actor=actor)
    if consent.kind == ConsentKind.SHARE:
        _tell_recipient(actor, consent)
    return consent


def _tell_recipient(actor: Any, consent: Consent) -> None:
    """Give the lead the task to tell the recipient, who may hold what was shared on its strength."""
    make_task(
        consent.case, TaskKind.TELL_RECIPIENT, actor=actor, about=About(party=consent.party, consent=consent),
        assignee=consent.case.lead, due_on=timezone.localdate(),
    )  # fmt: skip
