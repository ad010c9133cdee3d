"""The page behind the link that makes the first account."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from kbase.accounts.actions import create_first_editor
from kbase.accounts.forms import FirstEditorForm
from kbase.accounts.links import is_first_editor_token


@method_decorator(sensitive_post_parameters("password1", "password2"), name="dispatch")
class FirstEditorView(FormView):
    """Make the account, sign it in, go on to the second factor."""

    form_class = FirstEditorForm
    template_name = "account/first_editor.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_first_editor_token(kwargs["token"]):
            return self.refuse()
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: FirstEditorForm) -> HttpResponse:
        try:
            user = create_first_editor(form=form)
        except PermissionDenied:
            return self.refuse()
        return perform_password_login(
            self.request, {"username": user.username}, Login(user=user, email=user.email)
        )

    def refuse(self) -> HttpResponse:
        return render(self.request, "account/link_refused.html", status=410)
