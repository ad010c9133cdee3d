"""Public pages go out compressed; nothing that belongs to one person does."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PublicPagesGZipMiddleware(GZipMiddleware):
    """Compress what everybody may see.

    The length of a compressed page tells of its content to whoever chooses a part of it (BREACH): so no page
    of a session, and none that must not be stored, is compressed.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a public page for a browser that takes it."""
        personal = settings.SESSION_COOKIE_NAME in request.COOKIES or response.cookies
        if personal or "no-store" in response.get("Cache-Control", ""):
            return response
        return super().process_response(request, response)
