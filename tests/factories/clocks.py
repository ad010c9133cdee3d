"""Duties with clocks, for tests."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from legislation.models import ClockRule, Duty, EventKind, ProvisionVersion, Role
from tests.factories.legislation import as_loaded


@as_loaded
def make_duty(version: ProvisionVersion, **values: Any) -> Duty:
    """Make a duty of the police, due within 24 hours."""
    defaults: dict[str, Any] = {
        "version": version,
        "bearer": Role.objects.get(slug="police"),
        "action": "Send a copy",
        "deadline_value": 24,
        "deadline_unit": "hours",
    }
    return Duty.objects.create(**(defaults | values))


@as_loaded
def make_clock(duty: Duty, **values: Any) -> ClockRule:
    """Make the clock of a duty: 24 hours from the service of an order, counted hour by hour."""
    kind, _made = EventKind.objects.get_or_create(
        slug="order-served", defaults={"name": "service of the protective order"}
    )
    defaults: dict[str, Any] = {
        "duty": duty,
        "event_kind": kind,
        "offset_value": 24,
        "offset_unit": "hours",
        "counting_stated": True,
        "counting_url": "https://example.org/counting",
        "counting_note": "Hours are counted one by one.",
    }
    with transaction.atomic():  # a refused clock leaves the test its transaction
        return ClockRule.objects.create(**(defaults | values))
