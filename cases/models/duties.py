"""Duties of a case: derived from an event by a version of a rule, at an instant nobody typed."""

from __future__ import annotations

import datetime as dt

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import states
from cases.law_choices import DutyStatus
from cases.law_querysets import DutyQuerySet
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.events import Event
from cases.models.organisations import Membership
from cases.sealing import SealedField, only_tokens
from legislation.models import ClockRule, Provision, ProvisionVersion
from legislation.models import Role as LawRole


@pghistory.track()
class CaseDuty(Record):
    """What has to be done by when, and the rule and working that say so; no change of law moves it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="duties")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="duties")
    clock = models.ForeignKey(ClockRule, verbose_name=_("rule"), on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version of the law"), on_delete=models.PROTECT, related_name="+"
    )
    seq = models.PositiveSmallIntegerField(_("number in its series"), default=1)
    addressee = models.ForeignKey(
        LawRole, verbose_name=_("who must act"), on_delete=models.PROTECT, related_name="+"
    )
    chosen_from = models.DateField(_("first day that chose the law"))
    chosen_until = models.DateField(_("last day that chose the law"))
    starts_at = models.DateTimeField(_("counted from"))
    due_at = models.DateTimeField(_("due"))
    due_local = models.CharField(_("due, on the clocks of the place"), max_length=30)
    calc_trace = models.JSONField(_("working"))
    calendar = models.CharField(_("calendar"), max_length=120, blank=True)
    is_estimated = models.BooleanField(_("a holiday was only estimated"), default=False)
    status = models.CharField(_("status"), max_length=8, choices=DutyStatus, default=DutyStatus.PENDING)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    evidence = SealedField(_("what proves it"))
    waived_by = models.ForeignKey(
        Membership, verbose_name=_("waived by"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    waived_under = models.ForeignKey(
        Provision, verbose_name=_("waived under"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    reason = SealedField(_("reason"), help_text=_("Of the waiver, or of opening it again."))
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="replaces",
    )  # fmt: skip
    override_due_at = models.DateTimeField(_("due as set by hand"), null=True, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    override_reason = SealedField(_("reason for another time"))

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty in a case")
        verbose_name_plural = _("duties in a case")
        ordering = ("due_at", "pk")
        constraints = [
            # One that stands: a law that is changed and changed back asks anew for what it asked before.
            models.UniqueConstraint(
                fields=("clock", "event", "seq"),
                condition=~Q(status=DutyStatus.REPLACED),
                name="rule_makes_one_duty_of_an_event",
            ),
            models.CheckConstraint(
                condition=~Q(status=DutyStatus.DONE) | Q(done_at__isnull=False) & ~Q(evidence=""),
                name="duty_done_says_when_and_by_what",
            ),
            models.CheckConstraint(
                condition=~Q(status=DutyStatus.WAIVED)
                | Q(waived_by__isnull=False, waived_under__isnull=False) & ~Q(reason=""),
                name="duty_waived_says_by_whom_why_and_under_what",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(status=DutyStatus.REPLACED),
                name="duty_with_another_in_its_place_is_replaced",
            ),
            models.CheckConstraint(
                condition=Q(override_due_at__isnull=True, override_by__isnull=True, override_reason="")
                | Q(override_due_at__isnull=False, override_by__isnull=False) & ~Q(override_reason=""),
                name="duty_with_another_time_says_by_whom_and_why",
            ),
            only_tokens("evidence", "reason", "override_reason", name="duty_is_sealed"),
        ]
        indexes = [
            models.Index(
                fields=("case", "due_at"),
                condition=Q(status__in=states.OPEN_DUTY),
                name="duties_to_be_done",
            ),
            # All that a sweep asks: lateness over every organisation, from the index alone.
            models.Index(
                fields=("due_at",),
                include=("override_due_at", "case", "id"),
                condition=Q(status__in=states.OPEN_DUTY),
                name="duties_by_due_time",
            ),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="duty_takes_allowed_changes", field="status", transitions=states.steps_of(states.DUTY)
            ),
        ]

    @property
    def due_as_binding(self) -> dt.datetime:
        """When it is due: as set by hand, else as counted; both stay."""
        return self.override_due_at or self.due_at

    @property
    def event_as_seen(self) -> Event | None:
        """The event, if who asks may see it: it stands in another part of the case."""
        try:
            return self.event
        except Event.DoesNotExist:
            return None

    @property
    def was_late_on_entry(self) -> bool:
        """Whether its time was over before anyone recorded the event, as far as that may be seen."""
        event = self.event_as_seen
        return event is not None and self.due_at < event.created_at

    @property
    def is_rule_confirmed(self) -> bool:
        """Whether two people have read the rule; if not, it is shown as 'rule not yet confirmed'."""
        return self.clock.is_confirmed
