"""Words that the law model is described with: topics, roles, glossary."""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence, Language


@pghistory.track()
class Topic(models.Model):
    """A subject of law and policy, with the everyday words for it."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    plain = models.CharField(
        _("in everyday words"),
        max_length=400,
        blank=True,
        help_text=_("The words that a reader without legal training would use."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    i18n = TranslationField(fields=("name", "plain"))

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Role(models.Model):
    """Who bears a duty, receives what it owes, holds a right, issues a measure or meets a penalty."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    i18n = TranslationField(fields=("name",))

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class GlossaryTerm(models.Model):
    """A concept; its words in each language are its forms."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    topic = models.ForeignKey(Topic, verbose_name=_("topic"), on_delete=models.PROTECT, null=True, blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    note = models.TextField(_("note"), blank=True)
    i18n = TranslationField(fields=("note",))

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


@pghistory.track()
class GlossaryForm(models.Model):
    """One word or phrase for a concept in one language; position 0 is the preferred one."""

    term = models.ForeignKey(
        GlossaryTerm, verbose_name=_("term"), on_delete=models.CASCADE, related_name="forms"
    )
    language = models.CharField(_("language"), max_length=3, choices=Language)
    text = models.CharField(_("text"), max_length=200)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("0 is the preferred form.")
    )

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        ordering = ("term", "language", "position")
        constraints = [
            models.UniqueConstraint(fields=("term", "language", "text"), name="glossary_form_once_per_term"),
            models.UniqueConstraint(
                fields=("term", "language", "position"),
                name="glossary_form_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.text
