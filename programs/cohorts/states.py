"""The states of a cohort and of an application, and the steps allowed between them, as data. Pure."""

from __future__ import annotations

from collections.abc import Mapping

DRAFT, SUBMITTED, SHORTLISTED, WAITLISTED = "draft", "submitted", "shortlisted", "waitlisted"
ACCEPTED, DECLINED, ENROLLED = "accepted", "declined", "enrolled"
COMPLETED, WITHDRAWN = "completed", "withdrawn"

# The action checks a step, and a database trigger enforces it; both read this table.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    DRAFT: (SUBMITTED,),
    SUBMITTED: (SHORTLISTED, DECLINED, WITHDRAWN),
    SHORTLISTED: (ACCEPTED, WAITLISTED, DECLINED, WITHDRAWN),
    WAITLISTED: (ACCEPTED, DECLINED, WITHDRAWN),
    ACCEPTED: (ENROLLED, WITHDRAWN),
    ENROLLED: (COMPLETED, WITHDRAWN),
    COMPLETED: (),
    DECLINED: (),
    WITHDRAWN: (),
}
# A place is taken from acceptance on; who completed has used it up for good.
SEATED = (ACCEPTED, ENROLLED, COMPLETED)
# The same person may not apply again beside one of these.
STANDING = tuple(state for state in TRANSITIONS if state not in (DRAFT, WITHDRAWN))

IN_PREPARATION, OPEN, CLOSED = "in-preparation", "open", "closed"
COHORT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    IN_PREPARATION: (OPEN,),
    OPEN: (CLOSED,),
    CLOSED: (OPEN,),
}


def steps_of(table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """List the steps of a table of states.

    >>> steps_of({"a": ("b",), "b": ()})
    [('a', 'b')]
    """
    return [(before, after) for before, afters in table.items() for after in afters]


class ForbiddenStepError(ValueError):
    """A step that the table of states does not have."""

    def __init__(self, before: str, after: str, table: Mapping[str, tuple[str, ...]]) -> None:
        self.before, self.after = before, after
        allowed = ", ".join(table[before]) or "nothing"
        super().__init__(f"What is {before} can become {allowed}, not {after}.")


def check_step(before: str, after: str, table: Mapping[str, tuple[str, ...]] = TRANSITIONS) -> None:
    """Refuse a step that is not allowed.

    >>> check_step("shortlisted", "accepted")
    >>> check_step("submitted", "accepted")
    Traceback (most recent call last):
    programs.cohorts.states.ForbiddenStepError: What is submitted can become shortlisted, declined, \
withdrawn, not accepted.
    """
    if after not in table[before]:
        raise ForbiddenStepError(before, after, table)
