"""Areas of collaboration between countries: kinds of event, possible leads, what they build on."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Confidence
from legislation.models import Jurisdiction, Law
from programs.choices import CollaborationStatus
from programs.models.organisations import Organisation
from programs.models.programmes import Programme


@pghistory.track()
class CollaborationArea(models.Model):
    """A field in which two countries may work together; a proposal, not a record of what happened."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(_("summary"))
    idea = models.TextField(_("idea"), blank=True)
    measures = ArrayField(
        models.SlugField(max_length=60),
        verbose_name=_("what is measured"),
        default=list,
        blank=True,
        help_text=_("Codes such as events-held."),
    )
    statuses = ArrayField(
        models.CharField(max_length=12, choices=CollaborationStatus),
        verbose_name=_("statuses"),
        default=list,
        help_text=_("The steps that an action in this area takes, in order."),
    )
    jurisdictions = ArrayField(
        models.CharField(max_length=6),
        verbose_name=_("between"),
        default=list,
        help_text=_("Codes of the jurisdictions that work together."),
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    i18n = TranslationField(fields=("name", "summary", "idea"))

    class Meta:
        verbose_name = _("area of collaboration")
        verbose_name_plural = _("areas of collaboration")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name


class OfArea(models.Model):
    """What hangs on an area, in an order."""

    area = models.ForeignKey(CollaborationArea, verbose_name=_("area"), on_delete=models.CASCADE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("area", "position")


@pghistory.track()
class CollaborationEventKind(OfArea):
    """A kind of event that an area may hold, with what is worth recording of each."""

    slug = models.SlugField(_("slug"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"))
    track = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("fields to track"),
        default=list,
        blank=True,
        help_text=_("What is recorded of each event of this kind."),
    )
    i18n = TranslationField(fields=("name", "description"))

    class Meta(OfArea.Meta):
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of event")
        constraints = [models.UniqueConstraint(fields=("area", "slug"), name="collaboration_event_kind_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CollaborationLead(OfArea):
    """An organisation that could lead an area on one side."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("side"), on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="possible_leads",
    )

    class Meta(OfArea.Meta):
        verbose_name = _("possible lead")
        verbose_name_plural = _("possible leads")
        constraints = [
            models.UniqueConstraint(fields=("area", "organisation"), name="collaboration_lead_once")
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.organisation_id}"


@pghistory.track()
class CollaborationLink(OfArea):
    """What an area builds on: a law, a programme or an organisation."""

    law = models.ForeignKey(
        Law, verbose_name=_("law"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="collaboration_links",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="collaboration_links",
    )

    class Meta(OfArea.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.CheckConstraint(
                condition=Q(law__isnull=False, programme__isnull=True, organisation__isnull=True)
                | Q(law__isnull=True, programme__isnull=False, organisation__isnull=True)
                | Q(law__isnull=True, programme__isnull=True, organisation__isnull=False),
                name="collaboration_link_leads_to_one_thing",
                violation_error_message=_("Choose a law, a programme or an organisation: one of them."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.position}"


@pghistory.track()
class CollaborationSource(OfArea):
    """Where what is said of an area was read."""

    url = models.URLField(_("address"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta(OfArea.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.publisher
