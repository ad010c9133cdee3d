"""Taking a page away: ``?format=`` at the page's own address answers with a file of what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from legislation.exports.formats import FORMATS
from legislation.exports.response import export_response
from legislation.exports.summary import Summary


class ExportMixin:
    """Gives a view the formats; the view says in ``get_summary(context)`` what the file holds."""

    request: HttpRequest
    get_summary: Callable[[dict[str, Any]], Summary]

    @property
    def is_export(self) -> bool:
        """Whether a file was asked for."""
        return bool(self.request.GET.get("format"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the formats on offer."""
        return super().get_context_data(**kwargs) | {"formats": list(FORMATS)}  # type: ignore[misc]

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        """Answer with the file when one was asked for."""
        code = self.request.GET.get("format")
        if not code or response_kwargs.get("status", 200) != 200:
            return super().render_to_response(context, **response_kwargs)  # type: ignore[misc]
        if code not in FORMATS:
            raise BadRequest(
                _("“%(given)s” is not a format we have. Choose one of: %(accepted)s.")
                % {"given": code[:40], "accepted": ", ".join(FORMATS)}
            )
        return export_response(self.get_summary(context), code)
