"""The people in a case: adding them, writing who they are, revealing it, rules for safe contact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from cases import blind, door, permissions, record
from cases.actions.editing import check_seen
from cases.actions.missing_facts import derive_what_depends
from cases.choices import Deed, PartyKind, Purpose, Section
from cases.models import Party, PartyIdentity, SafeContact
from cases.models.parties import LETTERS, SEALED_IDENTITY
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from legislation.countries import country_codes

# What rules of the law ask of people.
ASKED = ("kind", "age_band", "relationship")
FACTS = ("age_band", "sex", "relationship", "needs_access", "language", "is_official")


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a person is, in clear; never kept, printed or logged."""

    name: str = ""
    iin: str = ""
    phones: str = ""
    address: str = ""

    def __repr__(self) -> str:
        return "<Identity>"


@transaction.atomic
def add_party(*, actor: Any, case_id: Any, kind: str, **facts: Any) -> Party:
    """Add a person by code; the case is locked, so that two at a time get two codes."""
    case = door.locked_case(actor, case_id, section=Section.PARTIES, level=WRITE)
    permissions.check(actor, permissions.CREATE, permissions.PARTY, organisation_id=case.organisation_id)
    code = _next_code(case, LETTERS[PartyKind(kind)])
    party = Party(case=case, kind=PartyKind(kind).value, code=code, created_by=actor, **facts)
    party.full_clean(exclude=("case", "created_by"), validate_unique=False, validate_constraints=False)
    party.save(force_insert=True)
    record.note(Deed.CREATED, party)
    derive_what_depends(case, actor=actor, changed=True)
    return party


@transaction.atomic
def edit_party(
    *, actor: Any, party_id: Any, kind: str, code: str = "", seen: int | None = None, **facts: Any
) -> Party:
    """Correct what is known of a person; history keeps what stood there. Rules that depend on it are asked.

    Args:
        code: empty for the one that stands or, where the kind changes, the next that is free.
        seen: the version that stood when the actor began; None asks for no check.

    Raises:
        ChangedMeanwhileError: somebody else wrote meanwhile.
        Refusal: a code of another kind, or one that another person of the case has or had.
    """
    found = door.party_for(actor, party_id, level=WRITE)
    case = door.locked_case(actor, found.case_id, section=Section.PARTIES, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.PARTY, organisation_id=case.organisation_id)
    party: Party = door.party_for(actor, party_id, level=WRITE)
    check_seen(party, seen)
    before = [getattr(party, name) for name in ASKED]
    party.code = _code_for(party, PartyKind(kind), code.strip().upper())
    party.kind = PartyKind(kind).value
    for name in FACTS:
        setattr(party, name, facts.get(name, getattr(party, name)))
    party.full_clean(exclude=("case", "created_by"), validate_unique=False, validate_constraints=False)
    party.row_version = F("row_version") + 1
    party.save(update_fields=["kind", "code", *FACTS, "row_version"])
    record.note(Deed.CHANGED, party)
    changed = before != [getattr(party, name) for name in ASKED]
    derive_what_depends(case, actor=actor, changed=changed)
    return party


@transaction.atomic
def write_identity(
    *, actor: Any, party_id: Any, identity: Identity, seen: int | None = None
) -> PartyIdentity:
    """Write who a person is, in place of what stood there; history keeps that, sealed.

    Args:
        seen: the version that stood when the actor began, 0 for none; None asks for no check.

    Raises:
        ChangedMeanwhileError: somebody else wrote meanwhile.
    """
    party = door.party_for(actor, party_id, level=WRITE)
    case = door.locked_case(actor, party.case_id, section=Section.IDENTITY, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.IDENTITY, organisation_id=case.organisation_id)
    kept = PartyIdentity.objects.filter(party=party).first()
    if kept:
        check_seen(kept, seen)
    row = kept or PartyIdentity(party=party, case=case, created_by=actor)
    row.case = case
    seal(row, **{name: getattr(identity, name).strip() for name in SEALED_IDENTITY})
    for name, digest in blind_indexes(identity.iin, identity.phones, case.organisation_id).items():
        setattr(row, name, digest)
    if kept:
        row.row_version = F("row_version") + 1
        row.save(update_fields=[*SEALED_IDENTITY, "iin_index", "phone_index", "row_version"])
    else:
        row.save(force_insert=True)
    record.note(Deed.CHANGED, row)
    return row


def blind_indexes(iin: str, phones: str, organisation_id: UUID) -> dict[str, str]:
    """Return what an identity is found again by inside an organisation: its number, its first telephone."""
    phone, countries = phones.split(",")[0], country_codes()
    return {
        "iin_index": blind.index(blind.IIN, iin, organisation_id=organisation_id),
        "phone_index": blind.index(blind.PHONE, phone, organisation_id=organisation_id, countries=countries),
    }


@transaction.atomic
def reveal(*, actor: Any, party_id: Any, purpose: str) -> Identity:
    """Return who a person is; the look is recorded with its purpose before anything is shown."""
    party = door.party_for(actor, party_id)
    row = door.identity_of(actor, party)
    door.check_role(actor, party.case_id, Section.IDENTITY, permissions.IDENTITY)
    if row is None:
        return Identity()
    record.note(Deed.REVEALED, row, purpose=Purpose(purpose).value)
    return Identity(**{name: opened(row, name) for name in SEALED_IDENTITY})


def _code_for(party: Party, kind: PartyKind, wanted: str) -> str:
    """Return the code that a person has from now on; no two people of a case ever had the same."""
    letter = LETTERS[kind]
    if wanted in ("", party.code):
        return party.code if party.code.startswith(letter) else _next_code(party.case, letter)
    if not re.fullmatch(rf"{letter}[1-9][0-9]?", wanted):
        words = gettext("The code of such a person is %(letter)s and a number, for example %(letter)s1.")
        raise Refusal(words % {"letter": letter})
    of_others = Party.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        case_id=party.case_id, code=wanted
    ).exclude(id=party.pk)
    if of_others.exists():
        words = gettext("%(code)s stands for somebody else in this case, or once did: take another number.")
        raise Refusal(words % {"code": wanted})
    return wanted


def _next_code(case: Any, letter: str) -> str:
    """Return the first code of a letter that nobody in a locked case has or ever had."""
    history = Party.pgh_event_model.objects  # type: ignore[attr-defined]
    codes = history.filter(case_id=case.pk, code__startswith=letter).values_list("code", flat=True)
    return f"{letter}{max((int(code[1:]) for code in codes), default=0) + 1}"


@transaction.atomic
def add_safe_contact(
    *, actor: Any, party_id: Any, channel: str, code_word: str = "", who_may_answer: str = "", **facts: Any
) -> SafeContact:
    """Agree on how a person may be reached; a new agreement takes the place of the former."""
    party = door.party_for(actor, party_id, level=WRITE)
    case = door.locked_case(actor, party.case_id, section=Section.CONTACT, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.CONTACT, organisation_id=case.organisation_id)
    rule = SafeContact(party=party, case=case, channel=channel, created_by=actor, **facts)
    seal(rule, code_word=code_word.strip(), who_may_answer=who_may_answer.strip())
    rule.full_clean(exclude=("case", "party", "created_by"), validate_constraints=False)
    rule.save(force_insert=True)
    record.note(Deed.CREATED, rule)
    return rule
