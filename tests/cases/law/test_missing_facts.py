"""What is recorded of people later: the rules that waited for it are asked again, and no other."""

import pytest

from cases.actions import duties, events, flags, parties
from cases.choices import AccessKind, AgeBand, PartyKind, Section
from cases.context import acting_as
from cases.models import CaseDuty, Flag
from tests.factories.case_law import amend, at, make_rule, record_event
from tests.factories.cases import grant, make_case, make_party

pytestmark = pytest.mark.django_db
OF_MINORS = [{"field": "victim_is_minor", "op": "is", "value": True}]


@pytest.fixture
def case(place):
    return make_case(place)


def known(place, party, name="worker", **facts):
    user = place.user(name)
    with acting_as(user):
        parties.edit_party(actor=user, party_id=party.pk, kind=party.kind, **facts)


def stands(place):
    """How many duties there are, and the facts that are missing."""
    with acting_as(place.user("worker")):
        missing = Flag.objects.open().values_list("fact", flat=True)
        return CaseDuty.objects.count(), sorted(missing)


def test_age_that_is_corrected_starts_the_duties_that_waited_for_it(place, case):
    make_rule(applies_if=OF_MINORS)
    make_rule(applies_if=[{"field": "relationship", "op": "is", "value": "partner"}])
    party = make_party(case)
    record_event(case, at("2026-03-10 09:00"))
    assert stands(place) == (0, ["relationship", "victim_is_minor"])
    make_rule()  # published since: no rule that was in doubt
    known(place, party, language="kk")
    assert stands(place) == (0, ["relationship", "victim_is_minor"])
    known(place, party, age_band=AgeBand.UNDER_14)
    assert stands(place) == (1, ["relationship"])
    lead = place.user("worker")
    with acting_as(lead):
        parties.add_party(
            actor=lead, case_id=case.pk, kind=PartyKind.ALLEGED_OFFENDER, relationship="partner"
        )
    assert stands(place) == (2, [])
    known(place, party, age_band=AgeBand.UNDER_7)
    assert stands(place) == (2, [])


def test_fact_that_was_wrong_starts_the_duty_and_moves_none(place, case):
    (old,) = make_rule(applies_if=OF_MINORS)
    party = make_party(case)
    known(place, party, age_band=AgeBand.ADULT)
    event = record_event(case, at("2026-03-10 09:00"))
    assert stands(place) == (0, [])
    known(place, party, age_band=AgeBand.UNDER_18)
    assert stands(place) == (1, [])
    lead = place.user("worker")
    with acting_as(lead):
        (duty,) = CaseDuty.objects.all()
        duties.complete_duty(actor=lead, duty_id=duty.pk, evidence="letter 5")
        events.correct_event(actor=lead, event_id=event.pk, reason="misread", detail="By telephone")
    amend(old, applies_if=OF_MINORS)
    known(place, party, age_band=AgeBand.UNDER_14)
    with acting_as(lead):
        parties.add_party(actor=lead, case_id=case.pk, kind=PartyKind.SURVIVOR, age_band=AgeBand.ADULT)
        assert [(each.pk, each.status) for each in CaseDuty.objects.all()] == [(duty.pk, "done")]
    assert stands(place) == (1, [])


def test_child_beside_an_adult_makes_a_doubt(place, case):
    make_rule(applies_if=OF_MINORS)
    known(place, make_party(case), age_band=AgeBand.ADULT)
    record_event(case, at("2026-03-10 09:00"))
    lead = place.user("worker")
    with acting_as(lead):
        parties.add_party(actor=lead, case_id=case.pk, kind=PartyKind.SURVIVOR, age_band=AgeBand.UNDER_7)
    assert stands(place) == (0, ["victim_is_minor"])


def test_adult_starts_nothing_and_settles_the_doubt(place, case):
    make_rule(applies_if=OF_MINORS)
    party = make_party(case)
    record_event(case, at("2026-03-10 09:00"))
    known(place, party, age_band=AgeBand.ADULT)
    assert stands(place) == (0, [])


def test_doubt_that_was_settled_in_words_hides_no_duty(place, case):
    make_rule(applies_if=OF_MINORS)
    party = make_party(case)
    record_event(case, at("2026-03-10 09:00"))
    lead = place.user("worker")
    with acting_as(lead):
        flags.resolve_flag(actor=lead, flag_id=Flag.objects.get().pk, resolution="She looks grown up")
    known(place, party, age_band=AgeBand.UNDER_18)
    assert stands(place) == (1, [])


@pytest.mark.parametrize(
    "sections", [[Section.SUMMARY, Section.PARTIES], [Section.PARTIES, Section.MEASURES]]
)
def test_who_may_not_record_events_leaves_the_doubt_open(place, case, sections):
    make_rule(applies_if=OF_MINORS)
    party = make_party(case)
    record_event(case, at("2026-03-10 09:00"))
    grant(case, place.colleague, AccessKind.COWORKER, sections=sections)
    known(place, party, name="colleague", age_band=AgeBand.UNDER_18)
    assert stands(place) == (0, ["victim_is_minor"])
