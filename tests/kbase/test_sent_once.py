"""Forms that are sent twice count once."""

from __future__ import annotations

import pytest

from kbase import sent_once


def test_same_form_has_the_same_secret_and_every_other_another() -> None:
    number = sent_once.new_number()
    secret = sent_once.secret_of(number, purpose="event 1")
    assert secret == sent_once.secret_of(number, purpose="event 1")
    assert secret != sent_once.secret_of(number, purpose="event 2")
    assert secret != sent_once.secret_of(sent_once.new_number(), purpose="event 1")


@pytest.mark.parametrize(
    "given", ["", "0", "0" * 31, "0" * 33, "G" * 32, "٠" * 32, "0" * 32 + "\n", "\x00" * 32]
)
def test_what_is_no_number_of_a_form_has_none(given: str) -> None:
    assert sent_once.secret_of(given, purpose="event 1") is None
