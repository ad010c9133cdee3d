"""One person of mentoring at the desk: her profile, her pairs, and with whom she could be paired."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from programs.countries import country_choices
from programs.mentoring import joining, pairing
from programs.mentoring.candidates import Candidate, candidates
from programs.mentoring.desk.access import OfficerMixin, attempt
from programs.mentoring.desk.rows import pair_columns, pair_row
from programs.mentoring.pages import contact_facts, points_facts, profile_facts
from programs.mentoring.pairing import FORBIDDEN
from programs.mentoring.states import CLOSED, OPEN, PAUSED, PROFILE, WAITING
from programs.models import MentoringPair, MentoringProfile

PER_PAGE = 20


class PersonView(OfficerMixin, TemplateView):
    """What she told, how she stands, her pairs."""

    template_name = "programs/mentoring/desk_person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        profile = get_object_or_404(MentoringProfile, pk=self.kwargs["pk"])
        verbs = [
            (OPEN, "open", _("Open for matching")),
            (PAUSED, "pause", _("Pause")),
            (CLOSED, "close", _("Close")),
        ]
        pairs = (
            MentoringPair.objects.filter(**{profile.side: profile})
            .with_people()
            .order_by("-proposed_at", "-pk")
        )
        shown = pairs.annotate(held=Count("meetings"), latest=Max("meetings__held_on"))
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "facts": [*contact_facts(profile), *profile_facts(profile)],
            "verbs": [(verb, label) for after, verb, label in verbs if after in PROFILE[profile.state]],
            "may_match": profile.state == OPEN,
            "columns": pair_columns(),
            "rows": [pair_row(pair) for pair in shown],
        }


class MatchView(OfficerMixin, TemplateView):
    """With whom she could be paired by hand: points explained, and why others can't be."""

    template_name = "programs/mentoring/desk_match.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Weigh everyone who is free on the other side."""
        profile = get_object_or_404(MentoringProfile, pk=self.kwargs["pk"])
        found = candidates(profile, day=timezone.now().date()) if profile.state == OPEN else []
        forbidden = self.request.GET.get("shown") == "forbidden"
        shown = [each for each in found if bool(each.obstacles) == forbidden]
        page = Paginator(shown, PER_PAGE).get_page(self.request.GET.get("page"))
        countries = dict(country_choices())
        path, refused = self.request.path, sum(bool(each.obstacles) for each in found)
        return super().get_context_data(**kwargs) | {
            "profile": profile,
            "facts": profile_facts(profile, countries),
            "page": page,
            "candidates": [_shown(each, countries) for each in page],
            "kinds": [
                {
                    "label": _("Possible") + f" ({len(found) - refused})",
                    "url": path,
                    "current": not forbidden,
                },
                {
                    "label": _("Not possible") + f" ({refused})",
                    "url": f"{path}?shown=forbidden",
                    "current": forbidden,
                },
            ],
        }

    def post(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Propose the two; the limits are checked once more."""
        profile = get_object_or_404(MentoringProfile, pk=pk)
        other = get_object_or_404(MentoringProfile, pk=_identity(request.POST.get("other", "")))
        mentor, mentee = (profile, other) if profile.is_mentor else (other, profile)
        done = attempt(
            request,
            lambda: pairing.propose_by_hand(
                mentor=mentor, mentee=mentee, actor=request.user, now=timezone.now()
            ),
            _("Proposed. Confirm the pair, so that both are asked."),
        )
        return redirect("mentoring-desk") if done else redirect("mentoring-match", pk=pk)


def _identity(given: str) -> UUID | None:
    try:
        return UUID(given)
    except ValueError:
        return None


def _shown(candidate: Candidate, countries: dict[str, str]) -> dict[str, Any]:
    points = points_facts(candidate.score.points, candidate.total) if candidate.score else []
    return {
        "profile": candidate.profile,
        "total": candidate.total,
        "facts": profile_facts(candidate.profile, countries),
        "points": points,
        "points_line": " · ".join(f"{each.label}: {each.value}" for each in points[:-1]),
        "obstacles": [str(FORBIDDEN[name]) for name in candidate.obstacles],
    }


class ProfileVerbView(OfficerMixin, View):
    """Open, pause, close or erase a profile."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: UUID, verb: str) -> HttpResponse:
        """Decide, and lead to where one came from."""
        profile, actor, now = get_object_or_404(MentoringProfile, pk=pk), request.user, timezone.now()
        was_waiting = profile.state == WAITING
        if verb == "erase":
            attempt(request, lambda: joining.erase_for(profile=profile, actor=actor, now=now), _("Erased."))
            return redirect("mentoring-people")
        after = {"open": OPEN, "pause": PAUSED, "close": CLOSED}[verb]
        attempt(
            request,
            lambda: joining.decide_profile(profile=profile, after=after, actor=actor, now=now),
            _("Done."),
        )
        return redirect(reverse("mentoring-desk") if was_waiting else reverse("mentoring-person", args=(pk,)))
