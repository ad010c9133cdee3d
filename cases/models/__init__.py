"""The model of case work, one noun family per module."""

from cases.models.access import BreakGlass, CaseAccess, CaseBarrier
from cases.models.cases import Case
from cases.models.consents import Consent, FirstContact
from cases.models.duties import CaseDuty
from cases.models.events import Event, LawPin
from cases.models.flags import Flag
from cases.models.incidents import Incident
from cases.models.measures import CaseMeasure
from cases.models.organisations import Membership, Organisation
from cases.models.parties import Party, PartyIdentity, SafeContact
from cases.models.record import AccessEvent, ChainLink

__all__ = [
    "AccessEvent",
    "BreakGlass",
    "Case",
    "CaseAccess",
    "CaseBarrier",
    "CaseDuty",
    "CaseMeasure",
    "ChainLink",
    "Consent",
    "Event",
    "FirstContact",
    "Flag",
    "Incident",
    "LawPin",
    "Membership",
    "Organisation",
    "Party",
    "PartyIdentity",
    "SafeContact",
]
