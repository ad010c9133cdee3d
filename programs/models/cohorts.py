"""Cohorts: one run of a programme, with its places, its questions to applicants and its sessions."""

import datetime as dt
from zoneinfo import ZoneInfo

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from kbase.local_times import last_day, zone_names
from legislation.choices import Language
from programs.cohorts.choices import CohortState, DateRule, QuestionKind
from programs.cohorts.querysets import CohortQuerySet
from programs.cohorts.states import COHORT_TRANSITIONS, steps_of
from programs.cohorts.triggers import places_are_counted_by_applications_alone
from programs.models.programmes import Programme

LONGEST_RETENTION_MONTHS = 60


def validate_zone(value: str) -> None:
    """Refuse what is no time zone."""
    if value not in zone_names():
        raise ValidationError(
            _("“%(given)s” is not a time zone. Write an IANA name, for example Asia/Almaty."),
            params={"given": value[:40]},
            code="invalid_zone",
        )


# Places are counted by a trigger, thousands of times: no history of that.
@pghistory.track(exclude=["taken"])
class Cohort(models.Model):
    """One run of a programme for a limited number of people."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="cohorts"
    )
    slug = models.SlugField(_("slug"), max_length=60, help_text=_("Part of the address; never reused."))
    name = models.CharField(_("name"), max_length=200)
    summary = models.TextField(
        _("what applicants should know"), blank=True, help_text=_("In plain words: what, where, how often.")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=CohortState, default=CohortState.IN_PREPARATION, editable=False
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=50,
        validators=[validate_zone],
        help_text=_("IANA name, for example Asia/Almaty; the deadline and all sessions are shown in it."),
    )
    starts_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"), help_text=_("The last day."))
    closes_at = models.DateTimeField(
        _("deadline"), help_text=_("Applications sent from this moment on are refused.")
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"),
        validators=[
            MinValueValidator(1, _("A cohort needs at least one place.")),
            MaxValueValidator(10_000, _("A cohort has at most 10,000 places.")),
        ],
    )
    taken = models.PositiveSmallIntegerField(
        _("places taken"), default=0, editable=False, help_text=_("Counted by the database.")
    )
    languages = ArrayField(
        models.CharField(max_length=3, choices=Language),
        verbose_name=_("languages"),
        help_text=_("In which the cohort is taught."),
    )
    retention_months = models.PositiveSmallIntegerField(
        _("months for which applications are kept"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_RETENTION_MONTHS)],
        help_text=_("From the last day on. Applicants are told."),
    )
    is_demo = models.BooleanField(
        _("made up"),
        default=False,
        editable=False,
        help_text=_("For trying out; it says so everywhere."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    i18n = TranslationField(fields=("name", "summary"))

    objects = CohortQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-starts_on", "pk")
        permissions = [
            ("run_cohorts", "Can run cohorts and read applications where responsible"),
            ("run_all_cohorts", "Is responsible for the cohorts of all programmes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("programme", "slug"),
                name="cohort_slug_once_in_a_programme",
                violation_error_message=_("This programme has a cohort with this address already."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="cohort_has_a_place",
                violation_error_message=_("A cohort needs at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(taken__lte=F("capacity")),
                name="cohort_capacity_is_never_exceeded",
                violation_error_message=_("More places than that are taken already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="cohort_ends_after_it_begins",
                violation_error_message=_("A cohort ends on or after the day it begins."),
            ),
            models.CheckConstraint(
                condition=Q(retention_months__gte=1, retention_months__lte=LONGEST_RETENTION_MONTHS),
                name="cohort_keeps_applications_for_a_time",
                violation_error_message=_("Applications are kept for 1 to 60 months."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="cohort_takes_allowed_steps", field="state", transitions=steps_of(COHORT_TRANSITIONS)
            ),
            places_are_counted_by_applications_alone(),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Address of the page on which one applies."""
        return reverse("cohort-apply", args=(self.programme.slug, self.slug))

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs the programme and its jurisdiction loaded."""
        return self.programme.content_languages

    @property
    def free(self) -> int:
        """Places that nobody has taken."""
        return self.capacity - self.taken

    def day(self, now: dt.datetime) -> dt.date:
        """The day it is at an instant, where the cohort is."""
        return now.astimezone(ZoneInfo(self.timezone)).date()

    @property
    def last_day_to_apply(self) -> dt.date:
        """The day on which the deadline falls, where the cohort is."""
        return last_day(self.closes_at, self.timezone)


@pghistory.track()
class CohortQuestion(models.Model):
    """A question to applicants, in the languages in which it was written."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind of answer"), max_length=12, choices=QuestionKind)
    text = models.CharField(_("question"), max_length=300)
    hint = models.CharField(_("hint"), max_length=300, blank=True)
    options = models.JSONField(
        _("choices"),
        default=list,
        blank=True,
        help_text=_("For a choice: each with a code and its words by language."),
    )
    is_required = models.BooleanField(_("must be answered"), default=True)
    least = models.IntegerField(_("smallest number"), null=True, blank=True)
    most = models.IntegerField(_("largest number"), null=True, blank=True)
    date_rule = models.CharField(_("which days"), max_length=6, choices=DateRule, default=DateRule.ANY)
    wanted = models.CharField(
        _("answer that meets the conditions"),
        max_length=40,
        blank=True,
        help_text=_("For yes or no, or a choice; empty where every answer does. It only marks applications."),
    )
    i18n = TranslationField(fields=("text", "hint"))

    class Meta:
        default_permissions = ()
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("cohort", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lte=F("most")),
                name="question_range_is_not_empty",
                violation_error_message=_("The smallest number is larger than the largest."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on: English."""
        return []


@pghistory.track()
class CohortSession(models.Model):
    """One meeting of a cohort."""

    cohort = models.ForeignKey(
        Cohort, verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="sessions"
    )
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(
        _("place"), max_length=300, blank=True, help_text=_("A room or a link; only those enrolled see it.")
    )
    i18n = TranslationField(fields=("title",))

    class Meta:
        default_permissions = ()
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("cohort", "starts_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="session_ends_after_it_begins",
                violation_error_message=_("A session ends after it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on: English."""
        return []
