"""What is not recorded is not called 'not yet in force' or 'repealed': nothing is known of it."""

import datetime as dt

import pytest
from django.test import Client

from legislation.dates import Stretch, provision_status
from legislation.models import ProvisionVersion

JULY_2024 = dt.date(2024, 7, 1)
LATER = Stretch(JULY_2024, dt.date(2027, 1, 1), unrecorded_before=True, unrecorded_after=True)
LAW_BEGINS = dt.date(2015, 1, 1)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (dt.date(2014, 12, 31), "not-yet"),
        (dt.date(2015, 1, 1), "unknown"),
        (dt.date(2024, 6, 30), "unknown"),
        (JULY_2024, "in-force"),
        (dt.date(2026, 12, 31), "in-force"),
        (dt.date(2027, 1, 1), "unknown"),
    ],
)
def test_status_beyond_what_is_recorded_is_unknown(day: dt.date, code: str) -> None:
    assert provision_status([LATER], day, law_begins=LAW_BEGINS).code == code


@pytest.mark.django_db
def test_first_wording_that_replaced_another_is_marked() -> None:
    versions = ProvisionVersion.objects.filter(provision__law__identifier="kz-criminal-code-2014")
    reworded = versions.filter(provision__eid="art_120").order_by("valid").first()
    added = versions.filter(provision__eid="art_115-1").get()
    assert reworded.unrecorded_before
    assert not added.unrecorded_before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("art_120/?on=2020-01-01", "unknown"),
        ("art_115-1/?on=2020-01-01", "not-yet"),
        ("art_467/?on=2027-02-01", "unknown"),
    ],
)
def test_page_says_what_is_not_recorded(client: Client, address: str, status: str) -> None:
    page = client.get(f"/en/laws/kz/criminal-code-2014/{address}").content.decode()
    assert f"status-{status}" in page.split("page-header")[1].split("</div>")[0]


@pytest.mark.django_db
def test_provision_that_ceased_on_an_unknown_day_ends_with_its_law_at_the_latest(client: Client) -> None:
    address = "/en/laws/kz/domestic-violence-2009/art_14/"
    before, after = (
        client.get(f"{address}?on={day}").content.decode() for day in ("2020-01-01", "2026-03-02")
    )
    assert "status-unknown" in before.split("page-header")[1].split("</div>")[0]
    assert "status-repealed" in after.split("page-header")[1].split("</div>")[0]
