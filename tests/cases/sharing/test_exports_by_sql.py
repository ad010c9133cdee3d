"""The second lock alone: what the database refuses about copies of a case file, whatever our code does."""

import pytest
from django.db import DatabaseError, connection, transaction

from cases.actions import consents, exports
from cases.actions.grounds import Ground
from cases.choices import Section
from cases.context import acting_as
from cases.models import CaseExport
from cases.refusals import Refusal
from tests.factories.care import give
from tests.factories.cases import make_case, make_organisation, make_party
from tests.factories.sharing import consent_to, copied, decide, make_copy, refer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


def seen(export):
    with acting_as(export.created_by):
        return CaseExport.objects.get(pk=export.pk)


def refuse(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    [
        "sections = '{identity}'", "purpose = ''", "order_number = ''", "order_on = now()", "language = 'ru'",
        "approval_id = approval_id", "copy_number = 9", "created_by_id = created_by_id",
    ],
)  # fmt: skip
def test_t13_scope_is_widened_by_nobody(place, case, change):
    export = copied(case)
    decide(place, export.approval)
    make_copy(export)
    for name in ("worker", "supervisor"):
        with acting_as(place.user(name)):
            refuse(f"UPDATE cases_caseexport SET {change}")


@pytest.mark.parametrize("status", ["approved", "running", "ready", "downloaded", "purged", "failed"])
def test_copy_that_nobody_approved_goes_nowhere_by_sql(place, case, status):
    copied(case)
    for name in ("worker", "supervisor"):
        with acting_as(place.user(name)):
            refuse("UPDATE cases_caseexport SET status = %s, expires_at = NULL", status)


def test_no_consent_but_one_to_share_these_parts_allows_a_copy_by_sql(place, case):
    former, party = seen(copied(case)), make_party(case)
    other = make_organisation(place.administrator)
    asked = refer(case, other, ground=Ground(reason="Danger")).approval
    for consent in (give(party), consent_to(case, party, other, [Section.PARTIES])):
        born = CaseExport(
            case=case, copy_number=2, purpose=former.purpose, basis="consent", consent=consent,
            sections=["summary", "notes"], language="en", survivor_told="yes", approval=asked,
            request_key=asked.pk, created_by=case.lead.user,
        )  # fmt: skip
        with (
            acting_as(case.lead.user),
            pytest.raises(DatabaseError, match="row-level"),
            transaction.atomic(),
        ):
            born.save(force_insert=True)


def test_copy_is_not_born_approved(place, case):
    former = seen(copied(case))
    asked = refer(case, make_organisation(place.administrator), ground=Ground(reason="Danger")).approval
    born = CaseExport(
        case=case, copy_number=2, purpose=former.purpose, basis="order", order_by=former.order_by,
        order_number=former.order_number, order_on=former.order_on, sections=["summary"], language="en",
        survivor_told="yes", approval=asked, status="approved", request_key=asked.pk,
        created_by=case.lead.user,
    )  # fmt: skip
    with acting_as(case.lead.user), pytest.raises(DatabaseError, match="row-level"), transaction.atomic():
        born.save(force_insert=True)


def as_asker(export, action, **values):
    with acting_as(export.created_by):
        return action(actor=export.created_by, export_id=export.pk, **values)


def ready(place, case, **given):
    export = copied(case, **given)
    decide(place, export.approval)
    make_copy(export)
    return export


def test_told_after_the_consent_or_the_approval_ended_is_refused_in_words(place, case, monkeypatch):
    court = make_organisation(place.administrator, "court")
    consent = consent_to(case, make_party(case), court, sections=[Section.PARTIES])
    export = ready(place, case, basis=consent, sections=[Section.PARTIES])
    with acting_as(case.lead.user):
        consents.withdraw_consent(actor=case.lead.user, consent_id=consent.pk)
    with pytest.raises(Refusal, match="no consent, now"):
        as_asker(export, exports.tell_survivor, told="yes")
    other = ready(place, case)
    monkeypatch.setattr("cases.states.APPROVAL_DAYS", 0)
    for action, values in ((exports.tell_survivor, {"told": "yes"}), (exports.issue_export, {})):
        with pytest.raises(Refusal, match="ask again"):
            as_asker(other, action, **values)
