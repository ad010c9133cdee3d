"""Error pages in the reader's language: what happened, and where to go from here."""

import re
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from kbase.accounts.kept_forms import is_from_this_site

URLENCODED = "application/x-www-form-urlencoded"
NEVER_REPEATED = re.compile(r"passw|^credential$", re.IGNORECASE)
SECONDS_TO_WAIT = "5"


def _page(request: HttpRequest, status: int, message: str = "", **shown: Any) -> HttpResponse:
    """Render the error's page in the language of the address, else of the browser; never from a session."""
    language = translation.get_language_from_path(request.path_info) or _browser_language(request)
    with translation.override(language):
        response = render(request, f"{status}.html", {"message": message, **shown}, status=status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def _browser_language(request: HttpRequest) -> str:
    return translation.get_language_from_request(request) or settings.LANGUAGE_CODE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. A view may raise `BadRequest` with words for the reader; those alone are shown."""
    return _page(request, 400, str(exception) if isinstance(exception, BadRequest) else "")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. The words of `Http404` are for developers and are not shown."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database was gone. Needs no database, no session and no context processor."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return database_gone(request)
    return _page(request, 500)


def database_gone(request: HttpRequest) -> HttpResponse:
    """503: nothing was changed; what was typed comes back in a form that sends it again.

    It is repeated only to a page of this site, so that nobody else can have us offer what they wrote; never a
    password, never a file.
    """
    fields, had_files = typed(request) if is_from_this_site(request) else ([], False)
    again = request.get_full_path()
    response = _page(
        request, 503, action=again if fields else "", again=again, fields=fields, had_files=had_files
    )
    response.headers["Retry-After"] = SECONDS_TO_WAIT
    return response


def typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """Return the fields that were sent, in order, and whether files were; what wasn't read yet with files
    isn't read now."""
    if request.method != "POST" or not (request.content_type == URLENCODED or hasattr(request, "_post")):
        return [], request.content_type == "multipart/form-data"
    try:
        sent = request.POST
    except Exception:  # a body that can't be read has nothing to give back
        return [], False
    pairs = [(name, value) for name, values in sent.lists() for value in values]
    return [(name, value) for name, value in pairs if not NEVER_REPEATED.search(name)], bool(request.FILES)
