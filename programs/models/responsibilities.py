"""Who runs the cohorts of which programmes."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from programs.models.organisations import Organisation
from programs.models.programmes import Programme


@pghistory.track()
class Responsibility(models.Model):
    """That an officer runs the cohorts of one programme, or of all that one organisation leads."""

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("officer"),
        on_delete=models.CASCADE,
        related_name="responsibilities",
        help_text=_("A member of staff in the group Programme officer."),
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        help_text=_("Either a programme, or an organisation."),
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibilities",
        help_text=_("All programmes that it leads, those added later too."),
    )

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ("officer", "programme", "organisation")
        constraints = [
            models.CheckConstraint(
                condition=Q(programme__isnull=True, organisation__isnull=False)
                | Q(programme__isnull=False, organisation__isnull=True),
                name="responsibility_is_for_one_thing",
                violation_error_message=_("Choose a programme or an organisation, not both."),
            ),
            models.UniqueConstraint(
                fields=("officer", "programme"),
                name="officer_once_for_a_programme",
                violation_error_message=_("This officer is responsible for this programme already."),
            ),
            models.UniqueConstraint(
                fields=("officer", "organisation"),
                name="officer_once_for_an_organisation",
                violation_error_message=_("This officer is responsible for this organisation already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.programme or self.organisation}"
