"""That each of the 66 tests of the contract is somewhere, and that the document says where."""

import re

import pytest

from tests.section_d import BEGIN, DOCS, END, NOT_THERE, NUMBERS, OTHERWISE, TESTS, WHAT, found, missing

LISTED = DOCS.read_text().partition(BEGIN)[2].partition(END)[0]


def test_no_number_is_missing():
    assert missing() == []


def test_what_is_said_not_to_be_there_is_not_there():
    assert [number for number in NOT_THERE if found()[number]] == []


@pytest.mark.parametrize("named", sorted({each for places in OTHERWISE.values() for each in places}))
def test_named_test_exists(named):
    path, _, name = named.partition("::")
    assert f"def {name}" in (TESTS / path).read_text()


def test_document_lists_every_number():
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", LISTED, re.MULTILINE)] == [*NUMBERS]
    assert set(WHAT) == set(NUMBERS)


def test_document_names_only_what_exists():
    """After a move: python -m tests.section_d."""
    places = set(re.findall(r"`([^`]+\.py)(?:::[^`]+)?`", LISTED))
    assert places
    assert [place for place in places if not (TESTS / place).exists()] == []
