"""Made-up series and figures, and people who write and review them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from legislation.models import Jurisdiction
from programs.choices import FigureState, IndicatorDirection, Sector
from programs.figures.drafting import save_draft
from programs.models import Indicator, Observation, Target
from tests.factories import accounts

_numbers = count(1)
TODAY = dt.date(2026, 11, 1)
SOURCE = "https://example.org/report"
WRITER = ("view_observation", "add_observation", "change_observation")
REVIEWER = ("view_observation", "review_observation")


def make_person(*codenames: str) -> Any:
    """Make a member of staff with permissions of the app programs, by their code names."""
    person = get_user_model().objects.create_user(f"figures-{next(_numbers)}")
    return accounts.give_rights(person, is_staff=True, permissions=_permissions(*codenames))


def make_writer() -> Any:
    """Make someone who may write drafts."""
    return make_person(*WRITER)


def make_reviewer() -> Any:
    """Make someone who may write drafts and review those of others."""
    return make_person(*WRITER, *REVIEWER)


def sign_in_as(*codenames: str) -> Client:
    """Sign a new member of staff in with permissions of the app programs; `client.user` is the person."""
    person = accounts.staff(f"signed-in-{next(_numbers)}")
    accounts.give_rights(person, permissions=_permissions(*codenames))
    client = Client()
    client.user = person  # type: ignore[attr-defined]
    return accounts.sign_in(client, person)


def make_indicator(**values: Any) -> Indicator:
    """Make a series of Kazakhstan in percent."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "slug": f"made-up-{number}-kz",
        "measure": f"made-up-{number}",
        "name": f"Made up {number}",
        "definition": "Share of what was made up",
        "unit": "percent",
        "sector": Sector.EXECUTIVE,
        "direction": IndicatorDirection.HIGHER,
        "jurisdiction": Jurisdiction.objects.get(code="KZ"),
        "i18n": {},
    }
    return Indicator.objects.create(**(defaults | values))


def observation(indicator: Indicator, **values: Any) -> Observation:
    """Give an observation that isn't saved yet."""
    defaults: dict[str, Any] = {
        "period": "2024",
        "value": Decimal("20"),
        "source_url": SOURCE,
        "publisher": "Made up",
        "i18n": {},
    }
    return Observation(indicator=indicator, **(defaults | values))


def target(indicator: Indicator, **values: Any) -> Target:
    """Give a target that isn't saved yet."""
    defaults: dict[str, Any] = {"by": "2030", "value": Decimal("30"), "source_url": SOURCE, "i18n": {}}
    return Target(indicator=indicator, **(defaults | values))


def draft(indicator: Indicator, actor: Any, **values: Any) -> Observation:
    """Save an observation as a draft of someone's."""
    figure = observation(indicator, **values)
    save_draft(figure=figure, actor=actor)
    return figure


def loaded(indicator: Indicator, **values: Any) -> Observation:
    """Make a published observation as the loader does: with no author."""
    figure = observation(indicator, state=FigureState.PUBLISHED, **values)
    figure.take_days()
    figure.save()
    return figure


def loaded_target(indicator: Indicator, **values: Any) -> Target:
    """Make a published target as the loader does."""
    figure = target(indicator, state=FigureState.PUBLISHED, **values)
    figure.save()
    return figure


def _permissions(*codenames: str) -> Any:
    return Permission.objects.filter(content_type__app_label="programs", codename__in=codenames)
