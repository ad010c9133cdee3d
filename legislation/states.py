"""The editorial states of a version and the steps allowed between them, as data. Pure."""

from __future__ import annotations

DRAFT, IN_REVIEW, PUBLISHED, SUPERSEDED = "draft", "in-review", "published", "superseded"

# The action checks a step, and a database trigger enforces it; both read this table.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    DRAFT: (IN_REVIEW,),
    IN_REVIEW: (DRAFT, PUBLISHED),
    PUBLISHED: (SUPERSEDED,),
    SUPERSEDED: (),
}

STEPS: list[tuple[str, str]] = [(before, after) for before, afters in TRANSITIONS.items() for after in afters]


class ForbiddenStepError(ValueError):
    """A step that the table of states does not have."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        allowed = ", ".join(TRANSITIONS[before]) or "nothing"
        super().__init__(f"A version that is {before} can become {allowed}, not {after}.")


def check_step(before: str, after: str) -> None:
    """Refuse a step that is not allowed.

    >>> check_step("draft", "in-review")
    >>> check_step("published", "draft")
    Traceback (most recent call last):
    legislation.states.ForbiddenStepError: A version that is published can become superseded, not draft.
    """
    if after not in TRANSITIONS[before]:
        raise ForbiddenStepError(before, after)
