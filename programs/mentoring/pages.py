"""What the pages of mentoring show of a profile and of a pair."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kbase.localised_formats import day_text, number_text
from legislation.choices import Language
from legislation.law_rows import Fact
from programs.collaborations.times import END, ISOLATE
from programs.countries import country_name
from programs.finance.choices import BusinessSector
from programs.finance.fitting import labels
from programs.mentoring.availability import DAYS, parse_window
from programs.mentoring.choices import CRITERIA, Goal
from programs.mentoring.forms import WEEK
from programs.mentoring.scoring import POINTS
from programs.mentoring.states import ACTIVE, COMPLETED, CONFIRMED, ENDED
from programs.models import MentoringPair, MentoringProfile


@dataclass(frozen=True, slots=True)
class PairPage:
    """A pair as one of the two sees it; names and contacts only once both have accepted."""

    pair: MentoringPair
    state: str
    partner: list[Fact]
    about: str
    points: list[Fact]
    meetings: list[dict[str, Any]]
    may_answer: bool
    waits_for_other: bool
    may_meet: bool
    may_judge: bool


def profile_facts(profile: MentoringProfile, countries: Mapping[str, str] | None = None) -> list[Fact]:
    """Give what matching reads of a profile.

    Args:
        countries: names by code, for pages that show many people.
    """
    country = country_name(profile.country) if countries is None else countries.get(profile.country)
    facts = [
        Fact(_("Country"), country or profile.country),
        Fact(_("Languages"), labels(Language, profile.languages)),
        Fact(_("Sectors"), labels(BusinessSector, profile.sectors)),
        Fact(_("Goals"), labels(Goal, profile.goals)),
        Fact(_("Can meet"), "; ".join(map(window_text, profile.windows)), note=profile.zone),
    ]
    if profile.years is not None:
        facts.append(Fact(_("Years of experience"), number_text(profile.years)))
    return facts


def window_text(window: str) -> str:
    """Write a weekly window: 'Monday 18:00–20:00', the hours from left to right in Urdu, too."""
    parsed = parse_window(window)
    day, _space, hours = window.partition(" ")
    return f"{WEEK[parsed.weekday if day in DAYS else 0]} {ISOLATE}{hours.replace('-', '–')}{END}"


def contact_facts(profile: MentoringProfile) -> list[Fact]:
    """Give who she is and how to reach her."""
    given = [(_("Name"), profile.name), (_("E-mail address"), profile.email), (_("Telephone"), profile.phone)]
    return [Fact(label, value) for label, value in given if value]


def point_facts(pair: MentoringPair) -> list[Fact]:
    """Give the points of each criterion, of how many."""
    return points_facts(pair.points, pair.score)


def points_facts(points: Mapping[str, int], total: int) -> list[Fact]:
    """Give points by criterion, of how many, and together."""
    facts = [
        Fact(str(CRITERIA[name]), _("%(points)s of %(most)s") % {"points": points.get(name, 0), "most": most})
        for name, most in POINTS.items()
    ]
    return [*facts, Fact(_("Together"), _("%(points)s of %(most)s") % {"points": total, "most": 100})]


def pair_pages(profile: MentoringProfile, pairs: Iterable[MentoringPair]) -> list[PairPage]:
    """Give her pairs; they come with both sides, meetings and feedback."""
    return [_pair_page(profile, pair) for pair in pairs]


def _pair_page(profile: MentoringProfile, pair: MentoringPair) -> PairPage:
    partner = pair.mentee if profile.is_mentor else pair.mentor
    accepted = getattr(pair, f"{profile.side}_accepted_at") is not None
    known = pair.state in (ACTIVE, ENDED, COMPLETED)
    facts = [] if partner is None else profile_facts(partner)
    if partner is not None and pair.state == ACTIVE:
        facts = [*contact_facts(partner), *facts]
    judged = {each.side for each in pair.feedback.all()}
    return PairPage(
        pair=pair,
        state=pair.get_state_display(),
        partner=facts,
        about=partner.about if partner is not None and pair.state in (CONFIRMED, ACTIVE) else "",
        points=point_facts(pair),
        meetings=[_meeting(each) for each in pair.meetings.all()] if known else [],
        may_answer=pair.state == CONFIRMED and not accepted,
        waits_for_other=pair.state == CONFIRMED and accepted,
        may_meet=pair.state == ACTIVE,
        may_judge=pair.state == ENDED and profile.side not in judged,
    )


def _meeting(meeting: Any) -> dict[str, Any]:
    length = _("%(minutes)s minutes") % {"minutes": meeting.minutes}
    return {"on": day_text(meeting.held_on), "length": length, "note": meeting.note}


def own_data(profile: MentoringProfile, pairs: Iterable[MentoringPair]) -> dict[str, Any]:
    """Give all that is kept of her, for her to take away."""
    plain = ("side", "state", "language", "country", "zone", "languages", "sectors", "goals", "windows",
             "borders", "years", "capacity", "name", "phone", "email", "about")  # fmt: skip
    return {
        "profile": {name: getattr(profile, name) for name in plain},
        "begun": profile.begun_at.isoformat(),
        "erased_on": profile.kept_until.isoformat(),
        "pairs": [
            {
                "state": pair.state,
                "points": pair.points,
                "proposed": pair.proposed_at.isoformat(),
                "meetings": [
                    {"on": each.held_on.isoformat(), "minutes": each.minutes, "note": each.note}
                    for each in pair.meetings.all()
                ],
                "feedback": [
                    {"rating": each.rating, "reached_goal": each.reached_goal, "words": each.words}
                    for each in pair.feedback.all()
                    if each.side == profile.side
                ],
            }
            for pair in pairs
        ],
    }
