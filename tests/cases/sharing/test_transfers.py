"""Transfers: a case is offered, and moves only when it is accepted; then its former people see nothing."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from cases import sharing_door
from cases.actions import consents, parties, transfers
from cases.actions.access import ReasonMissingError
from cases.actions.grounds import Ground, NoBasisError
from cases.actions.parties import Identity
from cases.actions.received import MeanwhileError
from cases.blind import IIN, index
from cases.choices import AccessKind, OrganisationKind, Section
from cases.context import acting_as
from cases.models import Case, CaseAccess, PartyIdentity, Transfer
from cases.permissions import NotAllowed
from cases.refusals import Refusal
from cases.sealing import opened
from cases.states import ForbiddenChangeError
from legislation.models import Jurisdiction, ProvisionVersion
from tests.factories.case_law import at, make_kind, record_event
from tests.factories.cases import bar, grant, make_case, make_party, make_place
from tests.factories.sharing import accept, consent_to, decide, law_no_more, law_now, offer

pytestmark = pytest.mark.django_db
ACCEPT = "SELECT sec.accept_transfer(%s, %s, gen_random_uuid(), '{summary}')"
PLACE = "version__provision__law__jurisdiction__code"
WHO = Identity(name="Invented Name", iin="850101300123")


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


@pytest.fixture
def case(place):
    return make_case(place)


def sees(place, name):
    user = place.user(name)
    with acting_as(user):
        return Case.objects.visible_to(user).exists() or Case.objects.exists()


def cancel(case, transfer):
    with acting_as(case.lead.user):
        transfers.cancel_transfer(actor=case.lead.user, transfer_id=transfer.pk)


def test_until_it_is_accepted_the_sender_goes_on(place, police, case):
    offer(case, police.organisation)
    worker = place.user("worker")
    with acting_as(worker):
        assert Case.objects.visible_to(worker, level="write").exists()
    assert not sees(police, "worker")


def test_accepted_it_belongs_to_the_other_organisation_and_its_lead(place, police, case):
    accept(police, offer(case, police.organisation))
    with acting_as(police.user("worker")):
        moved = Case.objects.visible_to(police.user("worker"), level="grant").get()
        assert (moved.organisation_id, moved.lead_id) == (police.organisation.pk, police.worker.pk)


def test_accepted_nobody_of_the_former_organisation_sees_it(place, police, case):
    grant(case, place.colleague, AccessKind.COWORKER)
    grant(case, place.second, AccessKind.SUPERVISOR)
    accept(police, offer(case, police.organisation))
    assert not [name for name in place.members if sees(place, name)]


def test_other_organisations_keep_what_they_were_given(place, police, case):
    third = make_place()
    grant(case, third.worker, AccessKind.REFERRAL)
    accept(police, offer(case, police.organisation))
    assert sees(third, "worker")


def test_new_lead_opens_what_was_sealed_before(place, police, case):
    make_party(case, identity=WHO)
    accept(police, offer(case, police.organisation))
    worker = police.user("worker")
    with acting_as(worker):
        party = PartyIdentity.objects.get().party_id
        assert parties.reveal(actor=worker, party_id=party, purpose="check").name == WHO.name


def test_numbers_are_found_in_the_new_organisation_and_no_more_in_the_former(place, police, case):
    make_party(case, identity=WHO)
    accept(police, offer(case, police.organisation))
    with acting_as(police.user("worker")):
        kept = PartyIdentity.objects.get().iin_index
    assert kept == index(IIN, WHO.iin, organisation_id=police.organisation.pk)
    assert kept != index(IIN, WHO.iin, organisation_id=place.organisation.pk)


def test_supervisor_takes_a_case_over_for_one_of_her_people(place, police, case):
    accept(police, offer(case, police.organisation), name="supervisor", lead="colleague")
    with acting_as(police.user("colleague")):
        assert Case.objects.get().lead_id == police.colleague.pk


@pytest.mark.parametrize("lead", ["colleague", "supervisor", "auditor", "intake"])
def test_worker_takes_a_case_over_for_nobody_but_herself(place, police, case, lead):
    transfer = offer(case, police.organisation)
    with pytest.raises(MeanwhileError):
        accept(police, transfer, lead=lead)
    assert sees(place, "worker")


def test_lead_of_a_third_organisation_is_refused(place, police, case):
    transfer, third = offer(case, police.organisation), make_place()
    supervisor = police.user("supervisor")
    with acting_as(supervisor), pytest.raises(MeanwhileError):
        transfers.accept_transfer(actor=supervisor, transfer_id=transfer.pk, lead=third.worker)


def test_declined_it_stays_and_the_sender_reads_why(place, police, case):
    transfer, worker = offer(case, police.organisation), police.user("worker")
    with acting_as(worker), pytest.raises(ReasonMissingError):
        transfers.decline_transfer(actor=worker, transfer_id=transfer.pk, words=" ")
    with acting_as(worker):
        transfers.decline_transfer(actor=worker, transfer_id=transfer.pk, words="We have no lawyer")
        assert not Transfer.objects.exists()
    with acting_as(case.lead.user):
        assert opened(Transfer.objects.get(), "answer") == "We have no lawyer"
    assert sees(place, "worker")


def test_cancelled_offer_is_not_accepted(place, police, case):
    transfer = offer(case, police.organisation)
    cancel(case, transfer)
    with pytest.raises(Http404):
        accept(police, transfer)
    assert not sees(police, "worker")


def test_accepted_offer_is_not_cancelled(place, police, case):
    transfer = offer(case, police.organisation)
    accept(police, transfer)
    with pytest.raises(Http404):
        cancel(case, transfer)


def test_declined_offer_is_not_cancelled(place, police, case):
    transfer, worker = offer(case, police.organisation), police.user("worker")
    with acting_as(worker):
        transfers.decline_transfer(actor=worker, transfer_id=transfer.pk, words="No")
    with pytest.raises(ForbiddenChangeError):
        cancel(case, transfer)


# On what basis

EVERY_PART = [section for section in Section if section != Section.SUMMARY]


def asked(case, to):
    return offer(case, to, ground=Ground(reason="He works in this town"))


def sent(case, transfer):
    with acting_as(case.lead.user):
        return transfers.send_offer(actor=case.lead.user, transfer_id=transfer.pk)


def test_survivors_consent_to_every_part_lets_it_go_and_its_withdrawal_takes_the_offer_back(
    place, police, case
):
    consent = consent_to(case, make_party(case), police.organisation, EVERY_PART)
    transfer = offer(case, police.organisation, ground=Ground(consent=consent))
    with acting_as(police.user("worker")):
        assert Transfer.objects.get().basis == "consent"
    with acting_as(case.lead.user):
        consents.withdraw_consent(actor=case.lead.user, consent_id=consent.pk)
        assert Transfer.objects.get(pk=transfer.pk).status == "cancelled"
    with pytest.raises(Http404):
        accept(police, transfer)


def test_consent_of_another_person_of_some_parts_or_to_another_receiver_is_no_basis(police, case):
    survivor, witness, third = make_party(case), make_party(case, "witness"), make_place().organisation
    for ground in (
        Ground(consent=consent_to(case, survivor, police.organisation, EVERY_PART[:-1])),
        Ground(consent=consent_to(case, survivor, third, EVERY_PART)),
        Ground(consent=consent_to(case, witness, police.organisation, EVERY_PART)),
        Ground(version=law_no_more()),
    ):
        with pytest.raises(NoBasisError):
            offer(case, police.organisation, ground=ground)


def test_without_consent_or_law_a_supervisor_who_does_not_lead_it_lets_it_go(place, police, case):
    transfer = asked(case, police.organisation)
    with pytest.raises(Http404):
        accept(police, transfer)
    with pytest.raises(NoBasisError, match="not approved"):
        sent(case, transfer)
    with pytest.raises((Http404, NotAllowed)):
        decide(place, transfer.approval, name="worker")
    decide(place, transfer.approval)
    sent(case, transfer)
    accept(police, transfer)
    assert sees(police, "worker")


def test_provision_alone_lets_no_case_go_without_a_supervisor_either(place, police, case):
    with pytest.raises(ReasonMissingError):
        offer(case, police.organisation, ground=Ground(version=law_now()))
    transfer = offer(case, police.organisation, ground=Ground(version=law_now(), reason="It says so"))
    with pytest.raises(Http404):
        accept(police, transfer)
    with pytest.raises(NoBasisError, match="not approved"):
        sent(case, transfer)
    with acting_as(case.lead.user):
        refuse("UPDATE cases_transfer SET status = 'offered', law_on = current_date")
    decide(place, transfer.approval)
    assert sent(case, transfer).law_on == timezone.localdate()
    accept(police, transfer)
    assert sees(police, "worker")


def test_provision_that_obliges_nobody_to_tell_or_is_of_elsewhere_is_no_basis(place, police, case):
    other = ProvisionVersion.objects.published().in_force_on(timezone.localdate())
    other = other.filter(provision__law__jurisdiction__code="KZ", duty=None).order_by("pk").first()
    with pytest.raises(NoBasisError, match="obliges nobody"):
        offer(case, police.organisation, ground=Ground(version=other, reason="It says so"))
    transfer = offer(case, police.organisation, ground=Ground(version=law_now(), reason="It says so"))
    decide(place, transfer.approval)
    make_kind()
    record_event(case, at("2026-03-10 09:00"), jurisdiction=Jurisdiction.objects.get(code="PK-PB"))
    with acting_as(case.lead.user):
        offered = set(sharing_door.duties_to_tell(case).values_list(PLACE, flat=True))
        assert offered <= {"PK-PB", "PK"}
        assert offered
        with pytest.raises(NoBasisError, match="obliges nobody"), transaction.atomic():
            transfers.send_offer(actor=case.lead.user, transfer_id=transfer.pk)
        refuse("UPDATE cases_transfer SET status = 'offered', law_on = current_date")
    record_event(case, at("2026-03-10 10:00"))  # in Kazakhstan too
    assert sent(case, transfer).status == "offered"


# Who can be offered it, and by whom


def test_barred_organisation_receives_nothing(place, police, case):
    bar(case, police.organisation)
    with pytest.raises(Refusal, match="barrier"):
        offer(case, police.organisation)


@pytest.mark.parametrize("against", ["organisation", "worker"])
def test_barrier_set_after_the_offer_hides_it(place, police, case, against):
    transfer = offer(case, police.organisation)
    bar(case, police.organisation if against == "organisation" else police.user("worker"))
    with pytest.raises(Http404):
        accept(police, transfer)


def test_person_who_is_barred_leads_it_for_no_supervisor(place, police, case):
    transfer = offer(case, police.organisation)
    bar(case, police.user("worker"))
    with pytest.raises(MeanwhileError):
        accept(police, transfer, name="supervisor", lead="worker")


def test_barrier_goes_with_the_case(place, police, case):
    bar(case, place.organisation)
    with acting_as(place.user("worker")), pytest.raises(Http404):
        transfers.offer_case(
            actor=place.user("worker"), case_id=case.pk, to=police.organisation, note="x",
            ground=Ground(version=law_now()), expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip


@pytest.mark.parametrize("name", ["colleague", "second", "other", "auditor"])
def test_only_the_lead_and_her_supervisor_offer_a_case(place, police, case, name):
    grant(case, place.colleague, AccessKind.COWORKER)
    with pytest.raises((Http404, NotAllowed)):
        offer(case, police.organisation, actor=place.user(name))


def test_own_organisation_is_no_receiver(place, case):
    with pytest.raises(Refusal, match="another lead"):
        offer(case, place.organisation)


def test_case_is_offered_to_one_at_a_time(place, police, case):
    offer(case, police.organisation)
    with pytest.raises(Refusal, match="already"):
        offer(case, make_place().organisation)


@pytest.mark.parametrize("name", ["intake", "auditor"])
def test_who_does_not_work_on_cases_finds_no_offer(place, police, case, name):
    offer(case, police.organisation)
    with acting_as(police.user(name)):
        assert not Transfer.objects.exists()


def test_who_gave_it_away_finds_that_she_did_and_nothing_more(place, police, case):
    accept(police, offer(case, police.organisation))
    worker = place.user("worker")
    with acting_as(worker):
        assert Transfer.objects.offered_by(worker).get().status == "accepted"
        assert not CaseAccess.objects.exists()


# The second lock alone


def refuse(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    ["status = 'accepted'", "status = 'declined'", "organisation_id = organisation_id", "note = ''",
     "lead_id = NULL"],
)  # fmt: skip
def test_sender_changes_nothing_of_an_offer_but_to_cancel_it(police, case, change):
    offer(case, police.organisation)
    with acting_as(case.lead.user):
        refuse(f"UPDATE cases_transfer SET {change}")


def test_database_lets_nothing_be_offered_that_does_not_rest_on_anything(place, police, case):
    transfer = asked(case, police.organisation)
    offering = "UPDATE cases_transfer SET status = 'offered'"
    with acting_as(case.lead.user):
        refuse(offering)
        refuse("UPDATE cases_transfer SET basis = 'statute'")
    decide(place, transfer.approval, approve=False)
    with acting_as(case.lead.user):
        refuse(offering)


def test_stranger_accepts_nothing(police, case):
    transfer, third = offer(case, police.organisation), make_place()
    with acting_as(third.user("worker")):
        refuse(ACCEPT, transfer.pk, third.worker.pk)


def test_sender_does_not_accept_for_the_receiver(place, police, case):
    transfer = offer(case, police.organisation)
    with acting_as(case.lead.user):
        refuse(ACCEPT, transfer.pk, police.worker.pk)


@pytest.mark.parametrize("section", [Section.SUMMARY, Section.IDENTITY])
def test_new_lead_has_every_part(place, police, case, section):
    accept(police, offer(case, police.organisation))
    worker = police.user("worker")
    with acting_as(worker):
        assert Case.objects.visible_to(worker, section=section, level="write").exists()
