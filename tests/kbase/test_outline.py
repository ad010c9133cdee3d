"""Rows of a tree open and close lists in balance."""

from hypothesis import given
from hypothesis import strategies as st

from kbase.outline import outline


@given(st.lists(st.integers(min_value=0, max_value=6), max_size=60))
def test_every_list_that_opens_is_closed(depths: list[int]) -> None:
    rows = outline(depths, lambda depth: depth)
    assert sum(row.opens for row in rows) == sum(len(row.closes) for row in rows)


@given(st.lists(st.integers(min_value=0, max_value=6), max_size=60))
def test_no_list_closes_before_it_opens(depths: list[int]) -> None:
    open_lists = 0
    for row in outline(depths, lambda depth: depth):
        open_lists += int(row.opens) - len(row.closes)
        assert open_lists >= 0


def test_sibling_after_a_skipped_level_returns_to_its_parent() -> None:
    rows = outline([0, 3, 0], lambda depth: depth)
    assert [(row.opens, len(row.closes)) for row in rows] == [(True, 0), (False, 1), (False, 0)]
