"""Password check by username or e-mail address: one hash is computed whatever was typed."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest


class UsernameOrEmailBackend(AuthenticationBackend):
    """allauth's backend checks an e-mail address twice when it exists, which can be timed."""

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        name = credentials.get("username") or credentials.get("email") or ""
        return self._check_password(_user_called(name), credentials["password"])


def _user_called(name: str) -> AbstractBaseUser | None:
    """Return the user of that username, else of that e-mail address; nobody, where two share the address."""
    if not name or "\0" in name:
        return None
    user: AbstractBaseUser | None = get_user_by_username(name)
    if user is not None:
        return user
    users = filter_users_by_email(name, for_login=True) if "@" in name else []
    return users[0] if len(users) == 1 else None
