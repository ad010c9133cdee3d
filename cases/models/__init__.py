"""The model of case work, one noun family per module."""

from cases.models.access import BreakGlass, CaseAccess, CaseBarrier
from cases.models.cases import Case
from cases.models.organisations import Membership, Organisation
from cases.models.parties import Party, PartyIdentity, SafeContact
from cases.models.record import AccessEvent, ChainLink

__all__ = [
    "AccessEvent",
    "BreakGlass",
    "Case",
    "CaseAccess",
    "CaseBarrier",
    "ChainLink",
    "Membership",
    "Organisation",
    "Party",
    "PartyIdentity",
    "SafeContact",
]
