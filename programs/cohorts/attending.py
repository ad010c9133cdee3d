"""Attendance: who takes part in a session, and who came."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.cohorts.choices import Presence
from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.states import COMPLETED, ENROLLED
from programs.cohorts.steps import lock_cohort
from programs.models import Application, Attendance, CohortSession


def participants(session: CohortSession) -> QuerySet[Application]:
    """Give those who take part in a session, or did."""
    return Application.objects.filter(cohort=session.cohort_id, state__in=(ENROLLED, COMPLETED))


@transaction.atomic
def record_attendance(
    *, session: CohortSession, presences: Mapping[str, str], actor: Actor
) -> list[Attendance]:
    """Record who came.

    Args:
        presences: by identity of the application; who isn't named stays as recorded.

    Raises:
        ValidationError: someone doesn't take part, or a word isn't one of ours.
    """
    cohort = lock_cohort(session.cohort_id)  # so that nobody is erased, and no session deleted, meanwhile
    require_officer(actor, cohort.programme_id)
    if not CohortSession.objects.filter(pk=session.pk).exists():
        raise ValidationError(_("This session was deleted meanwhile."))
    people = {str(identity) for identity in participants(session).values_list("pk", flat=True)}
    if set(presences) - people or set(presences.values()) - set(Presence.values):
        raise ValidationError(
            _("Attendance is recorded for those who are enrolled, as one of the words offered.")
        )
    return [
        Attendance.objects.update_or_create(
            session=session, application_id=identity, defaults={"presence": presence}
        )[0]
        for identity, presence in presences.items()
    ]
