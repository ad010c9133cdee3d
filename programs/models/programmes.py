"""Programmes: what is offered or done, by whom, on what terms, with what result, on what legal basis."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence
from legislation.models import Jurisdiction, Provision
from programs.choices import ProgrammeKind, ProgrammeStatus
from programs.models.fields import period_field, source_field
from programs.models.organisations import Organisation
from programs.querysets import ProgrammeQuerySet


@pghistory.track()
class Programme(models.Model):
    """A programme, scheme, service, quota, network or exchange."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("Never reused."))
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind)
    status = models.CharField(_("status"), max_length=12, choices=ProgrammeStatus)
    status_words = models.CharField(
        _("status in words"), max_length=200, help_text=_("As the source says it: 'active in 2023'.")
    )
    started = period_field(_("started"), blank=True)
    ended = period_field(_("ends or ended"), blank=True)
    lead = models.ForeignKey(
        Organisation,
        verbose_name=_("lead organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_programmes",
        help_text=_("Empty where not established."),
    )
    summary = models.TextField(_("summary"), help_text=_("In our own words."))
    eligibility = models.TextField(
        _("who may apply"), blank=True, help_text=_("Blank where not established.")
    )
    url = models.URLField(_("web site"), max_length=500, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    i18n = TranslationField(fields=("name", "status_words", "summary", "eligibility"))

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the programme's page."""
        return reverse("programme-detail", args=(self.slug,))

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the jurisdiction loaded."""
        return self.jurisdiction.languages


class OfProgramme(models.Model):
    """What hangs on a programme, in an order."""

    programme = models.ForeignKey(Programme, verbose_name=_("programme"), on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("programme", "position")


@pghistory.track()
class ProgrammePartner(OfProgramme):
    """An organisation that takes part."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="partnerships"
    )

    class Meta(OfProgramme.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(fields=("programme", "organisation"), name="programme_partner_once")
        ]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.organisation_id}"


@pghistory.track()
class ProgrammeTerm(OfProgramme):
    """One condition: an amount in a currency, a number in a unit, or words."""

    key = models.SlugField(_("key"), max_length=60, help_text=_("For example max-amount or term-years."))
    amount = models.DecimalField(
        _("number"), max_digits=18, decimal_places=4, null=True, blank=True, help_text=_("Empty: words only.")
    )
    currency = models.CharField(
        _("currency"), max_length=3, blank=True, help_text=_("ISO 4217; blank where the number is no money.")
    )
    words = models.CharField(_("in words"), max_length=300, blank=True)
    i18n = TranslationField(fields=("words",))

    class Meta(OfProgramme.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        constraints = [
            models.UniqueConstraint(fields=("programme", "position"), name="programme_term_position_once"),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | ~Q(words=""),
                name="programme_term_says_something",
                violation_error_message=_("Give a number or words."),
            ),
            models.CheckConstraint(
                condition=Q(currency="") | Q(amount__gte=0),
                name="programme_term_money_is_not_negative",
                violation_error_message=_("A currency needs an amount from 0."),
            ),
        ]

    def __str__(self) -> str:
        return self.key


@pghistory.track()
class ProgrammeFigure(OfProgramme):
    """A number that a source gives: how many took part, how much was paid."""

    metric = models.SlugField(_("metric"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=80, help_text=_("As the source counts: 'women (over)'."))
    as_of = models.CharField(
        _("as of"), max_length=40, help_text=_("A period, else the words of the source: 'date not shown'.")
    )
    source_url = source_field()

    class Meta(OfProgramme.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "metric", "value", "unit", "as_of", "source_url"),
                name="programme_figure_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value}"


@pghistory.track()
class ProgrammeSource(OfProgramme):
    """Where what is said of a programme was read."""

    url = models.URLField(_("address"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta(OfProgramme.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.publisher


@pghistory.track()
class LegalBasis(OfProgramme):
    """A provision on which a programme rests."""

    provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.PROTECT, related_name="programme_bases"
    )

    class Meta(OfProgramme.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        constraints = [models.UniqueConstraint(fields=("programme", "provision"), name="legal_basis_once")]

    def __str__(self) -> str:
        return f"{self.programme_id} {self.provision_id}"
