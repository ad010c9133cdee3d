"""Filters of the officers' lists. Names are encrypted: nobody is searched for by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import django_filters
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legislation.choices import Language
from programs.countries import country_choices
from programs.mentoring.choices import PairState, ProfileState, Side
from programs.mentoring.states import ACTIVE
from programs.models import MentoringPair, MentoringProfile

ALL = _("All")
QUIET_DAYS = 60


class PersonFilter(django_filters.FilterSet):
    """Mentors and mentees."""

    side = django_filters.ChoiceFilter(label=_("Side"), choices=Side.choices, empty_label=ALL)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ProfileState.choices, empty_label=ALL)
    country = django_filters.ChoiceFilter(label=_("Country"), choices=country_choices, empty_label=ALL)
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=Language.choices, method="filter_language", empty_label=ALL
    )
    free = django_filters.ChoiceFilter(
        label=_("Free to be paired"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        method="filter_free",
        empty_label=ALL,
    )

    class Meta:
        model = MentoringProfile
        fields = ("side", "state", "country", "language", "free")

    def filter_language(self, queryset: Any, name: str, value: str) -> Any:
        """Keep those who can talk in a language."""
        return queryset.filter(languages__contains=[value])

    def filter_free(self, queryset: Any, name: str, value: str) -> Any:
        """Keep those who could be proposed to somebody now, or those who couldn't."""
        everyone = MentoringProfile.objects
        free = Q(pk__in=everyone.free_mentors().values("pk")) | Q(pk__in=everyone.free_mentees().values("pk"))
        return queryset.filter(free) if value == "yes" else queryset.exclude(free)


class PairFilter(django_filters.FilterSet):
    """Pairs."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=PairState.choices, empty_label=ALL)
    is_across = django_filters.ChoiceFilter(
        label=_("Borders"),
        choices=[("True", _("Across borders")), ("False", _("Within a country"))],
        empty_label=ALL,
    )
    quiet = django_filters.ChoiceFilter(
        label=_("Meetings"),
        choices=[("yes", _("None for 60 days"))],
        method="filter_quiet",
        empty_label=ALL,
    )

    class Meta:
        model = MentoringPair
        fields = ("state", "is_across", "quiet")

    def filter_quiet(self, queryset: Any, name: str, value: str) -> Any:
        """Keep those that are a pair for 60 days and haven't met in that time."""
        since = timezone.now() - dt.timedelta(days=QUIET_DAYS)
        held = queryset.annotate(latest=Max("meetings__held_on"))
        no_meeting = Q(latest=None, decided_at__lt=since) | Q(latest__lt=since.date())
        return held.filter(no_meeting, state=ACTIVE)
