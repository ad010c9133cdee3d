"""The states of a mentoring profile and of a pair, and the steps allowed between them, as data. Pure."""

from __future__ import annotations

WAITING, OPEN, PAUSED, CLOSED = "waiting", "open", "paused", "closed"
PROPOSED, CONFIRMED, REJECTED, DECLINED = "proposed", "confirmed", "rejected", "declined"
ACTIVE, ENDED, COMPLETED = "active", "ended", "completed"

# The actions check a step (`programs.cohorts.states.check_step`), and database triggers enforce it.
PROFILE: dict[str, tuple[str, ...]] = {
    WAITING: (OPEN, CLOSED),
    OPEN: (WAITING, PAUSED, CLOSED),
    PAUSED: (WAITING, OPEN, CLOSED),
    CLOSED: (),
}
PAIR: dict[str, tuple[str, ...]] = {
    PROPOSED: (CONFIRMED, REJECTED),
    CONFIRMED: (ACTIVE, DECLINED, REJECTED),
    ACTIVE: (ENDED,),
    ENDED: (COMPLETED,),
    REJECTED: (),
    DECLINED: (),
    COMPLETED: (),
}
# Who changes her profile waits to be read again; nobody can once she is confirmed for somebody.
CHANGEABLE = (WAITING, OPEN, PAUSED)
# A mentor's time is taken from confirmation until the end.
TAKING = (CONFIRMED, ACTIVE)
# A mentee has one of these at a time.
STANDING = (PROPOSED, CONFIRMED, ACTIVE)
