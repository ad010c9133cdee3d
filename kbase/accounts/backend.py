"""Password check by username or e-mail address: one hash is computed whatever was typed."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.contrib.auth.hashers import get_hasher, identify_hasher, is_password_usable
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from kbase.context import known_as


class UsernameOrEmailBackend(AuthenticationBackend):
    """allauth's backend checks an e-mail address twice when it exists, which can be timed."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        name = credentials.get("username") or credentials.get("email") or ""
        user = _user_called(name)
        if user is None or not _is_of_old(user.password):
            return self._check_password(user, credentials["password"])
        with known_as(user):  # what is hashed anew on the way in, the database lets nobody else write
            return self._check_password(user, credentials["password"])


def _user_called(name: str) -> AbstractBaseUser | None:
    """Return the user of that username, else of that e-mail address; nobody, where two share the address."""
    if not name or "\0" in name:
        return None
    user: AbstractBaseUser | None = get_user_by_username(name)
    if user is not None:
        return user
    users = filter_users_by_email(name, for_login=True) if "@" in name else []
    return users[0] if len(users) == 1 else None


def _is_of_old(encoded: str) -> bool:
    """Whether a password was hashed otherwise than it would be today."""
    if not is_password_usable(encoded):
        return False
    try:
        hasher = identify_hasher(encoded)
    except ValueError:
        return False
    return hasher.algorithm != get_hasher().algorithm or hasher.must_update(encoded)
