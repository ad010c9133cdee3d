"""Places of help: lines, centres, offices; only what a public source names."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence, Language
from legislation.models import Jurisdiction, Provision
from programs.choices import HelpKind
from programs.models.fields import period_field, source_field
from programs.models.programmes import Programme
from programs.querysets import HelpPlaceQuerySet


@pghistory.track()
class HelpPlace(models.Model):
    """A line, centre or office where someone in danger finds help."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=HelpKind)
    name = models.CharField(_("name"), max_length=300)
    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="+"
    )
    region = models.CharField(
        _("region or city"), max_length=200, blank=True, help_text=_("Blank: the whole jurisdiction.")
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="help_places",
    )
    provision = models.ForeignKey(
        Provision,
        verbose_name=_("legal basis"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    description = models.TextField(_("what it does"))
    phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("Only where a public source gives it.")
    )
    url = models.URLField(_("web site"), max_length=500, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    hours = models.CharField(_("hours"), max_length=200, blank=True, help_text=_("Blank: not established."))
    is_free = models.BooleanField(_("free of charge"), null=True, help_text=_("Empty: not established."))
    languages = ArrayField(
        models.CharField(max_length=3, choices=Language),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Languages in which help is given; empty: not established."),
    )
    access_needs = models.CharField(
        _("access needs"), max_length=300, blank=True, help_text=_("Blank: not established.")
    )
    safe_to_call = models.TextField(
        _("is it safe to call"),
        blank=True,
        help_text=_("What is known of traces that a call leaves; blank: not established."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("A reservation that must be shown with it."))
    as_of = period_field(_("as of"), help_text=_("When the source reported it: 2017-04 or 2023-10-16."))
    source_url = source_field()
    publisher = models.CharField(_("publisher"), max_length=200)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    i18n = TranslationField(
        fields=(
            "name", "region", "description", "address", "hours", "access_needs", "safe_to_call", "note",
        )
    )  # fmt: skip

    objects = HelpPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of help")
        verbose_name_plural = _("places of help")
        ordering = ("jurisdiction", "position", "name")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(source_url=""),
                name="help_place_has_a_source",
                violation_error_message=_("A place of help is shown only with a public source."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the jurisdiction loaded."""
        return self.jurisdiction.languages
