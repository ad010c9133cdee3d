"""Each correction does what its name says to a small tree."""

from collections.abc import Callable

import pytest

from legislation.structure import corrections, operations
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.tree import Proposal, from_dict, to_dict
from tests.legislation.structure.documents import eids, node, of

TEXT = """Law on quiet
Chapter 1. General
Article 1. Purpose
Quiet is kept.
Article 2. Terms
1. Night is dark:
1) outside;
2) inside.
And long.
2. Day is light.
Chapter 2. Final
Article 3. Force
At once."""


@pytest.fixture
def tree() -> Proposal:
    return of(TEXT)


def key(tree: Proposal, eid: str) -> int:
    return node(tree, eid).key


def twice(tree: Proposal) -> Proposal:
    """Return the tree with two articles 2."""
    return corrections.change_number(tree, key(tree, "art_1"), number="2")


def test_kind_is_changed_and_the_eid_with_it(tree: Proposal) -> None:
    changed = corrections.change_kind(tree, key(tree, "art_2__para_2"), kind="point")
    assert "art_2__point_2" in eids(changed)


def test_number_is_changed_and_what_is_below_follows(tree: Proposal) -> None:
    changed = corrections.change_number(tree, key(tree, "art_2"), number="2-1")
    assert "art_2-1__para_1__point_2" in eids(changed)


def test_heading_is_changed_and_its_line_kept(tree: Proposal) -> None:
    changed = corrections.change_heading(tree, key(tree, "art_1"), heading="  Aim of the  Law ")
    assert node(changed, "art_1").heading == "Aim of the Law"
    assert changed.pieces() == tree.pieces()


def test_promoted_node_stands_after_what_it_stood_in(tree: Proposal) -> None:
    changed = corrections.promote(tree, key(tree, "art_1"))
    assert [one.eid for one in changed.nodes] == ["chp_1", "art_1", "chp_2"]


def test_demoted_node_is_the_last_in_the_one_before(tree: Proposal) -> None:
    changed = corrections.demote(tree, key(tree, "art_2__para_2"))
    assert [one.number for one in node(changed, "art_2__para_1").children] == ["1", "2", "2"]


def test_node_moves_up_among_its_siblings(tree: Proposal) -> None:
    changed = corrections.move_up(tree, key(tree, "art_2"))
    assert [one.eid for one in node(changed, "chp_1").children] == ["art_2", "art_1"]


def test_node_moves_down_among_its_siblings(tree: Proposal) -> None:
    changed = corrections.move_down(tree, key(tree, "art_1"))
    assert [one.eid for one in node(changed, "chp_1").children] == ["art_2", "art_1"]


def test_place_is_named_by_its_eid(tree: Proposal) -> None:
    changed = operations.apply(tree, code="into", key=key(tree, "art_2"), value=" chp_2 ")
    assert [one.eid for one in node(changed, "chp_2").children] == ["art_3", "art_2"]


def test_node_moves_into_another(tree: Proposal) -> None:
    changed = corrections.move(tree, key(tree, "art_2"), into=key(tree, "chp_2"))
    assert [one.eid for one in node(changed, "chp_2").children] == ["art_3", "art_2"]


def test_node_moves_after_another(tree: Proposal) -> None:
    changed = corrections.move(tree, key(tree, "art_1"), after=key(tree, "art_3"))
    assert [one.eid for one in node(changed, "chp_2").children] == ["art_3", "art_1"]


def test_node_moves_to_the_very_beginning(tree: Proposal) -> None:
    assert corrections.move(tree, key(tree, "art_3")).nodes[0].eid == "art_3"


def test_merged_node_is_text_of_the_one_before_and_gives_it_its_contents(tree: Proposal) -> None:
    changed = corrections.merge_with_previous(tree, key(tree, "art_2"))
    assert node(changed, "art_1").text == "Quiet is kept.\nArticle 2. Terms"
    assert [one.eid for one in node(changed, "art_1").children] == ["art_1__para_1", "art_1__para_2"]


def test_first_node_merges_into_what_it_stands_in(tree: Proposal) -> None:
    changed = corrections.merge_with_previous(tree, key(tree, "art_2__para_1"))
    assert node(changed, "art_2").text.startswith("1. Night is dark:")
    assert [one.eid for one in node(changed, "art_2").children] == [
        "art_2__point_1",
        "art_2__point_2",
        "art_2__para_2",
    ]


def test_node_is_split_at_a_line_and_the_rest_goes_along(tree: Proposal) -> None:
    changed = corrections.split(tree, key(tree, "art_2__para_1"), line=9)
    assert node(changed, "art_2__para_1").text == "Night is dark:"
    (new,) = (one for one in changed.walk() if one.text == "And long.")
    assert new.kind == "paragraph"
    assert "no-number" in [one.code for one in new.warnings]


