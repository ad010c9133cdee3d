"""The second lock alone: what the database refuses about referrals, whatever our code does."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions.grounds import Ground
from cases.choices import OrganisationKind
from cases.context import acting_as
from cases.models import Approval, Referral
from tests.factories.cases import make_case, make_place
from tests.factories.sharing import decide, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


@pytest.fixture
def case(place):
    return make_case(place)


def refuse(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    [
        "status = 'accepted'", "status = 'completed'", "sections = '{identity}'", "message = ''",
        "organisation_id = organisation_id", "expires_at = now() + interval '9 years'", "grant_live = true",
        "consent_id = NULL", "content_key = ''",
    ],
)  # fmt: skip
def test_sender_changes_nothing_of_a_draft_but_to_send_it(place, case, police, change):
    refer(case, police.organisation, ground=Ground(reason="Danger"))
    with acting_as(case.lead.user):
        refuse(f"UPDATE cases_referral SET {change}")


def test_sender_does_not_send_by_sql_what_nobody_approved(case, police):
    refer(case, police.organisation, ground=Ground(reason="Danger"))
    with acting_as(case.lead.user):
        refuse("UPDATE cases_referral SET status = 'sent', sent_at = now()")


@pytest.mark.parametrize("change", ["status = 'accepted'", "status = 'sent', sent_at = now()"])
def test_receiver_changes_nothing_by_sql(case, police, rows, change):
    refer(case, police.organisation)
    with acting_as(police.user("worker")):
        rows(f"UPDATE cases_referral SET {change}")
        assert Referral.objects.get().status == "sent"


def test_receiver_does_not_call_the_senders_function(case, police):
    referral = refer(case, police.organisation)
    with acting_as(police.user("worker")):
        refuse("SELECT sec.revoke_referral(%s)", referral.pk)


def test_stranger_calls_no_function_of_sharing(case, police):
    referral = refer(case, police.organisation)
    with acting_as(make_place().user("worker")):
        refuse("SELECT sec.answer_referral(%s, 'accepted', '', gen_random_uuid())", referral.pk)
        refuse("SELECT sec.revoke_referral(%s)", referral.pk)


def test_package_is_never_changed(case, police):
    refer(case, police.organisation)
    with acting_as(case.lead.user):
        refuse("UPDATE cases_referralpackage SET content = ''")


def test_3_package_of_a_foreign_referral_is_not_added(place, case, police):
    theirs = refer(make_case(place, "other"), police.organisation, ground=Ground(reason="Danger"))
    with acting_as(case.lead.user):
        refuse(
            "INSERT INTO cases_referralpackage (id, created_by_id, row_version, referral_id, case_id, "
            "content, identities) VALUES (gen_random_uuid(), %s, 1, %s, %s, '', '')",
            case.lead.user_id, theirs.pk, case.pk,
        )  # fmt: skip


def test_3_foreign_approval_serves_for_no_referral(place, case, police):
    theirs = refer(make_case(place), police.organisation, ground=Ground(reason="Danger"))
    decide(place, theirs.approval)
    referral = refer(case, police.organisation)
    copied = Referral(
        case=case, organisation=police.organisation, service_kind="other", basis="override",
        approval=Approval(pk=theirs.approval_id), sections=["summary"], request_key=referral.pk,
        expires_at=timezone.now() + dt.timedelta(days=1), created_by=case.lead.user,
    )  # fmt: skip
    copied.make_keys()
    with acting_as(case.lead.user), pytest.raises(DatabaseError), transaction.atomic():
        copied.save(force_insert=True)


def test_history_of_a_referral_is_read_as_far_as_the_referral(case, police, rows):
    refer(case, police.organisation)
    with acting_as(police.user("worker")):
        assert rows("SELECT count(*) FROM cases_referralevent") == [(0,)]
    with acting_as(case.lead.user):
        assert rows("SELECT count(*) FROM cases_referralevent") == [(2,)]
