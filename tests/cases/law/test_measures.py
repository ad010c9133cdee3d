"""Measures: their term by the law of the day, service, extension, breach with what punishes it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.actions import duties, measures
from cases.actions.access import ReasonMissingError
from cases.actions.incidents import InvalidTimeError
from cases.actions.issuing import NotLawThenError
from cases.actions.measures import Last
from cases.context import acting_as
from cases.law_choices import UntilSource
from cases.models import CaseDuty, CaseMeasure, Event, Flag, LawPin
from cases.penalties import penalties_of
from cases.sealing import opened
from cases.states import MEASURE, ForbiddenChangeError
from cases.terms import TermOutsideLawError
from legislation.models import Measure
from tests.factories.case_law import at
from tests.factories.cases import make_case

pytestmark = pytest.mark.django_db
ORDER, REQUIREMENTS, WARNING = "protective-order", "special-requirements", "official-warning"
LAW, OLD_LAW = "kz-offence-prevention-2025", "kz-domestic-violence-2009"
COURT = UntilSource.COURT


def norm(slug=ORDER, law=LAW, day="2026-04-01"):
    """The shipped measure of a law on a day, with a fixed term first."""
    found = Measure.objects.published().in_force_on(dt.date.fromisoformat(day)).filter(
        slug=slug, version__provision__law__identifier=law, maximum_value__isnull=False
    )  # fmt: skip
    return found.with_address().order_by("pk").first()


def do(place, name, **values):
    worker = place.user("worker")
    with acting_as(worker):
        return getattr(measures, name)(actor=worker, **values)


def issue(place, case, kind=None, issued="2026-04-01 10:00"):
    return do(place, "record_measure", case_id=case.pk, norm=kind or norm(), issued=at(issued))


def serve(place, measure, served="2026-04-01 18:00", **last):
    return do(place, "serve_measure", measure_id=measure.pk, served=at(served), last=Last(**last))


def seen(place, model):
    with acting_as(place.user("worker")):
        return list(model.objects.visible_to(place.user("worker")))


def test_protective_order_runs_thirty_days_from_its_service(place):
    order = serve(place, issue(place, make_case(place)))
    assert (order.status, str(order.starts_on), str(order.until_on), order.until_source) == (
        "in-force", "2026-04-01", "2026-04-30", "rule",
    )  # fmt: skip


def test_issue_and_service_start_their_clocks(place):
    serve(place, issue(place, make_case(place)))
    with acting_as(place.user("worker")):
        events = list(Event.objects.values_list("kind__slug", flat=True).order_by("occurred_at"))
        kinds = set(CaseDuty.objects.values_list("event__kind__slug", flat=True))
    assert events == ["order-issued", "order-served"]
    assert kinds == {"order-issued", "order-served"}


def test_recurring_check_ends_with_the_order(place):
    serve(place, issue(place, make_case(place)))
    with acting_as(place.user("worker")):
        check = CaseDuty.objects.filter(clock__ends_with_measure=True).first()
    due = []
    while check:
        due.append(check.due_local[:10])
        check = do_complete(place, duties, check)
    assert due == ["2026-04-08", "2026-04-15", "2026-04-22", "2026-04-29"]


def do_complete(place, duties, duty):
    worker = place.user("worker")
    with acting_as(worker):
        return duties.complete_duty(actor=worker, duty_id=duty.pk, evidence="visited")


def days_ago(days):
    """A time by the clocks of the place, as `at` takes it."""
    there = timezone.now().astimezone(ZoneInfo("Asia/Almaty")) - dt.timedelta(days=days)
    return f"{there:%Y-%m-%d %H:%M}"


def checks(place):
    with acting_as(place.user("worker")):
        return list(CaseDuty.objects.filter(clock__ends_with_measure=True).order_by("seq"))


def test_served_warning_is_copied_to_the_prosecutor_within_a_day(place):
    serve(place, issue(place, make_case(place), norm(WARNING)), day=dt.date(2026, 4, 30))
    with acting_as(place.user("worker")):
        kinds = list(Event.objects.values_list("kind__slug", flat=True).order_by("occurred_at"))
        due = list(CaseDuty.objects.values_list("event__kind__slug", "due_local"))
    assert kinds == ["warning-issued", "warning-announced"]
    assert due == [("warning-announced", "2026-04-02 18:00 +05")]
    assert seen(place, Flag) == []


def test_cancelling_ends_the_checks_of_later_days_and_says_why(place):
    order = serve(place, issue(place, make_case(place), issued=days_ago(3)), days_ago(3))
    do(place, "cancel_measure", measure_id=order.pk, reason="ruling 5")
    (check,) = checks(place)
    assert check.status == "replaced"
    with acting_as(place.user("worker")):
        assert opened(check, "reason") == "Protective order: Cancelled. ruling 5"


def test_cancelling_an_extension_ends_the_checks_of_the_first_measure(place):
    order = serve(place, issue(place, make_case(place), issued=days_ago(33)), days_ago(33))
    last = Last(day=order.until_on + dt.timedelta(days=20), source=COURT)
    longer = do(place, "extend_measure", measure_id=order.pk, decided=at(days_ago(5)), last=last)
    (check,) = checks(place)
    for _week in range(4):
        check = do_complete(place, duties, check)
    do(place, "cancel_measure", measure_id=longer.pk, reason="ruling 5")
    assert checks(place)[-1].status == "replaced"


def test_checks_due_before_it_was_cancelled_stay_and_are_the_last(place):
    order = serve(place, issue(place, make_case(place), issued=days_ago(16)), days_ago(16))
    do(place, "cancel_measure", measure_id=order.pk, reason="ruling 5")
    (first,) = checks(place)
    assert first.status == "pending"
    second = do_complete(place, duties, first)
    assert second.seq == 2
    assert do_complete(place, duties, second) is None


def test_checks_go_on_as_long_as_the_extension(place):
    first = serve(place, issue(place, make_case(place)))
    extend(place, first, dt.date(2026, 5, 15))
    (check,), due = checks(place), []
    while check:
        due.append(check.due_local[:10])
        check = do_complete(place, duties, check)
    assert due[3:] == ["2026-04-29", "2026-05-06", "2026-05-13"]


def test_extension_takes_up_checks_that_had_ended(place):
    first = serve(place, issue(place, make_case(place)))
    (check,) = checks(place)
    while check:
        check = do_complete(place, duties, check)
    extend(place, first, dt.date(2026, 5, 15))
    last = checks(place)[-1]
    assert (last.status, last.due_local[:10]) == ("pending", "2026-05-06")


def extend(place, measure, day):
    last = Last(day=day, source=COURT)
    return do(place, "extend_measure", measure_id=measure.pk, decided=at("2026-04-28 12:00"), last=last)


@pytest.mark.parametrize(("law", "day"), [(LAW, "2026-03-01 23:59:59"), (OLD_LAW, "2026-03-02 00:00")])
def test_measure_of_the_other_regime_was_not_law_then(place, law, day):
    other = norm(law=law, day="2026-04-01" if law == LAW else "2026-02-01")
    with pytest.raises(NotLawThenError):
        issue(place, make_case(place), other, issued=day)


def test_term_outside_the_law_is_refused_unless_a_decision_says_so(place):
    order = issue(place, make_case(place))
    with pytest.raises(TermOutsideLawError, match="too late"):
        serve(place, order, day=dt.date(2026, 6, 1))
    served = serve(place, order, day=dt.date(2026, 6, 1), source=COURT)
    assert (str(served.until_on), served.until_source) == ("2026-06-01", "court")
    (flag,) = [flag for flag in seen(place, Flag) if flag.measure_id]
    assert (flag.kind, flag.doubt) == ("needs-lawyer", "term-outside-law")


def test_term_by_hand_needs_a_reason(place):
    with pytest.raises(ReasonMissingError):
        Last(day=dt.date(2026, 4, 20), source=UntilSource.OVERRIDE)


def test_special_requirements_have_no_single_term(place):
    kind = norm(REQUIREMENTS)
    measure = issue(place, make_case(place), kind)
    with pytest.raises(TermOutsideLawError, match="no single term"):
        serve(place, measure)
    with pytest.raises(TermOutsideLawError, match="too early"):
        serve(place, measure, day=dt.date(2026, 6, 29))
    assert str(serve(place, measure, day=dt.date(2026, 6, 30)).until_on) == "2026-06-30"


def test_extension_is_another_measure_and_is_measured_as_a_whole(place):
    first = serve(place, issue(place, make_case(place)))
    later = {"measure_id": first.pk, "decided": at("2026-04-28 12:00")}
    with pytest.raises(TermOutsideLawError):
        do(place, "extend_measure", **later, last=Last(day=dt.date(2026, 5, 30)))
    second = do(place, "extend_measure", **later, last=Last(day=dt.date(2026, 5, 30), source=COURT))
    assert (second.extension_of_id, str(second.starts_on), second.status) == (
        first.pk, "2026-05-01", "in-force",
    )  # fmt: skip
    assert {measure.status for measure in seen(place, CaseMeasure)} == {"extended", "in-force"}


def test_breach_pins_what_punishes_it_on_its_day(place):
    order = serve(place, issue(place, make_case(place)))
    event = do(
        place, "breach_measure", measure_id=order.pk, moment=at("2026-04-10 21:00"), detail="At the door"
    )
    with acting_as(place.user("worker")):
        pins = LawPin.objects.filter(event=event).select_related("version__provision")
        assert [pin.version.provision for pin in pins] == [order.norm.breach_provision]
        assert CaseMeasure.objects.get(pk=order.pk).status == "violated"
        assert not Flag.objects.filter(event=event).exists()


def test_second_breach_is_an_event_more(place):
    order = serve(place, issue(place, make_case(place)))
    for day in ("2026-04-10 21:00", "2026-04-11 21:00"):
        do(place, "breach_measure", measure_id=order.pk, moment=at(day))
    assert sum(event.measure_id == order.pk for event in seen(place, Event)) == 4


@pytest.mark.parametrize("day", ["2026-03-31 12:00", "2026-05-01 00:00"])
def test_what_happened_outside_the_term_is_no_breach(place, day):
    order = serve(place, issue(place, make_case(place), issued="2026-04-01 10:00"))
    with pytest.raises(InvalidTimeError):
        do(place, "breach_measure", measure_id=order.pk, moment=at(day))


def test_cancelled_measure_is_not_served(place):
    order = issue(place, make_case(place))
    do(place, "cancel_measure", measure_id=order.pk, reason="prosecutor's protest")
    with pytest.raises(ForbiddenChangeError):
        serve(place, order)


@pytest.mark.parametrize(
    "after", [status for status in MEASURE if status not in (*MEASURE["recorded"], "recorded")]
)
def test_trigger_refuses_changes_that_are_not_listed(place, after):
    issue(place, make_case(place))
    with (
        acting_as(place.user("worker")), pytest.raises(DatabaseError, match=r"[Ii]nvalid transition"),
        transaction.atomic(), connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(
            "UPDATE cases_casemeasure SET status = %s, served_at = issued_at, starts_on = '2026-04-01'",
            [after],
        )


def test_breach_costs_what_the_law_of_the_day_says_in_money_of_the_day(place):
    """The shipped law: arrest, and for whom it can't be used a fine in units of the year."""
    order = serve(place, issue(place, make_case(place)))
    event = do(place, "breach_measure", measure_id=order.pk, moment=at("2026-04-10 21:00"))
    with acting_as(place.user("worker")):
        pin = LawPin.objects.select_related("version").get(event=event)
    told = [str(row.amount) for row in penalties_of(pin)]
    assert "10 days" in told
    assert "30 MCI (129,750 tenge at the 2026 rate)" in told
