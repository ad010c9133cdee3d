"""Clocks: which event starts a duty, how its term is counted and who says so; days moved by decision."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import ClockChoice, ClockEnd, ClockRollover, ClockStart, ClockUnit
from legislation.clocks.conditions import Condition
from legislation.clocks.rules import ChooseBy, End, Recurrence, Rollover, Rule, Start, Unit
from legislation.models.norms import Duty
from legislation.models.places import Jurisdiction
from legislation.models.protection import published_clock_stays
from legislation.models.provisions import Provision
from legislation.querysets import ClockQuerySet

DAYS = ("days", "working-days")


@pghistory.track()
class EventKind(models.Model):
    """A kind of event that can start a clock: an order is served, a report is received."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    jurisdiction = models.ForeignKey(
        Jurisdiction,
        verbose_name=_("jurisdiction"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty where it is used everywhere."),
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("As in 'from …': the service of an order.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    i18n = TranslationField(fields=("name",))

    class Meta:
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of event")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ClockRule(models.Model):
    """How the term of one duty is counted. It lives as long as the duty, so as long as the version."""

    duty = models.OneToOneField(Duty, verbose_name=_("duty"), on_delete=models.CASCADE, related_name="clock")
    event_kind = models.ForeignKey(
        EventKind, verbose_name=_("event that starts it"), on_delete=models.PROTECT, related_name="clocks"
    )
    choose_by = models.CharField(
        _("version of the law by"), max_length=14, choices=ClockChoice, default=ClockChoice.EVENT_DATE
    )
    applies_if = models.JSONField(
        _("applies only if"),
        default=list,
        blank=True,
        help_text=_("A list of field, op and value, all of which must hold; empty for always."),
    )
    offset_value = models.PositiveSmallIntegerField(
        _("how many"), default=0, help_text=_("0 days is the same day; at once has none.")
    )
    offset_unit = models.CharField(_("of what"), max_length=12, choices=ClockUnit)
    start_rule = models.CharField(_("starts"), max_length=20, choices=ClockStart, default=ClockStart.MOMENT)
    end_rule = models.CharField(_("ends"), max_length=20, choices=ClockEnd, default=ClockEnd.MOMENT)
    rollover = models.CharField(
        _("if it ends on a day off"), max_length=20, choices=ClockRollover, default=ClockRollover.NONE
    )
    recurs_times = models.PositiveSmallIntegerField(
        _("at least so many times"), null=True, blank=True, help_text=_("Empty where it is done once.")
    )
    recurs_at_most = models.PositiveSmallIntegerField(_("at most so many times"), null=True, blank=True)
    recurs_every = models.PositiveSmallIntegerField(_("in every"), null=True, blank=True)
    recurs_unit = models.CharField(_("unit of the recurrence"), max_length=12, choices=ClockUnit, blank=True)
    ends_with_measure = models.BooleanField(
        _("ends with the measure"), default=False, help_text=_("A recurring duty ends when the measure does.")
    )
    consequence = models.ForeignKey(
        Provision,
        verbose_name=_("what follows if missed"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consequence_of",
    )
    counting_stated = models.BooleanField(
        _("the law says how to count"),
        default=False,
        help_text=_("Off: it is silent, and the cautious reading is taken."),
    )
    counting_provision = models.ForeignKey(
        Provision,
        verbose_name=_("provision that says how to count"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="counts_clocks",
    )
    counting_url = models.URLField(
        _("where it says how to count"), max_length=500, blank=True, help_text=_("Where it isn't held here.")
    )
    counting_note = models.TextField(
        _("how it counts, in words"),
        blank=True,
        help_text=_("What the source says; or, where the law is silent, what the cautious reading is."),
    )
    to_be_confirmed = models.BooleanField(
        _("to be confirmed"),
        default=False,
        help_text=_("Copied from an earlier version and not yet confirmed; readers see the mark."),
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("read by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for what was shipped."),
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by a second person"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    i18n = TranslationField(fields=("counting_note",))

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        triggers = [published_clock_stays()]
        constraints = [
            models.CheckConstraint(
                condition=~Q(offset_unit="immediately")
                | Q(offset_value=0, start_rule="moment", end_rule="moment"),
                name="clock_at_once_has_no_term",
                violation_error_message=_("At once has no number, and starts and ends at the moment itself."),
            ),
            models.CheckConstraint(
                condition=Q(offset_unit="immediately")
                | Q(offset_value__gt=0)
                | Q(
                    offset_unit__in=("days", "working-days"), start_rule="moment", end_rule="end-of-local-day"
                ),
                name="clock_of_nothing_is_the_same_day",
                violation_error_message=_("0 is the same day only: in days, and ending with the day."),
            ),
            models.CheckConstraint(
                condition=Q(end_rule="end-of-local-day")
                | Q(offset_unit__in=("immediately", "hours"), rollover="none")
                | Q(offset_unit__in=DAYS, start_rule="moment", rollover="none"),
                name="clock_of_the_calendar_ends_with_a_day",
                violation_error_message=_("Only hours and days counted from a moment end at a moment."),
            ),
            models.CheckConstraint(
                condition=Q(recurs_times__isnull=True, recurs_every__isnull=True, recurs_unit="")
                & Q(recurs_at_most__isnull=True)
                | Q(
                    recurs_times__gt=0,
                    recurs_every__gt=0,
                    recurs_unit__in=("hours", "days", "months", "years"),
                )
                & (Q(recurs_at_most__isnull=True) | Q(recurs_at_most__gte=F("recurs_times"))),
                name="clock_recurrence_is_whole",
                violation_error_message=_(
                    "A recurrence has a number of times, a number of units and a unit."
                ),
            ),
            models.CheckConstraint(
                condition=Q(counting_stated=False)
                | Q(counting_provision__isnull=False)
                | ~Q(counting_url=""),
                name="clock_stated_counting_has_a_source",
                violation_error_message=_("Where the law says how to count, say where."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_on__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_on__isnull=False),
                name="clock_confirmation_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(read_by__isnull=True)
                | ~Q(confirmed_by=F("read_by")),
                name="clock_is_confirmed_by_someone_else",
                violation_error_message=_("Whoever read the rule can't be the second person."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offset_value} {self.offset_unit}"

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs what the duty's own needs."""
        return self.duty.content_languages

    @property
    def is_confirmed(self) -> bool:
        """Whether two people have read the rule."""
        return self.confirmed_by_id is not None and not self.to_be_confirmed

    @property
    def rule(self) -> Rule:
        """The rule as the arithmetic takes it."""
        return Rule(
            offset=self.offset_value,
            unit=Unit(self.offset_unit),
            start=Start(self.start_rule),
            end=End(self.end_rule),
            rollover=Rollover(self.rollover),
            stated=self.counting_stated,
            choose_by=ChooseBy(self.choose_by),
            applies_if=tuple(Condition(**each) for each in self.applies_if),
            recurrence=self.recurrence,
        )

    @property
    def recurrence(self) -> Recurrence | None:
        """How the duty recurs; None where it is done once."""
        if self.recurs_times is None or self.recurs_every is None:
            return None
        return Recurrence(
            times=self.recurs_times,
            every=self.recurs_every,
            unit=Unit(self.recurs_unit),
            at_most=self.recurs_at_most,
            ends_with_measure=self.ends_with_measure,
        )


@pghistory.track()
class MovedDay(models.Model):
    """A day that an official decision made a working day or a day off, beyond what the calendar knows."""

    jurisdiction = models.ForeignKey(
        Jurisdiction, verbose_name=_("jurisdiction"), on_delete=models.PROTECT, related_name="moved_days"
    )
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("is a working day"), help_text=_("Off: it is a day off."))
    decision = models.CharField(
        _("decision"), max_length=300, help_text=_("Number and date of the decision.")
    )
    source_url = models.URLField(_("source"), max_length=500)

    class Meta:
        verbose_name = _("moved day")
        verbose_name_plural = _("moved days")
        ordering = ("jurisdiction", "day")
        constraints = [models.UniqueConstraint(fields=("jurisdiction", "day"), name="day_is_moved_once")]

    def __str__(self) -> str:
        return f"{self.day}"
