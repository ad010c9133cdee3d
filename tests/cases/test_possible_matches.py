"""Finding that a person may be known already, without a look at the case in which she is."""

import pytest
from django.test import Client
from django.urls import reverse

from cases import door
from cases.actions.parties import Identity
from cases.choices import Confidentiality
from cases.context import acting_as
from cases.models import AccessEvent
from tests.factories import accounts
from tests.factories.cases import as_member, bar, make_case, make_party, make_place

pytestmark = pytest.mark.django_db
WRITTEN, OTHERWISE = Identity(phones="+7 701 555 01 23"), Identity(phones="8 (701) 555-01-23, 112")


@pytest.fixture
def place(db):
    return make_place()


@pytest.fixture
def known(place):
    """A colleague's case with somebody in it."""
    case = make_case(place, "colleague")
    make_party(case, identity=WRITTEN)
    return case


def told(place, party):
    with as_member(place, "worker"):
        return [member.user for member in door.leads_of_possible_matches(party)]


def test_lead_of_the_other_case_is_named_and_the_case_is_not(place, known):
    party = make_party(make_case(place), identity=OTHERWISE)
    page = accounts.sign_in(Client(), place.user("worker")).get(
        reverse("work-person", args=(party.case_id, party.pk))
    )
    shown = page.content.decode()
    assert "Possibly known already." in shown
    assert place.user("colleague").get_username() in shown
    assert known.public_no not in shown
    assert str(known.pk) not in shown


def test_other_case_has_it_in_its_record_once_a_day_for_each_person_looked_for(place, known):
    case = make_case(place)
    people = [make_party(case, identity=OTHERWISE), make_party(case, identity=OTHERWISE)]
    for party in people * 2:
        told(place, party)
    with as_member(place, "colleague"):
        seen = AccessEvent.objects.filter(case_id=known.pk, deed="matched")
        assert {event.actor for event in seen} == {place.user("worker")}
        assert sorted(event.object_id for event in seen) == sorted(party.pk for party in people)


def test_another_number_is_nobodys(place, known):
    assert told(place, make_party(make_case(place), identity=Identity(phones="+7 701 555 01 24"))) == []
    assert told(place, make_party(make_case(place), identity=Identity(name="Nobody"))) == []


def test_another_organisation_is_told_nothing(known):
    elsewhere = make_place()
    assert told(elsewhere, make_party(make_case(elsewhere), identity=OTHERWISE)) == []


@pytest.mark.parametrize("hidden", ["restricted", "barred"])
def test_hidden_case_is_not_told_of(place, hidden):
    kind = Confidentiality.RESTRICTED if hidden == "restricted" else Confidentiality.NORMAL
    case = make_case(place, "colleague", confidentiality=kind)
    make_party(case, identity=WRITTEN)
    if hidden == "barred":
        bar(case, place.user("worker"))
    assert told(place, make_party(make_case(place), identity=OTHERWISE)) == []


def test_who_may_not_write_the_identity_learns_nothing(place, known):
    party = make_party(make_case(place), identity=OTHERWISE)
    with acting_as(place.user("other")):
        assert not door.leads_of_possible_matches(party)
