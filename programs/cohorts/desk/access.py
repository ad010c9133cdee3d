"""Who reaches the pages of programme officers, and how a refusal is said there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from legislation.desk.access import DeskMixin
from programs.cohorts.choices import ApplicationState, CohortState
from programs.cohorts.rights import may_run
from programs.cohorts.states import ForbiddenStepError

Refusal = (ValidationError, ForbiddenStepError)


class OfficerMixin(DeskMixin):
    """For staff who may run cohorts: of all programmes, since accounts belong to no organisation."""

    allowed = staticmethod(may_run)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take the moment at which the page is asked for."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.now = timezone.now()


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Take an action; tell the person that it is done, or in which words it was refused."""
    try:
        act()
    except Refusal as error:
        for words in refusal_words(error):
            messages.error(request, words)
        return False
    messages.success(request, done)
    return True


def refusal_words(error: Exception) -> list[str]:
    """Give the words of a refusal, one sentence a line."""
    if isinstance(error, ValidationError):
        return list(error.messages)
    if isinstance(error, ForbiddenStepError):
        names = dict(ApplicationState.choices) | dict(CohortState.choices)
        return [_("That step can't be taken from “%(state)s”.") % {"state": names[error.before]}]
    return [str(error)]
