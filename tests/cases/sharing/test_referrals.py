"""Referrals: on what basis they are sent, what the receiver reads, and when that ends."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.utils import timezone

from cases.actions import consents, received, referrals
from cases.actions.access import ReasonMissingError
from cases.actions.grounds import Ground, NoBasisError
from cases.actions.parties import Identity
from cases.choices import Confidentiality, OrganisationKind, Section
from cases.context import acting_as
from cases.models import AccessEvent, Case, CaseAccess, Party, Referral, ReferralPackage
from cases.permissions import NotAllowed
from cases.refusals import Refusal
from cases.sealing import opened
from cases.snapshot_words import told
from cases.states import ForbiddenChangeError
from tests.factories.cases import bar, grant, make_case, make_party, make_place
from tests.factories.sharing import answer, consent_to, decide, law_no_more, law_now, refer

pytestmark = pytest.mark.django_db
APPROVE = "UPDATE cases_approval SET status = 'approved', decided_by_id = %s, decided_at = now()"
WHO = Identity(name="Invented Name", phones="+7 701 555 01 23")


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def party(case):
    return make_party(case, identity=WHO)


def read(place, referral, name="worker"):
    user = place.user(name)
    with acting_as(user):
        found = received.received(user, referral.pk)
        return received.read_package(actor=user, referral=found)


def status_of(case, referral):
    with acting_as(case.lead.user):
        return Referral.objects.visible_to(case.lead.user).get(pk=referral.pk).status


# The basis


def test_referral_by_law_records_the_version_its_day_and_its_text(case, police):
    referral = refer(case, police.organisation)
    assert (referral.status, referral.version, referral.law_on) == (
        "sent", law_now(), timezone.localdate(),
    )  # fmt: skip
    assert len(referral.text_sha256) == 64


def test_version_that_is_law_no_more_is_no_basis(case, police):
    with pytest.raises(NoBasisError, match="is not law on"):
        refer(case, police.organisation, ground=Ground(version=law_no_more()))


def test_consent_that_names_the_receiver_and_the_parts_is_a_basis(case, party, police):
    consent = consent_to(case, party, police.organisation)
    assert refer(case, police.organisation, ground=Ground(consent=consent)).status == "sent"


def test_consent_covers_no_part_that_it_does_not_name(case, party, police):
    consent = consent_to(case, party, police.organisation)
    with pytest.raises(NoBasisError, match="Names, numbers and addresses"):
        refer(
            case, police.organisation, ground=Ground(consent=consent),
            sections=[Section.PARTIES, Section.IDENTITY],
        )  # fmt: skip


def test_consent_counts_for_no_other_receiver(case, party, police):
    consent = consent_to(case, party, make_place().organisation)
    with pytest.raises(NoBasisError):
        refer(case, police.organisation, ground=Ground(consent=consent))


def test_consent_counts_for_nobody_in_words(case, party, police):
    consent = consent_to(case, party, police.organisation)
    with pytest.raises(NoBasisError):
        refer(case, None, ground=Ground(consent=consent), contact="somebody at the police")


def test_withdrawn_consent_is_no_basis(case, party, police):
    consent = consent_to(case, party, police.organisation)
    withdraw(case, consent)
    with pytest.raises(NoBasisError):
        refer(case, police.organisation, ground=Ground(consent=consent))


def test_3_consent_of_another_case_is_no_basis(place, case, police):
    elsewhere = make_case(place)
    consent = consent_to(elsewhere, make_party(elsewhere), police.organisation)
    with pytest.raises(NoBasisError):
        refer(case, police.organisation, ground=Ground(consent=consent))


def test_refused_referral_leaves_nothing_behind(case, police):
    with pytest.raises(NoBasisError):
        refer(case, police.organisation, ground=Ground(version=law_no_more()))
    with acting_as(case.lead.user):
        assert not Referral.objects.exists()


def test_without_consent_nothing_is_sent_before_a_supervisor_approves(place, case, police):
    referral = refer(case, police.organisation, ground=Ground(reason="She can't be reached, he knows where"))
    assert referral.status == "draft"
    with acting_as(case.lead.user), pytest.raises(NoBasisError, match="not approved"):
        referrals.send_referral(actor=case.lead.user, referral_id=referral.pk)
    with pytest.raises(Http404):
        read(police, referral)
    decide(place, referral.approval)
    with acting_as(case.lead.user):
        referrals.send_referral(actor=case.lead.user, referral_id=referral.pk)
    assert read(police, referral) is not None


def test_without_consent_a_reason_is_given(case, police):
    with pytest.raises(ReasonMissingError):
        refer(case, police.organisation, ground=Ground(reason=" "))


def test_what_a_supervisor_refused_is_not_sent(place, case, police):
    referral = refer(case, police.organisation, ground=Ground(reason="Danger"))
    decide(place, referral.approval, approve=False)
    with acting_as(case.lead.user), pytest.raises(NoBasisError):
        referrals.send_referral(actor=case.lead.user, referral_id=referral.pk)


@pytest.mark.parametrize("name", ["worker", "colleague", "second", "auditor"])
def test_only_a_supervisor_who_neither_asked_nor_leads_decides(place, case, police, name):
    grant(case, place.colleague, "coworker")
    referral = refer(case, police.organisation, ground=Ground(reason="Danger"))
    with pytest.raises((NotAllowed, Http404)):
        decide(place, referral.approval, name=name)


def test_decision_is_made_once(place, case, police):
    referral = refer(case, police.organisation, ground=Ground(reason="Danger"))
    decide(place, referral.approval)
    with pytest.raises(ForbiddenChangeError):
        decide(place, referral.approval, approve=False)


def test_database_wants_a_second_person(place, case, police):
    refer(case, police.organisation, ground=Ground(reason="Danger"))
    worker = place.user("worker")
    with acting_as(worker), connection.cursor() as cursor:
        cursor.execute(APPROVE, [worker.pk])
        assert cursor.rowcount == 0
    with (
        acting_as(place.user("supervisor")), pytest.raises(DatabaseError),
        transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(APPROVE, [worker.pk])


def test_approval_of_another_referral_serves_for_none(place, case, police):
    first = refer(case, police.organisation, ground=Ground(reason="Danger"))
    decide(place, first.approval)
    second = refer(case, police.organisation, ground=Ground(reason="Danger"))
    with acting_as(case.lead.user), pytest.raises(DatabaseError), transaction.atomic():
        Referral.objects.filter(pk=second.pk).update(approval=first.approval)


# What is sent


def test_receiver_reads_the_parts_that_were_sent_and_no_other(case, party, police):
    package = read(police, refer(case, police.organisation))
    assert package.message == "Call before you come"
    assert [part["section"] for part in package.taken] == ["summary", "parties"]
    assert not package.has_identities


def test_receiver_does_not_see_the_case(case, party, police):
    refer(case, police.organisation)
    with acting_as(police.user("worker")):
        assert not Case.objects.exists()
        assert not Party.objects.exists()


def test_what_was_sent_stays_as_it_was(case, party, police):
    referral = refer(case, police.organisation)
    make_party(case)
    records = read(police, referral).taken[1]["records"]
    assert [record["values"]["code"] for record in records] == ["S1"]


def test_who_the_people_are_is_shown_with_a_purpose_and_recorded(case, party, police):
    referral = refer(case, police.organisation, sections=[Section.PARTIES, Section.IDENTITY])
    assert "Invented" not in str(read(police, referral).taken)
    worker = police.user("worker")
    with acting_as(worker):
        taken = received.reveal_package(actor=worker, referral_id=referral.pk, purpose="safety")
    assert taken[0]["records"][0]["values"]["name"] == "Invented Name"
    with acting_as(case.lead.user):
        event = AccessEvent.objects.get(deed="revealed")
    assert (event.actor, event.case_id, event.purpose) == (worker, case.pk, "safety")


def test_package_tells_its_parts_in_words(case, party, police):
    parts = told(read(police, refer(case, police.organisation)).taken)
    assert [part.title for part in parts] == ["Summary", "People in the case"]
    facts = {fact.label: fact.values for fact in parts[1].records[0].facts}
    assert facts["Kind"] == ["Survivor"]


def test_package_is_sealed_under_the_referrals_own_keys(case, party, police):
    referral = refer(case, police.organisation)
    with acting_as(case.lead.user):
        package = ReferralPackage.objects.select_related("referral").get()
    assert "Call before" in opened(package, "content")
    assert referral.content_key not in (case.content_key, referral.identity_key)


def test_sender_shares_no_part_that_she_does_not_see(place, case, party, police):
    grant(case, place.colleague, "coworker", sections=[Section.PLAN, Section.PARTIES])
    with pytest.raises(Refusal, match="that you don't see"):
        refer(case, police.organisation, actor=place.user("colleague"), sections=[Section.IDENTITY])


def test_own_organisation_is_no_receiver(place, case):
    with pytest.raises(Refusal, match="colleague"):
        refer(case, place.organisation)


def test_52_sent_twice_it_is_one_referral(case, police):
    key = refer(case, police.organisation).request_key
    refer(case, police.organisation, request_key=key)
    with acting_as(case.lead.user):
        assert Referral.objects.count() == 1


# Who reads, and until when


@pytest.mark.parametrize("against", ["organisation", "worker"])
def test_whoever_is_barred_finds_nothing(case, police, against):
    referral = refer(case, police.organisation)
    bar(case, police.organisation if against == "organisation" else police.user("worker"))
    with pytest.raises(Http404):
        read(police, referral)
    with acting_as(police.user("worker")):
        assert not Referral.objects.exists()
        assert not ReferralPackage.objects.exists()


@pytest.mark.parametrize("name", ["intake", "auditor"])
def test_who_does_not_work_on_cases_receives_nothing(case, police, name):
    refer(case, police.organisation)
    with acting_as(police.user(name)):
        assert not Referral.objects.exists()


def test_other_organisations_find_nothing(case, police):
    refer(case, police.organisation)
    with acting_as(make_place().user("worker")):
        assert not Referral.objects.exists()
        assert not ReferralPackage.objects.exists()


def test_taken_back_it_is_read_no_more(case, police):
    referral = refer(case, police.organisation)
    with acting_as(case.lead.user):
        referrals.revoke_referral(actor=case.lead.user, referral_id=referral.pk)
    assert read(police, referral) is None
    with acting_as(police.user("worker")):
        assert Referral.objects.get().status == "revoked"
        assert not ReferralPackage.objects.exists()


def withdraw(case, consent):
    with acting_as(case.lead.user):
        consents.withdraw_consent(actor=case.lead.user, consent_id=consent.pk, words="Not any more")


@pytest.mark.parametrize("is_accepted", [False, True])
def test_withdrawal_of_consent_takes_back_what_it_allowed(case, party, police, is_accepted):
    consent = consent_to(case, party, police.organisation)
    referral = refer(case, police.organisation, ground=Ground(consent=consent))
    if is_accepted:
        answer(police, referral, "accepted")
    withdraw(case, consent)
    assert status_of(case, referral) == "revoked"
    assert read(police, referral) is None


def test_live_referral_opens_the_case_from_acceptance_to_the_end(case, party, police):
    referral = refer(case, police.organisation, grant_live=True)
    worker = police.user("worker")

    def sees():
        with acting_as(worker):
            return (
                Case.objects.visible_to(worker, section=Section.PARTIES).exists(),
                Case.objects.visible_to(worker, section=Section.IDENTITY).exists(),
            )

    assert sees() == (False, False)
    answer(police, referral, "accepted")
    assert sees() == (True, False)
    answer(police, referral, "completed")
    assert sees() == (False, False)


def test_taking_back_ends_live_access(case, party, police):
    referral = refer(case, police.organisation, grant_live=True)
    answer(police, referral, "accepted")
    with acting_as(case.lead.user):
        referrals.revoke_referral(actor=case.lead.user, referral_id=referral.pk)
        assert CaseAccess.objects.get(referral=referral).revoked_at is not None
    with acting_as(police.user("worker")):
        assert not Case.objects.exists()


def test_coworker_lets_nobody_see_the_case_itself(place, case, police):
    grant(case, place.colleague, "coworker")
    with pytest.raises(Http404):
        refer(case, police.organisation, actor=place.user("colleague"), grant_live=True)


@pytest.mark.parametrize("confidentiality", [Confidentiality.RESTRICTED, Confidentiality.SEALED])
def test_restricted_case_is_not_shown_live_to_an_organisation(place, police, confidentiality):
    case = make_case(place, confidentiality=confidentiality)
    with pytest.raises(Refusal, match="only what is sent"):
        refer(case, police.organisation, grant_live=True)


# The answer


@pytest.mark.parametrize("status", ["declined", "withdrawn"])
def test_no_is_said_with_a_reason(case, police, status):
    referral = refer(case, police.organisation)
    if status == "withdrawn":
        answer(police, referral, "accepted")
    with pytest.raises(ReasonMissingError):
        answer(police, referral, status, " ")
    answer(police, referral, status, "No bed is free")
    with acting_as(case.lead.user):
        assert opened(Referral.objects.get(pk=referral.pk), "answer") == "No bed is free"


def test_answer_is_given_once(case, police):
    referral = refer(case, police.organisation)
    answer(police, referral, "accepted")
    with pytest.raises(ForbiddenChangeError):
        answer(police, referral, "accepted", name="other")


def test_sender_does_not_answer_for_a_receiver_here(case, police):
    referral = refer(case, police.organisation)
    with acting_as(case.lead.user), pytest.raises(Http404):
        received.answer_referral(actor=case.lead.user, referral_id=referral.pk, status="accepted")


def test_of_a_receiver_outside_the_sender_records_the_answer(case):
    referral = refer(case, None, contact="The shelter at the river")
    with acting_as(case.lead.user):
        received.answer_referral(actor=case.lead.user, referral_id=referral.pk, status="accepted")
        assert not ReferralPackage.objects.exists()
    assert status_of(case, referral) == "accepted"


@pytest.mark.parametrize("status", ["sent", "revoked", "expired", "draft"])
def test_receiver_says_nothing_but_answers(case, police, status):
    referral = refer(case, police.organisation)
    with pytest.raises(ForbiddenChangeError):
        answer(police, referral, status, "because")
