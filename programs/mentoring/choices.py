"""The closed vocabularies of mentoring, each value with its words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.mentoring import scoring, states


class Side(TextChoices):
    """On which side of a pair someone stands."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class ProfileState(TextChoices):
    """How a profile stands."""

    WAITING = states.WAITING, pgettext_lazy("profile", "Waits to be read")
    OPEN = states.OPEN, pgettext_lazy("profile", "Open for matching")
    PAUSED = states.PAUSED, pgettext_lazy("profile", "Paused")
    CLOSED = states.CLOSED, pgettext_lazy("profile", "Closed")


class PairState(TextChoices):
    """How far a pair has come."""

    PROPOSED = states.PROPOSED, pgettext_lazy("pair", "Proposed")
    CONFIRMED = states.CONFIRMED, pgettext_lazy("pair", "Confirmed, both are asked")
    REJECTED = states.REJECTED, pgettext_lazy("pair", "Rejected")
    DECLINED = states.DECLINED, pgettext_lazy("pair", "Declined")
    ACTIVE = states.ACTIVE, pgettext_lazy("pair", "Meeting")
    ENDED = states.ENDED, pgettext_lazy("pair", "Ended, feedback is asked for")
    COMPLETED = states.COMPLETED, pgettext_lazy("pair", "Completed with feedback of both")


class EndReason(TextChoices):
    """Why staff ended a pair; one of these, so that nothing of a person is written here."""

    WISH = "wish", _("One of the two asked for it")
    SILENCE = "silence", _("They don't meet any more")
    UNSUITED = "unsuited", _("They don't go together")
    CONDUCT = "conduct", _("The rules of mentoring were broken")
    CLOSED = "closed", _("A profile was closed")


class Goal(TextChoices):
    """What a mentee wants, and what a mentor can help with."""

    START = "start", _("Starting a business")
    FINANCE = "finance", _("Money: loans, grants, accounts")
    SALES = "sales", _("Selling, marketing")
    EXPORT = "export", _("Trading across the border")
    DIGITAL = "digital", _("Digital tools")
    TEAM = "team", _("Leading people")
    LEGAL = "legal", _("Rights, registration, taxes")
    BALANCE = "balance", _("Work and family")


class Borders(TextChoices):
    """Whether someone wants to be paired with the other country."""

    ANYWHERE = scoring.ANYWHERE, _("Either is fine")
    ACROSS = scoring.ACROSS, _("I'd like someone from the other country")
    HOME = scoring.HOME, _("Only someone from my country")


CRITERIA = {
    scoring.GOALS: _("Goals in common"),
    scoring.SECTOR: _("Same sector"),
    scoring.BORDERS: _("Across borders, as wished"),
    scoring.HOURS: _("Hours in common"),
    scoring.LANGUAGES: _("Languages in common"),
}
