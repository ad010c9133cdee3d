"""Amendments of a law and their effects on its provisions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.models.laws import Law
from legislation.models.protection import second_person_publishes
from legislation.models.provisions import Provision, ProvisionVersion
from legislation.querysets import AmendmentQuerySet, EffectQuerySet
from legislation.states import STEPS


@pghistory.track()
class Amendment(models.Model):
    """A law is amended by another, whether or not the other is recorded here."""

    law = models.ForeignKey(
        Law, verbose_name=_("amended law"), on_delete=models.CASCADE, related_name="amendments"
    )
    amending_law = models.ForeignKey(
        Law,
        verbose_name=_("amending law"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="amendments_made",
        help_text=_("Empty where the amending law is not recorded here."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    number = models.CharField(_("number"), max_length=100)
    adopted = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("Empty where not established.")
    )
    commenced = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty where not established.")
    )
    summary = models.TextField(_("what it changed"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=EditorialState,
        default=EditorialState.DRAFT,
        help_text=_("An amendment is reviewed and published with all that it changes."),
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments_written",
        help_text=_("Empty for what came with the reference data."),
    )
    contributors = ArrayField(
        models.IntegerField(),
        verbose_name=_("contributors"),
        default=list,
        blank=True,
        help_text=_("Identities of people other than the author who changed it; they can't review it."),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="amendments_reviewed",
    )
    review_comment = models.TextField(
        _("reviewer's comment"), blank=True, help_text=_("Why it was sent back, or what the reviewer noted.")
    )
    new_law = models.JSONField(
        _("amending law to be recorded"),
        null=True,
        blank=True,
        help_text=_("A law that isn't recorded here yet; it is, once the amendment is published."),
    )
    i18n = TranslationField(fields=("summary",))

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ("law", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("law", "number", "adopted"), name="amendment_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="amendment_reviewer_is_not_its_author",
                violation_error_message=_("Nobody reviews an amendment of their own."),
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(contributors__contains=[F("reviewer_id")]),
                name="amendment_reviewer_did_not_contribute",
                violation_error_message=_("Nobody reviews what they helped to write."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EditorialState.PUBLISHED, EditorialState.SUPERSEDED])
                | Q(author__isnull=True)
                | Q(reviewer__isnull=False),
                name="amendment_is_published_by_someone_else",
                violation_error_message=_(
                    "Someone else has to review what you wrote before it is published."
                ),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="amendment_takes_allowed_steps", field="state", transitions=STEPS),
            *second_person_publishes(),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs law and jurisdiction loaded."""
        return self.law.content_languages


@pghistory.track()
class Effect(models.Model):
    """One change to one provision, with its commencement and whether it is in the text shown here."""

    provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.CASCADE, related_name="effects"
    )
    amendment = models.ForeignKey(
        Amendment,
        verbose_name=_("amendment"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effects",
    )
    version = models.ForeignKey(
        ProvisionVersion,
        verbose_name=_("version it made"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effects",
    )
    successor = models.ForeignKey(
        Provision,
        verbose_name=_("what it became"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="effects_that_made_it",
        help_text=_("Of a renumbering: the provision under its new number."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=EffectKind)
    by = models.CharField(
        _("made by"),
        max_length=100,
        blank=True,
        help_text=_("Number of the amending law as the source gives it."),
    )
    commencement = models.CharField(_("commencement"), max_length=8, choices=Commencement)
    commences_on = models.DateField(_("begins on"), null=True, blank=True)
    commencement_event = models.CharField(_("event it begins on"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=EffectState)
    summary = models.TextField(_("what changed"), blank=True)
    i18n = TranslationField(fields=("summary", "commencement_event"))

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering = ("provision", "position")
        constraints = [
            models.CheckConstraint(
                condition=Q(commencement=Commencement.DATE, commences_on__isnull=False)
                | ~Q(commencement=Commencement.DATE) & Q(commences_on__isnull=True),
                name="effect_has_a_day_exactly_when_it_is_known",
                violation_error_message=_("Give a day exactly when the commencement is on a known day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} {self.kind}"

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs provision, law and jurisdiction loaded."""
        return self.provision.content_languages
