"""The law model: one noun family per module."""

from legislation.models.amounts import ReferenceAmount, ReferenceAmountRule, ReferenceUnit
from legislation.models.bulk import BulkImport
from legislation.models.changes import Amendment, Effect
from legislation.models.clocks import ClockRule, EventKind, MovedDay
from legislation.models.laws import Law, LawAlias, LawRelation, LawSource
from legislation.models.loading import LoadedRecord, ReferenceConflict
from legislation.models.norms import Conduct, Duty, Measure, Penalty, Right
from legislation.models.pasting import PastedText
from legislation.models.places import Jurisdiction
from legislation.models.provisions import CrossReference, Provision, ProvisionText, ProvisionVersion
from legislation.models.requests import ChangeRequest
from legislation.models.vocabulary import GlossaryForm, GlossaryTerm, Role, Topic

__all__ = [
    "Amendment",
    "BulkImport",
    "ChangeRequest",
    "ClockRule",
    "Conduct",
    "CrossReference",
    "Duty",
    "Effect",
    "EventKind",
    "GlossaryForm",
    "GlossaryTerm",
    "Jurisdiction",
    "Law",
    "LawAlias",
    "LawRelation",
    "LawSource",
    "LoadedRecord",
    "Measure",
    "MovedDay",
    "PastedText",
    "Penalty",
    "Provision",
    "ProvisionText",
    "ProvisionVersion",
    "ReferenceAmount",
    "ReferenceAmountRule",
    "ReferenceConflict",
    "ReferenceUnit",
    "Right",
    "Role",
    "Topic",
]
