"""Numbers, states and blind indexes, without a database."""

import doctest
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import blind, chain, moments, numbers, permissions, sealing, states
from cases.choices import CaseStatus, Role, Step


@pytest.mark.parametrize("module", [numbers, states, blind, chain, moments, permissions, sealing])
def test_examples(module):
    assert doctest.testmod(module).failed == 0


@given(st.integers(0, 7), st.sampled_from(numbers.ALPHABET))
def test_one_wrong_letter_is_found(place, letter):
    number = numbers.new_number()
    wrong = number[:place] + letter + number[place + 1 :]
    if letter == number[place]:
        assert numbers.parse(wrong) == number
    else:
        with pytest.raises(numbers.CaseNumberError):
            numbers.parse(wrong)


@given(st.integers(0, 6))
def test_two_swapped_letters_are_found(place):
    number = numbers.new_number()
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(numbers.CaseNumberError):
            numbers.parse(swapped)


@given(st.text(max_size=20))
def test_anything_typed_is_a_number_or_refused_in_words(typed):
    try:
        number = numbers.parse(typed)
    except numbers.CaseNumberError:
        return
    assert len(number) == 9


def test_number_is_read_as_it_is_shown():
    number = numbers.new_number()
    assert numbers.parse(numbers.shown(number).lower()) == number


@pytest.mark.parametrize(("table", "values"), [(states.CASE, CaseStatus.values), (states.STEP, Step.values)])
def test_every_state_is_in_its_table(table, values):
    assert set(table) == set(values)
    assert {after for afters in table.values() for after in afters} <= set(values)


def test_steps_go_one_forward_any_back_and_one_jump_in_an_emergency():
    assert states.STEP["assess"] == ("engage", "plan")
    assert states.STEP["engage"] == ("assess", "implement")
    assert states.STEP["close"] == ("engage", "assess", "plan", "implement", "follow-up")


def test_every_row_of_the_permissions_names_roles():
    for rights in permissions.TABLE.values():
        assert set(rights) <= set(Role.values)


@pytest.mark.parametrize("thing", ["case", "party", "identity", "contact", "note", "assessment"])
def test_auditor_has_no_right_on_content(thing):
    assert Role.AUDITOR not in permissions.TABLE[thing]


def test_phone_is_found_however_it_was_written():
    organisation = uuid.uuid4()
    at_home = {"organisation_id": organisation, "countries": ["KZ"]}
    one = blind.index(blind.PHONE, "8 (701) 555-01-23", **at_home)
    assert one == blind.index(blind.PHONE, "+7 701 555 01 23", **at_home)


def test_zeros_in_front_are_part_of_a_personal_number():
    organisation = uuid.uuid4()
    found = {
        blind.index(blind.IIN, iin, organisation_id=organisation) for iin in ("000101300123", "0101300123")
    }
    assert len(found) == 2


def test_blind_index_differs_between_organisations_and_kinds():
    here, there = uuid.uuid4(), uuid.uuid4()
    found = {
        blind.index(kind, "85010130012", organisation_id=place)
        for kind in (blind.IIN, blind.PHONE)
        for place in (here, there)
    }
    assert len(found) == 4


def test_blind_index_of_nothing_is_nothing():
    assert blind.index(blind.IIN, " ", organisation_id=uuid.uuid4()) == ""


def test_former_index_keys_still_find(settings):
    organisation = uuid.uuid4()
    before = blind.index(blind.IIN, "850101300123", organisation_id=organisation)
    settings.INDEX_KEYS = f"new:{'B' * 43},{settings.INDEX_KEYS}"
    assert before != blind.index(blind.IIN, "850101300123", organisation_id=organisation)
    assert before in blind.indexes(blind.IIN, "850101300123", organisation_id=organisation)
