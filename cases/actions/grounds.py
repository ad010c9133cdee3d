"""What allows a case, or parts of it, to leave: consent, a provision, or a supervisor who approved it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from cases import states
from cases.care_choices import ConsentKind
from cases.choices import Section
from cases.law_places import places_of_case
from cases.models import Approval, Case, Consent
from cases.moments import local_day
from cases.querysets import DECIDE
from cases.refusals import Refusal
from cases.sharing_choices import SharingBasis
from legislation.models import Duty, ProvisionVersion


class NoBasisError(Refusal):
    """Nothing allows what was to be shared, at this moment; the message says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What allows it: a consent, a version of the law, or a reason that a supervisor has to approve."""

    consent: Consent | None = None
    version: ProvisionVersion | None = None
    reason: str = ""

    def __repr__(self) -> str:
        return "<Ground>"

    @property
    def basis(self) -> SharingBasis:
        if self.consent:
            return SharingBasis.CONSENT
        return SharingBasis.STATUTE if self.version else SharingBasis.OVERRIDE


def check_consent(
    consent_id: Any, *, actor: Any, case: Case, receiver: Any, sections: Collection[str], **of: Any
) -> None:
    """Lock a consent and see that it counts, names the receiver and covers each part.

    Args:
        receiver: an organisation that works on cases or one of the directory; None for somebody in no list.
        of: who must have given it, where not anybody in the case will do.

    Raises:
        NoBasisError: it doesn't, or isn't there.
    """
    consent = None
    if receiver is not None:
        found = Consent.objects.visible_to(actor, level=DECIDE).filter(pk=consent_id, **of)
        found = found.counting_for(kind=ConsentKind.SHARE, case=case, recipient=receiver)
        consent = found.select_for_update(of=("self",)).first()
    if consent is None:
        raise NoBasisError(
            gettext(
                "There is no consent, now, to share with this receiver: ask for it, or name another basis."
            )
        )
    if missing := set(sections) - {Section.SUMMARY, *consent.sections}:
        raise NoBasisError(
            gettext("The consent does not cover: %(parts)s.")
            % {"parts": ", ".join(str(Section(part).label) for part in sorted(missing))}
        )


def check_law(version: ProvisionVersion, case: Case) -> None:
    """See that a version of a provision is law today, where the case happened, and obliges somebody to tell.

    Raises:
        NoBasisError: it isn't.
    """
    today = law_today(version)
    if not ProvisionVersion.objects.published().in_force_on(today).filter(pk=version.pk).exists():
        raise NoBasisError(
            gettext("%(provision)s as given here is not law on %(day)s: name another basis.")
            % {"provision": version.provision, "day": today.isoformat()}
        )
    found: Any = Duty.objects.filter(version=version)
    here = found.filter(version__provision__law__jurisdiction__in=places_of_case(case))
    if not here.exclude(recipient=None).exists():
        raise NoBasisError(
            gettext("%(provision)s obliges nobody to tell, in this case: name another basis.")
            % {"provision": version.provision}
        )


def check_approval(approval: Approval | None) -> None:
    """See that a supervisor said yes, and not so long ago that it has to be asked for again.

    Raises:
        NoBasisError: she didn't, or long ago.
    """
    if approval is None or approval.status != states.APPROVED or approval.decided_at is None:
        raise NoBasisError(gettext("A supervisor has not approved it: wait for the answer."))
    if approval.decided_at <= timezone.now() - dt.timedelta(days=states.APPROVAL_DAYS):
        words = gettext("It was approved more than %(days)s days ago: ask again.")
        raise NoBasisError(words % {"days": states.APPROVAL_DAYS})


def law_today(version: ProvisionVersion) -> dt.date:
    """Return the day it is now where a provision is law."""
    return local_day(timezone.now(), version.provision.law.jurisdiction.timezone)
