"""Corrected events: what was done stays done, what is due otherwise is asked anew, series go on."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.actions import duties, events, measures, service
from cases.actions.access import ReasonMissingError
from cases.actions.events import ServiceElsewhereError
from cases.actions.incidents import InvalidTimeError
from cases.actions.measures import Last
from cases.actions.service import ServiceStaysError
from cases.context import acting_as
from cases.law_choices import UntilSource
from cases.law_words import duty_marks
from cases.models import CaseDuty, CaseMeasure, Event, LawPin
from cases.sealing import opened
from legislation.clock_words import trace_words
from legislation.models import Measure, Provision
from tests.factories.case_law import NEW, OLD, at, issue_order, make_rule, record_event, serve_order
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
MONTHLY = {
    "offset_value": 1, "offset_unit": "months", "end_rule": "end-of-local-day",
    "recurs_every": 1, "recurs_unit": "months",
}  # fmt: skip


@pytest.fixture
def case(place):
    return make_case(place)


def do(place, act, *, name="worker", **values):
    user = place.user(name)
    with acting_as(user):
        return act(actor=user, **values)


def done(place, duty):
    return do(place, duties.complete_duty, duty_id=duty.pk, evidence="letter 5")


def corrected(place, event, when=None, **values):
    moment = at(when) if when else None
    return do(place, events.correct_event, event_id=event.pk, reason="misread", moment=moment, **values)


def all_of(place, **filters):
    with acting_as(place.user("worker")):
        found = CaseDuty.objects.visible_to(place.user("worker")).filter(**filters)
        return list(found.for_list().order_by("created_at", "seq"))


def test_what_was_done_and_is_due_as_before_is_not_asked_again(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"), detail="By telephone")
    (duty,) = all_of(place)
    done(place, duty)
    later = corrected(place, corrected(place, event, detail="By letter"), detail="By courier")
    (kept,) = all_of(place)
    assert (kept.pk, kept.status) == (duty.pk, "done")
    again = corrected(place, later, "2026-03-10 11:00")
    former, new = all_of(place)
    assert (former.status, former.replaced_by_id) == ("replaced", new.pk)
    assert (new.status, new.event_id, new.due_local) == ("pending", again.pk, "2026-03-11 11:00 +05")
    with acting_as(place.user("worker")):
        assert any(mark.startswith("What stood here before was done on") for mark in duty_marks(new))
        assert opened(former, "evidence") == "letter 5"


def test_what_was_waived_stays_waived_or_says_that_it_was(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    do(
        place, duties.waive_duty, name="supervisor", duty_id=duty.pk, reason="Not law for her",
        under=Provision.objects.first(),
    )  # fmt: skip
    second = corrected(place, event, detail="Known better")
    assert [each.status for each in all_of(place)] == ["waived"]
    corrected(place, second, "2026-03-09 09:00")
    former, new = all_of(place)
    assert (former.status, new.status) == ("replaced", "pending")
    with acting_as(place.user("worker")):
        assert "What stood here before was waived." in duty_marks(new)


def test_time_set_by_hand_outlives_a_correction_that_moves_nothing(place, case):
    make_rule()
    event = record_event(case, at("2026-03-10 09:00"))
    (duty,) = all_of(place)
    later = timezone.now() + dt.timedelta(days=3)
    do(place, duties.override_duty, duty_id=duty.pk, due_at=later, reason="Holiday there")
    second = corrected(place, event, detail="Known better")
    new = all_of(place)[-1]
    assert (new.event_id, new.override_due_at) == (second.pk, later)
    with acting_as(place.user("worker")):
        assert opened(new, "override_reason") == "Holiday there"


def test_series_goes_on_at_its_number_after_a_correction(place, case):
    make_rule(recurs_times=1, **MONTHLY)
    event = record_event(case, at("2026-01-31 09:00"))
    first = all_of(place)[0]
    third = done(place, done(place, first))
    second = corrected(place, event, detail="Known better")
    assert [(each.seq, each.status) for each in all_of(place) if each.event_id == second.pk] == [
        (3, "pending")
    ]
    assert [each.status for each in all_of(place, event=event)] == ["done", "done", "replaced"]
    going_on = all_of(place, event=second)[0]
    assert going_on.due_at == third.due_at
    assert done(place, going_on).seq == 4
    corrected(place, second, "2026-01-30 09:00")
    # A day earlier, February and April still end as they did; March and May don't.
    standing = sorted((each.seq, each.status) for each in all_of(place) if each.status != "replaced")
    assert standing == [(1, "done"), (2, "pending"), (3, "done"), (4, "pending")]


def test_twice_a_month_is_two_duties_due_when_the_month_ends(place, case):
    make_rule(recurs_times=2, **MONTHLY)
    record_event(case, at("2026-01-31 09:00"))
    one, two = all_of(place)
    assert [each.due_local[:10] for each in (one, two)] == ["2026-02-28"] * 2
    assert trace_words(two.calc_trace)[-2].endswith("each is due at the end. This is 2.")
    assert done(place, one) is None
    assert done(place, two).due_local[:10] == "2026-03-31"
    assert [(each.seq, each.status) for each in all_of(place)] == [
        (1, "done"), (2, "done"), (3, "pending"), (4, "pending"),
    ]  # fmt: skip


def test_rule_of_another_version_takes_over_at_the_same_number(place, case):
    old, new = make_rule((OLD, NEW), (NEW, None), recurs_times=1, **MONTHLY)
    event = record_event(case, at("2026-03-01 09:00"))
    done(place, all_of(place)[0])
    corrected(place, event, "2026-03-02 09:00")
    standing = [each for each in all_of(place) if each.status != "replaced"]
    assert {(each.clock_id, each.seq, each.status) for each in standing} == {
        (new.pk, 1, "pending"), (new.pk, 2, "pending"),
    }  # fmt: skip
    assert all(each.replaced_by_id for each in all_of(place, clock=old))


def test_corrected_breach_pins_what_punishes_it_on_its_day(place, case):
    order = serve_order(issue_order(case))
    event = do(place, measures.breach_measure, measure_id=order.pk, moment=at("2026-04-10 21:00"))
    with pytest.raises(InvalidTimeError, match="outside the days"):
        corrected(place, event, "2026-05-10 21:00")
    second = corrected(place, event, "2026-04-11 21:00")
    with acting_as(place.user("worker")):
        (pin,) = LawPin.objects.filter(event=second).select_related("version")
        assert (pin.version.provision_id, pin.as_of_on) == (
            order.norm.breach_provision_id, dt.date(2026, 4, 11),
        )  # fmt: skip


def corrects_service(place, measure, served, **values):
    given = {"reason": "Read the protocol", "served": at(served)} | values
    return do(place, service.correct_service, measure_id=measure.pk, **given)


def test_corrected_service_moves_the_term_and_its_duties_and_keeps_the_former(place, case):
    order = serve_order(issue_order(case))
    check = all_of(place, clock__ends_with_measure=True)[0]
    done(place, check)
    corrects_service(place, order, "2026-04-03 18:00")
    with acting_as(place.user("worker")):
        now = CaseMeasure.objects.get()
        former, event = Event.objects.filter(kind__slug="order-served").order_by("created_at")
        assert (str(now.starts_on), str(now.until_on), now.until_source) == (
            "2026-04-03",
            "2026-05-02",
            "rule",
        )
        assert (event.supersedes_id, opened(event, "reason")) == (former.pk, "Read the protocol")
        assert former.occurred_at < event.occurred_at == now.served_at
    checks = [each for each in all_of(place, clock__ends_with_measure=True) if each.status != "replaced"]
    assert [each.due_local[:10] for each in checks] == ["2026-04-10", "2026-04-17"]


def test_service_is_corrected_with_the_measure_alone(place, case):
    order = serve_order(issue_order(case))
    with acting_as(place.user("worker")):
        event = Event.objects.get(kind__slug="order-served")
    with pytest.raises(ServiceElsewhereError):
        corrected(place, event, "2026-04-02 18:00")
    corrected(place, event, detail="Before a witness")
    corrects_service(place, order, "2026-04-02 18:00")


def test_service_before_the_issue_or_without_a_reason_is_refused(place, case):
    order = issue_order(case)
    with pytest.raises(ServiceStaysError, match="No service"):
        corrects_service(place, order, "2026-04-02 18:00")
    serve_order(order)
    with pytest.raises(InvalidTimeError, match="after it was issued"):
        corrects_service(place, order, "2026-04-01 09:00")
    with pytest.raises(ReasonMissingError):
        corrects_service(place, order, "2026-04-02 09:00", reason=" ")


def test_service_after_a_recorded_breach_waits_for_that_to_be_corrected(place, case):
    order = serve_order(issue_order(case))
    do(place, measures.breach_measure, measure_id=order.pk, moment=at("2026-04-02 21:00"))
    with pytest.raises(InvalidTimeError, match="A breach is recorded"):
        corrects_service(place, order, "2026-04-03 18:00")
    with acting_as(place.user("worker")):
        assert CaseMeasure.objects.get().starts_on == dt.date(2026, 4, 1)


def test_of_an_extended_measure_the_last_day_stays(place, case):
    order = serve_order(issue_order(case))
    extension = do(
        place, measures.extend_measure, measure_id=order.pk, decided=at("2026-04-28 12:00"),
        last=Last(day=dt.date(2026, 5, 20), source=UntilSource.COURT),
    )  # fmt: skip
    with pytest.raises(ServiceStaysError, match="30 April 2026"):
        corrects_service(place, order, "2026-04-02 18:00")
    kept = Last(day=dt.date(2026, 4, 30), source=UntilSource.COURT)
    assert str(corrects_service(place, order, "2026-04-02 18:00", last=kept).starts_on) == "2026-04-02"
    with pytest.raises(ServiceStaysError, match="An extension"):
        corrects_service(place, extension, "2026-04-28 13:00")


def test_service_of_a_measure_without_clocks_is_an_event_that_can_be_corrected(place, case):
    norms = Measure.objects.published().in_force_on(dt.date(2026, 4, 1)).with_address()
    norm = norms.filter(slug="special-requirements", maximum_value__isnull=False).first()
    order = do(place, measures.record_measure, case_id=case.pk, norm=norm, issued=at("2026-04-01 10:00"))
    last = Last(day=dt.date(2026, 7, 15))
    do(place, measures.serve_measure, measure_id=order.pk, served=at("2026-04-01 18:00"), last=last)
    corrects_service(place, order, "2026-04-02 18:00", last=last)
    with acting_as(place.user("worker")):
        served = Event.objects.filter(kind__slug="measure-served").order_by("created_at")
        assert [each.supersedes_id for each in served] == [None, served[0].pk]
