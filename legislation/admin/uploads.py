"""Refuse in words what is too large to be read at all, before it is read and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from legislation.structure.unreadable import MEGABYTE

Respond = Callable[..., HttpResponseBase]
MOST_READ_AWAY = 100 * MEGABYTE


def refusing_large(
    view: Respond, *, most: int, refuse: Callable[[HttpRequest, str], HttpResponseBase]
) -> Respond:
    """Answer with a page, instead of with an error, what is too large.

    The check of forgery reads the request, so it comes after.

    Args:
        most: bytes of a whole request.
        refuse: shows the form again; its words are empty where the request is too large.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST":
            if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
                words = _("Your browser did not say how much it sends. Send the file with another one.")
                return admin.site.admin_view(refuse)(request, words)  # type: ignore[type-var]
            if not _can_be_read(request, most):
                return admin.site.admin_view(refuse)(request, "")  # type: ignore[type-var]
        return protected(request, *args, **kwargs)

    return guarded


def megabytes_sent(request: HttpRequest) -> float:
    """Tell how much the request says that it holds."""
    return round(_size(request) / MEGABYTE, 1)


def _can_be_read(request: HttpRequest, most: int) -> bool:
    """Read the request; if it is too large, read it away: a browser shows no answer before all is sent."""
    try:
        if _size(request) <= most:
            return request.POST is not None
    except RequestDataTooBig:
        pass
    read = 0
    while read < MOST_READ_AWAY and (chunk := request.read(MEGABYTE)):
        read += len(chunk)
    request._mark_post_parse_error()  # type: ignore[attr-defined]  # it was read: there are no fields
    return False


def _size(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or ""
    return int(given) if given.isdecimal() and len(given) < 16 else 0
