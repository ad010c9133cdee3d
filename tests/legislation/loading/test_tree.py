"""The tree is told from eIds; parents that aren't listed are made, and come before their parts."""

import pytest

from legislation.loading.tree import EID, nodes


def listed(*eids: str) -> list[dict[str, str]]:
    return [{"eid": eid} for eid in eids]


def test_chapters_and_articles_listed_flat_stay_in_order_on_one_level() -> None:
    found = nodes(listed("chp_1", "art_1", "art_1__point_1", "chp_2", "art_2"))
    assert [(node.eid, node.position, node.depth) for node in found] == [
        ("chp_1", 0, 0), ("art_1", 1, 0), ("art_1__point_1", 2, 1), ("chp_2", 3, 0), ("art_2", 4, 0),
    ]  # fmt: skip


def test_missing_ancestors_are_made_right_before_the_first_part() -> None:
    found = nodes(listed("art_4", "art_26__para_2__point_4"))
    assert [(node.eid, node.record is None) for node in found] == [
        ("art_4", False), ("art_26", True), ("art_26__para_2", True), ("art_26__para_2__point_4", False),
    ]  # fmt: skip


def test_article_listed_after_its_part_comes_before_it() -> None:
    first, second = nodes(listed("art_1__para_1", "art_1"))
    assert (first.eid, first.index, second.eid) == ("art_1", 1, "art_1__para_1")


@pytest.mark.parametrize("eid", ["art_60", "art_115-1", "sec_25A", "art_54__para_2-1", "concept_targets"])
def test_eids_in_use_are_accepted(eid: str) -> None:
    assert EID.fullmatch(eid)


@pytest.mark.parametrize(
    "eid", ["", "art", "art_", "art_1_", "art_1__", "Art_1", "art_1__2", "art 1", "__art_1", "art_1/2"]
)
def test_other_eids_are_refused(eid: str) -> None:
    assert not EID.fullmatch(eid)
