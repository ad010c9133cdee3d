"""Programmes and promises: one noun family per module."""

from programs.models.actions import ActionSource, CollaborationAction
from programs.models.applications import (
    Application,
    ApplicationAttachment,
    ApplicationLook,
    ApplicationStep,
    Attendance,
)
from programs.models.cohorts import Cohort, CohortQuestion, CohortSession
from programs.models.collaborations import (
    CollaborationArea,
    CollaborationEventKind,
    CollaborationLead,
    CollaborationLink,
    CollaborationSource,
)
from programs.models.completions import Certificate, CohortTally, Outcome
from programs.models.events import Event, EventMaterial, Registration
from programs.models.figure_imports import FigureImport
from programs.models.figures import Observation, Target, TargetBasis
from programs.models.finance import FinanceOffer
from programs.models.help import HelpPlace
from programs.models.indicators import Indicator
from programs.models.mentoring import (
    MentoringFeedback,
    MentoringMeeting,
    MentoringPair,
    MentoringProfile,
)
from programs.models.organisations import Organisation
from programs.models.programmes import (
    LegalBasis,
    Programme,
    ProgrammeFigure,
    ProgrammePartner,
    ProgrammeSource,
    ProgrammeTerm,
)
from programs.models.responsibilities import Responsibility
from programs.models.transfers import PolicyTransfer, TransferSource

__all__ = [
    "ActionSource",
    "Application",
    "ApplicationAttachment",
    "ApplicationLook",
    "ApplicationStep",
    "Attendance",
    "Certificate",
    "Cohort",
    "CohortQuestion",
    "CohortSession",
    "CohortTally",
    "CollaborationAction",
    "CollaborationArea",
    "CollaborationEventKind",
    "CollaborationLead",
    "CollaborationLink",
    "CollaborationSource",
    "Event",
    "EventMaterial",
    "FigureImport",
    "FinanceOffer",
    "HelpPlace",
    "Indicator",
    "LegalBasis",
    "MentoringFeedback",
    "MentoringMeeting",
    "MentoringPair",
    "MentoringProfile",
    "Observation",
    "Organisation",
    "Outcome",
    "PolicyTransfer",
    "Programme",
    "ProgrammeFigure",
    "ProgrammePartner",
    "ProgrammeSource",
    "ProgrammeTerm",
    "Registration",
    "Responsibility",
    "Target",
    "TargetBasis",
    "TransferSource",
]
