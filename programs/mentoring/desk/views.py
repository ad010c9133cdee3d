"""The officers' front page of mentoring: profiles to read, pairs to propose and to decide on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from programs.countries import country_choices
from programs.mentoring import pairing
from programs.mentoring.desk.access import OfficerMixin
from programs.mentoring.forms import RunForm
from programs.mentoring.pages import point_facts, profile_facts
from programs.mentoring.states import WAITING
from programs.models import MentoringPair, MentoringProfile

ROWS = 25


class FrontView(OfficerMixin, TemplateView):
    """What waits, in a number of queries that doesn't grow with it."""

    template_name = "programs/mentoring/desk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the lists."""
        countries = dict(country_choices())
        waiting = MentoringProfile.objects.filter(state=WAITING)
        proposals = MentoringPair.objects.proposed().with_people()
        page = Paginator(proposals, ROWS).get_page(self.request.GET.get("page"))
        everyone = MentoringProfile.objects
        return super().get_context_data(**kwargs) | {
            "waiting": [(each, profile_facts(each, countries)) for each in waiting[:ROWS]],
            "waiting_count": waiting.count(),
            "proposals": [_proposal(each, countries) for each in page],
            "page": page,
            "free_mentors": everyone.free_mentors().count(),
            "free_mentees": everyone.free_mentees().count(),
            "run_form": RunForm(),
        }


def _proposal(pair: MentoringPair, countries: dict[str, str]) -> dict[str, Any]:
    people = [
        (each, countries.get(each.country, each.country)) for each in (pair.mentor, pair.mentee) if each
    ]
    return {"pair": pair, "people": people, "facts": point_facts(pair)}


class RunView(OfficerMixin, View):
    """Have pairs proposed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Match everyone who is free."""
        form = RunForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose which pairs are proposed."))
            return redirect("mentoring-desk")
        count = len(pairing.propose(actor=request.user, rules=form.rules(), now=timezone.now()))
        words = ngettext("%(count)s pair is proposed.", "%(count)s pairs are proposed.", count)
        messages.success(request, words % {"count": count})
        return redirect("mentoring-desk")
