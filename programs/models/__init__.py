"""Programmes and promises: one noun family per module."""

from programs.models.applications import (
    Application,
    ApplicationAttachment,
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
from programs.models.help import HelpPlace
from programs.models.indicators import Indicator, Observation, Target, TargetBasis
from programs.models.organisations import Organisation
from programs.models.programmes import (
    LegalBasis,
    Programme,
    ProgrammeFigure,
    ProgrammePartner,
    ProgrammeSource,
    ProgrammeTerm,
)

__all__ = [
    "Application",
    "ApplicationAttachment",
    "ApplicationStep",
    "Attendance",
    "Certificate",
    "Cohort",
    "CohortQuestion",
    "CohortSession",
    "CohortTally",
    "CollaborationArea",
    "CollaborationEventKind",
    "CollaborationLead",
    "CollaborationLink",
    "CollaborationSource",
    "HelpPlace",
    "Indicator",
    "LegalBasis",
    "Observation",
    "Organisation",
    "Outcome",
    "Programme",
    "ProgrammeFigure",
    "ProgrammePartner",
    "ProgrammeSource",
    "ProgrammeTerm",
    "Target",
    "TargetBasis",
]
