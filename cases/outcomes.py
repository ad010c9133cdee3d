"""How the work on a case ended, as coarsely as statistics need; the rest is said in sealed words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """Why a case is closed."""

    AGREED_IS_DONE = "agreed-is-done", _("What was agreed with her is done")
    NO_HELP_WANTED = "no-help-wanted", _("She wants no more help")
    ELSEWHERE = "elsewhere", _("She works with another organisation now")
    LOST_CONTACT = "lost-contact", _("Contact was lost, after safe attempts")
    NOT_OURS = "not-ours", _("It was no matter for us")
    OTHER = "other", _("Otherwise: said in words")
