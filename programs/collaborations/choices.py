"""The closed vocabularies of events, registrations and policy transfers, with words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    """How an event stands."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class RegistrationState(TextChoices):
    """How someone's registration stands."""

    REGISTERED = "registered", _("Registered")
    WAITING = "waiting", _("On the waiting list")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class TransferStatus(TextChoices):
    """How far a recommendation to another country has come."""

    PROPOSED = "proposed", _("Proposed")
    UNDER_DISCUSSION = "under-discussion", _("Under discussion")
    TAKEN_UP = "taken-up", _("Taken up")
    ENACTED = "enacted", _("Enacted")
    REJECTED = "rejected", _("Rejected")


class Sex(TextChoices):
    """What the data of the areas record of participants, where they say it."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    UNSAID = "", _("Rather not say")
