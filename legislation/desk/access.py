"""Who reaches which page of the desk: one mixin asks `editing.rights`; no view decides for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from legislation.editing import rights
from legislation.states import ForbiddenStepError

Refusal = (ValidationError, ForbiddenStepError)


@method_decorator(never_cache, name="dispatch")
class DeskMixin:
    """For staff who may see the law's drafts; puts `rights` of the person into the context."""

    request: HttpRequest
    allowed: Callable[[Any], bool] = staticmethod(rights.may_see)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead the unknown to the sign-in page, and refuse whoever lacks the right."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not self.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the person may do, for links only: every action asks again."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        user = self.request.user
        return context | {"may_edit": rights.may_edit(user), "is_reviewer": rights.is_reviewer(user)}


class EditorMixin(DeskMixin):
    """For those who may write drafts."""

    allowed = staticmethod(rights.may_edit)


class ReviewerMixin(DeskMixin):
    """For those who may publish and send back; of whose work, the action decides."""

    allowed = staticmethod(rights.is_reviewer)


def said(request: HttpRequest, name: str) -> str:
    """Give words that were sent beside a form, without NUL, which the database doesn't hold."""
    return request.POST.get(name, "").replace("\x00", "")


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
    return list(error.messages) if isinstance(error, ValidationError) else [str(error)]
