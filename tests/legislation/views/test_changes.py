"""The register of changes, on the real reference data and on made-up laws."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries  # type: ignore[attr-defined]

from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.models import Amendment, Effect, Law, Topic
from tests.factories.emptying import delete_all_law
from tests.factories.legislation import make_law, make_provision

pytestmark = pytest.mark.django_db

DAY = dt.date(2031, 5, 4)


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def make_effect(law: Law, summary: str, *, day: dt.date | None = None, **values: object) -> Effect:
    defaults: dict[str, object] = {
        "provision": make_provision(law),
        "kind": EffectKind.SUBSTITUTES,
        "commencement": Commencement.DATE if day else Commencement.UNKNOWN,
        "commences_on": day,
        "state": EffectState.APPLIED,
        "summary": summary,
    }
    return Effect.objects.create(**(defaults | values))


def make_amendment(**values: object) -> Amendment:
    return Amendment.objects.create(**({"state": EditorialState.PUBLISHED} | values))


def parts(page: str) -> tuple[str, str]:
    """Split a page into what comes after the day and what had been by it."""
    later = "What changed" if "What changed<" in page else "What had changed by"
    before, after = page.split("<main", 1)[1].split(later, 1)
    return before, after


def test_change_of_tomorrow_is_to_come_and_that_of_the_day_has_been(client: Client) -> None:
    law = make_law()
    make_effect(law, "Reworded tomorrow", day=DAY + dt.timedelta(days=1))
    make_effect(law, "Reworded on the day", day=DAY)
    ahead, past = parts(body(client, f"/en/changes/?on={DAY}"))
    assert "Reworded tomorrow" in ahead
    assert "Reworded on the day" in past


def test_what_is_to_come_begins_with_the_soonest_and_what_was_with_the_latest(client: Client) -> None:
    law = make_law()
    for days in (2, 1, -1, -2):
        make_effect(law, f"Shift of {days} days", day=DAY + dt.timedelta(days=days))
    page = body(client, f"/en/changes/?on={DAY}")
    assert sorted((1, 2, -1, -2), key=lambda days: page.index(f"Shift of {days} days")) == [1, 2, -1, -2]


def test_laws_that_begin_and_end_and_are_amended_are_changes(client: Client) -> None:
    begins = make_law(short_title="Beginning law", in_force=DAY)
    ends = make_law(short_title="Ending law", repealed=DAY)
    make_amendment(law=ends, number="77-X", commenced=DAY, summary="Amended for the last time")
    page = body(client, f"/en/changes/?on={DAY}&year=2031")
    assert begins.short_title in page
    assert "Comes into force" in page
    assert "No longer in force" in page
    assert "Amended by No 77-X" in page
    assert "Amended for the last time" in page


def test_changes_of_a_day_stand_under_one_law(client: Client) -> None:
    law = make_law(short_title="Grouped law", repealed=DAY)
    make_effect(law, "First effect", day=DAY)
    make_effect(law, "Second effect", day=DAY)
    page = body(client, f"/en/changes/?on={DAY}&year=2031")
    assert page.count("Grouped law</a>") == 1


def test_change_links_to_the_law_of_its_day(client: Client) -> None:
    effect = make_effect(make_law(), "Linked", day=DAY)
    assert f"/{effect.provision.eid}/?on=2031-05-04" in body(client, f"/en/changes/?on={DAY}")


def test_change_without_a_day_is_said_to_be_not_established(client: Client) -> None:
    law = make_law()
    amendment = make_amendment(law=law, number="5-Q", adopted=dt.date(2029, 1, 2), summary="Began unknown")
    make_effect(law, "Some time or other", amendment=amendment)
    page = body(client, "/en/changes/?show=undated&year=2029")
    assert "adopted on 2 January 2029" in page
    assert "Began unknown" in page
    assert "Some time or other" in page
    assert "Began unknown" not in body(client, f"/en/changes/?on={DAY}")


def test_amendment_still_in_the_making_is_shown_nowhere(client: Client) -> None:
    law = make_law()
    draft = make_amendment(
        law=law, number="9-D", commenced=DAY, summary="Draft as a whole", state=EditorialState.DRAFT
    )
    make_effect(law, "Draft of a provision", day=DAY, amendment=draft)
    make_effect(law, "Draft without a day", amendment=draft)
    pages = [
        body(client, f"/en/changes/?on={DAY}{show}") for show in ("", "&show=undated", "&show=outstanding")
    ]
    assert "Draft" not in "".join(page.split("<main", 1)[1] for page in pages)


def test_outstanding_change_is_marked(client: Client) -> None:
    make_effect(make_law(), "Not worked in", day=DAY, state=EffectState.OUTSTANDING)
    assert "not yet in the text shown here" in body(client, "/en/changes/?show=outstanding&year=2031")


def test_bills_are_proposals(client: Client) -> None:
    page = body(client, "/en/changes/?show=bills")
    assert "Nobody is bound by them" in page
    assert "Proposed, not law" in page


def test_suspension_of_arrest_ends_in_what_will_change(client: Client) -> None:
    ahead, _past = parts(body(client, "/en/changes/?on=2026-11-21&jurisdiction=KZ"))
    assert "1 January 2027" in ahead
    assert "Article 45" in ahead


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("kind=repeals", {"Effect repealed"}),
        ("kind=amended", {"Amended whole"}),
        ("kind=begins", set()),
        ("year=2032", {"Effect of 2032"}),
        ("jurisdiction=PK", set()),
        ("jurisdiction=KZ", {"Effect repealed", "Amended whole", "Effect of 2032"}),
    ],
)
def test_changes_are_filtered(client: Client, chosen: str, found: set[str]) -> None:
    law = make_law()
    make_effect(law, "Effect repealed", day=DAY, kind=EffectKind.REPEALS)
    make_effect(law, "Effect of 2032", day=DAY.replace(year=2032))
    make_amendment(law=law, number="1-A", commenced=DAY, summary="Amended whole")
    page = body(client, f"/en/changes/?on=2033-01-01&{chosen}")
    assert {each for each in ("Effect repealed", "Amended whole", "Effect of 2032") if each in page} == found


def test_change_of_a_provision_without_topics_has_those_of_its_law(client: Client) -> None:
    law, topic = make_law(), Topic.objects.get(slug="stalking")
    law.topics.add(topic)
    make_effect(law, "Topic of the law", day=DAY)
    assert "Topic of the law" in body(client, f"/en/changes/?on={DAY}&topic=stalking")
    assert "Topic of the law" not in body(client, f"/en/changes/?on={DAY}&topic=education")


@pytest.mark.parametrize("show", ["", "undated", "outstanding", "bills"])
def test_changes_need_few_queries(
    client: Client, show: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12):
        client.get("/en/changes/", {"show": show} if show else {})


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
@pytest.mark.parametrize("show", ["", "?show=undated", "?show=outstanding", "?show=bills"])
def test_changes_read_in_every_language(client: Client, language: str, show: str) -> None:
    body(client, f"/{language}/changes/{show}")


@pytest.mark.parametrize(
    "query",
    ["kind=explodes", "year=1066", "year=x", "topic=none", "jurisdiction=XX", "show=me", "on=2024-13-45"],
)
def test_value_that_is_not_offered_answers_400(client: Client, query: str) -> None:
    body(client, f"/en/changes/?{query}", status=400)


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999", "%00"])
def test_page_that_there_is_not_answers_404(client: Client, page: str) -> None:
    body(client, f"/en/changes/?page={page}", status=404)


def test_nothing_recorded_says_so(client: Client) -> None:
    delete_all_law()
    page = body(client, "/en/changes/")
    assert "No change to come on a known day is recorded here." in page
    assert "Nothing of this kind is recorded." in page
