"""Applications: the list of a cohort, with steps for many at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from kbase.localised import localised
from programs.cohorts import deciding
from programs.cohorts.answers import meets
from programs.cohorts.applying import answers_of
from programs.cohorts.choices import ApplicationState
from programs.cohorts.desk.access import OfficerMixin, Refusal, refusal_words
from programs.cohorts.states import (
    ACCEPTED,
    COMPLETED,
    DECLINED,
    ENROLLED,
    SHORTLISTED,
    TRANSITIONS,
    WAITLISTED,
    WITHDRAWN,
)
from programs.models import Application

PER_PAGE = 50
# By the state that each leads to: words of the button, the action, whether a letter goes with it.
VERBS: dict[str, tuple[Promise, Callable[..., Application], bool]] = {
    SHORTLISTED: (gettext_lazy("Shortlist"), deciding.shortlist, False),
    ACCEPTED: (gettext_lazy("Accept"), deciding.accept, True),
    WAITLISTED: (gettext_lazy("Put on the waiting list"), deciding.waitlist, True),
    DECLINED: (gettext_lazy("Decline"), deciding.decline, True),
    ENROLLED: (gettext_lazy("Enrol"), deciding.enrol, False),
    COMPLETED: (gettext_lazy("Completed: give the certificate"), deciding.complete, False),
    WITHDRAWN: (gettext_lazy("Withdraw on her behalf"), deciding.withdraw_for, False),
}


def act(application: Application, verb: str, *, actor: Any, now: Any, words: str) -> Application:
    """Take the step of a verb."""
    _label, action, has_letter = VERBS[verb]
    letter = {"words": words} if has_letter else {}
    return action(application=application, actor=actor, now=now, **letter)


class ApplicationsView(OfficerMixin, TemplateView):
    """The applications of a cohort, by state; drafts are not staff's to see."""

    template_name = "cohorts_desk/applications.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Page through one state, or all."""
        cohort = self.find_cohort(self.kwargs["pk"])
        sent = Application.objects.sent().filter(cohort=cohort)
        chosen = self.request.GET.get("state", "")
        shown = sent.filter(state=chosen) if chosen in ApplicationState.values else sent
        counts = dict(sent.order_by().values_list("state").annotate(Count("pk")))
        shown = shown.order_by("queue", "submitted_at", "pk")
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("page"))
        questions = [each for each in cohort.questions.all() if each.wanted]
        verbs = TRANSITIONS.get(chosen, ())
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "page": page,
            "entries": [{"application": each, "unmet": _unmet(each, questions)} for each in page],
            "chosen": chosen,
            "tabs": _tabs(self.request.path, counts, chosen),
            "verbs": [(verb, VERBS[verb][0]) for verb in verbs if verb != WITHDRAWN],
            "has_letter": any(VERBS[verb][2] for verb in verbs),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a step for each application that was marked; one that is refused stops no other."""
        verb, words = request.POST.get("verb", ""), request.POST.get("words", "")
        marked = [given for given in request.POST.getlist("application") if _is_identity(given)]
        chosen = Application.objects.sent().filter(cohort=self.find_cohort(pk), pk__in=marked)
        done, refused = 0, []
        if verb in VERBS:
            for application in chosen.order_by("queue", "submitted_at", "pk"):
                try:
                    act(application, verb, actor=request.user, now=self.now, words=words)
                    done += 1
                except Refusal as error:
                    refused += [f"{application.name}: {words}" for words in refusal_words(error)]
        if done:
            sentence = ngettext("Done for %(count)s application.", "Done for %(count)s applications.", done)
            messages.success(request, sentence % {"count": done})
        for sentence in refused:
            messages.error(request, sentence)
        if not marked:
            messages.error(request, _("Mark the applications first."))
        return redirect(f"{request.path}?state={request.POST.get('state', '')}")


def _is_identity(given: str) -> bool:
    try:
        UUID(given)
    except ValueError:
        return False
    return True


def _unmet(application: Application, questions: list[Any]) -> int:
    if not questions:
        return 0
    answers = answers_of(application)
    return sum(meets(each, answers.get(str(each.pk), "")) is False for each in questions)


def _tabs(path: str, counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    everything = {"label": _("All") + f" ({sum(counts.values())})", "url": path, "current": not chosen}
    return [
        everything,
        *(
            {
                "label": f"{label} ({counts.get(state, 0)})",
                "url": f"{path}?state={state}",
                "current": state == chosen,
            }
            for state, label in ApplicationState.choices
            if state in counts or state == chosen
        ),
    ]
