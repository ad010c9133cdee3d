"""What the pages of confidential work share: proof of who sits there, and forms that lead to an action."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.views.generic import FormView, TemplateView

from cases import door, record
from cases.actions.access import ReasonMissingError
from cases.actions.editing import ChangedMeanwhileError
from cases.choices import Deed, Section
from cases.numbers import LENGTH, CaseNumberError
from cases.parts import shown_parts
from cases.querysets import READ, WRITE
from cases.refusals import Refusal
from cases.states import ForbiddenChangeError
from kbase.localised import Localised
from legislation.clocks.moments import InvalidMoment

# What an action refuses in words for the person; everything else that is refused isn't there.
REFUSALS = (ReasonMissingError, CaseNumberError, ForbiddenChangeError, InvalidMoment, Refusal)
CONFLICT = 409
# What an address names in a case, the closest first.
NAMED = ("record_id", "file_id", "party_id", "case_id")


def refusal_words(error: Exception) -> str:
    """Return what to tell the person of a refusal, in the page's language."""
    if isinstance(error, ForbiddenChangeError):
        return gettext("That is no longer possible as things stand: look at the record as it is now.")
    if isinstance(error, CaseNumberError):
        return _number_words(error)
    if isinstance(error, InvalidMoment):
        return gettext("From this time nothing can be counted: give another, on the clocks of the place.")
    return str(error)


def _number_words(error: CaseNumberError) -> str:
    """Say what is wrong with a number that was typed."""
    if error.given is None:
        return gettext("This is no case number: a character is wrong or two are swapped.")
    words = gettext("A case number has %(length)s characters, this has %(given)s.")
    return words % {"length": LENGTH + 1, "given": error.given}


def confirm_first(request: HttpRequest, back_to: str) -> HttpResponse | None:
    """Lead to a proof of who sits there, unless one was given in the last minutes; nothing sent is kept."""
    if not is_reauthentication_required(request, app="cases"):
        return None
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back_to})}")


class OneCase:
    """A page about one case: the case, as far as the page needs it, and the bar of its parts."""

    request: HttpRequest
    kwargs: dict[str, Any]
    section: str = Section.SUMMARY
    level: str = READ
    # Name of the route of the part that a page lies below, where it is no part itself: cases/parts.py.
    part = "work-item"

    @cached_property
    def case(self) -> Any:
        return door.case_for(
            self.request.user, self.kwargs["case_id"], section=self.section, level=self.level
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        match = self.request.resolver_match
        parts = shown_parts(
            self.request.user, self.case.pk, page=match.url_name or "" if match else "", part=self.part
        )
        number = Localised(self.case.shown_number, "en")  # in order in Urdu too: it is read out
        given: dict[str, Any] = super().get_context_data(  # type: ignore[misc]
            **{"case": self.case, "number": number, "case_parts": parts} | kwargs
        )
        return given


class CasePage(OneCase, TemplateView):
    """A page about one case, which the person may see."""


class WorkFormView(ABC, FormView):
    """A form whose action either succeeds or says in words what is missing."""

    template_name = "cases/form.html"
    title: Any = ""
    lead: Any = ""
    submit: Any = ""
    needs_proof = False
    action = ""  # where the form is sent, if not to its own page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.check_access()
        if self.needs_proof and (answer := confirm_first(request, request.get_full_path())):
            return answer
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def check_access(self) -> None:
        """Refuse whom the page isn't there for, before anything else is answered."""

    def form_valid(self, form: Any) -> HttpResponse:
        self.form = form
        try:
            self.act(form.cleaned_data)
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            return self.show_both(form)
        except REFUSALS as error:
            form.add_error(None, refusal_words(error))
            return self.form_invalid(form)
        return super().form_valid(form)

    def show_both(self, form: Any) -> HttpResponse:
        """Show what stands there now above what was typed, which is kept; sent again, it is saved."""
        seen, standing = self.standing()
        form.data = form.data.copy()
        form.data["seen"] = seen
        context = self.get_context_data(form=form, standing=standing)
        return self.render_to_response(context, status=CONFLICT)

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        """Return the version of the record as it is now, and its facts for components/facts.html."""
        raise NotImplementedError

    def act(self, data: dict[str, Any]) -> None:
        """Do what the form is for; a page that answers with something of its own needs none."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"title": self.title, "lead": self.lead, "submit": self.submit, "action": self.action}
        words["cancel"] = self.get_success_url()
        return super().get_context_data(**words | kwargs)


class CaseFormView(OneCase, WorkFormView):
    """A form about one case. Each look at it is recorded: what stands in the case stands in the form."""

    level = WRITE
    # Which record of the case the form shows, in the record of accesses.
    looks_at = "case"

    def check_access(self) -> None:
        _ = self.case

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        named = next((self.kwargs[name] for name in NAMED if name in self.kwargs), None)
        record.note_ids(Deed.READ, case_id=self.case.pk, kind=self.looks_at, object_id=named)
        return super().render_to_response(context, **kwargs)

    def get_success_url(self) -> str:
        return reverse(self.part, args=(self.kwargs["case_id"],))
