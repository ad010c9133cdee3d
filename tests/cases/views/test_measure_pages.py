"""Measures on pages: what the law of the day offers, service, extension, breach with what punishes it."""

import pytest

from cases.context import acting_as
from cases.models import CaseMeasure, Event
from cases.sealing import opened
from tests.factories.case_law import issue_order, kazakhstan, protective_order, serve_order
from tests.factories.cases import make_case
from tests.factories.work import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(place):
    return Desk(place, make_case(place))


def fields(**changed):
    return {
        "jurisdiction": kazakhstan().pk, "day": "2026-04-01", "time": "10:00",
        "norm": protective_order().pk, "issuer": "", "document": "ZP-17", "conditions": "100 m",
    } | changed  # fmt: skip


def only(desk, model=CaseMeasure):
    with acting_as(desk.user):
        return model.objects.select_related("case").get()


def offered(page):
    return page.partition('name="norm"')[2].partition("</select>")[0]


def test_measure_is_recorded_as_the_law_of_its_day_has_it(desk):
    response = desk.send("work-measure-new", **fields())
    order = only(desk)
    assert response["Location"] == desk.address("work-measure", order)
    page = desk.get("work-measure", order)
    for words in ("ZP-17", "100 m", "1 April 2026, 10:00 (UTC+05)", "Issued, not served yet"):
        assert words in page, words
    assert order.document.startswith("v1.")


def test_only_measures_of_the_day_are_offered(desk):
    norm = protective_order()
    shown = desk.send("work-measure-new", **fields(look="1")).content.decode()
    assert f'value="{norm.pk}"' in offered(shown)
    before = desk.send("work-measure-new", **fields(look="1", day="2020-08-01", document="ZP-18"))
    page = before.content.decode()
    assert before.status_code == 200
    assert f'value="{norm.pk}"' not in offered(page)
    assert "ZP-18" in page


def test_measure_that_was_not_law_on_the_day_is_refused_and_the_words_are_kept(desk):
    response = desk.send("work-measure-new", **fields(day="2020-08-01"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "was not in the law on that day" in page
    assert "ZP-17" in page


def test_service_starts_the_clocks_and_gives_the_term_of_the_law(desk):
    order = issue_order(desk.case)
    sent = {"day": "2026-04-01", "time": "18:00", "source": "rule", "seen": 1}
    assert desk.send("work-measure-serve", order, **sent).status_code == 302
    page = desk.get("work-measure", order)
    assert "1 April 2026 to 30 April 2026" in page
    assert "The law" in page
    assert "Check at least once every seven calendar days" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"time": ""}, "This field is required"),
        ({"day": "2026-03-31"}, "served after it was issued"),
        ({"source": "override", "last_day": "2026-04-10"}, "Give a reason"),
        ({"source": "court"}, "Give the last day"),
        ({"source": "rule", "last_day": "2026-06-10"}, "is too late"),
        ({"source": "court", "last_day": "2026-03-01"}, "before the first"),
    ],
)
def test_what_is_wrong_with_a_term_is_said(desk, sent, words):
    order = issue_order(desk.case)
    given = {"day": "2026-04-01", "time": "18:00", "source": "rule", "reason": ""} | sent
    response = desk.send("work-measure-serve", order, **given)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert only(desk).status == "recorded"


def test_breach_leads_to_the_provision_that_punishes_it_in_money_of_that_day(desk):
    order = serve_order(issue_order(desk.case))
    response = desk.send(
        "work-measure-breach", order, known="exact", day="2026-04-05", time="23:00", detail="Came to the door"
    )
    page = desk.client.get(response["Location"]).content.decode()
    assert "Came to the door" in page
    assert "Article 461" in page
    assert "(129,750 tenge at the 2026 rate)" in page
    assert "Article 461" in desk.get("work-measure", order)
    with acting_as(desk.user):
        assert Event.objects.filter(kind__slug="measure-breached").count() == 1


def test_breach_outside_its_days_is_refused(desk):
    order = serve_order(issue_order(desk.case))
    response = desk.send("work-measure-breach", order, known="day", day="2026-05-05", detail="x")
    assert "outside the days" in response.content.decode()


def test_extension_by_decision_follows_and_both_lead_to_each_other(desk):
    order = serve_order(issue_order(desk.case))
    response = desk.send(
        "work-measure-extend", order, day="2026-04-29", time="10:00", last_day="2026-05-20", source="court",
        seen=2,
    )  # fmt: skip
    with acting_as(desk.user):
        newer = CaseMeasure.objects.get(extension_of=order)
    assert response["Location"] == desk.address("work-measure", newer)
    assert desk.address("work-measure", order) in desk.get("work-measure", newer)
    assert desk.address("work-measure", newer) in desk.get("work-measure", order)


def test_cancelled_by_a_decision(desk):
    order = serve_order(issue_order(desk.case))
    desk.send("work-measure-cancel", order, reason="Ruling 5 of the court", seen=2)
    with acting_as(desk.user):
        kept = CaseMeasure.objects.select_related("case").get()
        assert (kept.status, opened(kept, "reason")) == ("cancelled", "Ruling 5 of the court")
    assert "Ruling 5 of the court" in desk.get("work-measure", order)


def test_51_measure_served_in_another_tab_shows_both(desk):
    order = issue_order(desk.case)
    desk.send("work-measure-serve", order, day="2026-04-01", time="18:00", source="rule", seen=1)
    response = desk.send("work-measure-cancel", order, reason="Of the second tab", seen=1)
    page = response.content.decode()
    assert response.status_code == 409
    assert "1 April 2026, 18:00 (UTC+05)" in page
    assert "Of the second tab" in page
    assert only(desk).status == "in-force"


def test_wrong_service_is_corrected_and_what_stood_there_stays_readable(desk):
    order = serve_order(issue_order(desk.case))
    with acting_as(desk.user):
        former = Event.objects.get(kind__slug="order-served")
    assert desk.address("work-measure-service", order) in desk.get("work-event", former)
    given = {"day": "2026-04-03", "time": "18:00", "last_day": "", "source": "rule", "reason": ""}
    assert desk.send("work-measure-service", order, **given, why="").status_code == 200
    assert desk.send("work-measure-service", order, **given, why="Read the protocol").status_code == 302
    page = desk.get("work-measure", order)
    assert "3 April 2026" in page
    assert "2 May 2026" in page
    assert "1 April 2026, 18:00" in page
    assert "Read the protocol" in page
    assert desk.address("work-event", former) in page
