"""Jurisdictions: whose law it is, and the calendar and money it is counted in."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.unit_names import validate_unit_names


@pghistory.track()
class Jurisdiction(models.Model):
    """A country, or a part of one with law of its own (ISO 3166-1 alpha-2 or 3166-2)."""

    code = models.CharField(
        _("code"), max_length=6, unique=True, help_text=_("ISO 3166-1 or 3166-2, for example KZ or PK-PB.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The country that this is a part of; empty for a country."),
    )
    name = models.CharField(_("name"), max_length=200)
    languages = ArrayField(
        models.CharField(max_length=3),
        verbose_name=_("languages"),
        help_text=_("Codes of the languages of the official texts, the authoritative one first."),
    )
    timezone = models.CharField(
        _("time zone"), max_length=50, help_text=_("IANA name, for example Asia/Almaty.")
    )
    currency = models.CharField(_("currency"), max_length=3, help_text=_("ISO 4217 code."))
    fine_unit = models.CharField(
        _("unit of fines"),
        max_length=10,
        blank=True,
        help_text=_(
            "Code of the reference unit that fines are counted in; empty where the law states money."
        ),
    )
    rest_days = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("rest days"),
        default=list,
        blank=True,
        help_text=_("ISO weekday numbers, Monday is 1; empty where not established."),
    )
    holidays = models.CharField(
        _("holiday calendar"),
        max_length=10,
        blank=True,
        help_text=_("Country code of the package 'holidays'."),
    )
    unit_names = models.JSONField(
        _("names of units"),
        default=dict,
        blank=True,
        validators=[validate_unit_names],
        help_text=_("What units of law are called here, by kind and language; empty where as usual."),
    )
    note = models.TextField(_("note"), blank=True)
    i18n = TranslationField(fields=("name",))

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The code as it stands in addresses."""
        return self.code.lower()

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order."""
        return self.languages
