"""How long a sign-in lasts: 30 minutes without use, 8 hours in all, kept in the session itself.

Where confidential work is done the first limit is stricter from then on.
"""

import time
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth import SESSION_KEY as USER_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from kbase.accounts.session_store import content_of, digest_of

IDLE_SECONDS = 30 * 60
LIFETIME_SECONDS = 8 * 60 * 60
# Being in use is written down at most this often, so that reading isn't always writing too.
TOUCH_SECONDS = 60
LONGEST_NAME = UserSession._meta.get_field("user_agent").max_length  # of a browser

STARTED = "accounts.started_at"
SEEN = "accounts.seen_at"
LAPSED = "accounts.lapsed"
IDLE = "accounts.idle_seconds"


@dataclass(frozen=True, slots=True)
class Stretch:
    """When a sign-in began and was last used, in seconds of Unix time."""

    started_at: float
    seen_at: float

    def is_over(self, now: float, idle_seconds: float = IDLE_SECONDS) -> bool:
        """Whether either limit is reached; a stretch from the future is over too.

        >>> Stretch(started_at=0, seen_at=100).is_over(100 + 29 * 60)
        False
        >>> Stretch(started_at=0, seen_at=100).is_over(100 + 30 * 60)
        True
        >>> Stretch(started_at=0, seen_at=8 * 3600 - 1).is_over(8 * 3600)
        True
        """
        idle, age = now - self.seen_at, now - self.started_at
        return idle >= idle_seconds or age >= LIFETIME_SECONDS or min(idle, age) < -TOUCH_SECONDS


def start(session: SessionBase) -> None:
    """Note that somebody signed in just now."""
    session.pop(LAPSED, None)
    session[STARTED] = session[SEEN] = time.time()


def is_over(session: SessionBase) -> bool:
    """Whether the sign-in in this session is past its time; one that was never started is over."""
    if STARTED not in session or SEEN not in session:
        return True
    idle_seconds = min(session.get(IDLE, IDLE_SECONDS), IDLE_SECONDS)
    return Stretch(session[STARTED], session[SEEN]).is_over(time.time(), idle_seconds)


def shorten_idleness(session: SessionBase, seconds: int) -> None:
    """Let this sign-in end sooner when it isn't used."""
    if session.get(IDLE) != seconds:
        session[IDLE] = seconds


def touch(session: SessionBase) -> None:
    """Note that the sign-in is in use."""
    now = time.time()
    if now - session[SEEN] >= TOUCH_SECONDS:
        session[SEEN] = now
        _noted(session.session_key).update(last_seen_at=timezone.now())


def end_if_over(session: SessionBase) -> None:
    """End a sign-in that is past its time; remember in a new, anonymous session whose it was."""
    if USER_KEY in session and is_over(session):
        user_id = session[USER_KEY]
        session.flush()
        session[LAPSED] = user_id


def lapsed_user_id(session: SessionBase) -> str:
    """Return whose sign-in ended here for want of time, else nothing."""
    return str(session.get(LAPSED, ""))


def note_sign_in(request: HttpRequest, user: AbstractBaseUser) -> None:
    """List the session of a sign-in, with browser and address; forget the user's that are over."""
    # Django has stored it without its user yet: to a sign-in at the same time it would be nobody's.
    request.session.save()
    standing(user)
    UserSession.objects.update_or_create(
        session_key=digest_of(request.session.session_key or ""),
        defaults={
            "user": user,
            "ip": get_adapter().get_client_ip(request),
            "user_agent": request.headers.get("User-Agent", "")[:LONGEST_NAME],
            "last_seen_at": timezone.now(),
        },
    )


def standing(user: AbstractBaseUser) -> list[UserSession]:
    """Return the user's sign-ins that still stand, the oldest first; forget the others."""
    noted = list(UserSession.objects.filter(user_id=user.pk).order_by("created_at"))
    kept = Session.objects.filter(expire_date__gt=timezone.now()).in_bulk(
        [each.session_key for each in noted]
    )
    found = []
    for each in noted:
        if each.session_key in kept and _is_of(user, content_of(kept[each.session_key])):
            found.append(each)
        else:  # unless it goes on under another key by now
            UserSession.objects.filter(pk=each.pk, session_key=each.session_key).delete()
    return found


def is_here(noted: UserSession, request: HttpRequest) -> bool:
    """Whether a noted sign-in is the one of this request."""
    return noted.session_key == digest_of(request.session.session_key or "")


def end(noted: UserSession) -> None:
    """End a session by its note."""
    Session.objects.filter(session_key=noted.session_key).delete()
    noted.delete()


@transaction.atomic
def change_key(request: HttpRequest) -> None:
    """Give the session a new key where a person's rights grow, so that a key known before is worthless."""
    before = request.session.session_key
    request.session.cycle_key()
    follow(request, before)


def follow(request: HttpRequest, before: str | None) -> None:
    """Keep the note of a session whose key has changed."""
    if before and request.session.session_key:
        request.session.save()  # the row of a new key is empty until then
        _noted(before).update(session_key=digest_of(request.session.session_key))


def _noted(session_key: str | None) -> models.QuerySet[UserSession]:
    return UserSession.objects.filter(session_key=digest_of(session_key or ""))


def _is_of(user: AbstractBaseUser, content: dict[str, Any]) -> bool:
    """Whether a session is still the user's: a new password ends it."""
    is_hers = str(content.get(USER_KEY)) == str(user.pk)
    return is_hers and constant_time_compare(content.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
