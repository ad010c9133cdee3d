"""The model of case work, one noun family per module."""

from cases.models.access import BreakGlass, CaseAccess, CaseBarrier
from cases.models.approvals import Approval
from cases.models.assessments import Assessment, InstrumentVersion
from cases.models.attachments import Attachment
from cases.models.cases import Case
from cases.models.consents import Consent, FirstContact
from cases.models.duties import CaseDuty
from cases.models.events import Event, LawPin
from cases.models.exports import CaseExport, ExportedFile
from cases.models.flags import Flag
from cases.models.incidents import Incident
from cases.models.measures import CaseMeasure
from cases.models.organisations import Membership, Organisation
from cases.models.parties import Party, PartyIdentity, SafeContact
from cases.models.plans import PlanItem, SafetyPlan
from cases.models.record import AccessEvent, ChainLink
from cases.models.referrals import Referral, ReferralPackage
from cases.models.reports import MandatoryReport
from cases.models.retention import Disposition, LegalHold, RetentionRule
from cases.models.statistics import StatisticsRelease
from cases.models.transfers import Transfer
from cases.models.work import ContactAttempt, Note, Task

__all__ = [
    "AccessEvent",
    "Approval",
    "Assessment",
    "Attachment",
    "BreakGlass",
    "Case",
    "CaseAccess",
    "CaseBarrier",
    "CaseDuty",
    "CaseExport",
    "CaseMeasure",
    "ChainLink",
    "Consent",
    "ContactAttempt",
    "Disposition",
    "Event",
    "ExportedFile",
    "FirstContact",
    "Flag",
    "Incident",
    "InstrumentVersion",
    "LawPin",
    "LegalHold",
    "MandatoryReport",
    "Membership",
    "Note",
    "Organisation",
    "Party",
    "PartyIdentity",
    "PlanItem",
    "Referral",
    "ReferralPackage",
    "RetentionRule",
    "SafeContact",
    "SafetyPlan",
    "StatisticsRelease",
    "Task",
    "Transfer",
]
