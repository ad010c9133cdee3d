"""A line opens cases: nobody draws one to herself, by the pages or by SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.actions import memberships
from cases.models import Case, Membership
from tests.factories.cases import Place, as_member, make_case, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Place:
    return make_place()


def test_t5_supervisor_puts_nobody_under_herself(place):
    make_case(place)
    with as_member(place, "second") as user, pytest.raises(memberships.OwnLineError):
        memberships.change_supervisor(
            actor=user, membership=Membership.objects.get(pk=place.worker.pk), supervisor=place.second
        )


def test_t5_nor_by_sql(place):
    make_case(place)
    with as_member(place, "second") as user:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE cases_membership SET supervisor_id = %s WHERE id = %s",
                [place.second.pk, place.worker.pk],
            )
        assert not Case.objects.visible_to(user).exists()


def test_t14_setting_of_the_session_does_not_switch_off_a_trigger(place):
    case = make_case(place)
    with as_member(place, "worker"), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname::text)::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger%%'")
        (names,) = cursor.fetchone()
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [names])
        cursor.execute("SELECT count(*) FROM cases_caseevent WHERE id = %s", [case.pk])
        (before,) = cursor.fetchone()
        cursor.execute("UPDATE cases_case SET confidentiality = 'restricted' WHERE id = %s", [case.pk])
        cursor.execute("SELECT count(*) FROM cases_caseevent WHERE id = %s", [case.pk])
        assert cursor.fetchone() == (before + 1,)
