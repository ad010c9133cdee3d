"""The editorial states of a published figure and the steps allowed between them, as data. Pure."""

from __future__ import annotations

from legislation.states import ForbiddenStepError

DRAFT, IN_REVIEW, PUBLISHED = "draft", "in-review", "published"
SUPERSEDED, WITHDRAWN = "superseded", "withdrawn"

# The actions check a step, and a database trigger enforces it; both read this table.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    DRAFT: (IN_REVIEW,),
    IN_REVIEW: (DRAFT, PUBLISHED),
    PUBLISHED: (SUPERSEDED, WITHDRAWN),
    SUPERSEDED: (),
    WITHDRAWN: (),
}
# What readers have seen; it is never changed in place.
SHOWN = (PUBLISHED, SUPERSEDED, WITHDRAWN)

STEPS: list[tuple[str, str]] = [(before, after) for before, afters in TRANSITIONS.items() for after in afters]


class FigureStepError(ForbiddenStepError):
    """A step that the table of states does not have; pages of the desk say it in its words."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        allowed = ", ".join(TRANSITIONS[before]) or "nothing"
        ValueError.__init__(self, f"A figure that is {before} can become {allowed}, not {after}.")


def check_step(before: str, after: str) -> None:
    """Refuse a step that is not allowed.

    >>> check_step("in-review", "published")
    >>> check_step("draft", "withdrawn")
    Traceback (most recent call last):
    programs.figures.states.FigureStepError: A figure that is draft can become in-review, not withdrawn.
    """
    if after not in TRANSITIONS[before]:
        raise FigureStepError(before, after)
