"""Set up, look at and remove second factors."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import AddWebAuthnView, EditWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, TemplateView

from kbase.accounts import second_factor
from kbase.accounts.mfa_adapter import MFAAdapter
from kbase.accounts.passkeys import seal, with_options
from kbase.accounts.paths import staff_home
from kbase.accounts.views.own import AsOneself


class AccountView(IndexView):
    """Everything a person can do about the account."""

    template_name = "account/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        user = self.request.user
        return context | {
            "app": context["authenticators"].get(Authenticator.Type.TOTP),
            "passkeys": context["authenticators"].get(Authenticator.Type.WEBAUTHN, []),
            "codes_left": len(codes.get_unused_codes()) if codes else None,
            "staff_home": staff_home() if getattr(user, "is_staff", False) else "",
        }


class SetUpView(LoginRequiredMixin, TemplateView):
    """Choose a second factor; the first page that new staff see."""

    template_name = "account/set_up.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not second_factor.is_missing(request, request.user):
            return redirect("mfa_index")
        return super().get(request, *args, **kwargs)


class AppSetUpView(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        factor = Authenticator.objects.get(user_id=self.request.user.pk, type=Authenticator.Type.TOTP)
        second_factor.record_set_up(self.request, factor)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return context | {"secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))}


class AddPasskeyView(AddWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep and seal exactly what was sent, as allauth's own view does not say which row it made.

        A row that is looked for in the table may be somebody else's work.
        """
        words = form.cleaned_data
        with transaction.atomic():
            added, codes = flows.add_authenticator(
                self.request, name=words["name"], credential=words["credential"]
            )
            seal(added)
        self.did_generate_recovery_codes = bool(codes)
        second_factor.record_set_up(self.request, added)
        return FormView.form_valid(self, form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey that is kept by the device and checks the person."""
        context = super().get_context_data(**kwargs) | kwargs
        options = webauthn_auth.begin_registration(self.request.user, True)
        return with_options(context | {"js_data": {"creation_options": options}})


class RenamePasskeyView(EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class RemovePasskeyView(AsOneself, RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not MFAAdapter().can_delete_authenticator(self.get_object()):
            messages.error(request, MFAAdapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)


class RecoveryCodesView(ViewRecoveryCodesView):
    """Show the codes, once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"go_on": self.request.session.pop(second_factor.NEXT, "") or reverse("mfa_index")}


def passkey_list(request: HttpRequest) -> HttpResponse:
    """Lead from allauth's own list to ours."""
    return redirect("mfa_index")
