"""Which referrals, transfers, approvals and exports: those of cases one works on, and those one received."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q
from django.db.models.functions import Now

from cases import states
from cases.choices import Section
from cases.querysets import WORKERS, OfCaseQuerySet


def _places(user: Any) -> Any:
    """Return the organisations where a person works on cases now."""
    from cases.models import Membership

    return Membership.objects.of(user).current().filter(role__in=WORKERS).values("organisation")


class ReferralQuerySet(OfCaseQuerySet):
    """Referrals: the sender's by the case, the receiver's by its organisation."""

    section = Section.PLAN

    def received_by(self, user: Any) -> Self:
        """Those sent to where the person works, without any about a case she is barred from.

        Who receives doesn't see the case nor its barriers: of those the database knows
        (sec.received_referrals), and hides the rows.
        """
        return self.filter(organisation__in=_places(user), sent_at__isnull=False)

    def open_to_receiver(self) -> Self:
        """Those whose content the receiver may read now."""
        return self.filter(status__in=states.OPEN_REFERRAL, expires_at__gt=Now())


class PackageQuerySet(OfCaseQuerySet):
    """What was sent with referrals."""

    section = Section.PLAN

    def received_by(self, user: Any) -> Self:
        """Those of referrals that the person's organisation received and may read now."""
        from cases.models import Referral

        found = Referral.objects.received_by(user).open_to_receiver()
        return self.filter(referral__in=found.order_by().values("pk"))


class TransferQuerySet(OfCaseQuerySet):
    """Offers of cases to other organisations."""

    section = Section.SUMMARY

    def received_by(self, user: Any) -> Self:
        """Those that wait for an answer where the person works; barriers as for referrals."""
        return self.filter(organisation__in=_places(user), status=states.OFFERED, expires_at__gt=Now())

    def offered_by(self, user: Any) -> Self:
        """Those that the person made, also of cases she sees no more."""
        return self.filter(created_by=user.pk)


class ApprovalQuerySet(OfCaseQuerySet):
    """What needs a second person."""

    section = Section.SUMMARY

    def asked(self) -> Self:
        """Those nobody has decided."""
        return self.filter(status=states.ASKED)


class ExportQuerySet(OfCaseQuerySet):
    """Copies of case files."""

    section = Section.SUMMARY

    def over(self) -> Self:
        """Those whose file must not be kept any longer."""
        return self.filter(Q(status__in=(states.READY, states.DOWNLOADED), expires_at__lte=Now()))
