"""Who reaches the pages of programme officers, and how a refusal is said there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from legislation.desk.access import DeskMixin
from programs.cohorts.choices import ApplicationState, CohortState, Looked
from programs.cohorts.looking import record_look
from programs.cohorts.rights import applications_of, cohorts_of, may_run
from programs.cohorts.states import ForbiddenStepError
from programs.cohorts.steps import ApplicationGoneError
from programs.models import Application, Cohort

Refusal = (ValidationError, ForbiddenStepError)


class OfficerMixin(DeskMixin):
    """For staff who may run cohorts; what they aren't responsible for is not there for them."""

    allowed = staticmethod(may_run)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Take the moment at which the page is asked for."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.now = timezone.now()

    def find_cohort(self, pk: int) -> Cohort:
        """Find a cohort that the person runs, with its programme."""
        return get_object_or_404(cohorts_of(self.request.user).with_programme(), pk=pk)

    def find_application(self, pk: UUID) -> Application:
        """Find an application to a cohort that the person runs, with cohort and programme."""
        records = applications_of(self.request.user).select_related("cohort__programme__jurisdiction")
        return get_object_or_404(records, pk=pk)

    def look_at(self, pk: UUID, what: Looked) -> Application:
        """Find such an application for somebody who looks at it, which is written down."""
        application = self.find_application(pk)
        try:
            record_look(application=application, what=what, actor=self.request.user, now=self.now)
        except ApplicationGoneError as error:
            raise Http404(" ".join(error.messages)) from error
        return application


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


def say(form: Any, error: Exception) -> None:
    """Say a refusal at the fields it is about, else above the form."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, ValidationError(refusal_words(error)))
