"""Show again what a person was sending when the sign-in ended, and send it if the person says so."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.csrf import csrf_failure as plain_csrf_failure

from kbase.accounts import kept_forms
from kbase.accounts.paths import is_staff_form, staff_home


@method_decorator(login_required, name="dispatch")
class ContinueView(View):
    """The kept form, to send again or to discard."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = kept_forms.kept(request)
        context: dict[str, Any] = {"form": form, "field": kept_forms.FIELD, "staff_home": staff_home()}
        return render(request, "account/continue.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Discard."""
        kept_forms.forget(request)
        return redirect(staff_home())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403; but from one of our own pages, opened before this sign-in, offer to send it again."""
    user = request.user
    if user.is_authenticated and is_staff_form(request.path_info) and kept_forms.is_from_this_site(request):
        kept_forms.keep(request, user_id=str(user.pk))
        return redirect("account_continue")
    return plain_csrf_failure(request, reason=reason, template_name="403_csrf.html")
