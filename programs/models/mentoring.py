"""Mentoring: profiles, pairs with the points they were proposed for, meetings, feedback. Words are sealed."""

import uuid
from typing import Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kbase.sealed import Sealed
from legislation.choices import Language
from programs.cohorts.states import steps_of
from programs.finance.choices import BusinessSector
from programs.mentoring import states
from programs.mentoring.availability import InvalidWindow, parse_window
from programs.mentoring.choices import Borders, EndReason, Goal, PairState, ProfileState, Side
from programs.mentoring.querysets import MentoringPairQuerySet, MentoringProfileQuerySet
from programs.mentoring.triggers import mentees_are_counted_by_pairs_alone, pair_counts_on_its_mentor

MOST_MENTEES = 10


def codes(label: Any, choices: type[models.TextChoices]) -> Any:
    """Return a field for several values of a vocabulary, at least one."""
    return ArrayField(models.CharField(max_length=30, choices=choices), verbose_name=label)


def validate_window(text: str) -> None:
    """Refuse text that is no weekly window."""
    try:
        parse_window(text)
    except InvalidWindow as error:
        raise ValidationError(
            _("“%(given)s” is no weekly window. Write it as mon 18:00-20:00, of an hour or more."),
            params={"given": text[:40]},
            code="invalid_window",
        ) from error


class MentoringProfile(models.Model):
    """A mentor or a mentee, without an account, found by her code alone.

    Columns named `…_token` are encrypted and bound to their row; read them through the attribute. What
    matching reads isn't: it names nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    side = models.CharField(_("side"), max_length=6, choices=Side)
    state = models.CharField(
        _("state"), max_length=8, choices=ProfileState, default=ProfileState.WAITING, editable=False
    )
    language = models.CharField(
        _("language"), max_length=3, choices=Language, help_text=_("In which she is answered.")
    )
    country = models.CharField(_("country"), max_length=2, help_text=_("ISO 3166-1 code."))
    zone = models.CharField(_("time zone"), max_length=50, help_text=_("IANA name, such as Asia/Almaty."))
    languages = codes(_("languages spoken"), Language)
    sectors = codes(_("sectors"), BusinessSector)
    goals = codes(_("goals"), Goal)
    windows = ArrayField(
        models.CharField(max_length=20, validators=[validate_window]),
        verbose_name=_("when she can meet"),
        help_text=_("On her own clock, each week: mon 18:00-20:00."),
    )
    borders = models.CharField(_("across borders"), max_length=8, choices=Borders, default=Borders.ANYWHERE)
    years = models.PositiveSmallIntegerField(
        _("years of experience"), null=True, blank=True, validators=[MaxValueValidator(80)]
    )
    capacity = models.PositiveSmallIntegerField(
        _("mentees at a time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_MENTEES)]
    )
    taken = models.PositiveSmallIntegerField(_("mentees now"), default=0, editable=False)
    code_lookup = models.CharField(max_length=64, db_index=True, editable=False)
    code_hash = models.CharField(max_length=200, editable=False)
    name_token = models.TextField(editable=False)
    phone_token = models.TextField(blank=True, editable=False)
    email_token = models.TextField(blank=True, editable=False)
    about_token = models.TextField(blank=True, editable=False)
    begun_at = models.DateTimeField(_("begun"))
    kept_until = models.DateField(_("erased on"), help_text=_("Unless a pair goes on."))

    name = Sealed("name_token")
    phone = Sealed("phone_token")
    email = Sealed("email_token")
    about = Sealed("about_token")

    objects = MentoringProfileQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("mentoring profile")
        verbose_name_plural = _("mentoring profiles")
        ordering = ("begun_at", "id")
        permissions = [("run_mentoring", "Can run mentoring")]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__range=(1, MOST_MENTEES)), name="mentor_has_time_for_one_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(taken__gte=0) & Q(taken__lte=F("capacity")),
                name="mentor_has_no_more_mentees_than_time",
                violation_error_message=_("This mentor has as many mentees as she has time for."),
            ),
            models.CheckConstraint(
                condition=Q(side=Side.MENTOR) | Q(capacity=1), name="mentee_has_no_capacity"
            ),
        ]
        indexes = [models.Index(fields=("side", "state"))]
        triggers = [
            pgtrigger.FSM(
                name="profile_takes_allowed_steps", field="state", transitions=steps_of(states.PROFILE)
            ),
            mentees_are_counted_by_pairs_alone(),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_mentor(self) -> bool:
        """Whether she helps, rather than being helped."""
        return self.side == Side.MENTOR


class MentoringPair(models.Model):
    """A mentor and a mentee: why they were proposed, and how far they have come.

    When someone is erased, the pair stays as a number: without her, and without words.
    """

    mentor = models.ForeignKey(
        MentoringProfile, on_delete=models.SET_NULL, null=True, related_name="pairs_as_mentor"
    )
    mentee = models.ForeignKey(
        MentoringProfile, on_delete=models.SET_NULL, null=True, related_name="pairs_as_mentee"
    )
    state = models.CharField(
        _("state"), max_length=9, choices=PairState, default=PairState.PROPOSED, editable=False
    )
    score = models.PositiveSmallIntegerField(_("points"))
    points = models.JSONField(_("points by criterion"))
    is_across = models.BooleanField(_("across borders"))
    proposed_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    mentor_accepted_at = models.DateTimeField(_("accepted by the mentor"), null=True, blank=True)
    mentee_accepted_at = models.DateTimeField(_("accepted by the mentee"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: one of the two."),
    )
    ended_for = models.CharField(
        _("why staff ended it"),
        max_length=8,
        choices=EndReason,
        blank=True,
        help_text=_("Empty where one of the two ended it: they need no reason."),
    )

    objects = MentoringPairQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("pair")
        verbose_name_plural = _("pairs")
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("mentee",), condition=Q(state__in=states.STANDING), name="mentee_has_one_mentor"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(states.ACTIVE,))
                | Q(mentor_accepted_at__isnull=False, mentee_accepted_at__isnull=False),
                name="pair_meets_when_both_accepted",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | ~Q(ended_for=""), name="staff_end_a_pair_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(ended_for="") | Q(ended_at__isnull=False), name="reason_is_of_a_pair_that_ended"
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="pair_takes_allowed_steps", field="state", transitions=steps_of(states.PAIR)),
            pair_counts_on_its_mentor(),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class MentoringMeeting(models.Model):
    """A meeting that took place, logged by one of the two."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(MentoringPair, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField(_("held on"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    logged_by = models.CharField(_("logged by"), max_length=6, choices=Side)
    note_token = models.TextField(blank=True, editable=False)

    note = Sealed("note_token")

    class Meta:
        default_permissions = ()
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("held_on", "id")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(5, 600)), name="meeting_has_a_length"),
            models.UniqueConstraint(fields=("pair", "held_on"), name="one_meeting_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.held_on}"


class MentoringFeedback(models.Model):
    """What one side says at the end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(MentoringPair, on_delete=models.CASCADE, related_name="feedback")
    side = models.CharField(_("side"), max_length=6, choices=Side)
    rating = models.PositiveSmallIntegerField(_("how useful, 1 to 5"))
    reached_goal = models.BooleanField(_("the goal was reached"))
    words_token = models.TextField(blank=True, editable=False)
    given_at = models.DateTimeField(_("given"))

    words = Sealed("words_token")

    class Meta:
        default_permissions = ()
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.UniqueConstraint(fields=("pair", "side"), name="feedback_once_a_side"),
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="feedback_is_from_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.side}"
