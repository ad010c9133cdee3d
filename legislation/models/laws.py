"""Laws: the FRBR work, its sources and its relations to other laws."""

import datetime as dt

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import Language, LawKind, LawRelationKind
from legislation.dates import LawDays
from legislation.frbr import earliest_day
from legislation.models.places import Jurisdiction
from legislation.models.vocabulary import Topic
from legislation.querysets import LawQuerySet
from legislation.unit_names import validate_unit_names


@pghistory.track()
class Law(models.Model):
    """A law as a work, whatever its wording on a day (FRBR work)."""

    identifier = models.SlugField(
        _("identifier"),
        max_length=80,
        unique=True,
        help_text=_("For example kz-offence-prevention-2025; never reused."),
    )
    jurisdiction = models.ForeignKey(Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT)
    slug = models.SlugField(_("slug"), max_length=80, help_text=_("The identifier without its jurisdiction."))
    kind = models.CharField(_("kind"), max_length=20, choices=LawKind)
    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("Blank where not established.")
    )
    frbr_uri = models.CharField(
        _("FRBR URI"), max_length=200, unique=True, help_text=_("Akoma Ntoso naming convention, work level.")
    )
    title = models.CharField(_("title"), max_length=500)
    short_title = models.CharField(_("short title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, help_text=_("In our own words."))
    adopted = models.DateField(
        _("adopted on"), null=True, blank=True, help_text=_("Empty where not established.")
    )
    published = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("Empty where not established.")
    )
    in_force = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("First day in force; empty where not established."),
    )
    repealed = models.DateField(
        _("repealed on"), null=True, blank=True, help_text=_("First day no longer in force.")
    )
    stage = models.CharField(
        _("stage"), max_length=200, blank=True, help_text=_("Of a bill: how far it has got.")
    )
    official_url = models.URLField(_("official address"), max_length=500, blank=True)
    unit_names = models.JSONField(
        _("names of units"),
        default=dict,
        blank=True,
        validators=[validate_unit_names],
        help_text=_("What this law calls its units where its jurisdiction calls them otherwise."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="laws")
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    check_due_on = models.DateField(_("next check due on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded here at"), auto_now_add=True)
    i18n = TranslationField(fields=("title", "short_title", "summary", "stage"))

    objects = LawQuerySet.as_manager()

    class Meta:
        verbose_name = _("law")
        verbose_name_plural = _("laws")
        ordering = ("jurisdiction", "identifier")
        constraints = [
            models.UniqueConstraint(fields=("jurisdiction", "slug"), name="law_address_is_unique"),
            models.CheckConstraint(
                condition=Q(repealed__isnull=True)
                | Q(in_force__isnull=True)
                | Q(repealed__gte=F("in_force")),
                name="law_is_repealed_after_it_comes_into_force",
                violation_error_message=_("The day of repeal is before the day the law comes into force."),
            ),
            models.CheckConstraint(
                condition=Q(repealed__isnull=True) | Q(adopted__isnull=True) | Q(repealed__gte=F("adopted")),
                name="law_is_repealed_after_it_is_adopted",
                violation_error_message=_("The day of repeal is before the day of adoption."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=LawKind.BILL) | Q(in_force__isnull=True, repealed__isnull=True),
                name="bill_is_not_in_force",
                violation_error_message=_("A bill has no days in force: change its kind when it is adopted."),
            ),
        ]

    def __str__(self) -> str:
        return self.short_title

    def get_absolute_url(self) -> str:
        """Address of the law's page."""
        return reverse("law-detail", args=(self.jurisdiction.path, self.slug))

    @property
    def begins(self) -> dt.date | None:
        """The day of commencement, else of adoption, else the earliest that its address allows."""
        return self.in_force or self.adopted or earliest_day(self.frbr_uri)

    @property
    def days(self) -> LawDays:
        """The days that its status follows from."""
        return LawDays(
            self.adopted or earliest_day(self.frbr_uri), self.in_force, self.repealed, self.is_bill
        )

    @property
    def is_bill(self) -> bool:
        """Whether this is a proposal and not law."""
        return self.kind == LawKind.BILL

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the jurisdiction loaded."""
        return self.jurisdiction.languages


@pghistory.track(obj_field=None, meta={"db_table": "legislation_lawtopicevent"})
class LawTopic(Law.topics.through):  # type: ignore[name-defined]
    """History of the topics of laws."""

    class Meta:
        proxy = True


@pghistory.track()
class LawAlias(models.Model):
    """A way a law is named in citations, in one language: 'CC', 'УК', 'Criminal Code'."""

    law = models.ForeignKey(Law, verbose_name=_("law"), on_delete=models.CASCADE, related_name="aliases")
    language = models.CharField(_("language"), max_length=3, choices=Language)
    alias = models.CharField(_("alias"), max_length=200)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ("law", "language", "alias")
        constraints = [
            models.UniqueConstraint(fields=("law", "language", "alias"), name="law_alias_once"),
        ]

    def __str__(self) -> str:
        return self.alias


@pghistory.track()
class LawSource(models.Model):
    """Where what is said of a law was read."""

    law = models.ForeignKey(Law, verbose_name=_("law"), on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    url = models.URLField(_("address"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("law", "position")

    def __str__(self) -> str:
        return self.publisher


@pghistory.track()
class LawRelation(models.Model):
    """One law acts on another as a whole."""

    from_law = models.ForeignKey(Law, verbose_name=_("law"), on_delete=models.CASCADE, related_name="acts_on")
    to_law = models.ForeignKey(
        Law, verbose_name=_("other law"), on_delete=models.CASCADE, related_name="acted_on_by"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=LawRelationKind)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(fields=("from_law", "to_law", "kind"), name="law_relation_once"),
            models.CheckConstraint(condition=~Q(from_law=F("to_law")), name="law_does_not_act_on_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.from_law_id} {self.kind} {self.to_law_id}"
