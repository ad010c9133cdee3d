"""What a person alone changes of the account: the password, and that a second factor is there."""

from typing import Any

from allauth.account.views import PasswordChangeView, PasswordSetView
from allauth.mfa.totp.views import DeactivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.generic import View

from kbase.accounts import sessions
from kbase.context import known_as


class AsOneself(View):
    """A page that the database answers in the name of the person who asks (sec.check_own)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with known_as(request.user):
            return super().dispatch(request, *args, **kwargs)


class KeepsItsNote:
    """A form after which this session goes on under another key."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        before = self.request.session.session_key
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        sessions.follow(self.request, before)
        return response


class NewPasswordView(AsOneself, KeepsItsNote, PasswordChangeView):
    """Change the password; it ends every other session."""


class FirstPasswordView(AsOneself, KeepsItsNote, PasswordSetView):
    """Set a password where there was none."""


class RemoveAppView(AsOneself, DeactivateTOTPView):
    """Remove the code app."""
