"""The way into confidential work: who may come in at all, the database's context, refusals on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from cases import keys, record
from cases.choices import Deed, Result
from cases.context import acting_as
from cases.files.receiving import DroppingHandler
from kbase.accounts import second_factor, sessions
from kbase.accounts.paths import NEXT, is_work_path

IDLE_SECONDS = 15 * 60
# Parts of addresses that name a record, for the record of what was refused.
NAMED = ("case_id", "party_id", "record_id", "file_id")


class WorkMiddleware:
    """Stand before every page below /work/, those included that don't exist.

    Strangers are sent to sign in; who has nothing to do with cases gets what a page that doesn't exist
    answers, the administrator too. The others' requests run in one transaction in which the database
    knows them; a view that fails leaves nothing behind, but the record of what was refused stays.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_work_path(request.path_info):
            return self.get_response(request)
        user = request.user
        if not user.is_authenticated:
            return redirect(f"{reverse('account_login')}?{NEXT}={quote(request.get_full_path())}")
        if not keys.are_configured() or not second_factor.does_confidential_work(user):
            raise Http404
        if not second_factor.is_done(request, user):
            raise Http404
        sessions.shorten_idleness(request.session, IDLE_SECONDS)
        with acting_as(user):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif response.status_code == 404:
                _record_refusal(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Run the view so that its failure undoes its writes and nothing else."""
        if not is_work_path(request.path_info):
            return None
        try:
            with transaction.atomic():
                response: HttpResponseBase = view(request, *args, **kwargs)
                if hasattr(response, "render"):
                    response = response.render()
                return response
        except PermissionDenied as error:
            raise Http404 from error


class UploadMiddleware:
    """Keep nothing of a file that is sent to a page of work, until that page itself says that it takes it.

    Stands before whatever reads a form: Django would write a large file, in clear, to a temporary directory.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_work_path(request.path_info):
            request.upload_handlers = [DroppingHandler(request)]
        return self.get_response(request)


def _record_refusal(request: HttpRequest) -> None:
    named = request.resolver_match.kwargs if request.resolver_match else {}
    record.note_ids(
        Deed.REFUSED,
        case_id=named.get("case_id"),
        object_id=next((named[name] for name in reversed(NAMED) if name in named), None),
        result=Result.REFUSED,
    )
