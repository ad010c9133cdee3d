"""Whatever corrections are made, in whatever order, no line is lost and the tree stays a tree."""

from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from legislation.structure import corrections
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.tree import Kind, Proposal
from tests.legislation.structure.documents import law

LAWS = [law("law_ru.txt"), law("law_kk.txt"), law("law_en.txt")]
KINDS = st.sampled_from([kind.value for kind in Kind])
NUMBERS = st.integers(min_value=0, max_value=60)
Step = Callable[[Proposal, int, int, str], Proposal]
STEPS: list[Step] = [
    lambda tree, key, other, kind: corrections.change_kind(tree, key, kind=kind),
    lambda tree, key, other, kind: corrections.change_number(tree, key, number=str(other % 7)),
    lambda tree, key, other, kind: corrections.change_heading(tree, key, heading=kind),
    lambda tree, key, other, kind: corrections.promote(tree, key),
    lambda tree, key, other, kind: corrections.demote(tree, key),
    lambda tree, key, other, kind: corrections.move_up(tree, key),
    lambda tree, key, other, kind: corrections.move(tree, key, after=nth(tree, other)),
    lambda tree, key, other, kind: corrections.move(tree, key, into=nth(tree, other)),
    lambda tree, key, other, kind: corrections.move(tree, key),
    lambda tree, key, other, kind: corrections.merge_with_previous(tree, key),
    lambda tree, key, other, kind: corrections.split(tree, key, line=other),
    lambda tree, key, other, kind: corrections.set_aside(tree, key, with_contents=bool(other % 2)),
    lambda tree, key, other, kind: corrections.take_up_as_text(tree, line=other),
    lambda tree, key, other, kind: corrections.take_up_as_node(tree, line=other, kind=kind),
]
PLANS = st.lists(st.tuples(st.sampled_from(STEPS), NUMBERS, NUMBERS, KINDS), max_size=25)


def nth(tree: Proposal, number: int) -> int:
    keys = [node.key for node in tree.walk()]
    return keys[number % len(keys)] if keys else 0


@given(st.sampled_from(LAWS), PLANS)
@settings(max_examples=300, deadline=None)
def test_no_line_is_lost_and_no_node_is_twice(
    start: Proposal, plan: list[tuple[Step, int, int, str]]
) -> None:
    words = by_line(start)
    tree = start
    for step, place, other, kind in plan:
        try:
            tree = step(tree, nth(tree, place), other, kind)
        except ImpossibleCorrection:
            continue
        assert by_line(tree) == words
        keys = Counter(node.key for node in tree.walk())
        assert set(keys.values()) <= {1}
        shared = {eid for eid, count in Counter(node.eid for node in tree.walk()).items() if count > 1}
        for node in tree.walk():
            assert (node.eid in shared) == ("duplicate" in [one.code for one in node.warnings])


def by_line(tree: Proposal) -> dict[int, str]:
    lines: dict[int, str] = {}
    for piece in tree.pieces():
        lines[piece.line] = lines.get(piece.line, "") + piece.text
    return lines
