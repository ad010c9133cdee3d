"""Recording that somebody was told because the law says so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, permissions, pinning, record
from cases.choices import Deed, Section
from cases.law_choices import Informed, ReportChannel
from cases.models import MandatoryReport
from cases.moments import local_day
from cases.querysets import WRITE
from cases.refusals import Refusal
from cases.sealing import seal
from legislation.models import ProvisionVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When it became known and when it was told, to whom by what way, and what they called it."""

    aware_at: dt.datetime
    sent_at: dt.datetime
    channel: str
    recipient: str
    their_ref: str = ""

    def __repr__(self) -> str:
        return "<Told>"


@transaction.atomic
def record_report(
    *, actor: Any, case_id: Any, version: ProvisionVersion, told: Told, survivor_informed: str
) -> MandatoryReport:
    """Record a report; the provision is kept as it was law on the day on which the matter became known.

    Raises:
        Refusal: told before it was known or in time to come, to nobody, or by a provision that was no law.
    """
    case = door.locked_case(actor, case_id, section=Section.MEASURES, level=WRITE)
    permissions.check(actor, permissions.WRITE, permissions.MEASURE, organisation_id=case.organisation_id)
    if not told.aware_at <= told.sent_at <= timezone.now():
        raise Refusal(gettext("It is reported after it became known, and recorded after that."))
    if not told.recipient.strip():
        raise Refusal(gettext("Say to whom it was reported."))
    day = local_day(told.aware_at, version.provision.law.jurisdiction.timezone)
    if not ProvisionVersion.objects.published().in_force_on(day).filter(pk=version.pk).exists():
        words = gettext("%(provision)s as given here was not law on %(day)s: choose again.")
        raise Refusal(words % {"provision": version.provision, "day": day.isoformat()})
    report = MandatoryReport(
        case=case, version=version, text_sha256=pinning.fingerprint(version)[1], aware_at=told.aware_at,
        sent_at=told.sent_at, channel=ReportChannel(told.channel).value,
        survivor_informed=Informed(survivor_informed).value, created_by=actor,
    )  # fmt: skip
    seal(report, recipient=told.recipient.strip(), their_ref=told.their_ref.strip())
    report.save(force_insert=True)
    record.note(Deed.CREATED, report)
    return report
