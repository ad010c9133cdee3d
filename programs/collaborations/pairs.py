"""Pairs of countries that have a page of what they do together."""

from __future__ import annotations

from itertools import combinations

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import localised
from legislation.crumbs import Crumb
from legislation.models import Jurisdiction


def pairs() -> list[Crumb]:
    """Give a link for every two countries; parts of countries are counted with them."""
    countries = Jurisdiction.objects.filter(parent=None).order_by("code")
    return [
        Crumb(
            _("%(first)s and %(second)s")
            % {"first": localised(first, "name"), "second": localised(second, "name")},
            reverse("bilateral", args=(f"{first.code}-{second.code}".lower(),)),
        )
        for first, second in combinations(countries, 2)
    ]
