"""Which addresses belong to accounts and to staff, and where a person may be sent next."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"
STAFF_PREFIXES = ("/admin/",)
# The first part of a path after the language, on which confidential work is done.
WORK = "work"
# Below those prefixes, but nothing is filled in there.
DOORS = ("/admin/login/", "/admin/logout/")


def is_account_path(path: str) -> bool:
    """Whether a path is one of the account pages, in any language.

    >>> [is_account_path(path) for path in ("/kk/account/sign-in/", "/account/", "/en/laws/account/")]
    [True, False, False]
    """
    return path.split("/")[2:3] == ["account"]


def is_work_path(path: str) -> bool:
    """Whether a path leads to confidential work, in any language.

    >>> [is_work_path(path) for path in ("/kk/work/", "/en/work/x/", "/work/", "/en/laws/work/")]
    [True, True, False, False]
    """
    return path.split("/")[2:3] == [WORK]


def is_staff_path(path: str) -> bool:
    """Whether only staff, or people at confidential work, reach a path."""
    return path.startswith(STAFF_PREFIXES) or is_work_path(path)


def is_staff_form(path: str) -> bool:
    """Whether what is sent to a path was filled in by staff."""
    return is_staff_path(path) and path not in DOORS


def safe_next(request: HttpRequest) -> str:
    """Return the address on this site that the request names as `next`, else nothing."""
    url = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    hosts = {request.get_host()}
    return url if url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure()) else ""


def staff_home() -> str:
    """Where staff begin."""
    return reverse("admin:index")
