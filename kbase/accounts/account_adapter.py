"""How allauth signs people in here: no sign-up, one answer for every refusal, limits by network."""

import ipaddress
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kbase.accounts import second_factor, sessions
from kbase.context import known_as

REFUSED = _(
    "This name and password do not go together, or the account is not in use. Check both and try again."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": REFUSED,
        "username_password_mismatch": REFUSED,
        "email_password_mismatch": REFUSED,
        "invalid_login": REFUSED,
        "too_many_login_attempts": _("Too many attempts that failed. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait five minutes and try again."),
        "incorrect_code": _(
            "This code is not right, or was used before. Wait for the next one and type that."
        ),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "invalid_password_reset": _(
            "This link was used before or is too old. Ask an administrator for another."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Refuse an account that is not in use as if the password were wrong."""
        user = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        messages.error(request, REFUSED)
        return redirect("account_login")

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        sessions.start(request.session)
        sessions.note_sign_in(request, user)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Write it in the person's own name: the database lets nobody else (sec.check_own)."""
        with known_as(user):
            super().set_password(user, password)

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        """Send staff without a second factor to set one up; keep where they wanted to go."""
        response = super().post_login(request, user, **kwargs)
        if second_factor.is_missing(request, user):
            request.session[second_factor.NEXT] = response["Location"]
            return redirect("account_set_up")
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead staff to the admin pages, and others to their work, where they have any."""
        user = request.user
        if not getattr(user, "is_staff", False) and second_factor.does_confidential_work(user):
            return reverse(settings.CONFIDENTIAL_WORK_HOME)
        return str(super().get_login_redirect_url(request))

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Count a sign-in of the last minutes as proof, so that setting up needn't ask again at once."""
        records = get_authentication_records(self.request, _real(self.request.user))
        proved_at = max((record.get("at", 0) for record in records), default=0)
        return time.time() - proved_at >= app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Ask those who have a second factor for that, since a password may have been seen."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] != "reauthenticate"] or methods

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures by name and network, so that nobody is locked out from elsewhere."""
        name = (credentials.get("username") or credentials.get("email") or "").lower()
        return f"{network(self.get_client_ip(request))}:{name}"


def network(address: str) -> str:
    """Return the network of an address.

    >>> network("192.0.2.77"), network("2001:db8:1:2:3::4")
    ('192.0.2.0/24', '2001:db8:1:2::/64')
    """
    length = 24 if ipaddress.ip_address(address).version == 4 else 64
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def _real(user: AbstractBaseUser | AnonymousUser) -> AbstractBaseUser | None:
    return user if isinstance(user, AbstractBaseUser) else None
