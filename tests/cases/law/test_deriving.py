"""Duties from events: which version of the rule, when due, what is in doubt; end to end."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cases.actions import events, incidents
from cases.actions.editing import ChangedMeanwhileError
from cases.actions.events import About, UnknownKindError
from cases.actions.incidents import InvalidTimeError, When
from cases.context import acting_as
from cases.deriving import derive_duties
from cases.models import CaseDuty, Event, Flag, LawPin
from cases.moments import moment_of
from legislation.clock_words import trace_words
from legislation.clocks.moments import Moment, Precision
from legislation.models import ClockRule, Role
from tests.factories.case_law import (
    NEW,
    OLD,
    at,
    kazakhstan,
    make_conduct,
    make_rule,
    record_event,
    record_incident,
)
from tests.factories.cases import make_case
from tests.factories.legislation import as_loaded

pytestmark = pytest.mark.django_db
CLOCKS = Path(__file__).parents[2] / "data" / "clocks.tsv"
HANDFUL = (
    "24-hours-plain", "24-hours-over-zone-change", "time-that-was-twice-second", "last-second-of-the-old-law",
    "first-second-of-the-new-law", "only-the-day-known", "back-dated-event", "hours-from-midnight",
)  # fmt: skip


def duties_of(case, event):
    with acting_as(case.lead.user):
        return list(CaseDuty.objects.visible_to(case.lead.user).with_rule().filter(event=event))


def doubts_of(case):
    with acting_as(case.lead.user):
        return [(flag.kind, flag.doubt) for flag in Flag.objects.visible_to(case.lead.user).open()]


def worked(name):
    with CLOCKS.open() as file:
        return next(row for row in csv.DictReader(file, delimiter="\t") if row["id"] == name)


@pytest.mark.parametrize("name", HANDFUL)
def test_duty_is_due_as_worked_by_hand(place, name):
    row = worked(name)
    make_rule(
        (dt.date(2020, 7, 1), None), offset_value=int(row["offset"]), offset_unit=row["unit"],
        start_rule=row["start"], end_rule=row["end"], rollover=row["rollover"],
    )  # fmt: skip
    case = make_case(place)
    told = {"second": True, "first": False, "": None}[row["told"]]
    event = record_event(case, at(row["event"], row["precision"], second=told))
    (duty,) = duties_of(case, event)
    assert duty.due_local == row["due"]
    assert trace_words(duty.calc_trace)[-1].startswith("Due:")


def test_trace_reads_like_a_calculation(place):
    make_rule()
    case = make_case(place)
    (duty,) = duties_of(case, record_event(case, at("2026-03-10 18:20")))
    assert trace_words(duty.calc_trace) == [
        "The event: 10 March 2026, 18:20 (UTC+05).",
        "Counting starts at the moment: 10 March 2026, 18:20 (UTC+05).",
        "Plus 24 hours: 11 March 2026, 18:20 (UTC+05).",
        "Due: 11 March 2026, 18:20 (UTC+05).",
    ]


@pytest.mark.parametrize(
    ("when", "law"),
    [
        ("2026-03-01 23:59:59", "kz-domestic-violence-2009"),
        ("2026-03-02 00:00", "kz-offence-prevention-2025"),
    ],
)
def test_issue_of_an_order_is_under_the_law_of_its_day(place, when, law):
    """The shipped law: the order was issued in the last second of the old law, or the first of the new."""
    case = make_case(place)
    duties = duties_of(case, record_event(case, at(when), "order-issued"))
    assert duties
    assert {duty.version.provision.law.identifier for duty in duties} == {law}
    with acting_as(case.lead.user):
        pinned = LawPin.objects.visible_to(case.lead.user).values_list("version", "basis")
        assert set(pinned) == {(duty.version_id, "event-date") for duty in duties}


def test_month_in_which_the_law_changed_derives_nothing_and_says_so(place):
    case = make_case(place)
    event = record_event(case, at("2026-03-15", "month"), "order-served")
    assert duties_of(case, event) == []
    assert ("law-unclear", "part-of-time") in doubts_of(case)


def test_two_versions_in_the_month_are_unclear(place):
    make_rule((OLD, NEW), (NEW, None))
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-15", "month"))) == []
    assert doubts_of(case) == [("law-unclear", "several-versions")]


def test_no_rule_is_unclear(place):
    make_rule((NEW, None))
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-01 12:00"))) == []
    assert doubts_of(case) == [("law-unclear", "no-rule")]


def test_incident_chooses_the_version_where_the_rule_says_so(place):
    old, _new = make_rule((OLD, NEW), (NEW, None), choose_by="incident-date")
    make_conduct((OLD, None), topic="made-up-violence")
    case = make_case(place)
    incident = record_incident(case, When(start=at("2026-02-20 10:00")))
    event = record_event(case, at("2026-03-10 09:00"), about=About(incident_id=incident.pk))
    (duty,) = duties_of(case, event)
    assert (duty.clock, duty.chosen_from) == (old, dt.date(2026, 2, 20))
    assert duty.due_local == "2026-03-11 09:00 +05"


def test_without_an_incident_its_date_chooses_nothing(place):
    make_rule(choose_by="incident-date")
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-10 09:00"))) == []
    assert doubts_of(case) == [("law-unclear", "no-incident")]


def test_condition_on_what_is_not_recorded_is_flagged_with_the_fact(place):
    make_rule(applies_if=[{"field": "victim_is_minor", "op": "is", "value": True}])
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-10 09:00"))) == []
    with acting_as(case.lead.user):
        assert Flag.objects.get().fact == "victim_is_minor"


def test_what_recurs_until_a_measure_ends_is_a_doubt_where_no_measure_is_named(place):
    make_rule(
        recurs_times=1, recurs_every=7, recurs_unit="days", offset_value=7, offset_unit="days",
        ends_with_measure=True,
    )  # fmt: skip
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-10 09:00"))) == []
    with acting_as(case.lead.user):
        flag = Flag.objects.get()
    assert (flag.kind, flag.doubt, flag.fact) == ("law-unclear", "fact-missing", "measure")


def test_rule_that_is_known_not_to_apply_is_no_doubt(place):
    make_rule(applies_if=[{"field": "event_date", "op": "before", "value": "2026-01-01"}])
    case = make_case(place)
    assert duties_of(case, record_event(case, at("2026-03-10 09:00"))) == []
    assert doubts_of(case) == []


def test_only_what_binds_who_learned_of_it_is_derived(place):
    case = make_case(place)
    everyone = duties_of(case, record_event(case, at("2026-09-01 10:05"), "aware"))
    teachers = Role.objects.get(slug="education-workers")
    event = record_event(case, at("2026-09-01 10:05"), "aware", about=About(bound=teachers))
    assert {duty.addressee for duty in duties_of(case, event)} == {teachers}
    assert len(everyone) > 1


def test_back_dated_event_makes_a_duty_that_was_late_on_entry(place):
    make_rule()
    case = make_case(place)
    (old,) = duties_of(case, record_event(case, at("2026-03-10 09:00")))
    just_now = moment_of(timezone.now() - dt.timedelta(minutes=5), "exact", "Asia/Almaty")
    (new,) = duties_of(case, record_event(case, just_now))
    assert (old.was_late_on_entry, new.was_late_on_entry) == (True, False)


def test_rule_that_nobody_else_read_says_so(place):
    (clock,) = make_rule()
    case = make_case(place)
    event = record_event(case, at("2026-03-10 09:00"))
    assert not duties_of(case, event)[0].is_rule_confirmed
    confirmed = {"confirmed_by": place.administrator, "confirmed_on": dt.date(2026, 3, 1)}
    as_loaded(ClockRule.objects.filter(pk=clock.pk).update)(**confirmed)
    assert duties_of(case, event)[0].is_rule_confirmed


def test_what_lies_ahead_is_no_event(place):
    make_rule()
    with pytest.raises(InvalidTimeError, match="lies ahead"):
        record_event(make_case(place), at("2100-01-01 00:00"))


def test_kind_of_another_jurisdiction_is_refused(place):
    with pytest.raises(UnknownKindError, match="no-such-event"):
        record_event(make_case(place), at("2026-03-10 09:00"), "no-such-event")


def test_correcting_replaces_the_open_duty_and_keeps_it(place):
    make_rule()
    case, lead = make_case(place), place.user("worker")
    former = record_event(case, at("2026-03-10 09:00"), detail="Told by telephone")
    (old,) = duties_of(case, former)
    with acting_as(lead):
        event = events.correct_event(
            actor=lead, event_id=former.pk, reason="misheard", moment=at("2026-03-10 10:00")
        )
    (new,) = duties_of(case, event)
    (old_now,) = duties_of(case, former)
    assert (old_now.status, old_now.replaced_by_id, old_now.due_at) == ("replaced", new.pk, old.due_at)
    assert new.due_local == "2026-03-11 10:00 +05"


def test_event_is_corrected_once(place):
    make_rule()
    case, lead = make_case(place), place.user("worker")
    former = record_event(case, at("2026-03-10 09:00"))
    with acting_as(lead):
        events.correct_event(actor=lead, event_id=former.pk, reason="misheard")
        with pytest.raises(ChangedMeanwhileError):
            events.correct_event(actor=lead, event_id=former.pk, reason="again")
        assert Event.objects.visible_to(lead).standing().count() == 1


def test_duty_derived_again_is_neither_doubled_nor_moved(place):
    """Any moment, derived any number of times, makes the same single duty."""
    make_rule((OLD, NEW), (NEW, None))
    case, lead = make_case(place), place.user("worker")

    @given(
        st.datetimes(at("2021-01-01").local, at("2026-11-01").local),
        st.sampled_from([Precision.EXACT, Precision.DAY]),
        st.integers(1, 3),
    )
    def again(local, precision, times):
        event = record_event(case, Moment(local, precision))
        (before,) = duties_of(case, event)
        with acting_as(lead):
            for _time in range(times):
                loaded = Event.objects.select_related("case", "kind", "jurisdiction__parent").get(pk=event.pk)
                assert derive_duties(loaded, actor=lead, today=dt.date(2026, 11, 21)) == []
        (after,) = duties_of(case, event)
        assert (after.pk, after.due_at, after.calc_trace) == (before.pk, before.due_at, before.calc_trace)
        assert after.version.valid.lower == (OLD if local.date() < NEW else NEW)

    again()


def test_incident_that_is_corrected_moves_no_duty_but_asks_a_lawyer(place):
    make_rule((OLD, NEW), (NEW, None), choose_by="incident-date")
    make_conduct((OLD, None), topic="made-up-violence")
    case, lead = make_case(place), place.user("worker")
    incident = record_incident(case, When(start=at("2026-02-20 10:00")))
    event = record_event(case, at("2026-03-10 09:00"), about=About(incident_id=incident.pk))
    before = duties_of(case, event)[0].due_at
    with acting_as(lead):
        incidents.correct_incident(
            actor=lead, incident_id=incident.pk, reason="she found the date",
            when=When(start=at("2026-03-03 10:00")),
        )  # fmt: skip
    assert duties_of(case, event)[0].due_at == before
    assert ("needs-lawyer", "incident-corrected") in doubts_of(case)


def test_jurisdiction_of_the_event_decides_whose_rules_apply(place):
    case = make_case(place)
    event = record_event(case, at("2026-09-01 10:05"), "aware", jurisdiction=kazakhstan())
    places = {duty.version.provision.law.jurisdiction for duty in duties_of(case, event)}
    assert places == {kazakhstan()}
