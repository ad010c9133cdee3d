"""What must be committed to be tried: many at a time, the passing of hours, states by raw SQL, the worker."""

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import F
from django.http import Http404

from cases import rotation
from cases.actions import consents, received, referrals, transfers
from cases.actions.grounds import Ground
from cases.choices import OrganisationKind
from cases.context import acting_as
from cases.models import Case, CaseExport, ExportedFile, Referral, ReferralPackage, Transfer
from cases.refusals import Refusal
from cases.running_out import close_what_ran_out
from cases.states import ForbiddenChangeError
from kbase.database import OWNER_ALIAS, WORKER_ALIAS
from tests.factories.cases import Place, make_case, make_party, make_place
from tests.factories.sharing import accept, answer, consent_to, copied, decide, make_copy, offer, refer

TURNS = 6
REFUSED = (Refusal, Http404, ForbiddenChangeError)


@pytest.fixture
def place(committed_place: Place) -> Place:
    return committed_place


@pytest.fixture
def police(committing_db: None) -> Place:
    return make_place(OrganisationKind.POLICE)


def at_once(*deeds: Callable[[], Any]) -> list[Exception | None]:
    """Do deeds at the same moment, each on its own connection; return what each was refused with."""
    gate, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(number: int) -> None:
        try:
            gate.wait()
            deeds[number]()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(number,)) for number in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [error for error in results if error and not isinstance(error, REFUSED)] == []
    return results


def test_52_ten_at_a_time_make_one_referral(place, police):
    case, key = make_case(place), uuid4()
    results = at_once(*[lambda: refer(case, police.organisation, request_key=key)] * 10)
    assert results == [None] * 10
    with acting_as(case.lead.user):
        assert (Referral.objects.count(), ReferralPackage.objects.count()) == (1, 1)


def test_52_ten_at_a_time_ask_for_one_copy(place):
    case, key = make_case(place), uuid4()
    assert at_once(*[lambda: copied(case, request_key=key)] * 10) == [None] * 10
    with acting_as(case.lead.user):
        assert CaseExport.objects.count() == 1


def test_53_acceptance_while_it_is_taken_back_has_one_outcome(place, police):
    for turn in range(TURNS):
        accept_while_it_is_taken_back(place, police, turn)


def accept_while_it_is_taken_back(place, police, turn):
    case = make_case(place)
    referral, lead = refer(case, police.organisation, grant_live=True), case.lead.user

    def revoke() -> None:
        with acting_as(lead):
            referrals.revoke_referral(actor=lead, referral_id=referral.pk)

    deeds = (revoke, lambda: answer(police, referral, "accepted"))
    at_once(*(deeds if turn % 2 else reversed(deeds)))
    with acting_as(lead):
        # Taken back before it was accepted, or after.
        assert Referral.objects.get(pk=referral.pk).status == "revoked"
    with acting_as(police.user("worker")):
        assert not Case.objects.exists()
        assert not ReferralPackage.objects.exists()


def test_53_consent_withdrawn_while_it_is_sent_leaves_nothing_open(place, police):
    for turn in range(TURNS):
        withdraw_while_it_is_sent(place, police, turn)


def withdraw_while_it_is_sent(place, police, turn):
    case = make_case(place)
    consent, lead = consent_to(case, make_party(case), police.organisation), case.lead.user

    def withdraw() -> None:
        with acting_as(lead):
            consents.withdraw_consent(actor=lead, consent_id=consent.pk)

    deeds = (withdraw, lambda: refer(case, police.organisation, ground=Ground(consent=consent)))
    at_once(*(deeds if turn % 2 else reversed(deeds)))
    with acting_as(lead):
        assert not Referral.objects.exclude(status="revoked").exists()
    with acting_as(police.user("worker")):
        assert not ReferralPackage.objects.exists()


def test_53_two_receivers_answer_and_one_is_heard(place, police):
    case = make_case(place)
    referral = refer(case, police.organisation, grant_live=True)
    results = at_once(
        lambda: answer(police, referral, "accepted"),
        lambda: answer(police, referral, "declined", "No bed", name="colleague"),
    )
    assert sum(error is None for error in results) == 1
    with acting_as(case.lead.user):
        heard = Referral.objects.get()
    assert heard.answered_by_id == police.user("worker" if results[0] is None else "colleague").pk


