"""The day a page shows: ``?on=YYYY-MM-DD``, else today where the law is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from legislation.dates import EARLIEST, LATEST, InvalidDay, parse_day, today_in


def today(zone: str | None = None) -> dt.date:
    """Give today's day in a zone, by default the installation's."""
    return today_in(zone or settings.TIME_ZONE, now=timezone.now())


def day_of(request: HttpRequest, *, default: dt.date) -> dt.date:
    """Read the day that the address asks for.

    Raises:
        BadRequest: with words for the reader, for anything but a day that can be shown.
    """
    given = request.GET.get("on", "").strip()
    if not given:
        return default
    try:
        return parse_day(given)
    except InvalidDay as error:
        raise BadRequest(bad_day(given)) from error


def bad_day(given: str) -> str:
    """Say why a day can't be shown and what is accepted."""
    return _(
        "“%(given)s” is not a day we can show. Write it as year-month-day, between %(first)s and %(last)s."
    ) % {
        "given": given[:40],
        "first": EARLIEST.isoformat(),
        "last": LATEST.isoformat(),
    }


def on_suffix(on: dt.date, today: dt.date) -> str:
    """Give the query string that keeps the day shown on a link; nothing for today."""
    return "" if on == today else f"?on={on.isoformat()}"


class PointInTimeMixin:
    """Gives a view ``self.on`` and ``self.today``, and its templates the same; bad days answer 400."""

    request: HttpRequest
    on: dt.date
    today: dt.date

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the day before anything else happens."""
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.set_day(self.get_timezone())

    def get_timezone(self) -> str | None:
        """Zone whose today is the default; None for the installation's."""
        return None

    def set_day(self, zone: str | None) -> None:
        """Fix today and the day shown."""
        self.today = today(zone)
        self.on = day_of(self.request, default=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the day shown, and whether it is today."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return context | {"on": self.on, "today": self.today, "on_is_today": self.on == self.today}
