"""The admin's own doors, leading to ours."""

from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kbase.accounts.paths import NEXT, safe_next, staff_home


def admin_login(request: HttpRequest) -> HttpResponse:
    """Lead to sign-in and back; who is signed in already and isn't staff is refused."""
    url = safe_next(request) or staff_home()
    user = request.user
    if user.is_authenticated:
        if not (user.is_active and user.is_staff):
            raise PermissionDenied("The admin pages are for staff.")
        return redirect(url)
    return redirect(f"{reverse('account_login')}?{NEXT}={quote(url)}")


def admin_password_change(request: HttpRequest) -> HttpResponse:
    """Lead to our page for it."""
    return redirect("account_change_password")
