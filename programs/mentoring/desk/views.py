"""Officers read profiles, have pairs proposed, and decide on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from legislation.desk import access
from legislation.desk.access import DeskMixin
from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import joining, pairing, rights
from programs.mentoring.forms import RunForm
from programs.mentoring.pages import point_facts, profile_facts
from programs.mentoring.states import ACTIVE, CLOSED, CONFIRMED, ENDED, OPEN, PAUSED, WAITING
from programs.models import MentoringPair, MentoringProfile

ROWS = 25


def attempt(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Take a step; tell the officer that it is done, or why not."""
    try:
        access.attempt(request, act, done)
    except ForbiddenStepError:
        messages.error(request, _("This can't be done any more: something changed meanwhile."))


class OfficerMixin(DeskMixin):
    """For those who run mentoring."""

    allowed = staticmethod(rights.may_run)


class FrontView(OfficerMixin, TemplateView):
    """What waits: profiles to read, proposals to decide; and the pairs that meet."""

    template_name = "programs/mentoring/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the lists, in a number of queries that doesn't grow with them."""
        waiting = MentoringProfile.objects.filter(state=WAITING)
        proposals = MentoringPair.objects.proposed().with_people()
        page = Paginator(proposals, ROWS).get_page(self.request.GET.get("page"))
        going = MentoringPair.objects.filter(state__in=(CONFIRMED, ACTIVE, ENDED)).with_people()
        states = MentoringPair.objects.order_by().values_list("state").annotate(Count("pk"))
        return super().get_context_data(**kwargs) | {
            "waiting": [(each, profile_facts(each)) for each in waiting[:ROWS]],
            "waiting_count": waiting.count(),
            "proposals": [(each, point_facts(each)) for each in page],
            "page": page,
            "pairs": going.annotate(held=Count("meetings"))[: ROWS * 4],
            "counts": dict(states),
            "run_form": RunForm(),
            "people": MentoringProfile.objects.exclude(state=WAITING)[: ROWS * 8],
        }


class Verb(OfficerMixin, View):
    """A step that is sent by POST alone, and leads back to the front page."""

    http_method_names = ["post"]

    def back(self) -> HttpResponse:
        """Lead back."""
        return HttpResponseRedirect(reverse("mentoring-desk"))


class RunView(Verb):
    """Have pairs proposed."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Match everyone who is free."""
        form = RunForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose which pairs are proposed."))
            return self.back()
        count = len(pairing.propose(actor=request.user, rules=form.rules(), now=timezone.now()))
        words = ngettext("%(count)s pair is proposed.", "%(count)s pairs are proposed.", count)
        messages.success(request, words % {"count": count})
        return self.back()


class PairView(Verb):
    """Confirm or reject a proposal."""

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Decide."""
        pair = get_object_or_404(MentoringPair, pk=pk)
        acts: dict[str, tuple[Callable[..., object], str]] = {
            "confirm": (pairing.confirm, _("Confirmed: both are asked when they come back.")),
            "reject": (pairing.reject, _("Rejected.")),
        }
        act, done = acts[verb]
        attempt(request, lambda: act(pair=pair, actor=request.user, now=timezone.now()), done)
        return self.back()


class ProfileView(Verb):
    """Open, pause, close or erase a profile."""

    def post(self, request: HttpRequest, pk: str, verb: str) -> HttpResponse:
        """Decide."""
        profile, actor = get_object_or_404(MentoringProfile, pk=pk), request.user
        if verb == "erase":
            attempt(
                request,
                lambda: joining.erase_for(profile=profile, actor=actor, now=timezone.now()),
                _("Erased."),
            )
            return self.back()
        after = {"open": OPEN, "pause": PAUSED, "close": CLOSED}[verb]
        attempt(
            request, lambda: joining.decide_profile(profile=profile, after=after, actor=actor), _("Done.")
        )
        return self.back()
