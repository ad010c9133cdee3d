"""Public pages kept in memory for a minute, while nothing public changes: for days of many readers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.timezone import now

from kbase.revisions import current_revision

# Days begin and deadlines pass without any change of the content: no page is older than this. Seconds.
LONGEST = 60
# Bytes; a longer page is seldom asked for, and would push out many others.
LARGEST = 512 * 1024
# What a page differs by, besides its address.
HEADERS = ("HX-Request", "HX-Target", "HX-Boosted")


class PageCacheMiddleware:
    """Answer readers without a session from memory.

    Kept are only answers that are the same for everybody: no cookies, nothing marked as not to be stored, no
    downloads; so whoever is signed in, and whatever is personal, passes by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory, or keep the answer."""
        if not may_ask(request):
            return self.get_response(request)
        pages, key = caches["pages"], page_key(request)
        kept = pages.get(key)
        if kept is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and may_be_kept(response):
            pages.set(key, (response.content, dict(response.items())), LONGEST)
        return response


def may_ask(request: HttpRequest) -> bool:
    """Tell whether a request may be answered from memory.

    Not one with a query: there are as many searches and filters as readers, and few ask for the same.
    """
    alone = not (request.META.get("QUERY_STRING") or request.COOKIES or "Authorization" in request.headers)
    return request.method == "GET" and alone


def page_key(request: HttpRequest) -> str:
    """Give the key of a page: what it is made from, when, and for which kind of browser."""
    gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    parts = [
        current_revision(),
        str(int(now().timestamp()) // LONGEST),
        request.scheme or "",
        request.headers.get("Host", ""),
        request.get_full_path(),
        str(gzip),
        *(request.headers.get(name, "") for name in HEADERS),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def may_be_kept(response: HttpResponse) -> bool:
    """Tell whether an answer is a page that is the same for everybody."""
    language_code = response.get("Content-Language", "")
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and response.get("Content-Type", "").startswith("text/html")
        and language_code in dict(settings.LANGUAGES)
        and not response.cookies
        and not response.has_header("Content-Disposition")
        and not {"no-store", "private", "no-cache"} & set(response.get("Cache-Control", "").split(", "))
        and varies <= {"accept-encoding", *(name.lower() for name in HEADERS)}
        and len(response.content) <= LARGEST
    )
