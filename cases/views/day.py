"""My day: what is to be done by when, in all cases that a person sees."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import door, record
from cases.choices import Deed
from cases.views.follow_up import follow_up_table
from kbase.localised import Localised, localised
from kbase.localised_formats import number_text
from kbase.tables import Cell, Column
from legislation.clock_words import moment_text
from legislation.clocks.rules import Unit
from legislation.clocks.steps import local_text
from legislation.labels import provision_label
from legislation.time_phrases import EXACTLY, phrase

PER_PAGE = 40
COLUMNS = (_("What must be done"), _("Case"), _("Time left"), _("Due"), _("Provision"))
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


class DayView(TemplateView):
    """Duties by the time that is left, read from the database's clock; codes of cases, no names."""

    template_name = "cases/day.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        page = Paginator(door.duties_for_day_of(user), PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED, kind="caseduty")
        return super().get_context_data(
            page=page,
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(duty) for duty in page],
            flags=door.flags_of(user).count(),
            follow_up=follow_up_table(user),
            **kwargs,
        )

    def row(self, duty: Any) -> list[Cell]:
        provision = duty.clock.duty.version.provision
        return [
            Cell(
                text=localised(duty.clock.duty, "action"),
                lines=[localised(duty.addressee, "name"), *self.marks(duty)],
            ),
            Cell(
                text=Localised(duty.case.shown_number, "en"), url=reverse("work-item", args=(duty.case_id,))
            ),
            Cell(text=left_words(duty.time_left)),
            Cell(text=self.due(duty)),
            Cell(
                text=provision_label(provision),
                url=provision.get_absolute_url(),
                note=localised(provision.law, "short_title"),
            ),
        ]

    @staticmethod
    def marks(duty: Any) -> list[str]:
        """Say what has to be known of a duty besides."""
        told = {
            gettext("Late on entry: its time was over when it was recorded."): duty.was_late_on_entry,
            gettext("Rule not yet confirmed"): not duty.is_rule_confirmed,
            gettext("Set by hand"): duty.override_due_at is not None,
        }
        return [words for words, holds in told.items() if holds]

    @staticmethod
    def due(duty: Any) -> str:
        if duty.override_due_at is None:
            return moment_text(duty.due_local)
        zone = ZoneInfo(duty.clock.duty.version.provision.law.jurisdiction.timezone)
        return moment_text(local_text(duty.override_due_at.astimezone(zone)))


def left_words(left: dt.timedelta) -> str:
    """Say how much time is left, rounded down; of what is over, how long since.

    >>> left_words(dt.timedelta(hours=25)), left_words(dt.timedelta(minutes=-90))
    ('1 day', 'overdue by 1 hour')
    """
    words = _length(abs(left))
    return words if left >= dt.timedelta() else gettext("overdue by %(time)s") % {"time": words}


def _length(span: dt.timedelta) -> str:
    if span >= DAY:
        return phrase(EXACTLY, span // DAY, Unit.DAYS)
    if span >= HOUR:
        return phrase(EXACTLY, span // HOUR, Unit.HOURS)
    count = span // dt.timedelta(minutes=1)
    return ngettext("%(number)s minute", "%(number)s minutes", count) % {"number": number_text(count)}
