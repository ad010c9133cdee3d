"""Numbers at the start of a line of law are set apart."""

import pytest

from kbase.lawtext import law_lines


@pytest.mark.parametrize(
    ("line", "number", "depth"),
    [
        ("1. A fine is paid.", "1.", 0),
        ("12-1. Added later.", "12-1.", 0),
        ("2) within a month", "2)", 1),
        ("(a) the police", "(a)", 1),
        ("(iv) a court", "(iv)", 1),
        ("ә) полиция", "ә)", 1),
    ],
)
def test_number_is_taken_off_the_line(line: str, number: str, depth: int) -> None:
    (found,) = law_lines(line)
    assert (found.number, found.depth) == (number, depth)


@pytest.mark.parametrize(
    "line", ["2026 is a year", "The 1. of May", "1.5 million", "(see article 60) applies"]
)
def test_words_that_only_look_like_a_number_stay(line: str) -> None:
    (found,) = law_lines(line)
    assert (found.number, found.text) == ("", line)


def test_empty_lines_are_dropped() -> None:
    assert [line.text for line in law_lines("\n1. a\n\n b \n")] == ["a", "b"]
