"""What of safe contact leaves with a referral or a copy of the file."""

import datetime as dt

import pytest

from cases import snapshots
from cases.actions import parties
from cases.choices import Section
from cases.context import acting_as
from cases.safe_times import EVERY_DAY
from cases.snapshot_words import told
from tests.factories.cases import make_case, make_party

pytestmark = pytest.mark.django_db
HOURS = {"ok_from": dt.time(10), "ok_until": dt.time(16)}


@pytest.fixture
def case(place):
    return make_case(place)


def agree(party, **values):
    lead = party.case.lead.user
    with acting_as(lead):
        return parties.add_safe_contact(actor=lead, party_id=party.pk, **{"channel": "phone"} | values)


def taken(case):
    """The rules for safe contact as they leave, as codes."""
    lead = case.lead.user
    with acting_as(lead):
        (part,) = snapshots.take(case, [Section.CONTACT], actor=lead)
    return part


def facts(case):
    """The one rule that leaves, in words."""
    (record,) = told([taken(case)])[0].records
    return {fact.label: list(fact.values) for fact in record.facts}


def test_only_the_rule_agreed_last_with_each_person_leaves(case):
    first, second = make_party(case), make_party(case, "child")
    agree(first, **HOURS)
    agree(second, channel="visit", ok_days=[6])
    agree(first, do_not_contact=True)
    rules = [record["values"] for record in taken(case)["records"]]
    assert sorted((rule["party"], rule["do_not_contact"]) for rule in rules) == [("C1", False), ("S1", True)]
    assert "10:00" not in str(rules)


def test_rule_begins_with_whether_contact_is_wanted_and_the_day_it_was_agreed(case):
    rule = agree(make_party(case), **HOURS)
    values = taken(case)["records"][0]["values"]
    assert list(values)[:3] == ["party", "do_not_contact", "created_at"]
    assert "Agreed on" in facts(case)
    with acting_as(case.lead.user):
        rule.refresh_from_db(fields=["created_at"])
    assert dt.datetime.fromisoformat(values["created_at"]).date() in {
        rule.created_at.date(), rule.created_at.date() + dt.timedelta(days=1)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("agreed", "days", "opens"),
    [
        ({"ok_days": [1, 5], **HOURS}, "Monday, Friday", ["10:00"]),
        ({"ok_days": EVERY_DAY}, "any day", None),
        (HOURS, "any day", ["10:00"]),
        ({}, "No time is agreed at which contact is safe", None),
        ({"do_not_contact": True, **HOURS}, "No time is agreed at which contact is safe", None),
    ],
)
def test_days_and_hours_leave_as_they_count(case, agreed, days, opens):
    agree(make_party(case), **agreed)
    found = facts(case)
    assert found["Safe days"] == [days]
    assert found.get("Safe from") == opens
