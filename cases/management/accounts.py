"""Accounts as commands name them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError


def account_named(username: str) -> Any:
    """Return the account in use of a user name.

    Raises:
        CommandError: there is none.
    """
    found = get_user_model().objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no account {username!r} in use.")
    return found
