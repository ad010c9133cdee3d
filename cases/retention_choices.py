"""The closed vocabulary of keeping and destroying cases."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DispositionStatus(TextChoices):
    """How far the destruction of a case is; two people approve it, and only a person carries it out."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Approved by one person")
    APPROVED = "approved", _("Approved by two people")
    HELD = "held", pgettext_lazy("destruction", "Held")
    EXECUTED = "executed", _("Carried out")
