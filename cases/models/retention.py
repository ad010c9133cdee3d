"""How long cases are kept, what holds them, and their destruction: proposed, approved twice, certified."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases import numbers, states
from cases.choices import OrganisationKind
from cases.models.base import Record, recorded_by_the_servers_clock
from cases.models.cases import Case
from cases.models.organisations import Membership, Organisation
from cases.retention_choices import DispositionStatus
from cases.retention_querysets import DispositionQuerySet, RetentionRuleQuerySet
from cases.sealing import SealedField, only_tokens


@pghistory.track()
class RetentionRule(Record):
    """How many years a case is kept after it was closed: of the law, or of an organisation's own policy."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", help_text=_("Empty: every one, or every one of a kind."),
    )  # fmt: skip
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=20, choices=OrganisationKind, blank=True
    )
    years = models.PositiveSmallIntegerField(_("years after closing"))
    basis = models.CharField(
        _("basis"), max_length=200, help_text=_("The provision or the policy, in words.")
    )
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    is_local_policy = models.BooleanField(
        _("the organisation's own policy"), default=False, help_text=_("Not law: it may be changed here.")
    )
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RetentionRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule on keeping cases")
        verbose_name_plural = _("rules on keeping cases")
        ordering = ("-years", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(source_url="") | Q(is_local_policy=True),
                name="retention_rule_has_a_source_or_is_local_policy",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True) | Q(organisation_kind=""),
                name="retention_rule_is_for_one_organisation_or_a_kind",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="retention_rule_says_its_basis"),
        ]


@pghistory.track()
class LegalHold(Record):
    """Keeps a case from being destroyed, for a reason, until it is lifted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = SealedField(_("reason"))
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("hold on a case")
        verbose_name_plural = _("holds on cases")
        ordering = ("created_at",)
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="hold_lifted_says_by_whom",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
            only_tokens("reason", name="hold_reason_is_sealed"),
        ]
        triggers = [recorded_by_the_servers_clock()]


@pghistory.track()
class Disposition(Record):
    """The destruction of one case. Of what is destroyed, this and the record of accesses remain."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="dispositions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    public_no = models.CharField(_("number"), max_length=9, editable=False)
    basis = models.CharField(_("basis"), max_length=200)
    due_on = models.DateField(_("may be destroyed after"))
    status = models.CharField(
        _("status"), max_length=8, choices=DispositionStatus, default=DispositionStatus.PROPOSED
    )
    first_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(_("first approved at"), null=True)
    second_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(_("approved again at"), null=True)
    executed_by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    executed_at = models.DateTimeField(_("carried out at"), null=True)
    certificate = models.JSONField(
        _("certificate"), default=dict, help_text=_("Of each table: how many rows, and their SHA-256.")
    )

    objects = DispositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("destruction of a case")
        verbose_name_plural = _("destructions of cases")
        ordering = ("due_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=("case",), name="case_is_destroyed_once"),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=F("first_by")),
                name="destruction_is_approved_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[DispositionStatus.APPROVED, DispositionStatus.EXECUTED])
                | Q(first_by__isnull=False, second_by__isnull=False),
                name="destruction_says_who_approved_it",
            ),
            models.CheckConstraint(
                condition=~Q(status=DispositionStatus.EXECUTED)
                | Q(executed_by__isnull=False, executed_at__isnull=False),
                name="destruction_carried_out_says_by_whom",
            ),
        ]
        triggers = [
            recorded_by_the_servers_clock(),
            pgtrigger.FSM(
                name="destruction_takes_allowed_changes",
                field="status",
                transitions=states.steps_of(states.DISPOSITION),
            ),
        ]

    @property
    def shown_number(self) -> str:
        """The number in groups, as it is read out."""
        return numbers.shown(self.public_no)
