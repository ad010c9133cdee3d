"""Consent, notes, tasks, assessments and plans of cases, made as their lead does."""

from __future__ import annotations

from typing import Any

from cases.actions import consents
from cases.care_choices import ConsentKind
from cases.choices import Section
from cases.context import acting_as
from cases.models import Consent, Party


def give(party: Party, kind: str = ConsentKind.SERVICES, **values: Any) -> Consent:
    """Let a person agree, as the case's lead records it."""
    lead = party.case.lead.user
    with acting_as(lead):
        return consents.give_consent(actor=lead, party_id=party.pk, kind=kind, **values)


def give_to(party: Party, recipient: Any, *sections: str, **values: Any) -> Consent:
    """Let a person agree to share parts with one recipient."""
    parts = sections or (Section.SUMMARY,)
    return give(party, ConsentKind.SHARE, recipient=recipient, sections=parts, **values)
