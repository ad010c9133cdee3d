"""No number that is left out can be computed from those that are shown; proved by other arithmetic."""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.figures.suppression import TOTAL, suppressed

K = 5
tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 9), st.integers(0, 60)), min_size=width, max_size=width),
        min_size=2,
        max_size=6,
    )
)


def equations(rows, shown):
    """The sums of a table as equations in the missing numbers: coefficients by place, and the right side."""
    width = len(rows[0])
    if width == 1:
        lines = [({(i, 0): 1 for i in range(len(rows))}, (TOTAL, TOTAL))]
    else:
        lines = [({(i, j): 1 for j in range(width)}, (i, TOTAL)) for i in [*range(len(rows)), TOTAL]]
        lines += [({(i, j): 1 for i in range(len(rows))}, (TOTAL, j)) for j in [*range(width), TOTAL]]
    for terms, total in lines:
        missing = {key: 1 for key in terms if shown[key] is None}
        right = -sum(shown[key] for key in terms if shown[key] is not None)
        if shown[total] is None:
            missing[total] = -1
        else:
            right += shown[total]
        yield missing, right


def computed(rows, shown):
    """The missing numbers that elimination (Gauss, in fractions) gives exactly."""
    unknown = sorted(key for key, value in shown.items() if value is None)
    lines = [[Fraction(terms.get(key, 0)) for key in unknown] for terms, _right in equations(rows, shown)]
    done = 0
    for column in range(len(unknown)):
        pivot = next((line for line in lines[done:] if line[column]), None)
        if pivot is None:
            continue
        lines.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        lines = [
            [a - line[column] * b for a, b in zip(line, pivot, strict=True)] if line[column] else line
            for line in lines
        ]
        lines.insert(done, pivot)
        done += 1
    found = []
    for line in lines[:done]:
        places = [key for key, value in zip(unknown, line, strict=True) if value]
        if len(places) == 1:
            found.append(places[0])
    return found


@given(tables)
@settings(max_examples=400)
def test_t18_no_missing_number_is_computed_from_the_sums(rows):
    assert computed(rows, suppressed(rows, K)) == []


@given(tables)
@settings(max_examples=400)
def test_t18_what_is_shown_is_true_and_never_small(rows):
    for (i, j), value in suppressed(rows, K).items():
        part = rows if i == TOTAL else [rows[i]]
        true = sum(sum(row) if j == TOTAL else row[j] for row in part)
        assert value is None or (value == true and value >= K)


def test_elimination_does_find_what_a_naive_table_gives_away():
    rows = [[9, 3], [8, 8]]
    naive = {(0, 0): 9, (0, 1): None, (1, 0): 8, (1, 1): 8, (0, TOTAL): 12, (1, TOTAL): 16,
             (TOTAL, 0): 17, (TOTAL, 1): 11, (TOTAL, TOTAL): 28}  # fmt: skip
    assert computed(rows, naive) == [(0, 1)]


@pytest.mark.parametrize("rows", [[[0, 0], [0, 4]], [[4]], [[1], [1], [2]]])
def test_fewer_cases_than_the_smallest_number_give_nothing_at_all(rows):
    assert set(suppressed(rows, K).values()) == {None}


def test_noughts_are_not_told_from_ones():
    assert suppressed([[30], [0], [9]], K, min) == suppressed([[29], [1], [9]], K, min)


def outcomes(rows, smallest):
    """Every table that chance can make of these numbers."""
    waiting = [()]
    while waiting:
        taken = waiting.pop()
        steps = iter(taken)

        def choose(keys, steps=steps, taken=taken):
            step = next(steps, None)
            if step is None:
                waiting.extend((*taken, place) for place in range(1, len(keys)))
                raise StopIteration
            return keys[step]

        try:
            suppressed(rows, smallest, choose)
        except StopIteration:
            waiting.append((*taken, 0))
            continue
        again = iter(taken)
        yield suppressed(rows, smallest, lambda keys, again=again: keys[next(again)])


@pytest.mark.parametrize(("shape", "most"), [((3, 1), 9), ((4, 1), 7), ((2, 2), 8)])
def test_t18_reader_who_knows_how_numbers_are_left_out_computes_none_either(shape, most):
    """Every table of a shape with up to so many cases, at k = 3: those that can show the same have
    another value of each missing number among them."""
    height, width = shape
    alike = defaultdict(list)
    for values in product(range(most + 1), repeat=height * width):
        if sum(values) <= most:
            rows = [list(values[i * width : (i + 1) * width]) for i in range(height)]
            for shown in outcomes(rows, 3):
                alike[tuple(sorted(shown.items(), key=lambda item: item[0]))].append(values)
    for shown, candidates in alike.items():
        for (i, j), value in shown:
            if value is None and i != TOTAL and j != TOTAL:
                possible = {candidate[i * width + j] for candidate in candidates}
                assert len(possible) >= 2, (shown, candidates)
