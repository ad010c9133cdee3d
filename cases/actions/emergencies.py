"""Emergency access: asked for with a reason, given by a second person, over after four hours, reviewed."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import door, keys, numbers, permissions, record, states
from cases.actions.access import ReasonMissingError
from cases.choices import BreakGlassStatus, Deed, Verdict
from cases.models import BreakGlass, Membership
from cases.refusals import Refusal
from kbase.encryption import Place

# More than danger can call for; fewer than guessing numbers needs.
AN_HOUR = 10
ASK = "SELECT sec.ask_emergency(%s, %s, %s, %s)"
DECIDE = "SELECT sec.decide_emergency(%s, %s)"
TO_DECIDE = "SELECT sec.emergencies_to_decide()"


class TooManyEmergenciesError(Refusal):
    """Somebody asked more often than one can need."""

    def __init__(self) -> None:
        words = gettext("You asked %(number)s times within an hour. Call your supervisor.")
        super().__init__(words % {"number": AN_HOUR})


@transaction.atomic
def ask(*, actor: Any, membership: Membership, number: str, reason: str) -> uuid.UUID:
    """Ask for access to a case by its number; the answer is the same whether there is such a case.

    Raises:
        CaseNumberError: what was typed can't be a number; this is arithmetic and tells nothing.
        ReasonMissingError: no reason was given.
        NotAllowed: the actor's role has no emergencies.
        TooManyEmergenciesError: the actor asked often within an hour, whatever for.
    """
    if not reason.strip():
        raise ReasonMissingError
    permissions.check(
        actor, permissions.CREATE, permissions.EMERGENCY, organisation_id=membership.organisation_id
    )
    hour_ago = timezone.now() - dt.timedelta(hours=1)
    if BreakGlass.objects.filter(created_by=actor, created_at__gt=hour_ago).count() >= AN_HOUR:
        raise TooManyEmergenciesError
    request_id = uuid.uuid4()
    sealed = keys.master(keys.CONTENT).encrypt(reason.strip(), _place(request_id))
    with connection.cursor() as cursor:
        cursor.execute(ASK, [request_id, membership.pk, numbers.parse(number), sealed])
    record.note_ids(Deed.ASKED, kind="breakglass", object_id=request_id)
    return request_id


def to_decide(actor: Any) -> Any:
    """Return the requests that the actor may decide now; the database knows who that is."""
    with connection.cursor() as cursor:
        cursor.execute(TO_DECIDE)
        ids = [request_id for (request_id,) in cursor.fetchall()]
    return BreakGlass.objects.filter(pk__in=ids).select_related("membership__user")


def reason_of(request: BreakGlass) -> str:
    """Return why access was asked for."""
    return keys.master(keys.CONTENT).decrypt(request.reason, _place(request.pk))


@transaction.atomic
def decide(*, actor: Any, request_id: Any, approve: bool) -> None:
    """Approve for four hours, or refuse: a supervisor of another line than the person who asked."""
    request = door.one(to_decide(actor), request_id)
    after = BreakGlassStatus.APPROVED if approve else BreakGlassStatus.REFUSED
    states.check_change(states.BREAK_GLASS, request.status, after)
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, [request.pk, approve])
    record.note(Deed.DECIDED, request)


@transaction.atomic
def review(*, actor: Any, request_id: Any, verdict: str) -> None:
    """Say whether an emergency access was right: by the lead or a supervisor, not by who had it.

    Raises:
        ForbiddenChangeError: it was reviewed already.
    """
    found = door.emergencies_about_cases_of(actor).exclude(membership__user=actor)
    request = door.one(found, request_id)
    permissions.check(
        actor, permissions.APPROVE, permissions.EMERGENCY, organisation_id=request.case.organisation_id
    )
    states.check_change(states.BREAK_GLASS, request.status, states.REVIEWED)
    changed = BreakGlass.objects.filter(pk=request.pk, status=request.status).update(
        status=states.REVIEWED, reviewed_at=timezone.now(), reviewed_by=actor,
        verdict=Verdict(verdict).value, row_version=F("row_version") + 1,
    )  # fmt: skip
    if not changed:  # somebody else did in this moment
        raise states.ForbiddenChangeError(states.REVIEWED, states.REVIEWED, ())
    record.note(Deed.REVIEWED, request)


def _place(request_id: uuid.UUID) -> Place:
    return Place(BreakGlass._meta.db_table, "reason", str(request_id))
