"""The states of actions, events, registrations and policy transfers, and the steps allowed, as data. Pure."""

from __future__ import annotations

Transitions = dict[str, tuple[str, ...]]

# The codes are those of the data's areas ("statuses"); overdue is no state: it follows from the day.
ACTION: Transitions = {
    "proposed": ("agreed", "planned", "cancelled"),
    "agreed": ("planned", "under-way", "completed", "cancelled"),
    "planned": ("under-way", "completed", "cancelled"),
    "under-way": ("completed", "cancelled"),
    "completed": (),
    "cancelled": (),
}
EVENT: Transitions = {
    "draft": ("announced",),
    "announced": ("held", "cancelled"),
    "held": (),
    "cancelled": (),
}
REGISTRATION: Transitions = {
    "registered": ("withdrawn",),
    "waiting": ("registered", "withdrawn"),
    "withdrawn": (),
}
TRANSFER: Transitions = {
    "proposed": ("under-discussion", "taken-up", "rejected"),
    "under-discussion": ("taken-up", "rejected"),
    "taken-up": ("enacted", "rejected"),
    "enacted": (),
    "rejected": (),
}


class ForbiddenStepError(ValueError):
    """A step that a table of states does not have."""

    def __init__(self, before: str, after: str, allowed: tuple[str, ...]) -> None:
        self.before, self.after, self.allowed = before, after, allowed
        super().__init__(f"What is {before} can become {', '.join(allowed) or 'nothing'}, not {after}.")


def steps(table: Transitions) -> list[tuple[str, str]]:
    """Give the allowed steps of a table, for the trigger that enforces them.

    >>> steps({"waiting": ("registered",), "registered": ()})
    [('waiting', 'registered')]
    """
    return [(before, after) for before, afters in table.items() for after in afters]


def check_step(table: Transitions, before: str, after: str) -> None:
    """Refuse a step that is not allowed.

    >>> check_step(EVENT, "draft", "announced")
    >>> check_step(EVENT, "held", "draft")
    Traceback (most recent call last):
    programs.collaborations.states.ForbiddenStepError: What is held can become nothing, not draft.
    """
    if after not in table[before]:
        raise ForbiddenStepError(before, after, table[before])
