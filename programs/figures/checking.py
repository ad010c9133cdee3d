"""Record that a series was compared with its sources, and find those whose check is due."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from programs.figures.rights import Actor, require_editor
from programs.figures.states import PUBLISHED
from programs.models import Indicator

# A series that nobody checked yet is due once its newest figure is this old.
FIRST_CHECK_AFTER = dt.timedelta(days=2 * 365)


@transaction.atomic
def record_check(*, indicator: Indicator, actor: Actor, on: dt.date, due_on: dt.date) -> None:
    """Record that a series was compared with its sources, and when that is due again.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the next check would be due before this one.
    """
    require_editor(actor)
    if due_on <= on:
        raise ValidationError(
            _("The next check (%(due)s) has to be after this one (%(on)s).")
            % {"due": due_on.isoformat(), "on": on.isoformat()}
        )
    indicator.verified_on, indicator.verified_by, indicator.check_due_on = on, actor, due_on  # type: ignore[assignment]
    indicator.save(update_fields=["verified_on", "verified_by", "check_due_on"])


def due_for_check(day: dt.date) -> QuerySet[Indicator]:
    """Give the series to check: those whose day has come, and unchecked ones whose figures are old."""
    newest = Max("observations__days__endswith", filter=Q(observations__state=PUBLISHED))
    never = Q(check_due_on=None) & Q(newest__lte=day - FIRST_CHECK_AFTER)
    return (
        Indicator.objects.with_place()
        .annotate(newest=newest)
        .filter(Q(check_due_on__lt=day) | never)
        .order_by("newest", "pk")
    )
