"""What the app of programmes adds to the load of reference data."""

from __future__ import annotations

from legislation.loading.specs import Part, Spec
from programs.figures.taking import FIGURES
from programs.loading.consistency import validate
from programs.loading.flatten import flatten
from programs.loading.schema import FILES
from programs.models import (
    CollaborationArea,
    CollaborationEventKind,
    CollaborationLead,
    CollaborationLink,
    CollaborationSource,
    FinanceOffer,
    HelpPlace,
    Indicator,
    LegalBasis,
    Observation,
    Organisation,
    Programme,
    ProgrammeFigure,
    ProgrammePartner,
    ProgrammeSource,
    ProgrammeTerm,
    Target,
    TargetBasis,
)
from programs.models.protection import PROTECTION

VERIFIED = ("verified_on",)
REVIEW = (
    "author",
    "contributors",
    "reviewer",
    "review_comment",
    "corrects",
    "correction_reason",
    "corrected_on",
    "withdrawal_reason",
    "withdrawal_asked_by",
    "withdrawn_by",
    "withdrawn_on",
)

PROGRAMS = Part(
    files=FILES,
    validate=validate,
    flatten=flatten,
    protected=PROTECTION,
    taking=FIGURES,
    specs=(
        Spec(Organisation, "Organisation", (("slug",),), in_index=False),
        Spec(Programme, "Programme", (("slug",),), editors=VERIFIED, in_index=False),
        Spec(ProgrammePartner, "ProgrammePartner", (("programme", "organisation"),), in_index=False),
        Spec(ProgrammeTerm, "ProgrammeTerm", (("programme", "position"),), in_index=False),
        Spec(
            ProgrammeFigure,
            "ProgrammeFigure",
            (("programme", "metric", "value", "unit", "as_of", "source_url"),),
            in_index=False,
        ),
        Spec(ProgrammeSource, "ProgrammeSource", in_index=False),
        Spec(LegalBasis, "LegalBasis", (("programme", "provision"),), in_index=False),
        Spec(FinanceOffer, "FinanceOffer", (("slug",),), editors=VERIFIED, in_index=False),
        Spec(HelpPlace, "HelpPlace", (("slug",),), editors=VERIFIED, in_index=False),
        Spec(
            Indicator,
            "Indicator",
            (("slug",),),
            editors=("verified_on", "verified_by", "check_due_on"),
            in_index=False,
        ),
        Spec(
            Observation,
            "Observation",
            (("indicator", "period", "value", "source_url"),),
            editors=REVIEW,
            in_index=False,
        ),
        Spec(Target, "Target", (("indicator", "by", "source_url"),), editors=REVIEW, in_index=False),
        Spec(TargetBasis, "TargetBasis", (("target", "provision"),), in_index=False),
        Spec(CollaborationArea, "CollaborationArea", (("slug",),), in_index=False),
        Spec(CollaborationEventKind, "CollaborationEventKind", (("area", "slug"),), in_index=False),
        Spec(CollaborationLead, "CollaborationLead", (("area", "organisation"),), in_index=False),
        Spec(CollaborationLink, "CollaborationLink", in_index=False),
        Spec(CollaborationSource, "CollaborationSource", in_index=False),
    ),
)
