"""A redline loses no word of either text."""

from hypothesis import given
from hypothesis import strategies as st

from legislation.redline import redline

words = st.lists(st.text(alphabet="абвabcپت ", min_size=1, max_size=6), max_size=12).map(" ".join)


@given(before=words, after=words)
def test_both_texts_can_be_read_back_from_a_redline(before: str, after: str) -> None:
    parts = redline(before, after)
    assert "".join(p.text for p in parts if p.op != "insert").split() == before.split()
    assert "".join(p.text for p in parts if p.op != "delete").split() == after.split()


def test_equal_texts_have_one_run() -> None:
    assert [p.op for p in redline("30 days", "30 days")] == ["equal"]


def test_empty_text_gives_one_insertion() -> None:
    assert [p.op for p in redline("", "45 days")] == ["insert"]
