"""No number that is left out can be narrowed down by those that are shown; proved by other arithmetic."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from cases.figures import grouping
from cases.figures.counting import SMALLEST, Counted, tables_about
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


def stretches(rows, shown):
    """From where to where each missing number may lie, for all that the sums say: by linear programming.

    The equations are those of a network, so that the ends are whole numbers.
    """
    unknown = sorted(key for key, value in shown.items() if value is None)
    lines = [line for line in equations(rows, shown) if line[0]]
    system = {
        "A_eq": [[terms.get(key, 0) for key in unknown] for terms, _right in lines],
        "b_eq": [right for _terms, right in lines],
    }
    for place, key in enumerate(unknown):
        aim = [0] * len(unknown)
        aim[place] = 1
        least = linprog(aim, **system).fun
        aim[place] = -1
        yield key, (round(least), round(-linprog(aim, **system).fun))


def narrow(rows, shown):
    """The missing numbers that a reader narrows down to less than was promised."""
    return [(key, ends) for key, ends in stretches(rows, shown) if ends[1] - ends[0] < K]


@given(tables)
@settings(max_examples=40)
def test_t18_missing_number_may_lie_anywhere_in_a_stretch_as_wide_as_promised(rows):
    shown = suppressed(rows, K)
    assert shown[TOTAL, TOTAL] is None or narrow(rows, shown) == []


@given(tables)
@settings(max_examples=200)
def test_t18_what_is_shown_is_true_and_never_small(rows):
    for (i, j), value in suppressed(rows, K).items():
        part = rows if i == TOTAL else [rows[i]]
        true = sum(sum(row) if j == TOTAL else row[j] for row in part)
        assert value is None or (value == true and value >= K)


def test_reader_does_find_what_a_naive_table_gives_away():
    rows = [[9, 3], [8, 8]]
    naive = {(0, 0): 9, (0, 1): None, (1, 0): 8, (1, 1): 8, (0, TOTAL): 12, (1, TOTAL): 16,
             (TOTAL, 0): 17, (TOTAL, 1): 11, (TOTAL, TOTAL): 28}  # fmt: skip
    assert narrow(rows, naive) == [((0, 1), (3, 3))]
    naive[1, 1] = naive[0, 0] = None  # the sums give all of them away still
    assert narrow(rows, naive) == [((0, 0), (9, 9)), ((0, 1), (3, 3)), ((1, 1), (8, 8))]


KINDS, REGIONS = ("stalking", "harassment", "trafficking"), ("Almaty", "Kent", "")
counted = st.builds(
    Counted,
    danger=st.sampled_from(grouping.DANGERS[:2]), age=st.sampled_from(grouping.AGES[:3]),
    relation=st.sampled_from(grouping.RELATIONS), kind=st.sampled_from([*KINDS, "privacy", "several"]),
    region=st.sampled_from(["Almaty", "Kent", "unknown"]),
)  # fmt: skip


@given(st.lists(counted, max_size=30))
@settings(max_examples=25)
def test_t18_nothing_that_is_printed_of_a_month_says_more_of_what_is_missing(cases):
    """Which groups are listed hangs on no case: a reader knows of a missing number only that it isn't
    negative, and what the numbers of its own table say; tables share nothing but the total."""
    total, printed = tables_about(cases, kinds=KINDS, regions=REGIONS)
    if len(cases) < SMALLEST:
        assert (total, printed) == (None, [])
        return
    _, of_others = tables_about(cases[:1] * SMALLEST, kinds=KINDS, regions=REGIONS)
    assert [(each["rows"], each["columns"]) for each in printed] == [
        (each["rows"], each["columns"]) for each in of_others
    ]
    for each in printed:
        shown, rows = read_back(each, total)
        assert narrow(rows, shown) == [], each


def read_back(table, total):
    """What a reader sees of a table, by place; and its shape, with noughts in it."""
    shown = {(TOTAL, TOTAL): total}
    across = [*range(len(table["columns"])), TOTAL] if table["columns"] else [0]
    for i, cells in enumerate(table["cells"]):
        shown |= {(i, j): value for j, value in zip(across, cells, strict=True)}
    shown |= {(TOTAL, j): value for j, value in zip(across, table["sums"], strict=bool(table["sums"]))}
    return shown, [[0] * (len(table["columns"]) or 1) for _row in table["rows"]]


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
def test_t18_reader_who_knows_how_numbers_are_left_out_narrows_none_down_either(shape, most):
    """Every table of a shape with up to so many cases, at k = 3: among those that can show the same are
    some whose values of each missing number lie as far apart as is promised."""
    height, width = shape
    alike = defaultdict(list)
    for values in product(range(most + 1), repeat=height * width):
        if sum(values) <= most:
            rows = [list(values[i * width : (i + 1) * width]) for i in range(height)]
            for shown in outcomes(rows, 3):
                alike[tuple(sorted(shown.items(), key=lambda item: item[0]))].append(values)
    for shown, candidates in alike.items():
        for (i, j), value in shown if dict(shown)[TOTAL, TOTAL] is not None else ():
            if value is None and i != TOTAL and j != TOTAL:
                possible = {candidate[i * width + j] for candidate in candidates}
                assert max(possible) - min(possible) >= 3, (shown, candidates)
