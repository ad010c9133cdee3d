"""The door to what is shared: how pages come by referrals, transfers, approvals and copies of files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from cases import states
from cases.care_choices import ConsentKind
from cases.care_querysets import ConsentQuerySet
from cases.choices import PartyKind, Role, Section
from cases.door import NotThere as NotThere
from cases.door import one
from cases.law_places import places_of_case
from cases.models import Approval, CaseExport, Consent, Membership, Organisation, Referral, Transfer
from cases.querysets import DECIDE, GRANT, WRITE
from cases.sharing_querysets import ReferralQuerySet
from cases.snapshots import TOLD
from cases.snapshots import Taken as Taken
from kbase.localised import Localised, localised
from legislation.models import Duty
from programs.models import Organisation as ListedOrganisation

# The parts that can be sent or printed.
PARTS = tuple(TOLD)


def referrals_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the referrals of a case, the newest first."""
    found = Referral.objects.visible_to(user).filter(case=case)
    return found.select_related("organisation", "listed", "approval").order_by("-created_at")


def referral_for(user: Any, case: Any, referral_id: Any) -> Any:
    """Return a referral of a case with all that its page shows."""
    found = referrals_of(user, case).select_related(
        "case", "consent__party", "version__provision__law__jurisdiction", "approval__decided_by",
        "answered_by", "created_by",
    )  # fmt: skip
    return one(found, referral_id)


def received_by(user: Any) -> ReferralQuerySet:
    """Return the referrals that the person's organisation received, the newest first."""
    found: ReferralQuerySet = Referral.objects.received_by(user)
    return found.select_related("organisation", "created_by").order_by("-sent_at")


def waiting_for_an_answer(user: Any) -> ReferralQuerySet:
    """Return the referrals received that wait for an answer, the newest first."""
    return received_by(user).filter(status=states.SENT).open_to_receiver()


def received_in_order(user: Any) -> ReferralQuerySet:
    """Return all referrals that the person's organisation received: those that wait for an answer first."""
    waits = models.Case(models.When(status=states.SENT, then=0), default=1)
    return received_by(user).order_by(waits, "-sent_at", "pk")


def received_for(user: Any, referral_id: Any) -> Any:
    """Return a referral that the person's organisation received."""
    return one(received_by(user), referral_id)


def receiver_name(referral: Any) -> str | Localised:
    """Say to whom; who is outside and in no directory is named on the referral's own page alone."""
    if referral.organisation_id:
        return str(referral.organisation.name)
    return localised(referral.listed, "name") if referral.listed_id else gettext("Somebody outside")


