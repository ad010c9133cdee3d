"""How long a case is kept, and proposing what is past its day; nothing here destroys anything."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from cases import numbers, states
from cases.models import Case, Disposition, RetentionRule
from kbase.database import WORKER_ALIAS

logger = logging.getLogger(__name__)


def last_day_kept(closed_on: dt.date, years: int) -> dt.date:
    """Return the last day on which a case is still kept; 29 February becomes the first of March.

    >>> str(last_day_kept(dt.date(2026, 11, 22), 5)), str(last_day_kept(dt.date(2028, 2, 29), 1))
    ('2031-11-22', '2029-03-01')
    """
    try:
        return closed_on.replace(year=closed_on.year + years)
    except ValueError:
        return dt.date(closed_on.year + years, 3, 1)


def set_last_day(case: Any, *, closed_at: dt.datetime) -> None:
    """Write down until when a case that is being closed is kept, and why.

    Where no rule counts, or the rule fails, the case is closed all the same: it is kept until people say.
    """
    try:
        with transaction.atomic():
            rule = RetentionRule.objects.for_organisation(case.organisation)
            if rule is None:
                return
            day = last_day_kept(timezone.localtime(closed_at).date(), rule.years)
            Case.objects.filter(pk=case.pk).update(
                retention_basis=rule.basis, dispose_after=day, row_version=F("row_version") + 1
            )
    except Exception:
        logger.exception("how long a closed case is kept could not be computed")


def forget_last_day(case: Any) -> None:
    """Take the day back, since the work goes on; a destruction that was proposed is stopped."""
    Case.objects.filter(pk=case.pk).update(retention_basis="", dispose_after=None)
    stop_disposition(case)


def stop_disposition(case: Any) -> None:
    """Stop what was proposed for a case; approvals that were given count no more."""
    Disposition.objects.filter(case=case, status__in=WAITING).update(
        status=states.HELD, first_by=None, first_at=None, second_by=None, second_at=None,
        row_version=F("row_version") + 1,
    )  # fmt: skip


def propose_due(*, on: dt.date, using: str = WORKER_ALIAS, dry_run: bool = False) -> list[str]:
    """Propose the destruction of closed cases past their day, unless something holds them.

    Args:
        on: today; a case whose last day it is, is still kept.
        dry_run: propose nothing.

    Returns:
        The numbers of the cases.
    """
    proposed = Disposition.objects.using(using).filter(case=OuterRef("pk"))
    due = (
        Case.objects.using(using)
        .filter(~Exists(proposed), status=states.CLOSED, legal_hold=False, dispose_after__lt=on)
        .order_by("pk")
    )
    found: list[tuple[Any, ...]] = list(
        due.values_list("pk", "organisation_id", "public_no", "retention_basis", "dispose_after")
    )
    new = [
        Disposition(case_id=case, organisation_id=body, public_no=number, basis=basis, due_on=day)
        for case, body, number, basis, day in found
    ]
    if not dry_run:
        Disposition.objects.using(using).bulk_create(new, ignore_conflicts=True)
    return [numbers.shown(row.public_no) for row in new]


WAITING = (states.PROPOSED, states.AGREED, states.TWICE_APPROVED)
