"""Statistics as released: with consent alone, in the worker's role, once for a month, nothing behind them."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.actions import consents
from cases.actions.figures import publish
from cases.care_choices import ConsentKind
from cases.demo.register import unlocked
from cases.figures.counting import closes_on, next_month
from cases.figures.releases import MonthNotClosedError, month_before, release, release_missed
from cases.models import Party, StatisticsRelease
from cases.permissions import NotAllowed
from kbase.database import OWNER_ALIAS
from tests.factories import accounts
from tests.factories.care import give
from tests.factories.cases import as_member, make_case, make_party

pytestmark = pytest.mark.usefixtures("committing_db")


def make_counted(place, *, agrees=True, age="18-59"):
    """A case whose survivor agreed to be counted, unless not."""
    survivor = make_party(make_case(place))
    if agrees:
        give(survivor, ConsentKind.STATISTICS)
    with as_member(place, "worker"):
        Party.objects.filter(pk=survivor.pk).update(age_band=age)
    return survivor


@pytest.fixture
def place(committed_place):
    return committed_place


@pytest.fixture
def later():
    """A day of the next month, by which this one is closed."""
    return closes_on(this_month())


def this_month():
    return timezone.localdate().replace(day=1)


def table(made, name):
    return next(each for each in made.tables if each["name"] == name)


def test_t18_a_case_added_after_the_release_changes_nothing(place, later):
    for _number in range(6):
        make_counted(place)
    first = release(this_month(), today=later)
    make_counted(place, age="14-17")
    again = release(this_month(), today=later)
    assert (again.pk, again.tables, again.total) == (first.pk, first.tables, 6)
    assert StatisticsRelease.objects.using("worker").count() == 1


def test_only_cases_whose_survivor_agreed_and_still_does_are_counted(place, later):
    counted = [make_counted(place) for _number in range(6)]
    make_counted(place, agrees=False)
    give(make_party(make_case(place), "witness"), ConsentKind.STATISTICS)
    with as_member(place, "worker") as lead:
        consent = counted[0].consents.get()
        consents.withdraw_consent(actor=lead, consent_id=consent.pk, words="She changed her mind")
    assert release(this_month(), today=later).total == 5


def test_fewer_than_five_cases_say_nothing_at_all(place, later):
    for _number in range(4):
        make_counted(place)
    made = release(this_month(), today=later)
    assert (made.total, made.tables) == (None, [])


def test_numbers_below_five_are_left_out_of_every_table(place, later):
    for age, count in {"18-59": 7, "7-13": 2}.items():
        for _number in range(count):
            make_counted(place, age=age)
    made = release(this_month(), today=later)
    danger = table(made, "danger-age")
    sums = dict(zip(danger["columns"], danger["sums"][:-1], strict=True))
    assert made.total == 9
    assert sums["under-18"] is None
    assert all(
        number is None or number >= 5
        for each in made.tables
        for cells in [*each["cells"], each["sums"]]
        for number in cells
    )


def test_month_is_not_released_before_the_day_from_which_no_consent_enters_it(place, later):
    for day in (timezone.localdate(), later - dt.timedelta(days=1)):
        with pytest.raises(MonthNotClosedError, match=f"closes on {later}"):
            release(this_month(), today=day)
    with pytest.raises(CommandError, match=f"closes on {later}"):
        call_command("release_statistics", month=f"{this_month():%Y-%m}")
    assert not StatisticsRelease.objects.using("worker").exists()


def test_cases_of_other_months_are_not_counted(place, later):
    for _number in range(5):
        make_counted(place)
    assert release(month_before(this_month()), today=later).total is None


def test_missed_months_are_released_as_they_stood_when_they_closed(place):
    """Nobody was at work for two months; who agreed after a month was closed isn't in it. What was released
    by hand meanwhile hides none of the months before it."""
    for _number in range(6):
        make_counted(place)
    _move_back("cases_consent", "given_at")
    make_counted(place, age="7-13")
    _move_back("cases_case", "opened_at")
    opened = timezone.localdate(timezone.now() - dt.timedelta(days=62)).replace(day=1)
    by_hand = next_month(opened)
    release(by_hand, today=closes_on(by_hand))
    made = release_missed(today=closes_on(this_month()))
    months = [opened]
    while months[-1] < this_month():
        months.append(next_month(months[-1]))
    assert [each.month for each in made] == [month for month in months if month != by_hand]
    assert [each.total for each in made if each.total] == [6]
    assert release_missed(today=closes_on(this_month())) == []
    shown = [number for each in made for kept in each.tables for cells in kept["cells"] for number in cells]
    assert shown
    assert all(number is None or number >= 5 for number in shown)


def _move_back(table, column):
    """Let what is recorded have happened two months ago."""
    with unlocked([table]) as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column} - interval '62 days'")
    connections[OWNER_ALIAS].close()


def test_members_see_it_and_only_an_auditor_makes_it_public(place, later):
    for _number in range(5):
        make_counted(place)
    made = release(this_month(), today=later)
    where = reverse("work-figures-month", args=(made.pk,))
    for name in ("worker", "intake", "supervisor", "auditor"):
        client = accounts.sign_in(Client(), place.user(name))
        assert client.get(where).status_code == 200, name
        assert client.get(reverse("work-figures-csv", args=(made.pk,))).status_code == 200
    with as_member(place, "supervisor") as supervisor:
        with pytest.raises(NotAllowed):
            publish(actor=supervisor, release_id=made.pk)
        StatisticsRelease.objects.update(published_at=timezone.now(), published_by=place.supervisor)
    public = reverse("case-figures-month", args=(made.pk,))
    assert StatisticsRelease.objects.count() == 0  # nobody who isn't known sees what isn't public
    assert Client().get(public).status_code == 404
    auditor = accounts.sign_in(Client(), place.user("auditor"))
    assert auditor.post(reverse("work-figures-publish", args=(made.pk,))).status_code == 302
    assert StatisticsRelease.objects.count() == 1
    assert Client().get(public).status_code == 200
    assert public in Client().get(reverse("case-figures")).content.decode()


@pytest.mark.parametrize("change", ["total = 1", "tables = '[]'", "month = '2020-01-01'"])
def test_released_numbers_can_not_be_changed(place, later, change):
    release(this_month(), today=later)
    with (
        as_member(place, "auditor"), pytest.raises(DatabaseError), transaction.atomic(),
        connection.cursor() as cursor,
    ):  # fmt: skip
        cursor.execute(f"UPDATE cases_statisticsrelease SET {change}")


def test_age_counts_the_youngest_survivor(place, later):
    for _number in range(5):
        survivor = make_counted(place)
        second = make_party(survivor.case)
        with as_member(place, "worker"):
            Party.objects.filter(pk=second.pk).update(age_band="14-17")
    danger = table(release(this_month(), today=later), "danger-age")
    assert danger["sums"][danger["columns"].index("under-18")] in (5, None)
