"""Open duties whose version of the law no longer holds alone on the days that chose it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cases import states
from cases.impact.raising import Finding
from cases.law_choices import Doubt
from cases.models import CaseDuty
from legislation.choices import EditorialState
from legislation.clocks.choosing import choose
from legislation.models import ProvisionVersion

CHOSEN = ("version_id", "chosen_from", "chosen_until")


def touched_duties(using: str) -> Iterator[Finding]:
    """Yield them, whoever has to act; a person accepts the version that holds now, or not."""
    open_ones = CaseDuty.objects.using(using).filter(status__in=states.OPEN_DUTY).order_by()
    chosen = list(open_ones.values_list(*CHOSEN).distinct())  # few, however many duties there are
    versions = ProvisionVersion.objects.in_bulk({version for version, *_days in chosen})
    for version, first, last in chosen:
        if holds(versions[version], first, last):
            continue
        touched = open_ones.filter(version=version, chosen_from=first, chosen_until=last)
        for duty, case in touched.values_list("pk", "case_id"):
            yield Finding(
                case_id=case, duty_id=duty, version_id=version, doubt=Doubt.NEW_VERSION, from_on=first,
                until_on=last,
            )  # fmt: skip


def holds(version: ProvisionVersion, first: dt.date, last: dt.date) -> bool:
    """Whether a version is published and holds on all the days."""
    if version.state != EditorialState.PUBLISHED or version.ceased_unknown:
        return False
    return choose([version.stretch], first, last).is_clear
