"""Terms that the database counts by its own clock: what was decided or begun is set back by the owner."""

import datetime as dt

from django.db import DatabaseError, connection, connections, transaction

from cases.actions import emergencies
from cases.actions.grounds import Ground
from cases.choices import OrganisationKind
from cases.context import acting_as
from cases.models import BreakGlass, Case
from cases.states import APPROVAL_DAYS, VOID_HOURS
from kbase.database import OWNER_ALIAS
from tests.factories.cases import make_case, make_place
from tests.factories.sharing import decide, refer

MINUTE = dt.timedelta(minutes=1)


def set_back(record, column, to):
    """Write how long ago something was, past row-level security and past our code."""
    table = record._meta.db_table
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        cursor.execute(f"UPDATE {table} SET {column} = now() - %s WHERE id = %s", [to, record.pk])
        assert cursor.rowcount == 1
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def tried(statement, *values):
    """Whether the database lets a statement of the application through; it is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            assert cursor.rowcount == 1
            transaction.set_rollback(True)
    except DatabaseError:
        return False
    return True


def let_in(place, case):
    colleague, second = place.user("colleague"), place.user("second")
    with acting_as(colleague):
        asked = {"membership": place.colleague, "number": case.public_no, "reason": "He is at her door"}
        request = emergencies.ask(actor=colleague, **asked)
    with acting_as(second):
        emergencies.decide(actor=second, request_id=request, approve=True)
    with acting_as(colleague):
        return BreakGlass.objects.get(pk=request)


def test_database_counts_its_terms_itself(committing_db):
    place, police = make_place(), make_place(OrganisationKind.POLICE)
    case, draft = make_case(place), make_case(place, begun=False)
    lead = case.lead.user
    referral = refer(case, police.organisation, ground=Ground(reason="He has a key"))
    decide(place, referral.approval)
    send = "UPDATE cases_referral SET status = 'sent', sent_at = now() WHERE id = %s"
    term = dt.timedelta(days=APPROVAL_DAYS)
    for ago, holds in ((term - MINUTE, True), (term + MINUTE, False)):
        set_back(referral.approval, "decided_at", ago)
        with acting_as(lead):
            assert tried(send, referral.pk) is holds
    give_up = "UPDATE cases_case SET status = 'void' WHERE id = %s"
    term = dt.timedelta(hours=VOID_HOURS)
    for ago, holds in ((term - MINUTE, True), (term + MINUTE, False)):
        set_back(draft, "created_at", ago)
        with acting_as(lead):
            assert tried(give_up, draft.pk) is holds
    access = let_in(place, case)
    for over, holds in ((-MINUTE, 1), (MINUTE, 0)):
        set_back(access, "ends_at", over)  # it lasts four hours at most: a constraint has that
        with acting_as(place.user("colleague")):
            assert Case.objects.filter(pk=case.pk).count() == holds
