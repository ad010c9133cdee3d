"""Codes of 16 digits: found again by who has them, worth nothing to who has the database."""

from __future__ import annotations

import pytest
from django.test import override_settings

from kbase import number_codes
from kbase.number_codes import InvalidCodeError

CODE = "4071 2296 8835 1604"
OTHER = "4071 2296 8835 1605"


def test_code_fits_what_is_kept_of_it() -> None:
    assert number_codes.matching(CODE, [number_codes.kept(OTHER).hash, number_codes.kept(CODE).hash]) == 1


def test_neighbouring_code_does_not_fit() -> None:
    assert number_codes.matching(OTHER, [number_codes.kept(CODE).hash]) is None


def test_nothing_to_try_is_no_error() -> None:
    assert number_codes.matching(CODE, []) is None


@pytest.mark.parametrize("written", ["4071229688351604", " 4071-2296-8835-1604 ", "٤٠٧١ ٢٢٩٦ ٨٨٣٥ ١٦٠٤"])
def test_code_is_read_as_people_write_it(written: str) -> None:
    assert number_codes.matching(written, [number_codes.kept(CODE).hash]) == 0


@pytest.mark.parametrize("written", ["", "123456", "4071 2296 8835 160x", "4071 2296 8835 16044", "²" * 16])
def test_what_is_no_code_is_refused_without_repeating_it(written: str) -> None:
    with pytest.raises(InvalidCodeError) as caught:
        number_codes.lookups(written)
    assert not written or written not in str(caught.value)


def test_what_is_kept_holds_no_digit_in_the_open_and_is_argon2id() -> None:
    kept = number_codes.kept(CODE)
    assert kept.hash.startswith("$argon2id$")
    assert len(kept.lookup) == 64


def test_lookup_says_the_same_of_codes_that_begin_alike() -> None:
    assert number_codes.lookups(CODE) == number_codes.lookups(OTHER)


def test_hash_is_worth_nothing_without_the_key() -> None:
    kept = number_codes.kept(CODE)
    with override_settings(ENCRYPTION_KEYS="other:" + "B" * 43):
        assert number_codes.matching(CODE, [kept.hash]) is None
        assert kept.lookup not in number_codes.lookups(CODE)


def test_code_is_found_after_the_keys_were_rotated() -> None:
    with override_settings(ENCRYPTION_KEYS="old:" + "A" * 43):
        kept = number_codes.kept(CODE)
    with override_settings(ENCRYPTION_KEYS=f"new:{'B' * 43},old:{'A' * 43}"):
        assert kept.lookup in number_codes.lookups(CODE)
        assert number_codes.matching(CODE, [kept.hash]) == 0
