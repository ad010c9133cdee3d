"""Home: a way in for each kind of reader, and what changed and will change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from babel.lists import format_list
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from kbase.localised import Localised, current_language, localised
from legislation.crumbs import Crumb
from legislation.law_timeline import Event
from legislation.models import Effect, Jurisdiction, Law, Topic
from legislation.views.point_in_time import today

CHANGES_SHOWN = 5


@dataclass(frozen=True)
class Card:
    """A way to go on."""

    title: str | Localised
    text: str | Localised
    url: str


class HomeView(TemplateView):
    """The front page."""

    template_name = "pages/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the ways in and the changes."""
        day = today()
        effects = Effect.objects.published()
        return super().get_context_data(**kwargs) | {
            "countries": countries(),
            "entries": entries(),
            "examples": examples(),
            "topics": topics(),
            "recent": events(effects.commenced_by(day), newest_first=True),
            "upcoming": events(effects.commencing_after(day), newest_first=False),
            "recent_url": reverse("change-list"),
        }


def countries() -> str:
    """Name the countries whose law is here, as a list in the page's language."""
    found = Jurisdiction.objects.filter(
        Q(law__isnull=False) | Q(parts__law__isnull=False), parent=None
    ).distinct()
    names = [localised(country, "name").text for country in found]
    return format_list(names, locale=current_language())


def entries() -> list[Card]:
    """Give a way in for each kind of reader."""
    return [
        Card(
            _("I need protection, or someone near me does"),
            _("What can be asked for, from whom, and how long it lasts."),
            reverse("measure-list"),
        ),
        Card(
            _("I may have to report or to act"),
            _("Teachers, doctors, police, employers: who must do what, and by when."),
            reverse("duty-list"),
        ),
        Card(_("I am looking for a law"), _("Every law here, on any day."), reverse("law-list")),
        Card(
            _("I look for training, money or a mentor"),
            _("Programmes for women: what they offer, to whom, and on what terms."),
            reverse("programme-list"),
        ),
        Card(
            _("I follow equality"),
            _("What was promised, in figures with their sources: 30% by 2030, sector by sector."),
            reverse("target-list"),
        ),
        Card(_("I need someone to call"), _("Telephone lines and centres, by region."), reverse("help")),
    ]


def examples() -> list[Crumb]:
    """Give searches to try."""
    words = [_("protective order"), _("stalking"), _("harassment at work")]
    return [Crumb(word, f"{reverse('search')}?{urlencode({'q': word})}") for word in words]


def topics() -> list[Card]:
    """Give the topics that have laws, in everyday words."""
    found = Topic.objects.filter(laws__isnull=False).distinct()
    return [
        Card(localised(topic, "name"), localised(topic, "plain"), f"{reverse('law-list')}?topic={topic.slug}")
        for topic in found
    ]


def events(effects: QuerySet[Effect], *, newest_first: bool) -> list[Event]:
    """Group effects by law and day, as events that lead to the law on that day."""
    order = "-commences_on" if newest_first else "commences_on"
    groups = list(
        effects.values("provision__law", "commences_on")
        .annotate(count=Count("provision", distinct=True))
        .order_by(order, "provision__law")[:CHANGES_SHOWN]
    )
    laws = Law.objects.with_place().in_bulk({group["provision__law"] for group in groups})
    return [
        _event(laws[group["provision__law"]], group["commences_on"], group["count"])
        for group in groups
        if group["commences_on"]
    ]


def _event(law: Law, day: dt.date, count: int) -> Event:
    future = day > today()
    coming = ngettext("%(count)s provision changes", "%(count)s provisions change", count)
    past = ngettext("%(count)s provision changed", "%(count)s provisions changed", count)
    note = (coming if future else past) % {"count": count}
    kind = "future" if future else "amended"
    return Event(day, localised(law, "short_title"), kind, f"{law.get_absolute_url()}?on={day}", note)
