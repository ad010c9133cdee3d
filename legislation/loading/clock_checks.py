"""What must hold between a duty and its clock, and between the clock's own parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from legislation.clocks.rules import End, Start, rule_problem
from legislation.loading.flatten_clocks import offset_of
from legislation.loading.problems import Place, shown

REFERENCES = ("provision", "consequence")


def check_clock(duty: Mapping[str, Any], place: Place, missing: Callable[[str], str]) -> None:
    """Report what can't be counted by, what has no source, and what leads nowhere.

    Args:
        missing: says what is wrong with a reference; nothing if it leads somewhere.
    """
    clock = duty.get("clock")
    if not isinstance(clock, dict):
        return
    _check_offset(duty, clock, place)
    if clock.get("stated") is True and not clock.keys() & {"provision", "source"}:
        place.say("says that the law states how to count: give provision (law-id#eid) or source (address)")
    if clock.get("stated") is False and "note" not in clock:
        place.at("note").say("is missing: say what the cautious reading is, because the law doesn't")
    for name in REFERENCES:
        target = clock.get(name)
        if isinstance(target, str):
            wrong = missing(target) or ("" if "#" in target else f"expected law-id#eid, got {shown(target)}")
            if wrong:
                place.at(name).say(wrong)
    recurs = clock.get("recurs")
    if isinstance(recurs, dict):
        times, most = recurs.get("times"), recurs.get("at_most")
        if isinstance(times, int) and isinstance(most, int) and most < times:
            place.at("recurs", "at_most").say(f"{most} is below times {times}")


def _check_offset(duty: Mapping[str, Any], clock: Mapping[str, Any], place: Place) -> None:
    found = offset_of(duty)
    if found is None:
        place.at("count").say("is missing: the duty has no deadline to count, so say what is counted")
        return
    value, unit = found
    if isinstance(value, int) and isinstance(unit, str):
        start, end = clock.get("starts", Start.MOMENT), clock.get("ends", End.MOMENT)
        problem = rule_problem(value, unit, str(start), str(end), str(clock.get("rollover", "none")))
        if problem:
            place.at("count").say(problem)
