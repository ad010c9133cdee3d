"""Match 500 mentors with 2,000 mentees: seconds against the limit, and against networkx on the same pairs.

Run: python -m bench.mentoring [--peer-mentees N]. networkx's max_weight_matching is pure Python and takes
hours on all of them, so both are also timed on a part, where the ratio is printed.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Callable

import networkx as nx

from programs.mentoring.matching import match
from programs.mentoring.scoring import Person, score
from tests.programs.mentoring.people import people

LIMIT_SECONDS = 10.0
RUNS = 3


def timed(act: Callable[[], int]) -> tuple[float, int]:
    """Give the median of a few runs, and the weight that was found."""
    seconds = []
    for _run in range(RUNS):
        start = time.perf_counter()
        weight = act()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[RUNS // 2], weight


def ours(mentors: list[Person], mentees: list[Person]) -> int:
    """Match."""
    return sum(each.score.total for each in match(mentors, mentees))


def theirs(mentors: list[Person], mentees: list[Person]) -> int:
    """Match by networkx."""
    graph = nx.Graph()
    for mentor, mentee in itertools.product(mentors, mentees):
        found = score(mentor, mentee)
        if found:
            for place in range(mentor.capacity):
                graph.add_edge((mentor.key, place), mentee.key, weight=found.total)
    return sum(graph.edges[pair]["weight"] for pair in nx.max_weight_matching(graph))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-mentees", type=int, default=120)
    part = parser.parse_args().peer_mentees
    mentors, mentees = people("mentor", 500, 1, capacity=5), people("mentee", 2000, 2)
    seconds, weight = timed(lambda: ours(mentors, mentees))
    print(f"500 x 2,000: {seconds:.2f} s, {weight:,} points; {seconds / LIMIT_SECONDS:.2f} of the limit")
    few, some = mentors[: part // 4], mentees[:part]
    mine, found = timed(lambda: ours(few, some))
    peer, expected = timed(lambda: theirs(few, some))
    print(f"{len(few)} x {part}: {mine:.3f} s, networkx {peer:.2f} s, ratio {mine / peer:.4f}")
    print(f"weight {found:,}, networkx {expected:,}: {'the same' if found == expected else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
