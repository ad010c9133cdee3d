"""Receipt codes: read however people write them, kept as digests alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase import receipts


def test_code_is_four_groups_of_unambiguous_letters() -> None:
    code = receipts.new_receipt()
    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert set("".join(groups)) <= set(receipts.ALPHABET)
    assert not set(receipts.ALPHABET) & set("ILOU")


@given(st.text(alphabet=receipts.ALPHABET, min_size=16, max_size=16))
def test_code_is_read_in_any_grouping_and_case(letters: str) -> None:
    code = receipts.grouped(letters)
    assert receipts.canonical(code) == letters
    for written in (code.lower(), letters, f"  {code.replace('-', ' ')}\n", code.replace("0", "O")):
        assert receipts.digest(written) == receipts.digest(code)


def test_cyrillic_letters_that_look_the_same_are_read() -> None:
    assert receipts.canonical("АВСЕ-НКМР-ТХ00-1111") == "ABCEHKMPTX001111"


@pytest.mark.parametrize("given", ["", "7K3M", "7K3M-Q9TX-0B2D-W5HZ-1", "7K3M-Q9TX-0B2D-W5H!", "U" * 16])
def test_what_can_be_no_code_is_refused_with_an_example(given: str) -> None:
    with pytest.raises(receipts.InvalidReceiptError, match=receipts.EXAMPLE):
        receipts.digest(given)


def test_digest_doesnt_hold_the_code() -> None:
    code = receipts.new_receipt()
    assert receipts.canonical(code) not in receipts.digest(code).upper()