def test_split_reads_the_number_of_the_line_it_begins_with() -> None:
    tree = corrections.merge_with_previous(of(TEXT), key(of(TEXT), "art_2"))
    changed = corrections.split(tree, key(tree, "art_1"), line=5)
    assert node(changed, "art_2").heading == "Terms"
    assert [one.eid for one in node(changed, "art_2").children] == ["art_2__para_1", "art_2__para_2"]


def test_node_set_aside_leaves_its_contents_in_its_place(tree: Proposal) -> None:
    changed = corrections.set_aside(tree, key(tree, "chp_1"))
    assert [one.eid for one in changed.nodes] == ["art_1", "art_2", "chp_2"]
    assert "".join(piece.text for piece in changed.unparsed if piece.line == 2) == "Chapter 1. General"


def test_node_set_aside_with_its_contents_takes_all_along(tree: Proposal) -> None:
    changed = corrections.set_aside(tree, key(tree, "chp_1"), with_contents=True)
    assert [one.eid for one in changed.nodes] == ["chp_2"]
    assert changed.pieces() == tree.pieces()


def test_unparsed_line_becomes_text_of_what_stands_before(tree: Proposal) -> None:
    aside = corrections.set_aside(tree, key(tree, "art_2__para_2"))
    changed = corrections.take_up_as_text(aside, line=10)
    assert node(changed, "art_2__para_1").text.endswith("And long.\n2. Day is light.")


def test_unparsed_line_becomes_a_node_where_its_kind_belongs(tree: Proposal) -> None:
    aside = corrections.set_aside(tree, key(tree, "art_2__para_2"))
    changed = corrections.take_up_as_node(aside, line=10, kind="paragraph")
    assert eids(changed) == eids(tree)
    assert node(changed, "art_2__para_2").text == "Day is light."


def test_title_becomes_the_first_node(tree: Proposal) -> None:
    assert corrections.take_up_as_node(tree, line=1, kind="part").nodes[0].text == "Law on quiet"


@pytest.mark.parametrize(
    ("code", "correct"),
    [
        ("no-such-node", lambda t: corrections.promote(t, 99)),
        ("at-top", lambda t: corrections.promote(t, key(t, "chp_1"))),
        ("no-previous", lambda t: corrections.demote(t, key(t, "chp_1"))),
        ("no-previous", lambda t: corrections.move_up(t, key(t, "art_1"))),
        ("no-previous", lambda t: corrections.merge_with_previous(t, key(t, "chp_1"))),
        ("into-itself", lambda t: corrections.move(t, key(t, "chp_1"), into=key(t, "art_2__para_1"))),
        ("into-itself", lambda t: corrections.move(t, key(t, "chp_1"), after=key(t, "chp_1"))),
        ("no-such-line", lambda t: corrections.split(t, key(t, "art_1"), line=40)),
        ("first-line", lambda t: corrections.split(t, key(t, "art_1"), line=3)),
        ("no-such-line", lambda t: corrections.take_up_as_text(t, line=5)),
        ("no-previous", lambda t: corrections.take_up_as_text(t, line=1)),
        ("no-next", lambda t: corrections.move_down(t, key(t, "art_2"))),
        ("unknown-operation", lambda t: operations.apply(t, code="drop", key=1)),
        ("nothing-given", lambda t: operations.apply(t, code="number", key=key(t, "art_1"), value=" ")),
        ("not-a-line", lambda t: operations.apply(t, code="split", key=key(t, "art_1"), value="4a")),
        ("no-such-eid", lambda t: operations.apply(t, code="into", key=key(t, "art_1"), value="art_9")),
        ("eid-twice", lambda t: operations.apply(twice(t), code="into", key=key(t, "art_3"), value="art_2")),
        ("unknown-operation", lambda t: operations.apply_to_line(t, code="drop", line=1)),
        ("unknown-kind", lambda t: corrections.change_kind(t, key(t, "art_1"), kind="verse")),
    ],
)
def test_impossible_correction_is_refused(
    tree: Proposal, code: str, correct: Callable[[Proposal], Proposal]
) -> None:
    with pytest.raises(ImpossibleCorrection) as refusal:
        correct(tree)
    assert refusal.value.code == code


def test_tree_stays_shallower_than_any_law(tree: Proposal) -> None:
    text = "\n".join(f"Article {number}. A" for number in range(1, 20))
    tree = of(text)
    for one in tree.nodes[1:12]:
        tree = corrections.move(tree, one.key, into=max(node.key for node in tree.nodes[0].walk()))
    with pytest.raises(ImpossibleCorrection, match="too-deep"):
        corrections.move(tree, tree.nodes[1].key, into=max(node.key for node in tree.nodes[0].walk()))


def test_tree_read_back_from_json_is_the_same_but_for_what_is_worked_out(tree: Proposal) -> None:
    again = corrections.checked(from_dict(to_dict(tree)))
    assert again == tree
