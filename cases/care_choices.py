"""The closed vocabularies of care: consent and first contact, with their words for a worker."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConsentKind(TextChoices):
    """What a person agrees to; each is asked for by itself."""

    SERVICES = "services", _("To be helped and for a case to be kept")
    SHARE = "share", _("To share parts of the case with one organisation")
    STATISTICS = "statistics", _("To be counted in statistics, without anything that identifies")
    CONTACT = "contact", _("To be contacted, by the rules for safe contact")
    RECORDING = "recording", _("To pictures or recordings being kept")


class Capacity(TextChoices):
    """In whose name consent is given."""

    SELF = "self", _("The person herself or himself")
    GUARDIAN = "guardian", _("A guardian")
    COURT = "court", _("By decision of a court")


class ConsentMethod(TextChoices):
    """How consent was given."""

    SPOKEN = "spoken", _("Spoken")
    WRITTEN = "written", _("In writing")
    SIGNED = "signed", _("In sign language or through an interpreter")


class ConsentStatus(TextChoices):
    """How far a consent is; that it has expired is read from the clock and never stored."""

    GIVEN = "given", _("Given")
    WITHDRAWN = "withdrawn", _("Withdrawn")
