"""Numbers of a cohort: those of erased applications stay, small groups are left out of reports."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from programs.cohorts import completing, deciding, erasing, funnel
from programs.models import Outcome
from tests.factories.accounts import sign_in
from tests.factories.cohorts import NOW, make_application, make_cohort, make_officer


@given(st.lists(st.integers(0, 40), min_size=1, max_size=9))
def test_no_small_group_can_be_read_or_worked_out(numbers: list[int]) -> None:
    shown = funnel.disclosed(numbers, is_division=True)
    assert all(number is None or number == 0 or number >= funnel.SMALLEST for number in shown)
    left_out = [number for number, seen in zip(numbers, shown, strict=True) if seen is None]
    others = [number for number in shown if number]
    assert len(left_out) != 1 or not others


@pytest.mark.django_db
def test_numbers_stay_the_same_when_everybody_is_erased() -> None:
    cohort, officer = make_cohort(), make_officer()
    for state in ("submitted", "declined", "accepted", "enrolled", "waitlisted"):
        make_application(cohort, state, language="kk")
    done = make_application(cohort, "enrolled")
    deciding.complete(application=done, actor=officer, now=NOW)
    outcome = Outcome.objects.get(application=done, months=6)
    later = NOW.replace(year=2027, month=11)
    answers = {"occupation": "new-business", "income": "higher", "jobs": 2, "note": "private words"}
    completing.answer_outcome(outcome=outcome, answers=answers, actor=None, now=later)
    before = funnel.counts_of(cohort)
    for application in cohort.applications.exclude(state__in=["accepted", "enrolled"]):
        erasing.erase(application=application, now=NOW)
    assert funnel.counts_of(cohort) == before
    assert "private words" not in str(list(cohort.tallies.values()))


@pytest.mark.django_db
def test_outcome_is_not_asked_before_it_is_due() -> None:
    from django.core.exceptions import ValidationError

    application = make_application(make_cohort(), "enrolled")
    deciding.complete(application=application, actor=make_officer(), now=NOW)
    due = list(application.outcomes.order_by("months").values_list("months", "due_on"))
    assert [(months, str(day)) for months, day in due] == [(6, "2027-05-21"), (12, "2027-11-21")]
    with pytest.raises(ValidationError, match="before it is due"):
        completing.answer_outcome(
            outcome=application.outcomes.first(), answers={"occupation": "other"}, actor=None, now=NOW
        )


@pytest.mark.django_db
def test_report_holds_numbers_alone_and_no_small_ones() -> None:
    cohort = make_cohort()
    for state in ["submitted"] * 6 + ["declined"] * 3:
        make_application(cohort, state, name="Secret Name")
    client = sign_in(Client(), make_officer())
    for code in ("csv", "json", "md"):
        response = client.get(f"/admin/cohorts/{cohort.pk}/report/?format={code}")
        content = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
        assert "Secret" not in content
        assert "fewer than 5" in content
    rows = list(csv.reader(io.StringIO(b"".join(
        client.get(f"/admin/cohorts/{cohort.pk}/report/?format=csv").streaming_content  # type: ignore[attr-defined]
    ).decode("utf-8-sig"))))  # fmt: skip
    flat = [cell for row in rows for cell in row]
    assert "9" in flat
    assert "3" not in flat


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["pdf", "xlsx"])
def test_report_leaves_as_a_file(code: str) -> None:
    cohort = make_cohort()
    client = sign_in(Client(), make_officer())
    response = client.get(f"/admin/cohorts/{cohort.pk}/report/?format={code}")
    assert len(b"".join(response.streaming_content)) > 1000  # type: ignore[attr-defined]
