"""Programmes and promises: one noun family per module."""

from programs.models.collaborations import (
    CollaborationArea,
    CollaborationEventKind,
    CollaborationLead,
    CollaborationLink,
    CollaborationSource,
)
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
    "Programme",
    "ProgrammeFigure",
    "ProgrammePartner",
    "ProgrammeSource",
    "ProgrammeTerm",
    "Target",
    "TargetBasis",
]
