"""Matching keeps every limit, finds the greatest weight, and scores as the rule says."""

from __future__ import annotations

import itertools
from collections import Counter

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.mentoring.matching import Proposal, match, weigh
from programs.mentoring.scoring import ACROSS, ANYWHERE, HOME, POINTS, Person, Rules, score
from tests.programs.mentoring.people import people

seeds = st.integers(0, 10_000)
rules = st.builds(Rules, st.sampled_from([ANYWHERE, ACROSS, HOME]), st.booleans())


def total(proposals: list[Proposal]) -> int:
    return sum(each.score.total for each in proposals)


def greedy(mentors: list[Person], mentees: list[Person], asked: Rules) -> int:
    """The best pair first, then the best of what is left."""
    scored = (
        (found.total, mentor.key, mentee.key)
        for mentor, mentee in itertools.product(mentors, mentees)
        if (found := score(mentor, mentee, asked))
    )
    room, taken, weight = {mentor.key: mentor.capacity for mentor in mentors}, set(), 0
    for points, mentor, mentee in sorted(scored, reverse=True):
        if room[mentor] and mentee not in taken:
            room[mentor] -= 1
            taken.add(mentee)
            weight += points
    return weight


@given(seeds, rules)
def test_nobody_is_matched_beyond_a_limit(seed: int, asked: Rules) -> None:
    mentors, mentees = people("mentor", 8, seed), people("mentee", 20, seed + 1)
    proposals = match(mentors, mentees, asked)
    room = {mentor.key: mentor.capacity for mentor in mentors}
    assert all(count <= room[key] for key, count in Counter(each.mentor.key for each in proposals).items())
    assert max(Counter(each.mentee.key for each in proposals).values(), default=1) == 1
    for each in proposals:
        mentor, mentee = each.mentor, each.mentee
        assert mentor.languages & mentee.languages
        assert all(ours & theirs for ours, theirs in zip(mentor.starts, mentee.starts, strict=True))
        across = mentor.country != mentee.country
        assert not (across and HOME in (mentor.borders, mentee.borders, asked.borders))
        assert across or asked.borders != ACROSS


@given(seeds, rules)
def test_weight_is_no_less_than_greedys(seed: int, asked: Rules) -> None:
    mentors, mentees = people("mentor", 8, seed), people("mentee", 16, seed + 1)
    assert total(match(mentors, mentees, asked)) >= greedy(mentors, mentees, asked)


@given(seeds)
def test_weight_is_that_of_networkx(seed: int) -> None:
    mentors, mentees = people("mentor", 5, seed), people("mentee", 9, seed + 1)
    graph = nx.Graph()
    for mentor, mentee in itertools.product(mentors, mentees):
        found = score(mentor, mentee)
        for place in range(mentor.capacity if found else 0):
            graph.add_edge((mentor.key, place), mentee.key, weight=found.total if found else 0)
    best = sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))
    assert total(match(mentors, mentees)) == best


@given(seeds, rules)
def test_matrix_says_what_the_rule_says(seed: int, asked: Rules) -> None:
    mentors, mentees = people("mentor", 6, seed), people("mentee", 6, seed + 1)
    matrix = weigh(mentors, mentees, asked)
    for row, column in itertools.product(range(6), range(6)):
        found = score(mentors[row], mentees[column], asked)
        assert matrix[row, column] == (found.total if found else 0)


@given(seeds)
def test_points_stay_within_their_criteria(seed: int) -> None:
    for each in match(people("mentor", 6, seed), people("mentee", 6, seed + 1)):
        assert all(0 <= points <= POINTS[name] for name, points in each.score.points.items())
        assert 5 <= each.score.total <= 100


@pytest.mark.parametrize("empty", ["mentors", "mentees", "capacity"])
def test_nobody_to_match_gives_no_pairs(empty: str) -> None:
    mentors = [] if empty == "mentors" else people("mentor", 3, 1, capacity=0 if empty == "capacity" else 2)
    mentees = [] if empty == "mentees" else people("mentee", 3, 2)
    assert match(mentors, mentees) == []


def test_across_borders_can_be_preferred() -> None:
    def pairs(asked: Rules) -> int:
        found = match(people("mentor", 40, 5), people("mentee", 120, 6), asked)
        return sum(each.mentor.country != each.mentee.country for each in found)

    assert pairs(Rules(prefer_across=True)) > pairs(Rules())


def test_same_people_give_the_same_pairs() -> None:
    one, two = (match(people("mentor", 30, 3), people("mentee", 60, 4)) for _run in range(2))
    assert [(each.mentor.key, each.mentee.key) for each in one] == [
        (each.mentor.key, each.mentee.key) for each in two
    ]
