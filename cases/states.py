"""The states of cases and of what belongs to them, and the changes allowed, as data. Pure.

An action checks a change, and a database trigger enforces it; both read these tables.
"""

from __future__ import annotations

from collections.abc import Mapping

DRAFT, OPEN, CLOSING, CLOSED = "draft", "open", "closing", "closed"
REOPENED, DISPOSED, VOID = "reopened", "disposed", "void"
CASE: dict[str, tuple[str, ...]] = {
    DRAFT: (OPEN, VOID),
    OPEN: (CLOSING,),
    CLOSING: (CLOSED, OPEN),
    CLOSED: (REOPENED, DISPOSED),
    REOPENED: (OPEN,),
    DISPOSED: (),
    VOID: (),
}
# A draft is given up within these, by its lead, while nothing is recorded.
VOID_HOURS = 24
# Content may be written in these.
WRITABLE = (DRAFT, OPEN, CLOSING, REOPENED)

ENGAGE, ASSESS, PLAN, IMPLEMENT, FOLLOW_UP, CLOSE = (
    "engage",
    "assess",
    "plan",
    "implement",
    "follow-up",
    "close",
)
ORDER = (ENGAGE, ASSESS, PLAN, IMPLEMENT, FOLLOW_UP, CLOSE)
# One forward; back to any with a reason; one jump, in an emergency.
STEP: dict[str, tuple[str, ...]] = {
    step: (*ORDER[:place], *ORDER[place + 1 : place + 2], *((IMPLEMENT,) if step == ENGAGE else ()))
    for place, step in enumerate(ORDER)
}

ASKED, APPROVED, REFUSED, REVIEWED = "asked", "approved", "refused", "reviewed"
BREAK_GLASS: dict[str, tuple[str, ...]] = {
    ASKED: (APPROVED, REFUSED),
    APPROVED: (REVIEWED,),
    REFUSED: (),
    REVIEWED: (),
}

PENDING, DONE, WAIVED, REPLACED, DUTY_REOPENED = "pending", "done", "waived", "replaced", "reopened"
# 'Late' is no state: it is read from the database's clock. What was done or waived is replaced only when a
# correction of its event makes it due at another time.
DUTY: dict[str, tuple[str, ...]] = {
    PENDING: (DONE, WAIVED, REPLACED),
    DONE: (DUTY_REOPENED, REPLACED),
    DUTY_REOPENED: (DONE, WAIVED, REPLACED),
    WAIVED: (REPLACED,),
    REPLACED: (),
}
OPEN_DUTY = (PENDING, DUTY_REOPENED)

RECORDED, IN_FORCE, EXTENDED, CANCELLED, VIOLATED = (
    "recorded",
    "in-force",
    "extended",
    "cancelled",
    "violated",
)
# 'Expired' is no state either. What was breached stays in force, so it can be extended or cancelled; it is
# breached no more where the breach turns out to be another measure's, or none.
MEASURE: dict[str, tuple[str, ...]] = {
    RECORDED: (IN_FORCE, CANCELLED),
    IN_FORCE: (EXTENDED, CANCELLED, VIOLATED),
    VIOLATED: (EXTENDED, CANCELLED, IN_FORCE),
    EXTENDED: (),
    CANCELLED: (),
}
RUNNING_MEASURE = (IN_FORCE, VIOLATED)

# Care. 'Expired' is no state of a consent: it is read from the clock.
GIVEN, WITHDRAWN = "given", "withdrawn"
CONSENT: dict[str, tuple[str, ...]] = {GIVEN: (WITHDRAWN,), WITHDRAWN: ()}
TASK: dict[str, tuple[str, ...]] = {OPEN: (DONE, CANCELLED), DONE: (), CANCELLED: ()}
SIGNED, AGREED, SUPERSEDED = "signed", "agreed", "superseded"
ASSESSMENT: dict[str, tuple[str, ...]] = {DRAFT: (SIGNED,), SIGNED: (SUPERSEDED,), SUPERSEDED: ()}
SAFETY_PLAN: dict[str, tuple[str, ...]] = {DRAFT: (AGREED,), AGREED: (SUPERSEDED,), SUPERSEDED: ()}
PLANNED, UNDER_WAY, DROPPED = "planned", "under-way", "dropped"
PLAN_ITEM: dict[str, tuple[str, ...]] = {
    PLANNED: (UNDER_WAY, DONE, DROPPED),
    UNDER_WAY: (DONE, DROPPED),
    DONE: (),
    DROPPED: (),
}

