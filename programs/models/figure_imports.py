"""An import of figures between its two steps: its editor's alone, and forgotten after a day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from legislation.models.bulk import KeptImport
from programs.querysets import FigureImportQuerySet


class FigureImport(KeptImport):
    """An import of observations."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="figure_imports",
        help_text=_("Nobody else sees it."),
    )

    objects = FigureImportQuerySet.as_manager()
