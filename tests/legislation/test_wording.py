"""Deadlines, terms and penalties in words."""

import datetime as dt
from decimal import Decimal

import pytest

from legislation.models import Duty, Measure, Penalty
from legislation.money import Rate, Rates
from legislation.wording import deadline_words, penalty_words, rate_rule_words, term_words

IN_2026 = dt.date(2026, 3, 1)
RATES = Rates(
    [
        Rate("MCI", "KZT", dt.date(2009, 1, 1), dt.date(2009, 7, 1), Decimal(1273)),
        Rate("MCI", "KZT", dt.date(2025, 1, 1), dt.date(2026, 1, 1), Decimal(3932)),
        Rate("MCI", "KZT", dt.date(2026, 1, 1), dt.date(2027, 1, 1), Decimal(4325)),
        Rate("MCI", "KZT", dt.date(2027, 1, 1), dt.date(2028, 1, 1), None),
    ]
)


def penalty(
    kind: str, unit: str = "", minimum: int | None = None, maximum: int | None = None, **more: str
) -> Penalty:
    amounts = [None if value is None else Decimal(value) for value in (minimum, maximum)]
    return Penalty(kind=kind, unit=unit, minimum=amounts[0], maximum=amounts[1], **more)


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (Duty(immediate=True), "at once"),
        (Duty(), "not stated"),
        (Duty(deadline_value=24, deadline_unit="hours"), "within 24 hours"),
        (Duty(deadline_value=1, deadline_unit="days"), "within 1 day"),
        (Duty(deadline_value=7, deadline_unit="working-days"), "within 7 working days"),
        (Duty(deadline_value=12, deadline_unit="months"), "within 12 months"),
    ],
)
def test_deadline_is_said_in_words(duty: Duty, words: str) -> None:
    assert deadline_words(duty) == words


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure(), "term not stated"),
        (Measure(maximum_value=24, maximum_unit="hours"), "up to 24 hours"),
        (Measure(minimum_value=30, minimum_unit="days"), "at least 30 days"),
        (Measure(minimum_value=30, minimum_unit="days", maximum_value=30, maximum_unit="days"), "30 days"),
        (
            Measure(minimum_value=3, minimum_unit="years", maximum_value=8, maximum_unit="years"),
            "3 to 8 years",
        ),
        (
            Measure(minimum_value=3, minimum_unit="months", maximum_value=1, maximum_unit="years"),
            "3 months to 1 year",
        ),
    ],
)
def test_term_is_said_in_words(measure: Measure, words: str) -> None:
    assert term_words(measure) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (penalty("fine", "MCI", 200, 200), "200 MCI (865,000 tenge at the 2026 rate)"),
        (penalty("fine", "MCI", 40, 80), "40 to 80 MCI (173,000 to 346,000 tenge at the 2026 rate)"),
        (penalty("fine", "MCI", None, 1000), "up to 1,000 MCI (4,325,000 tenge at the 2026 rate)"),
        (penalty("imprisonment", "years", None, 5), "up to 5 years"),
        (penalty("imprisonment", "years", 14), "at least 14 years"),
        (penalty("imprisonment", "years", 10, 10), "10 years"),
        (penalty("administrative-arrest", "days", 5, 15), "5 to 15 days"),
        (penalty("fine", "PKR", 1_000_000), "at least 1,000,000 rupees"),
        (penalty("fine", "PKR", 20_000, 100_000), "20,000 to 100,000 rupees"),
        (penalty("warning"), ""),
        (penalty("imprisonment", circumstance="for life"), ""),
        (penalty("fine"), "not stated"),
    ],
)
def test_penalty_is_said_in_words_with_its_money(given: Penalty, words: str) -> None:
    assert penalty_words(given, RATES, IN_2026) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2025, 10, 1), "200 MCI (786,400 tenge at the 2025 rate)"),
        (dt.date(2009, 3, 1), "200 MCI (254,600 tenge at the rate from 1 January 2009)"),
        (dt.date(2027, 1, 1), "200 MCI (no rate established for 2027)"),
        (dt.date(2001, 1, 1), "200 MCI (no rate established for 2001)"),
    ],
)
def test_money_is_that_of_the_day_shown_and_never_guessed(day: dt.date, words: str) -> None:
    assert penalty_words(penalty("fine", "MCI", 200, 200), RATES, day) == words


def test_rule_of_the_day_of_the_offence_is_said() -> None:
    assert rate_rule_words("offence", "MCI", IN_2026) == (
        "In law the MCI rate of the day of the offence counts. Shown: the rate of 1 March 2026."
    )


def test_unknown_rule_is_said_to_be_unknown() -> None:
    assert "not established" in rate_rule_words("unknown", "MCI", IN_2026)


def test_nothing_is_said_where_no_rule_is_recorded() -> None:
    assert rate_rule_words(None, "MCI", IN_2026) == ""
