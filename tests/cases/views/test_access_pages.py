"""Barriers against people and bodies elsewhere, lifted with proof; and the work that goes on for a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from cases.actions import progress
from cases.choices import AccessKind, OrganisationKind
from cases.context import acting_as
from cases.models import Case, CaseBarrier
from tests.factories import accounts
from tests.factories.cases import bar, grant, make_case, make_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def client(place) -> Client:
    return accounts.sign_in(Client(), place.user("worker"))


def sees(person, case) -> bool:
    with acting_as(person):
        return Case.objects.visible_to(person).filter(pk=case.pk).exists()


@pytest.mark.parametrize("against", ["member", "organisation"])
def test_who_sees_the_case_from_elsewhere_can_be_barred(case, police, client, against):
    guest = police.user("worker")
    grant(case, police.worker, AccessKind.REFERRAL)
    assert sees(guest, case)
    assert guest.username in client.get(reverse("work-access", args=(case.pk,))).content.decode()
    chosen = {"member": police.worker.pk, "organisation": police.organisation.pk}[against]
    address = reverse("work-access-bar", args=(case.pk,))
    assert client.post(address, {against: str(chosen), "reason": "knows him"}).status_code == 302
    assert not sees(guest, case)


def test_lifting_a_barrier_asks_again_who_sits_there(place, case, client):
    barrier = bar(case, place.user("other"))
    address = reverse("work-access-lift", args=(case.pk, barrier.pk))
    accounts.make_sign_in_older(client, 600)
    assert client.post(address)["Location"].startswith(reverse("account_reauthenticate"))
    with acting_as(case.lead.user):
        assert CaseBarrier.objects.get().lifted_at is None


def test_work_goes_on_for_a_reason_that_the_lead_reads(place, case, client):
    lead, address = case.lead.user, reverse("work-item-go-on", args=(case.pk,))
    with acting_as(lead):
        progress.propose_closing(actor=lead, case_id=case.pk, outcome="agreed-is-done")
    supervisor = accounts.sign_in(Client(), place.user("supervisor"))
    assert client.get(address).status_code == 404
    assert address in supervisor.get(reverse("work-item", args=(case.pk,))).content.decode()
    assert supervisor.post(address, {"reason": " "}).status_code == 200
    assert supervisor.post(address, {"reason": "Her plan has no date"}).status_code == 302
    page = client.get(reverse("work-item", args=(case.pk,))).content.decode()
    assert "Her plan has no date" in page
    assert supervisor.get(address).status_code == 404
