"""Sign in, prove again who you are, sign out."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from kbase.accounts import kept_forms, sessions
from kbase.accounts.passkeys import with_options

# The pages of the person who leaves may hold personal data. Never "cookies": others share this origin.
CLEAR = '"cache", "storage"'


class SignInView(account.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            mail=bool(settings.EMAIL_HOST),
            # Only whether there is one: whose it is, and what it says, is shown after sign-in.
            has_kept_form=kept_forms.SESSION_KEY in self.request.session,
            **kwargs,
        )


class PasskeySignInView(webauthn.LoginWebAuthnView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer the script with a challenge; a person who comes here is sent to the sign-in page."""
        response = super().get(request, *args, **kwargs)
        if isinstance(response, JsonResponse):
            response["Cache-Control"] = "no-store, private"
        return response


class SecondStepView(mfa.AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return with_options(super().get_context_data(**kwargs))


class ConfirmPasswordView(account.ReauthenticateView):
    def form_valid(self, form: Any) -> HttpResponse:
        sessions.change_key(self.request)
        return super().form_valid(form)


class ConfirmCodeView(mfa.ReauthenticateView):
    def form_valid(self, form: Any) -> HttpResponse:
        sessions.change_key(self.request)
        return super().form_valid(form)


class ConfirmPasskeyView(webauthn.ReauthenticateWebAuthnView):
    def form_valid(self, form: Any) -> HttpResponse:
        sessions.change_key(self.request)
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return with_options({**super().get_context_data(**kwargs), **kwargs})


class SignOutView(account.LogoutView):
    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.request.user.is_authenticated:
            return redirect("account_login")
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = CLEAR
        return response
