"""One pair at the desk: why it was proposed, how it goes, and how staff decide on it or end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from programs.countries import country_choices
from programs.mentoring import pairing
from programs.mentoring.desk.access import OfficerMixin, attempt
from programs.mentoring.desk.rows import name_of
from programs.mentoring.forms import EndForm
from programs.mentoring.pages import contact_facts, point_facts, profile_facts
from programs.mentoring.states import ACTIVE, CONFIRMED, PAIR, PROPOSED, REJECTED
from programs.models import MentoringPair


class PairPageView(OfficerMixin, TemplateView):
    """Both people, the points, when they met, what they said of it; what they noted is theirs."""

    template_name = "programs/mentoring/desk_pair.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        records = MentoringPair.objects.with_people().select_related("decided_by", "ended_by")
        pair = get_object_or_404(records, pk=self.kwargs["pk"])
        countries = dict(country_choices())
        sides = [(_("Mentor"), pair.mentor), (_("Mentee"), pair.mentee)]
        return super().get_context_data(**kwargs) | {
            "pair": pair,
            "title": f"{name_of(pair.mentor)} – {name_of(pair.mentee)}",
            "people": [
                (label, each, [*contact_facts(each), *profile_facts(each, countries)] if each else [])
                for label, each in sides
            ],
            "points": point_facts(pair),
            "meetings": list(pair.meetings.all()),
            "feedback": list(pair.feedback.all()),
            "may_confirm": pair.state == PROPOSED,
            "may_reject": REJECTED in PAIR[pair.state],
            "takes_back": pair.state == CONFIRMED,
            "end_form": kwargs.get("end_form", EndForm()) if pair.state == ACTIVE else None,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End a pair that meets, or ask for the reason again."""
        pair, form = get_object_or_404(MentoringPair, pk=pk), EndForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(end_form=form), status=400)
        reason = form.cleaned_data["reason"]
        attempt(
            request,
            lambda: pairing.end_for(pair=pair, reason=reason, actor=request.user, now=timezone.now()),
            _("The pair has ended. Both are asked how it was when they come back."),
        )
        return redirect("mentoring-pair-page", pk=pk)


class PairVerbView(OfficerMixin, View):
    """Confirm or reject a proposal."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Decide."""
        pair = get_object_or_404(MentoringPair, pk=pk)
        acts: dict[str, tuple[Callable[..., object], str]] = {
            "confirm": (pairing.confirm, _("Confirmed: both are asked when they come back.")),
            "reject": (pairing.reject, _("Rejected.")),
        }
        act, done = acts[verb]
        attempt(request, lambda: act(pair=pair, actor=request.user, now=timezone.now()), done)
        return redirect("mentoring-desk")
