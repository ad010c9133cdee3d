"""Fields that several models of programmes have: a place, a period, a link of a source."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from legislation.models import Jurisdiction
from programs.periods import ACCEPTED, InvalidPeriod, parse_period

SOURCE_LENGTH = 500


def validate_period(value: str) -> None:
    """Refuse text that names no period, saying what is accepted."""
    try:
        parse_period(value)
    except InvalidPeriod as error:
        raise ValidationError(
            _("“%(given)s” is not a period. Write %(accepted)s."),
            params={"given": value[:40], "accepted": ACCEPTED},
            code="invalid_period",
        ) from error


class PeriodField(models.CharField):
    """A period as precise as it is known, as text; to migrations a plain column of characters."""

    default_validators = [validate_period]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Name the plain field, so that migrations need none of this code."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def period_field(label: Any, **options: Any) -> PeriodField:
    """Return a field for a period, with words on how to write it."""
    hint = options.pop("help_text", _("As precise as known: 2024, 2024-12 or 2024-12-31."))
    return PeriodField(label, help_text=hint, **options)


def source_field(**options: Any) -> models.URLField[Any, Any]:
    """Return a field for the address where a fact was read."""
    return models.URLField(_("source"), max_length=SOURCE_LENGTH, **options)


class Placed(models.Model):
    """What lies in a jurisdiction here, in another country, or in none."""

    jurisdiction = models.ForeignKey(
        Jurisdiction,
        verbose_name=_("jurisdiction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for another country, and for what is international."),
    )
    country = models.CharField(
        _("other country"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166-1 code of a country that isn't a jurisdiction here; blank with one."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(jurisdiction__isnull=True) | models.Q(country=""),
                name="%(class)s_is_in_one_place",
                violation_error_message=_("Give a jurisdiction or another country, not both."),
            )
        ]

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the jurisdiction loaded."""
        return self.jurisdiction.languages if self.jurisdiction else []
