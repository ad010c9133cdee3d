"""Measures whose law is recorded otherwise now, or has changed since they were issued."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from cases import states
from cases.impact.raising import Finding
from cases.law_choices import Doubt
from cases.models import CaseMeasure
from cases.moments import local_day
from legislation.choices import EditorialState
from legislation.models import ProvisionVersion

LASTING = (states.RECORDED, states.IN_FORCE, states.VIOLATED)
FIELDS = ("pk", "case_id", "version_id", "issued_at")


def touched_measures(using: str, today: dt.date) -> Iterator[Finding]:
    """Yield measures that still last; by which law one goes on, a person decides."""
    lasting = CaseMeasure.objects.using(using).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today),
        status__in=LASTING, case__status__in=states.WRITABLE,
    ).order_by()  # fmt: skip
    versions = _versions(set(lasting.values_list("version_id", flat=True).distinct()))
    newer = _newer(versions.values(), today)
    for measure, case, version_id, issued_at in lasting.values_list(*FIELDS).iterator():
        version = versions[version_id]
        day = local_day(issued_at, version.provision.law.jurisdiction.timezone)
        doubt, about = None, version_id
        if version.state != EditorialState.PUBLISHED or day not in version.valid:
            doubt = Doubt.MEASURE_VERSION
        elif (later := newer.get(version.provision_id)) and later.valid.lower > day:
            doubt, about = Doubt.MEASURE_LAW_CHANGED, later.pk
        if doubt:
            yield Finding(
                case_id=case, measure_id=measure, version_id=about, doubt=doubt, from_on=day, until_on=day
            )


def _versions(ids: set[int]) -> dict[int, ProvisionVersion]:
    return ProvisionVersion.objects.select_related("provision__law__jurisdiction").in_bulk(ids)


def _newer(versions: Any, today: dt.date) -> dict[int, ProvisionVersion]:
    """Return, by provision, the version in force today that is another than the one followed."""
    found = (
        ProvisionVersion.objects.published()
        .filter(
            provision__in={version.provision_id for version in versions},
            valid__contains=today,
            valid__startswith__isnull=False,
        )
        .exclude(pk__in={version.pk for version in versions})
    )
    return {version.provision_id: version for version in found}
