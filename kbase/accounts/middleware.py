"""Who the request is from: nobody, unless the sign-in is in time and, for staff, has its second factor."""

from collections.abc import Callable
from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from kbase.accounts import kept_forms, second_factor, sessions
from kbase.accounts.paths import is_account_path, is_staff_form, is_staff_path, safe_next

# What a person without a second factor may do: set one up, prove who it is, or leave.
SET_UP_VIEWS = frozenset(
    {
        "account_set_up",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)


class SignedInMiddleware(AuthenticationMiddleware):
    """Set request.user, lazily: public pages never look, so they never touch the session.

    Only the account pages see a member of staff who still lacks the second factor, and send them to
    set one up. Everywhere else such a session is anonymous.
    """

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(partial(signed_in_user, request))  # type: ignore[assignment]
        request.auser = partial(sync_to_async(signed_in_user), request)  # type: ignore[assignment]

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not is_account_path(request.path_info):
            return None
        user = request.user
        if not user.is_authenticated or not second_factor.is_missing(request, user):
            return None
        if second_factor.has_any(user):  # set up in another session; prove it by signing in again
            logout(request)
            return redirect("account_login")
        if request.resolver_match and request.resolver_match.view_name in SET_UP_VIEWS:
            return None
        if url := safe_next(request):
            request.session[second_factor.NEXT] = url
        return redirect("account_set_up")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if is_account_path(request.path_info) or is_staff_path(request.path_info):
            response["Cache-Control"] = "no-store, private"
        return response


def signed_in_user(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Return the session's user, if the sign-in is in time and complete."""
    cached: AbstractBaseUser | AnonymousUser | None = getattr(request, "_signed_in_user", None)
    if cached is None:
        cached = request._signed_in_user = _find(request)  # type: ignore[attr-defined]
    return cached


def _find(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    sessions.end_if_over(request.session)
    user = get_user(request)
    if not isinstance(user, AbstractBaseUser):
        return user
    if second_factor.is_missing(request, user) and not is_account_path(request.path_info):
        return AnonymousUser()
    sessions.touch(request.session)
    return user


class KeptFormMiddleware:
    """Keep what was sent to a staff page from a sign-in that had ended; stands before the CSRF check."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST" or not is_staff_form(request.path_info):
            return self.get_response(request)
        sessions.end_if_over(request.session)
        user_id = sessions.lapsed_user_id(request.session)
        if user_id and kept_forms.is_from_this_site(request):
            kept_forms.keep(request, user_id=user_id)
            return kept_forms.way_back(request)
        response = self.get_response(request)
        if response.status_code < 400 and request.POST.get(kept_forms.FIELD):
            kept_forms.forget(request)
        return response
