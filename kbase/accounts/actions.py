"""What changes accounts beyond one row: the first account, a lost second factor."""

import logging

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from kbase.accounts import sessions
from kbase.accounts.forms import FirstEditorForm
from kbase.accounts.links import is_first_editor_wanted
from kbase.context import known_as

logger = logging.getLogger(__name__)

FIRST_EDITOR_LOCK = 7_201_962  # any number, the same in every release


@transaction.atomic
def create_first_editor(*, form: FirstEditorForm) -> User:
    """Make the account that may do everything; only while there is none.

    Args:
        form: valid.

    Raises:
        PermissionDenied: somebody was first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_EDITOR_LOCK])
    if not is_first_editor_wanted():
        raise PermissionDenied("There is an administrator already.")
    user = form.save(commit=False)
    user.is_staff = user.is_superuser = True
    user.save()
    logger.warning("first editor created")
    return user


@transaction.atomic
def remove_second_factors(*, user: User) -> int:
    """Remove every second factor of a user who lost them, and end the user's sessions.

    Returns:
        How many factors there were; recovery codes count as one.
    """
    with known_as(user):  # the database lets nobody else take them away
        removed, _ = Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    logger.warning("second factors removed")
    return removed


def end_sessions(*, user: User) -> None:
    """End every session of a user."""
    for session in UserSession.objects.filter(user=user):
        sessions.end(session)