def consents_to_share(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the consents to share that count now, of a case."""
    return _consents(user, case).counting().order_by("-given_at")


def consent_for(user: Any, case: Any, consent_id: Any) -> Any:
    """Return a consent to share that counts now."""
    return one(consents_to_share(user, case), consent_id)


def consent_ended_or_not(user: Any, case: Any, consent_id: Any) -> Any:
    """Return a consent to share that counts now or once did."""
    return one(_consents(user, case), consent_id)


def _consents(user: Any, case: Any) -> ConsentQuerySet:
    found: ConsentQuerySet = Consent.objects.visible_to(user, level=DECIDE)
    return found.filter(case=case, kind=ConsentKind.SHARE).select_related(
        "party", "recipient", "recipient_listed"
    )


def consents_to_give_away(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the survivor's consents that count now and let the whole case go to one that works here."""
    parts = [section for section in Section.values if section != Section.SUMMARY]
    found = consents_to_share(user, case).filter(sections__contains=parts, party__kind=PartyKind.SURVIVOR)
    return found.exclude(recipient=None).exclude(recipient=case.organisation_id)


def other_organisations(case: Any) -> models.QuerySet[Any]:
    """Return the other organisations that work on cases."""
    return Organisation.objects.filter(is_active=True).exclude(pk=case.organisation_id)


def listed_organisations() -> models.QuerySet[Any]:
    """Return the organisations of the public directory."""
    return ListedOrganisation.objects.order_by("name")


def duties_to_tell(case: Any, day: dt.date | None = None) -> models.QuerySet[Any]:
    """Return the duties towards somebody, law on a day where a case happened: what can oblige to share."""
    found: Any = Duty.objects.published().in_force_on(day or timezone.localdate())
    found = found.filter(version__provision__law__jurisdiction__in=places_of_case(case))
    ordered: models.QuerySet[Any] = (
        found.exclude(recipient=None)
        .with_address()
        .select_related("bearer", "recipient")
        .order_by("version__provision__law__title", "version__provision__position", "position", "pk")
    )
    return ordered


def approvals_to_decide(user: Any) -> models.QuerySet[Any]:
    """Return what waits for a second person in the cases that the person may decide on; not her own."""
    found = Approval.objects.visible_to(user, level=DECIDE).asked().exclude(requested_by=user)
    return (
        found.exclude(case__lead__user=user)
        .select_related(
            "case__lead",
            "requested_by",
            "referral__organisation",
            "referral__listed",
            "transfer__organisation",
            "transfer__version__provision__law__jurisdiction",
            "export__consent__party",
            "export__consent__recipient",
            "export__consent__recipient_listed",
        )
        .order_by("created_at")
    )


def approvals_waiting_for(user: Any) -> models.QuerySet[Any]:
    """Return what waits for the yes or no of the person as a supervisor, the oldest first."""
    supervises = Membership.objects.of(user).current().filter(role=Role.SUPERVISOR)
    found: models.QuerySet[Any] = approvals_to_decide(user)
    return found.filter(case__organisation__in=supervises.values("organisation"))


def waiting_to_be_sent_by(user: Any) -> models.QuerySet[Any]:
    """Return the referrals of the person's cases that a supervisor approved and nobody has sent."""
    found = _referrals_led_by(user).filter(status=states.DRAFT, approval__status=states.APPROVED)
    return found.order_by("approval__decided_at")


def unanswered_of(user: Any, today: dt.date) -> models.QuerySet[Any]:
    """Return the referrals of the person's cases to which an answer was wanted by a day that is over."""
    return _referrals_led_by(user).filter(status=states.SENT, respond_by__lt=today).order_by("respond_by")


def _referrals_led_by(user: Any) -> models.QuerySet[Any]:
    """Return those that the person made, or that stand in cases she leads."""
    found = Referral.objects.visible_to(user, level=WRITE)
    mine = models.Q(created_by=user) | models.Q(case__lead__user=user)
    return found.filter(mine).select_related("case", "organisation", "listed")


def approval_for(user: Any, approval_id: Any) -> Any:
    """Return what waits for the person's yes or no."""
    return one(approvals_to_decide(user), approval_id)


def transfers_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the offers of a case, the newest first, for who may offer it."""
    found = Transfer.objects.visible_to(user, level=GRANT).filter(case=case)
    return found.select_related(
        "former", "organisation", "answered_by", "approval", "consent__party",
        "version__provision__law__jurisdiction",
    ).order_by("-created_at")  # fmt: skip


def transfer_for(user: Any, case: Any, transfer_id: Any) -> Any:
    """Return an offer of a case."""
    return one(transfers_of(user, case), transfer_id)


def offers_to(user: Any) -> models.QuerySet[Any]:
    """Return the offers that wait for an answer where the person works."""
    found = Transfer.objects.received_by(user)
    return found.select_related("former", "organisation").order_by("-created_at")


def given_away_by(user: Any) -> models.QuerySet[Any]:
    """Return the cases that the person offered and another organisation took; she reads them no more."""
    found = Transfer.objects.offered_by(user).filter(status=states.ACCEPTED)
    return found.select_related("organisation").order_by("-answered_at")


def exports_of(user: Any, case: Any) -> models.QuerySet[Any]:
    """Return the copies of the case's file, the newest first, for who decides about the case."""
    found = CaseExport.objects.visible_to(user, level=DECIDE).filter(case=case)
    return found.select_related("case", "created_by", "approval").order_by("-created_at")


def export_for(user: Any, case: Any, export_id: Any) -> Any:
    """Return a copy of the case's file."""
    found = exports_of(user, case).select_related(
        "approval__decided_by", "consent__party", "consent__recipient", "consent__recipient_listed"
    )
    return one(found, export_id)
