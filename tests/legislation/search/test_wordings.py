"""Wordings that aren't in force on the day: what the search calls them, and where it leads."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from legislation.dates import provision_status
from legislation.models import ProvisionVersion
from legislation.search.answer import Answer
from legislation.search.index import index_laws
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db

Ask = Callable[..., Answer]
BEGINS, CHANGED, ENDS = dt.date(2020, 7, 1), dt.date(2022, 1, 1), dt.date(2024, 1, 1)
ON = "2026-11-21"


def make_wordings(*texts: tuple[str, dt.date, dt.date | None]) -> ProvisionVersion:
    provision = make_provision(make_law(in_force=BEGINS), eid="art_1")
    for text, start, end in texts:
        version = make_version(provision, start, end, text=text)
    index_laws([provision.law_id])
    return version


def result(client: Client, query: str) -> tuple[str, str]:
    """Give the address and the status of the only result."""
    page = client.get(f"/en/search/?{query}").content.decode()
    (found,) = re.findall(r'<article class="result">.*?</article>', page, re.DOTALL)
    address, status = re.search(r'href="([^"]+)"', found), re.search(r'class="status status-([\w-]+)"', found)
    assert address
    assert status
    return address[1], status[1]


def test_earlier_wording_of_a_provision_in_force_is_told_as_one_and_leads_to_its_days(client: Client) -> None:
    make_wordings(("An old quokka.", BEGINS, CHANGED), ("A new numbat.", CHANGED, None))
    address, status = result(client, f"q=quokka&status=repealed&on={ON}")
    assert status == "reworded"
    assert "An old quokka." in client.get(address).content.decode()


def test_last_wording_of_a_repealed_provision_is_no_longer_in_force(client: Client) -> None:
    make_wordings(("A numbat.", BEGINS, CHANGED), ("A quokka.", CHANGED, ENDS))
    address, status = result(client, f"q=quokka&status=repealed&on={ON}")
    assert status == "repealed"
    assert address.endswith(f"?on={ON}") or "?" not in address


def test_wording_to_come_leads_to_its_first_day(client: Client) -> None:
    make_wordings(("A numbat.", BEGINS, dt.date(2027, 1, 1)), ("A quokka.", dt.date(2027, 1, 1), None))
    address, status = result(client, f"q=quokka&status=not-yet&on={ON}")
    assert status == "not-yet"
    assert address.endswith("?on=2027-01-01")


@pytest.mark.parametrize(
    "day", ["2020-06-30", "2020-07-01", "2021-12-31", "2022-01-01", "2023-12-31", "2024-01-01"]
)
@pytest.mark.parametrize(
    "known",
    [
        {},
        {"unrecorded_before": True},
        {"unrecorded_after": True},
        {"unrecorded_before": True, "unrecorded_after": True},
        {"ceased_unknown": True},
    ],
)
def test_search_calls_a_wording_what_its_page_does(ask: Ask, day: str, known: dict[str, Any]) -> None:
    law = make_law(in_force=BEGINS, repealed=ENDS)
    end = None if "ceased_unknown" in known else ENDS
    version = make_version(make_provision(law), CHANGED, end, text="A quokka.", **known)
    index_laws([law.pk])
    said = provision_status(
        [version.stretch], dt.date.fromisoformat(day), law_begins=law.begins, law_ends=law.repealed
    )
    (match,) = ask("quokka", on=day, status="any").found.matches
    assert match.status == said.code