def test_53_two_accept_a_transfer_and_one_leads(place, police):
    case = make_case(place)
    transfer = offer(case, police.organisation)
    results = at_once(lambda: accept(police, transfer), lambda: accept(police, transfer, name="colleague"))
    assert sum(error is None for error in results) == 1
    winner = "worker" if results[0] is None else "colleague"
    with acting_as(police.user(winner)):
        assert Case.objects.get().lead_id == police.members[winner].pk


def test_53_acceptance_while_the_offer_is_cancelled_has_one_outcome(place, police):
    for turn in range(TURNS):
        accept_while_the_offer_is_cancelled(place, police, turn)


def accept_while_the_offer_is_cancelled(place, police, turn):
    case = make_case(place)
    transfer, lead = offer(case, police.organisation), case.lead.user

    def cancel() -> None:
        with acting_as(lead):
            transfers.cancel_transfer(actor=lead, transfer_id=transfer.pk)

    deeds = (cancel, lambda: accept(police, transfer))
    results = at_once(*(deeds if turn % 2 else reversed(deeds)))
    assert sum(error is None for error in results) == 1
    with acting_as(lead):
        here = Case.objects.filter(pk=case.pk).exists()
        status = Transfer.objects.get(pk=transfer.pk).status
    with acting_as(police.user("worker")):
        there = Case.objects.filter(pk=case.pk).exists()
    assert (here, there, status) in ((True, False, "cancelled"), (False, True, "accepted"))


def let_time_pass() -> None:
    """As if what was sent and offered had ended a moment after it was made."""
    with transaction.atomic(using=OWNER_ALIAS), connections[OWNER_ALIAS].cursor() as cursor:
        cursor.execute("SET LOCAL ROLE qorgau_guard")
        for table in ("referral", "transfer"):
            cursor.execute(
                f"UPDATE cases_{table} SET expires_at = created_at + interval '1 microsecond' RETURNING id"
            )
            assert cursor.fetchall()
    connections[OWNER_ALIAS].close()


def test_what_ran_out_is_refused_at_once_and_closed_by_the_worker(place, police):
    case, inspector = make_case(place), police.user("worker")
    referral, transfer = refer(case, police.organisation), offer(case, police.organisation)
    export = copied(case)
    decide(place, export.approval)
    make_copy(export)
    let_time_pass()
    with acting_as(case.lead.user):
        CaseExport.objects.update(expires_at=F("ready_at"))
    with acting_as(inspector):
        found = received.received(inspector, referral.pk)
        assert received.read_package(actor=inspector, referral=found) is None
    for late in (lambda: answer(police, referral, "accepted"), lambda: accept(police, transfer)):
        with pytest.raises(REFUSED):
            late()
    assert close_what_ran_out() == 3
    connections[WORKER_ALIAS].close()
    with acting_as(case.lead.user):
        assert Referral.objects.get().status == Transfer.objects.get().status == "expired"
        assert CaseExport.objects.get().status == "purged"
        assert [(file.document, file.issued) for file in ExportedFile.objects.all()] == [("", "")]


SEALED = (
    "SELECT message FROM cases_referral", "SELECT content FROM cases_referralpackage",
    "SELECT note FROM cases_transfer", "SELECT document FROM cases_exportedfile",
    "SELECT purpose FROM cases_caseexport", "SELECT reason FROM cases_approval",
    "UPDATE cases_referral SET expires_at = now()",
)  # fmt: skip


def test_worker_of_the_database_reads_nothing_that_is_shared(place):
    for statement in SEALED:
        with connections[WORKER_ALIAS].cursor() as cursor, pytest.raises(DatabaseError, match="denied"):
            cursor.execute(statement)
    connections[WORKER_ALIAS].close()


def test_receiver_reads_after_rotation_with_new_keys_alone(place, police, settings):
    referral = refer(make_case(place), police.organisation)
    settings.CASE_KEYS = f"next:{'C' * 43},{settings.CASE_KEYS}"
    settings.IDENTITY_KEYS = f"next:{'D' * 43},{settings.IDENTITY_KEYS}"
    assert rotation.rotate() == 2
    settings.CASE_KEYS, settings.IDENTITY_KEYS = f"next:{'C' * 43}", f"next:{'D' * 43}"
    connections[WORKER_ALIAS].close()
    worker = police.user("worker")
    with acting_as(worker):
        found = received.received(worker, referral.pk)
        assert received.read_package(actor=worker, referral=found).message == "Call before you come"
