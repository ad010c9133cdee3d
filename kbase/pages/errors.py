"""Error pages in the reader's language: what happened, and where to go from here."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation


def _page(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """Render the error's page in the language of the address, else of the browser; never from a session."""
    language = translation.get_language_from_path(request.path_info) or _browser_language(request)
    with translation.override(language):
        response = render(request, f"{status}.html", {"message": message}, status=status)
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
    """500. Needs no database, no session and no context processor."""
    return _page(request, 500)
