"""Who reaches the officers' pages of mentoring, and how a refusal is said there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from legislation.desk import access
from legislation.desk.access import DeskMixin
from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import rights


class OfficerMixin(DeskMixin):
    """For those who run mentoring; leads from one list to the others."""

    allowed = staticmethod(rights.may_run)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways between the lists."""
        lists = [
            ("mentoring-desk", _("What waits")),
            ("mentoring-pairs", _("Pairs")),
            ("mentoring-people", _("People")),
        ]
        here = self.request.path
        return super().get_context_data(**kwargs) | {
            "tabs": [
                {"label": label, "url": reverse(name), "current": reverse(name) == here}
                for name, label in lists
            ]
        }


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Take a step; tell the officer that it is done, or why not."""
    try:
        return access.attempt(request, act, done)
    except ForbiddenStepError:
        messages.error(request, _("This can't be done any more: something changed meanwhile."))
        return False
