"""CSRF protection that leaves readers without a session alone: public pages are the same for all."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware


class ReaderFriendlyCsrfMiddleware(CsrfViewMiddleware):
    """Look for the token only where there is a session: looking alone makes an answer vary by cookie."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the token of whoever has a session."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            super().process_request(request)
