"""What people fill in about keeping a case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import WorkForm


class HoldForm(WorkForm):
    """Why a case must be kept."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("A proceeding, an inspection, her own wish; it is kept sealed like the case."),
    )
