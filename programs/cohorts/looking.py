"""Looking at an application: each look of staff is written down, before anything is shown."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from programs.cohorts.choices import Looked
from programs.cohorts.rights import Actor, require_officer
from programs.cohorts.steps import ApplicationGoneError
from programs.models import Application, ApplicationLook


@transaction.atomic
def record_look(*, application: Application, what: Looked, actor: Actor, now: dt.datetime) -> ApplicationLook:
    """Write down that someone looks at an application, which comes with its cohort.

    Raises:
        PermissionDenied: the actor may not read it.
        ApplicationGoneError: it was erased meanwhile.
    """
    require_officer(actor, application.cohort.programme_id)
    if not Application.objects.select_for_update(no_key=True).filter(pk=application.pk).exists():
        raise ApplicationGoneError
    return ApplicationLook.objects.create(application=application, what=what, by_id=actor.pk, at=now)
