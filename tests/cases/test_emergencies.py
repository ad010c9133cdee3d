"""Test 10 of the design: emergency access, and everything that must be refused."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from cases import numbers
from cases.actions import emergencies
from cases.actions.access import ReasonMissingError
from cases.choices import Confidentiality, OrganisationKind, Verdict
from cases.context import acting_as
from cases.models import BreakGlass, Case
from cases.states import ForbiddenChangeError
from cases.views.pages import refusal_words
from tests.factories import accounts
from tests.factories.cases import Place, bar, make_case, make_place

pytestmark = pytest.mark.django_db
REASON = "He is at her door and her worker is away"


def ask(place: Place, number: str, name: str = "colleague", reason: str = REASON):
    user = place.user(name)
    with acting_as(user):
        return emergencies.ask(actor=user, membership=place.members[name], number=number, reason=reason)


def decide(place: Place, request, name: str, *, approve: bool = True) -> None:
    user = place.user(name)
    with acting_as(user):
        emergencies.decide(actor=user, request_id=request, approve=approve)


def sees(place: Place, name: str, case: Case) -> bool:
    user = place.user(name)
    with acting_as(user):
        return Case.objects.visible_to(user).filter(pk=case.pk).exists()


def test_10_approved_by_another_line_it_opens_the_case(place):
    case = make_case(place)
    request = ask(place, case.public_no)
    assert not sees(place, "colleague", case)
    decide(place, request, "second")
    assert sees(place, "colleague", case)


def test_10_it_opens_for_reading_only(place):
    case = make_case(place)
    decide(place, ask(place, case.public_no), "second")
    colleague = place.user("colleague")
    with acting_as(colleague):
        for level in ("write", "decide", "grant"):
            assert not Case.objects.visible_to(colleague, level=level).exists()


def test_10_without_a_reason_it_is_refused(place):
    with pytest.raises(ReasonMissingError):
        ask(place, make_case(place).public_no, reason="  ")


def test_10_database_refuses_it_without_a_reason_too(place):
    case = make_case(place)
    with (
        acting_as(place.user("colleague")),
        pytest.raises(IntegrityError, match="emergency_has_a_reason"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT sec.ask_emergency(gen_random_uuid(), %s, %s, '')", [place.colleague.pk, case.public_no]
        )


@pytest.mark.parametrize("name", ["colleague", "supervisor", "worker", "other", "auditor", "intake"])
def test_10_neither_oneself_nor_ones_own_line_nor_other_roles_decide(place, name):
    request = ask(place, make_case(place).public_no)
    with pytest.raises(Http404):
        decide(place, request, name)


def test_10_supervisor_of_another_organisation_does_not_decide(place):
    request = ask(place, make_case(place).public_no)
    with pytest.raises(Http404):
        decide(make_place(), request, "second")


def test_10_database_refuses_a_decision_of_ones_own_line(place):
    request = ask(place, make_case(place).public_no)
    for name in ("colleague", "supervisor"):
        with (
            acting_as(place.user(name)),
            pytest.raises(DatabaseError, match="no right to decide"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT sec.decide_emergency(%s, true)", [request])


def test_10_it_ends_after_four_hours(place):
    case = make_case(place)
    request = ask(place, case.public_no)
    decide(place, request, "second")
    with acting_as(place.user("colleague")):
        row = BreakGlass.objects.get(pk=request)
    assert row.ends_at - row.starts_at == timedelta(hours=4)


def test_10_barrier_makes_it_impossible_and_unseen(place):
    case = make_case(place)
    bar(case, place.user("colleague"))
    request = ask(place, case.public_no)
    for name in ("second", "supervisor"):
        with acting_as(place.user(name)):
            assert not emergencies.to_decide(place.user(name)).exists()
    with acting_as(place.user("colleague")):
        assert BreakGlass.objects.get(pk=request).case_id is None


def test_10_barrier_set_afterwards_ends_it(place):
    case = make_case(place)
    decide(place, ask(place, case.public_no), "second")
    bar(case, place.user("colleague"))
    assert not sees(place, "colleague", case)


def test_10_sealed_case_has_no_emergencies(place):
    case = make_case(place, confidentiality=Confidentiality.SEALED)
    ask(place, case.public_no)
    with acting_as(place.user("second")):
        assert not emergencies.to_decide(place.user("second")).exists()


@pytest.mark.parametrize("kind", ["nobody's", "another organisation's", "barred", "sealed"])
def test_20_request_looks_the_same_whether_the_case_exists(place, kind):
    number = numbers.new_number()
    if kind == "another organisation's":
        number = make_case(make_place(OrganisationKind.POLICE)).public_no
    if kind == "barred":
        case = make_case(place)
        bar(case, place.user("colleague"))
        number = case.public_no
    if kind == "sealed":
        number = make_case(place, confidentiality=Confidentiality.SEALED).public_no
    request = ask(place, number)
    with acting_as(place.user("colleague")):
        row = BreakGlass.objects.get(pk=request)
    assert (row.status, row.case_id, row.decided_by_id) == ("asked", None, None)


def test_10_who_had_it_does_not_review_it_and_the_lead_does(place):
    case = make_case(place)
    request = ask(place, case.public_no)
    decide(place, request, "second")
    colleague, lead = place.user("colleague"), case.lead.user
    with acting_as(colleague), pytest.raises(Http404):
        emergencies.review(actor=colleague, request_id=request, verdict=Verdict.JUSTIFIED)
    with acting_as(lead):
        emergencies.review(actor=lead, request_id=request, verdict=Verdict.UNJUSTIFIED)
        assert BreakGlass.objects.get(pk=request).verdict == Verdict.UNJUSTIFIED
    assert not sees(place, "colleague", case)


def test_10_undecided_request_is_not_reviewed(place):
    case = make_case(place)
    request = ask(place, case.public_no)
    lead = case.lead.user
    with acting_as(lead), pytest.raises(ForbiddenChangeError):
        emergencies.review(actor=lead, request_id=request, verdict=Verdict.JUSTIFIED)


def test_refused_request_opens_nothing(place):
    case = make_case(place)
    decide(place, ask(place, case.public_no), "second", approve=False)
    assert not sees(place, "colleague", case)


def test_reason_is_read_by_who_decides(place):
    request = ask(place, make_case(place).public_no)
    with acting_as(place.user("second")):
        assert emergencies.reason_of(emergencies.to_decide(place.user("second")).get(pk=request)) == REASON


def test_second_review_hears_that_there_is_one_and_changes_nothing(place):
    request = ask(place, make_case(place).public_no)
    decide(place, request, "second")
    address = reverse("work-urgent-review", args=(request,))
    lead, supervisor = (accounts.sign_in(Client(), place.user(name)) for name in ("worker", "supervisor"))
    lead.post(address, {"verdict": Verdict.JUSTIFIED})
    for second in (lead, supervisor):
        answered = second.post(address, {"verdict": Verdict.JUSTIFIED}, follow=True)
        assert answered.redirect_chain == [(reverse("work-urgent"), 302)]
        assert "That is no longer possible as things stand" in answered.content.decode()
    with acting_as(place.user("worker")):
        assert BreakGlass.objects.get(pk=request).reviewed_by == place.user("worker")


def test_number_that_is_none_is_refused_in_the_words_of_the_page():
    with pytest.raises(numbers.CaseNumberError) as short:
        numbers.parse("12")
    assert refusal_words(short.value) == "A case number has 9 characters, this has 2."
    with pytest.raises(numbers.CaseNumberError) as wrong:
        numbers.parse("0000 0001 2")
    assert refusal_words(wrong.value) == str(wrong.value)
