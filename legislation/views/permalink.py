"""The address that will show the same thing tomorrow: the page's own, with its day fixed."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest


def permalink(request: HttpRequest, on: dt.date) -> str:
    """Give the absolute address of this page on the day shown, without what only this visit needs."""
    parameters = request.GET.copy()
    for name in ("format", "page"):
        parameters.pop(name, None)
    parameters["on"] = on.isoformat()
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
