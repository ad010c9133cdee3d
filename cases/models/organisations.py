"""Organisations that work on cases, and who is what in them for how long."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.choices import OrganisationKind, Role
from cases.models.base import Record
from cases.querysets import MembershipQuerySet


@pghistory.track()
class Organisation(Record):
    """A body that works on cases; not every organisation of the directory does."""

    name = models.CharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    region = models.CharField(_("region"), max_length=100, blank=True)
    is_active = models.BooleanField(_("works on cases"), default=True)
    listed_as = models.ForeignKey(
        "programs.Organisation",
        verbose_name=_("in the public directory"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(Record):
    """A person in a role in an organisation, between two moments; grants hang on it and end with it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="case_memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=15, choices=Role)
    starts_at = models.DateTimeField(_("from"), db_default=Now())
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    supervisor = models.ForeignKey(
        "self",
        verbose_name=_("supervisor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="team",
        help_text=_("Who supervises the cases that this person leads."),
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("organisation", "role", "user")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(supervisor=F("id")), name="nobody_supervises_their_own_cases"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
