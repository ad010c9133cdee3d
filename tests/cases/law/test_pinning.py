"""Which law an incident is pinned to."""

import datetime as dt

import pytest

from cases.actions import incidents
from cases.actions.access import ReasonMissingError
from cases.actions.incidents import InvalidTimeError, When
from cases.context import acting_as
from cases.models import Flag, Incident, LawPin
from cases.sealing import opened
from legislation.models import ProvisionText
from tests.factories.case_law import NEW, OLD, at, make_conduct, record_incident
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
KIND = "made-up-violence"


def pins(case):
    with acting_as(case.lead.user):
        return list(LawPin.objects.visible_to(case.lead.user).standing().order_by("as_of_on"))


def doubts(case):
    with acting_as(case.lead.user):
        return [(flag.kind, flag.doubt) for flag in Flag.objects.visible_to(case.lead.user).open()]


@pytest.mark.parametrize(("day", "place_in_time"), [("2026-03-01 23:59:59", 0), ("2026-03-02 00:00", 1)])
def test_incident_is_under_the_law_of_its_day(place, day, place_in_time):
    versions = make_conduct((OLD, NEW), (NEW, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at(day)))
    (pin,) = pins(case)
    assert pin.version == versions[place_in_time]
    assert (pin.as_of_on.isoformat(), pin.basis, pin.needs_review) == (day[:10], "incident-date", False)
    assert doubts(case) == []


def test_pin_keeps_the_fingerprint_of_the_text(place):
    (version,) = make_conduct((OLD, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at("2026-03-10 12:00")))
    (pin,) = pins(case)
    text = ProvisionText.objects.get(version=version)
    assert (pin.language, pin.text_sha256) == (text.language, text.text_sha256)


def test_conduct_that_goes_on_over_three_versions_has_three_pins_and_needs_a_lawyer(place):
    between = dt.date(2024, 6, 16)
    make_conduct((OLD, between), (between, NEW), (NEW, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at("2024-01-15 00:00", "day"), goes_on=True))
    found = pins(case)
    assert [str(pin.as_of_on) for pin in found] == ["2024-01-15", "2024-06-16", "2026-03-02"]
    assert all(pin.needs_review for pin in found)
    assert doubts(case) == [("needs-lawyer", "law-changed-meanwhile")]


def test_stalking_before_it_was_a_crime_needs_a_lawyer(place):
    make_conduct((dt.date(2025, 9, 16), None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at("2025-09-01 12:00"), end=at("2025-09-20 12:00")))
    assert [str(pin.as_of_on) for pin in pins(case)] == ["2025-09-16"]
    assert doubts(case) == [("needs-lawyer", "law-changed-meanwhile")]


def test_month_in_which_the_law_changed_is_unclear(place):
    make_conduct((OLD, NEW), (NEW, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at("2026-03-01", "month")))
    assert len(pins(case)) == 2
    assert doubts(case) == [("law-unclear", "several-versions")]


def test_without_a_time_nothing_is_pinned(place):
    make_conduct((OLD, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When())
    assert pins(case) == []
    assert doubts(case) == [("law-unclear", "no-incident")]


def test_before_any_law_is_unclear(place):
    make_conduct((NEW, None), topic=KIND)
    case = make_case(place)
    record_incident(case, When(start=at("2026-03-01 12:00")))
    assert pins(case) == []
    assert doubts(case) == [("law-unclear", "no-law")]


def test_that_it_ended_is_a_correction_and_its_pins_take_the_place_of_the_former(place):
    make_conduct((OLD, NEW), (NEW, None), topic=KIND)
    case, lead = make_case(place), place.user("worker")
    start = at("2026-01-10 12:00")
    former = record_incident(case, When(start=start, goes_on=True), narrative="Invented words")
    with acting_as(lead):
        now = incidents.correct_incident(
            actor=lead, incident_id=former.pk, reason="it ended",
            when=When(start=start, end=at("2026-02-10 12:00")),
        )  # fmt: skip
        assert opened(now, "narrative") == "Invented words"
        assert list(Incident.objects.visible_to(lead).standing()) == [now]
        assert LawPin.objects.visible_to(lead).count() == 3
        (pin,) = LawPin.objects.visible_to(lead).standing().select_related("supersedes")
    assert (pin.incident_id, pin.supersedes.incident_id) == (now.pk, former.pk)


def test_correction_needs_a_reason(place):
    make_conduct((OLD, None), topic=KIND)
    case, lead = make_case(place), place.user("worker")
    incident = record_incident(case, When(start=at("2026-03-10 12:00")))
    with acting_as(lead), pytest.raises(ReasonMissingError):
        incidents.correct_incident(actor=lead, incident_id=incident.pk, reason=" ", when=When())


def test_kind_of_violence_is_a_topic_of_the_law(place):
    with pytest.raises(ValueError, match="nothing-known"):
        record_incident(make_case(place), When(), violence_types=["nothing-known"])


@pytest.mark.parametrize("given", [{"end": "2026-03-09 12:00"}, {"end": "2100-01-01 12:00"}])
def test_incident_ends_after_it_began_and_before_now(place, given):
    make_conduct((OLD, None), topic=KIND)
    with pytest.raises(InvalidTimeError):
        record_incident(make_case(place), When(start=at("2026-03-10 12:00"), end=at(given["end"])))


def test_shipped_law_pins_stalking(place):
    case = make_case(place)
    record_incident(case, When(start=at("2026-04-01 12:00")), violence_types=["stalking"])
    assert pins(case)
