"""Saying of what has run out that it has: referrals and offers nobody answered, files kept for a day.

Nothing waits for it: what has run out is refused from the database's clock. Runs as the worker's role, which
sees codes and times only (cases/rowsecurity/sharing_rules.py).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from cases import states
from cases.models import CaseExport, ExportedFile, Referral, Transfer
from kbase.database import WORKER_ALIAS


def close_what_ran_out(*, using: str = WORKER_ALIAS) -> int:
    """Let unanswered referrals and offers expire and delete files of copies; return how many there were."""
    with transaction.atomic(using=using):
        expired = sum(
            model.objects.using(using)
            .filter(status=waiting, expires_at__lte=Now())
            .update(status=states.EXPIRED, row_version=F("row_version") + 1)
            for model, waiting in ((Referral, states.SENT), (Transfer, states.OFFERED))
        )
        over = list(CaseExport.objects.using(using).over().order_by().values_list("pk", flat=True))
        files = ExportedFile.objects.using(using).filter(export__in=over)
        files.update(document="", issued="", row_version=F("row_version") + 1)
        CaseExport.objects.using(using).filter(pk__in=over).update(
            status=states.PURGED, purged_at=Now(), row_version=F("row_version") + 1
        )
    return expired + len(over)
