"""The closed vocabularies of programmes and indicators, each value with its words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What sort of body an organisation is."""

    STATE_BODY = "state-body", _("State body")
    COURT = "court", _("Court or ombudsperson")
    COMPANY = "company", _("Company or bank")
    NGO = "ngo", _("Non-governmental organisation")
    NETWORK = "network", _("Network or association")
    INTERNATIONAL = "international", _("International organisation")
    SERVICE_PROVIDER = "service-provider", _("Provider of help")
    CRISIS_CENTRE = "crisis-centre", _("Crisis centre")


class ProgrammeKind(TextChoices):
    """What a programme gives or does."""

    TRAINING = "training", _("Training")
    GRANT = "grant", _("Grant")
    LOAN = "loan", _("Loan")
    GUARANTEE = "guarantee", _("Guarantee")
    MENTORSHIP = "mentorship", _("Mentorship")
    NETWORK = "network", _("Network")
    PARTNERSHIP = "partnership", _("Partnership")
    QUOTA = "quota", _("Quota or target")
    AWARENESS = "awareness", _("Policy and awareness")
    SERVICE = "service", _("Service")
    DIPLOMACY = "diplomacy", _("Diplomacy")
    EXCHANGE = "exchange", _("Exchange")


class ProgrammeStatus(TextChoices):
    """How a programme stands, derived from the words of its source (see programs.statuses)."""

    ACTIVE = "active", _("Active")
    REPORTED = "reported", _("Active when last reported")
    PROPOSED = "proposed", _("Proposed or announced")
    ENDED = "ended", _("Ended or held")
    UNKNOWN = "unknown", _("Not established")


class HelpKind(TextChoices):
    """What kind of help a place gives."""

    HOTLINE = "hotline", _("Telephone line")
    CRISIS_CENTRE = "crisis-centre", _("Crisis centres and shelter")
    ONE_STOP_CENTRE = "one-stop-centre", _("Centre with all help in one place")
    FAMILY_SUPPORT = "family-support", _("Family support centres")
    POLICE = "police", _("Police")
    MEDICAL = "medical", _("Medical and forensic help")
    LEGAL_AID = "legal-aid", _("Legal aid and complaints")


class Sector(TextChoices):
    """Which part of public life a series measures."""

    EXECUTIVE = "executive", _("Executive power")
    REPRESENTATIVE = "representative", _("Representative power")
    JUDICIAL = "judicial", _("Courts")
    STATE = "state", _("State sector")
    QUASI_STATE = "quasi-state", _("Quasi-state sector")
    CORPORATE = "corporate", _("Corporate sector and work")
    FINANCE = "finance", _("Finance")
    DIPLOMACY = "diplomacy", _("Diplomacy")
    VIOLENCE = "violence", _("Violence and protection")
    ALL = "all", _("Equality as a whole")


class IndicatorDirection(TextChoices):
    """Which way is better."""

    HIGHER = "higher-is-better", _("Higher is better")
    LOWER = "lower-is-better", _("Lower is better")
    NONE = "none", _("Neither way is better")


class CollaborationStatus(TextChoices):
    """How far an action of collaboration has come."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class FigureState(TextChoices):
    """Where a figure stands between its author and its readers."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Corrected since")
    WITHDRAWN = "withdrawn", _("Withdrawn")
