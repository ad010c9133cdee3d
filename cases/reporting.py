"""What a worker may have to report: duties of the law that bind her organisation, as of a day.

A duty to report is one that a kind of organisation (or everyone) bears towards a body that acts on
reports. Nothing is left out by age: what is about minors is only set apart, since a child may be
affected beside an adult.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from cases.choices import AgeBand, OrganisationKind
from cases.choosing import places_of
from legislation.choices import LawKind
from legislation.models import Duty, Jurisdiction

# Roles of the law (legislation/reference/roles.yaml) that a worker of each kind of organisation may have.
BEARERS: dict[str, tuple[str, ...]] = {
    OrganisationKind.CRISIS_CENTRE: ("crisis-centre", "ngo", "social-workers", "protection-officer"),
    OrganisationKind.POLICE: ("police", "police-station-head"),
    OrganisationKind.SCHOOL: ("education-workers",),
    OrganisationKind.CLINIC: ("health-workers", "health-organisation"),
    OrganisationKind.MINISTRY: ("state-body", "social-workers", "education-authority", "mobile-group"),
    OrganisationKind.PROSECUTOR: ("prosecutor", "state-body"),
    OrganisationKind.COURT: ("court", "state-body"),
}
EVERYBODY = ("everyone", "prevention-bodies")
RECIPIENTS = (
    "police", "law-enforcement-bodies", "guardianship-body", "prevention-bodies", "state-body",
    "anti-rape-crisis-cell",
)  # fmt: skip
MINORS = {AgeBand.UNDER_7, AgeBand.UNDER_14, AgeBand.UNDER_18}
# Words of the norms, which are recorded in English first.
ABOUT_MINORS = re.compile(r"\b(minors?|child|children|child's)\b", re.IGNORECASE)


def reporting_duties(*, kind: str, jurisdiction: Jurisdiction, on: dt.date) -> list[Duty]:
    """Return the duties to report that bind an organisation of a kind, law on the day, by law and place."""
    duties: Any = Duty.objects.published()
    found = (
        duties.in_force_on(on)
        .with_address()
        .filter(
            bearer__slug__in=BEARERS[kind] + EVERYBODY,
            recipient__slug__in=RECIPIENTS,
            version__provision__law__jurisdiction__in=places_of(jurisdiction),
        )
        .exclude(version__provision__law__kind=LawKind.BILL)
        .select_related("bearer", "recipient", "version__provision__law__jurisdiction__parent")
    )
    return list(found.order_by("version__provision__law", "version__provision__position", "position", "pk"))


def is_about_minors(duty: Duty) -> bool:
    """Whether a duty is only about offences by or against minors, as far as its words say."""
    return bool(ABOUT_MINORS.search(f"{duty.action} {duty.trigger}"))


def sorted_for(duties: list[Duty], age_band: str) -> tuple[list[Duty], list[Duty]]:
    """Return the duties that may arise with a person of this age, and those only if a child is affected too.

    Of a person whose age is not known, all may.
    """
    if age_band in MINORS or age_band == AgeBand.UNKNOWN:
        return duties, []
    return (
        [duty for duty in duties if not is_about_minors(duty)],
        [duty for duty in duties if is_about_minors(duty)],
    )
