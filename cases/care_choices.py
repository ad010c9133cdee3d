"""The closed vocabularies of care: consent, tasks, contact, assessments, plans; with their words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")


class TaskKind(TextChoices):
    """Why something is to be done; all but the first two are made by the site."""

    GENERAL = "general", _("Task")
    CONTACT = "contact", _("Contact the person")
    TELL_RECIPIENT = "tell-recipient", _("Tell the recipient that consent was withdrawn")
    CONTACT_REVIEW = "contact-review", _("Decide how to go on: three attempts at contact failed")
    LOWERING = "lowering", _("Decide whether the danger may be held to be lower")


class TaskStatus(TextChoices):
    """How far a task is; that it is late is read from the clock and never stored."""

    OPEN = "open", _("To be done")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class ContactOutcome(TextChoices):
    """What came of an attempt to reach a person."""

    REACHED = "reached", pgettext_lazy("contact", "Reached")
    NO_ANSWER = "no-answer", _("No answer")
    SOMEBODY_ELSE = "somebody-else", _("Somebody else answered")
    MESSAGE_LEFT = "message-left", _("A message was left")


class AssessmentStatus(TextChoices):
    """How far an assessment is."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    SUPERSEDED = "superseded", _("Replaced by a later one")


class PlanStatus(TextChoices):
    """How far a version of a safety plan is."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed with the survivor")
    SUPERSEDED = "superseded", _("Replaced by a later one")


class PlanCopy(TextChoices):
    """Which copy of a safety plan the survivor has. None is ever sent electronically."""

    NONE = "none", _("No copy")
    PAPER = "paper", _("On paper")
    MEMORISED = "memorised", _("Memorised")


class ItemStatus(TextChoices):
    """How far an item of the plan is."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Given up")
