"""What history says of the request that changed something: who, and on which page."""

from typing import Any

from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from kbase.accounts.paths import is_work_path


class HistoryMiddleware(BaseHistoryMiddleware):
    """Leave the address out where it would tell who works on which case: many can read these."""

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request)
        if is_work_path(request.path_info):
            return {"user": context["user"]}
        return context
