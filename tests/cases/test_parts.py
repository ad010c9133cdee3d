"""The bar of the parts of a case: on every page about it, with what is open to who looks, and no more."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from cases.choices import AccessKind, Section
from cases.context import acting_as
from cases.parts import PARTS, shown_parts
from cases.views.pages import CaseFormView, CasePage
from tests.factories import accounts
from tests.factories.cases import grant, make_case, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


def bar_of(place, case, name="work-item", who="worker"):
    client = accounts.sign_in(Client(), place.user(who))
    body = client.get(reverse(name, args=(case.pk,))).content.decode()
    return body.partition('class="case-parts"')[2].partition("</nav>")[0]


def test_lead_finds_every_part_that_has_a_page(place, case):
    bar = bar_of(place, case)
    for name in ("work-item", "work-people", "work-access", "work-item-log"):
        assert reverse(name, args=(case.pk,)) in bar


def test_part_without_a_route_is_left_out(monkeypatch, place, case):
    from cases import parts

    monkeypatch.setattr(parts, "PARTS", (parts.PARTS[0], parts.Part("work-nowhere", "x", Section.SUMMARY)))
    with acting_as(place.user("worker")):
        assert len(shown_parts(place.user("worker"), case.pk, page="work-item")) == 1


def test_who_was_given_the_summary_finds_the_overview_alone(place, case):
    grant(case, place.other, AccessKind.COWORKER, sections=[Section.SUMMARY])
    bar = bar_of(place, case, who="other")
    assert re.findall(r'href="/en/work/[^/]+/([^"]*)"', bar) == [""]


def test_supervisor_finds_who_may_see_it(place, case):
    assert reverse("work-access", args=(case.pk,)) in bar_of(place, case, who="supervisor")


def test_page_is_marked_and_the_part_above_it_too(place, case):
    assert re.search(r'people/" aria-current="page"', bar_of(place, case, "work-people"))
    assert re.search(r'people/" aria-current="true"', bar_of(place, case, "work-person-new"))


def test_the_bar_costs_one_query(place, case, django_assert_num_queries):
    user = place.user("worker")
    with acting_as(user), django_assert_num_queries(1):
        shown_parts(user, case.pk, page="work-item")


def test_people_say_whether_contact_was_agreed(place, case):
    from cases.actions.parties import add_safe_contact

    first, _second = make_party(case), make_party(case, "child")
    lead = place.user("worker")
    with acting_as(lead):
        add_safe_contact(actor=lead, party_id=first.pk, channel="phone", do_not_contact=True)
    page = accounts.sign_in(Client(), lead).get(reverse("work-people", args=(case.pk,))).content.decode()
    assert "Do not contact" in page
    assert "not agreed" in page


def test_every_page_about_a_case_names_a_part_that_exists():
    """So that the bar never goes blank where somebody adds a page."""
    names = {part.page for part in PARTS}

    def below(kind):
        return {kind, *(each for child in kind.__subclasses__() for each in below(child))}

    assert {kind.part for base in (CasePage, CaseFormView) for kind in below(base)} <= names