PROPOSED, AGREED, TWICE_APPROVED, HELD, EXECUTED = "proposed", "agreed", "approved", "held", "executed"
# Each approval is another person's. What was held and is released is proposed anew, approved by nobody.
DISPOSITION: dict[str, tuple[str, ...]] = {
    PROPOSED: (AGREED, HELD),
    AGREED: (TWICE_APPROVED, HELD),
    TWICE_APPROVED: (EXECUTED, HELD),
    HELD: (PROPOSED,),
    EXECUTED: (),
}
UPLOADED, SCANNING, CLEAN, INFECTED, FAILED = "uploaded", "scanning", "clean", "infected", "failed"
DESTROYED = "destroyed"
# Files. What was withdrawn can't be downloaded any more, and is destroyed later; the row stays.
FILE: dict[str, tuple[str, ...]] = {
    UPLOADED: (SCANNING, WITHDRAWN),
    SCANNING: (CLEAN, INFECTED, FAILED, WITHDRAWN),
    FAILED: (SCANNING, WITHDRAWN),
    CLEAN: (WITHDRAWN,),
    INFECTED: (WITHDRAWN,),
    WITHDRAWN: (DESTROYED,),
    DESTROYED: (),
}
MOST_FILE_RETRIES = 3

# Sharing. What has run out is refused from the database's clock; the state follows by a job.
SENT, ACCEPTED, DECLINED, EXPIRED = "sent", "accepted", "declined", "expired"
COMPLETED, GIVEN_BACK, REVOKED = "completed", "withdrawn", "revoked"
REFERRAL: dict[str, tuple[str, ...]] = {
    DRAFT: (SENT, REVOKED),
    SENT: (ACCEPTED, DECLINED, EXPIRED, REVOKED),
    ACCEPTED: (COMPLETED, GIVEN_BACK, REVOKED),
    DECLINED: (),
    EXPIRED: (),
    COMPLETED: (),
    GIVEN_BACK: (),
    REVOKED: (),
}
# What the receiver may still read.
OPEN_REFERRAL = (SENT, ACCEPTED)

# The database counts them too (sec.is_approved).
APPROVAL_DAYS = 14
APPROVAL: dict[str, tuple[str, ...]] = {ASKED: (APPROVED, REFUSED), APPROVED: (), REFUSED: ()}

OFFERED = "offered"
TRANSFER: dict[str, tuple[str, ...]] = {
    DRAFT: (OFFERED, CANCELLED),
    OFFERED: (ACCEPTED, DECLINED, CANCELLED, EXPIRED),
    ACCEPTED: (),
    DECLINED: (),
    CANCELLED: (),
    EXPIRED: (),
}

REQUESTED, RUNNING, READY = "requested", "running", "ready"
DOWNLOADED, FAILED, PURGED = "downloaded", "failed", "purged"
EXPORT: dict[str, tuple[str, ...]] = {
    REQUESTED: (APPROVED, REFUSED),
    APPROVED: (RUNNING, FAILED),
    RUNNING: (READY, FAILED),
    READY: (DOWNLOADED, PURGED),
    DOWNLOADED: (PURGED,),
    FAILED: (PURGED,),
    REFUSED: (),
    PURGED: (),
}


class ForbiddenChangeError(ValueError):
    """A change of state that the table does not have."""

    def __init__(self, before: str, after: str, allowed: tuple[str, ...]) -> None:
        self.before, self.after = before, after
        super().__init__(f"What is {before} can become {' or '.join(allowed) or 'nothing'}, not {after}.")


def steps_of(table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return the pairs of a table, as the trigger wants them.

    >>> steps_of({"a": ("b", "c"), "b": ()})
    [('a', 'b'), ('a', 'c')]
    """
    return [(before, after) for before, afters in table.items() for after in afters]


def check_change(table: Mapping[str, tuple[str, ...]], before: str, after: str) -> None:
    """Refuse a change that is not in the table.

    >>> check_change(CASE, "draft", "open")
    >>> check_change(CASE, "open", "closed")
    Traceback (most recent call last):
    cases.states.ForbiddenChangeError: What is open can become closing, not closed.
    """
    if after not in table[before]:
        raise ForbiddenChangeError(before, after, table[before])
