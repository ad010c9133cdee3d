"""The people in a case by code; who they are, and how they may safely be reached, apart."""

from __future__ import annotations

import functools
import operator

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases import keys
from cases.choices import AgeBand, ContactChannel, PartyKind, Relationship, Sex
from cases.models.base import Record
from cases.models.cases import Case
from cases.querysets import IdentityQuerySet, PartyQuerySet, SafeContactQuerySet
from cases.sealing import SealedField, only_tokens

# What the code of a person begins with; a number follows.
LETTERS = {
    PartyKind.SURVIVOR: "S",
    PartyKind.CHILD: "C",
    PartyKind.ALLEGED_OFFENDER: "O",
    PartyKind.WITNESS: "W",
    PartyKind.REPORTER: "R",
}
SEALED_IDENTITY = ("name", "iin", "phones", "address")


@pghistory.track()
class Party(Record):
    """A person in a case: a code and what the work needs to know, no name."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    kind = models.CharField(_("kind"), max_length=16, choices=PartyKind)
    code = models.CharField(_("code"), max_length=8, help_text=_("Unique in the case, for example S1."))
    age_band = models.CharField(_("age"), max_length=7, choices=AgeBand, default=AgeBand.UNKNOWN)
    sex = models.CharField(_("sex"), max_length=7, choices=Sex, default=Sex.UNKNOWN)
    relationship = models.CharField(
        _("to the survivor"), max_length=13, choices=Relationship, default=Relationship.UNKNOWN
    )
    needs_access = models.BooleanField(_("has a disability that help must take into account"), default=False)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_official = models.BooleanField(
        _("works for a state body"),
        default=False,
        help_text=_("Ask which one, and set a barrier against it."),
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("person in a case")
        verbose_name_plural = _("people in a case")
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=("case", "code"), name="party_code_is_unique_in_its_case"),
            # No name can stand where a code does.
            models.CheckConstraint(
                condition=functools.reduce(
                    operator.or_,
                    (Q(kind=kind, code__regex=f"^{letter}[1-9][0-9]*$") for kind, letter in LETTERS.items()),
                ),
                name="party_code_is_a_letter_of_its_kind_and_a_number",
            ),
        ]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class PartyIdentity(Record):
    """Who a person is: another key, another right, each look recorded with its purpose."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="identity")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    name = SealedField(_("name"), key=keys.IDENTITY)
    iin = SealedField(_("individual identification number"), key=keys.IDENTITY)
    phones = SealedField(_("telephone numbers"), key=keys.IDENTITY)
    address = SealedField(_("address"), key=keys.IDENTITY)
    iin_index = models.CharField(max_length=60, blank=True, editable=False)
    phone_index = models.CharField(max_length=60, blank=True, editable=False)

    objects = IdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [only_tokens(*SEALED_IDENTITY, name="identity_is_sealed")]
        indexes = [
            models.Index(fields=("iin_index",), condition=~models.Q(iin_index=""), name="people_by_number"),
            models.Index(
                fields=("phone_index",), condition=~models.Q(phone_index=""), name="people_by_phone"
            ),
        ]


@pghistory.track()
class SafeContact(Record):
    """How a person may be reached without danger; shown before any number is."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="safe_contacts")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("way"), max_length=16, choices=ContactChannel)
    ok_days = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("safe days"), default=list, blank=True,
        help_text=_("1 is Monday; none chosen: any day."),
    )  # fmt: skip
    ok_from = models.TimeField(_("safe from"), null=True, blank=True)
    ok_until = models.TimeField(_("safe until"), null=True, blank=True)
    code_word = SealedField(_("code word"))
    who_may_answer = SealedField(_("who else may answer"))
    voicemail_ok = models.BooleanField(_("a message may be left"), default=False)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    valid_until = models.DateField(_("agreed until"), null=True, blank=True)

    objects = SafeContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule for safe contact")
        verbose_name_plural = _("rules for safe contact")
        ordering = ("-created_at",)
        constraints = [only_tokens("code_word", "who_may_answer", name="safe_contact_is_sealed")]
