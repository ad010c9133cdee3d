"""People in a case are corrected under their right, with history, and no two ever had the same code."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cases.actions import parties
from cases.actions.editing import ChangedMeanwhileError
from cases.context import acting_as
from cases.models import AccessEvent, Party
from cases.refusals import Refusal
from tests.factories import accounts
from tests.factories.cases import make_case, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


def edit(case, party, *, actor=None, **facts):
    actor = actor or case.lead.user
    with acting_as(actor):
        parties.edit_party(actor=actor, party_id=party.pk, **{"kind": "witness"} | facts)
        return Party.objects.get(pk=party.pk)


def test_correction_changes_what_is_known_and_history_keeps_what_was(case):
    party = make_party(case, "witness")
    kept = edit(case, party, age_band="14-17", needs_access=True, language="kk")
    assert (kept.code, kept.age_band, kept.needs_access, kept.language) == ("W1", "14-17", True, "kk")
    with acting_as(case.lead.user):
        former = Party.pgh_event_model.objects.filter(id=party.pk).order_by("pgh_id")
        assert [each.age_band for each in former] == ["unknown", "14-17"]
        assert AccessEvent.objects.filter(deed="changed", object_id=party.pk).count() == 1


def test_other_kind_takes_the_next_code_and_nobody_gets_the_former_one(case):
    party = make_party(case, "witness")
    make_party(case, "survivor")
    assert edit(case, party, kind="survivor").code == "S2"
    assert make_party(case, "witness").code == "W2"
    assert make_party(case, "survivor").code == "S3"


@pytest.mark.parametrize(("code", "refusal"), [("S1", "W and a number"), ("Aigul", "W and"), ("w2", "else")])
def test_code_is_of_its_kind_and_of_one_person_alone(case, code, refusal):
    party, _second = make_party(case, "witness"), make_party(case, "witness")
    with pytest.raises(Refusal, match=refusal):
        edit(case, party, code=code)


def test_database_takes_no_name_for_a_code_and_no_person_of_another_case(case):
    make_party(case, "witness")
    for change in ("code = 'Aigul'", "code = 'S1'", "case_id = gen_random_uuid()"):
        with acting_as(case.lead.user), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"UPDATE cases_party SET {change}")


@pytest.mark.parametrize("name", ["supervisor", "other", "auditor"])
def test_only_who_works_on_the_case_corrects(place, case, name):
    party = make_party(case, "witness")
    with pytest.raises(Http404):
        edit(case, party, actor=place.user(name))


def test_second_writer_is_told_and_loses_nothing(place, case):
    party = make_party(case, "witness")
    client = accounts.sign_in(Client(), place.user("worker"))
    address = reverse("work-person-edit", args=(case.pk, party.pk))
    assert b'value="W1"' in client.get(address).content
    edit(case, party, age_band="7-13")
    with pytest.raises(ChangedMeanwhileError):
        edit(case, party, seen=1)
    typed = {"kind": "witness", "code": "W1", "age_band": "14-17", "sex": "female",
             "relationship": "relative", "language": "ru", "seen": "1"}  # fmt: skip
    page = client.post(address, typed)
    assert page.status_code == 409
    body = page.content.decode()
    assert "7 to 13" in body
    assert 'value="ru"' in body
    assert client.post(address, typed | {"seen": "2"}).status_code == 302
    shown = client.get(reverse("work-person", args=(case.pk, party.pk))).content.decode()
    assert "14 to 17" in shown
