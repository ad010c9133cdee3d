"""Corrected deeds of measures: issue, service, breach; a measure never says otherwise than its events."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions import duties, events, flags, measures, service
from cases.actions.access import ReasonMissingError
from cases.actions.events import About, OfMeasureError, ServiceElsewhereError
from cases.actions.incidents import InvalidTimeError
from cases.actions.issuing import NotLawThenError
from cases.actions.measures import Last
from cases.actions.service import ServiceStaysError
from cases.context import acting_as
from cases.law_choices import UntilSource
from cases.models import CaseDuty, CaseMeasure, Event, Flag, LawPin
from cases.moments import moment_of
from cases.sealing import opened
from cases.terms import TermOutsideLawError
from legislation.models import Measure
from tests.factories.case_law import at, issue_order, make_rule, record_event, serve_order
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


def do(place, act, **values):
    user = place.user("worker")
    with acting_as(user):
        return act(actor=user, **values)


def corrected(place, event, when=None, **values):
    moment = at(when) if when else None
    return do(place, events.correct_event, event_id=event.pk, reason="misread", moment=moment, **values)


def breach(place, order, when="2026-04-10 21:00"):
    return do(place, measures.breach_measure, measure_id=order.pk, moment=at(when))


def now(place, *orders):
    """The orders as they stand."""
    with acting_as(place.user("worker")):
        return [CaseMeasure.objects.get(pk=order.pk) for order in orders]


def statuses(place, *orders):
    return [order.status for order in now(place, *orders)]


def event_of(place, kind):
    with acting_as(place.user("worker")):
        return Event.objects.standing().get(kind__slug=kind)


def refused_by_sql(place, statement, match):
    with (
        acting_as(place.user("worker")), pytest.raises(DatabaseError, match=match),
        transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(statement)


def days_ago(days):
    there = timezone.now().astimezone(ZoneInfo("Asia/Almaty")) - dt.timedelta(days=days)
    return f"{there:%Y-%m-%d %H:%M}"


def special_requirements(place, case):
    norms = Measure.objects.published().in_force_on(dt.date(2026, 4, 1)).with_address()
    norm = norms.filter(slug="special-requirements", maximum_value__isnull=False).first()
    return do(place, measures.record_measure, case_id=case.pk, norm=norm, issued=at("2026-04-01 10:00"))


def test_breach_that_was_anothers_or_none_leaves_no_measure_breached(place, case):
    make_rule()
    first, second = serve_order(issue_order(case)), serve_order(issue_order(case))
    wrong, other = breach(place, first), breach(place, first, "2026-04-11 21:00")
    moved = corrected(place, wrong, about=About(measure_id=second.pk))
    assert statuses(place, first, second) == ["violated", "violated"]  # the other breach stands
    corrected(place, other, kind="made-up-event")
    assert statuses(place, first, second) == ["in-force", "violated"]
    refused_by_sql(
        place, f"UPDATE cases_casemeasure SET status = 'in-force' WHERE id = '{second.pk}'",
        "no breach of it was corrected",
    )  # fmt: skip
    with pytest.raises(OfMeasureError, match="which measure"):
        corrected(place, moved, about=About())
    do(place, measures.cancel_measure, measure_id=first.pk, reason="ruling 5")
    corrected(place, moved, about=About(measure_id=first.pk))  # before it was cancelled, and so it stays
    assert statuses(place, first, second) == ["cancelled", "in-force"]


def test_corrected_issue_is_the_measures_own(place, case):
    order = serve_order(issue_order(case))
    corrected(place, event_of(place, "order-issued"), "2026-04-01 09:00", detail="Protocol 7")
    assert now(place, order)[0].issued_at == dt.datetime(2026, 4, 1, 4, tzinfo=dt.UTC)
    refused_by_sql(
        place, "UPDATE cases_casemeasure SET issued_at = issued_at - '1 day'::interval", "its issue"
    )


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"when": "2026-04-01 19:00"}, InvalidTimeError, "after it was issued"),
        ({"when": "2026-03-01 12:00"}, NotLawThenError, "Cancel this measure"),
        ({"moment": at("2026-04-01", "day")}, InvalidTimeError, "the day and the hour"),
        ({"kind": "made-up-event"}, OfMeasureError, "cancel it as"),
        ({"about": About()}, OfMeasureError, "cancel it as"),
    ],
)
def test_issue_that_can_not_be_carried_through_is_refused_with_the_way_out(place, case, change, error, words):
    make_rule()
    order = serve_order(issue_order(case))
    event = event_of(place, "order-issued")
    given = {"moment": at(change["when"])} if "when" in change else change
    with pytest.raises(error, match=words):
        do(place, events.correct_event, event_id=event.pk, reason="misread", **given)
    assert now(place, order)[0].issued_at == dt.datetime(2026, 4, 1, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize("kind", ["order-issued", "order-served", "measure-served", "measure-breached"])
def test_no_event_becomes_the_deed_of_a_measure_by_a_correction(place, case, kind):
    make_rule()
    event = record_event(case, at("2026-04-02 09:00"))
    order = issue_order(case)
    with pytest.raises(OfMeasureError, match="on the page of the measure"):
        corrected(place, event, kind=kind, about=About(measure_id=order.pk))


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


def checks_of(place):
    with acting_as(place.user("worker")):
        found = CaseDuty.objects.filter(clock__ends_with_measure=True)
        return list(found.with_rule().order_by("created_at", "seq"))


def corrects_service(place, measure, served, **values):
    given = {"reason": "Read the protocol", "served": at(served)} | values
    return do(place, service.correct_service, measure_id=measure.pk, **given)


def test_corrected_service_moves_the_term_and_its_duties_and_keeps_the_former(place, case):
    order = serve_order(issue_order(case))
    check = checks_of(place)[0]
    do(place, duties.complete_duty, duty_id=check.pk, evidence="letter 5")
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
    checks = [each for each in checks_of(place) if each.status != "replaced"]
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
    order = special_requirements(place, case)
    last = Last(day=dt.date(2026, 7, 15))
    do(place, measures.serve_measure, measure_id=order.pk, served=at("2026-04-01 18:00"), last=last)
    corrects_service(place, order, "2026-04-02 18:00", last=last)
    with acting_as(place.user("worker")):
        served = Event.objects.filter(kind__slug="measure-served").order_by("created_at")
        assert [each.supersedes_id for each in served] == [None, served[0].pk]


def test_nothing_happens_to_a_measure_after_it_was_cancelled_or_its_extension_decided(place, case):
    cancelled = serve_order(issue_order(case, days_ago(3)), days_ago(3))
    wrong = breach(place, cancelled, days_ago(1))
    given_up = issue_order(case)
    for order in (cancelled, given_up):
        do(place, measures.cancel_measure, measure_id=order.pk, reason="ruling 5")
    with acting_as(place.user("worker")):
        issue = Event.objects.get(measure=given_up)
    time.sleep(1)  # a moment has whole seconds
    just_now = moment_of(timezone.now(), "exact", "Asia/Almaty")
    with pytest.raises(InvalidTimeError, match="cancelling was recorded"):
        do(place, service.correct_service, measure_id=cancelled.pk, served=just_now, reason="misread")
    for event in (wrong, issue):
        with pytest.raises(InvalidTimeError, match="cancelling was recorded"):
            do(place, events.correct_event, event_id=event.pk, reason="misread", moment=just_now)
    corrects_service(place, cancelled, days_ago(2))
    with acting_as(place.user("worker")):
        assert opened(CaseMeasure.objects.get(pk=cancelled.pk), "reason") == "ruling 5"
    extended = serve_order(issue_order(case))
    until = Last(day=dt.date(2026, 5, 20), source=UntilSource.COURT)
    decided = {"measure_id": extended.pk, "decided": at("2026-04-28 12:00"), "last": until}
    do(place, measures.extend_measure, **decided)
    kept = Last(day=dt.date(2026, 4, 30), source=UntilSource.COURT)
    with pytest.raises(InvalidTimeError, match="extension was decided on 28 April"):
        corrects_service(place, extended, "2026-04-28 13:00", last=kept)


def test_term_of_an_extension_is_checked_again_with_the_service(place, case):
    order, last = special_requirements(place, case), Last(day=dt.date(2026, 7, 15))
    do(place, measures.serve_measure, measure_id=order.pk, served=at("2026-04-02 18:00"), last=last)
    decided = {"measure_id": order.pk, "decided": at("2026-07-10 12:00")}
    year = Last(day=dt.date(2027, 4, 1))  # by the law: a year in all
    longer = do(place, measures.extend_measure, **decided, last=year)
    with pytest.raises(TermOutsideLawError, match="Its extension would not keep"):
        corrects_service(place, order, "2026-04-01 18:00", last=last)
    by_court = Last(day=dt.date(2027, 4, 10), source=UntilSource.COURT)
    do(place, measures.extend_measure, measure_id=longer.pk, decided=at("2026-07-11 12:00"), last=by_court)
    with acting_as(place.user("worker")):
        (flag,) = Flag.objects.open().filter(measure__extension_of=longer)
    do(place, flags.resolve_flag, flag_id=flag.pk, resolution="The lawyer agrees")
    corrects_service(place, order, "2026-04-03 18:00", last=last)
    with acting_as(place.user("worker")):
        (again,) = Flag.objects.open().filter(measure__extension_of=longer)
    assert (again.doubt, again.pk != flag.pk) == ("term-outside-law", True)
