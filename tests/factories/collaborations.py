"""Made-up actions, events, registrations and policy transfers: fixed days, counted names."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from legislation.models import Jurisdiction
from programs.collaborations.registering import Details, register
from programs.models import (
    CollaborationAction,
    CollaborationArea,
    CollaborationEventKind,
    Event,
    Organisation,
    PolicyTransfer,
    Registration,
)
from programs.permissions import OFFICER
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision

_numbers = count(1)
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
BEFORE_OPENING = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
DURING = dt.datetime(2026, 12, 10, 6, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 12, 11, 9, tzinfo=dt.UTC)


def make_officer(**values: Any) -> Any:
    """Make a programme officer."""
    return accounts.staff(f"officer-{next(_numbers)}", groups=[OFFICER], **values)


def make_action(**values: Any) -> CollaborationAction:
    """Make a planned action of Kazakhstan and Pakistan, due on 1 December 2026."""
    defaults: dict[str, Any] = {
        "area": CollaborationArea.objects.get(slug="knowledge-exchange"),
        "title": f"Made-up action {next(_numbers)}",
        "jurisdictions": ["KZ", "PK"],
        "owner": Organisation.objects.get(slug="kz-national-commission-women"),
        "status": "planned",
        "starts_on": dt.date(2026, 10, 1),
        "due_on": dt.date(2026, 12, 1),
    }
    return CollaborationAction.objects.create(**(defaults | values))


def event_values(**values: Any) -> dict[str, Any]:
    """Give the values of an announced workshop of 10 December 2026 in Almaty, ten places."""
    number = next(_numbers)
    return {
        "slug": f"made-up-{number}",
        "kind": CollaborationEventKind.objects.get(
            area__slug="knowledge-exchange", slug="bilateral-workshop"
        ),
        "title": f"Made-up workshop {number}",
        "organiser": Organisation.objects.get(slug="kz-national-commission-women"),
        "jurisdictions": ["KZ", "PK"],
        "venue": "Abai Avenue 1, Almaty",
        "zone": "Asia/Almaty",
        "starts_at": dt.datetime(2026, 12, 10, 5, tzinfo=dt.UTC),
        "ends_at": dt.datetime(2026, 12, 10, 11, tzinfo=dt.UTC),
        "languages": ["en", "ur"],
        "capacity": 10,
        "register_until": dt.datetime(2026, 12, 5, 19, tzinfo=dt.UTC),
        "state": "announced",
        "changed_at": BEFORE_OPENING,
    } | values


def make_event(**values: Any) -> Event:
    """Make an announced workshop of 10 December 2026 in Almaty with ten places."""
    return Event.objects.create(**event_values(**values))


def details(**values: Any) -> Details:
    """Give what one person tells, another at each call."""
    number = next(_numbers)
    return Details(
        **({"name": f"Person {number}", "language": "en", "email": f"p{number}@example.org"} | values)
    )


def registered(event: Event, **values: Any) -> tuple[Registration, str]:
    """Register another person."""
    return register(event=event, details=details(**values), now=NOW)


def make_transfer(**values: Any) -> PolicyTransfer:
    """Make a recommendation to Pakistan from a made-up law of Kazakhstan."""
    defaults: dict[str, Any] = {
        "provision": values.get("provision") or make_provision(make_law()),
        "to_jurisdiction": Jurisdiction.objects.get(code="PK"),
        "title": f"Made-up recommendation {next(_numbers)}",
        "recommendation": "Issue the order within a day.",
        "status_on": dt.date(2026, 11, 1),
    }
    return PolicyTransfer.objects.create(**(defaults | values))
