"""Reaching a person: whether now is safe, when it is next, and what came of each attempt."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door
from cases.actions import contacting
from cases.choices import Section
from cases.safe_times import is_safe, next_safe
from cases.views.people import OfPartyView, contact_rules
from cases.work_forms import AttemptForm
from kbase.localised_formats import day_text


class ReachView(OfPartyView):
    """What was agreed, before anything else; then the attempt."""

    looks_at = "contactattempt"
    form_class = AttemptForm
    template_name = "cases/reach.html"
    section = Section.CONTACT
    title = _("Reach this person")
    lead = _("Look at what was agreed before you call.")
    submit = _("Record the attempt")

    def get_initial(self) -> dict[str, Any]:
        rule = care_door.rule_for(self.request.user, self.party)
        return {"channel": rule.channel if rule else None}

    def act(self, data: dict[str, Any]) -> None:
        attempt = contacting.record_attempt(actor=self.request.user, party_id=self.party.pk, **data)
        if care_door.attempts_in_vain(self.party) >= contacting.IN_VAIN:
            messages.warning(self.request, gettext("Three attempts reached nobody: a supervisor was asked."))
        else:
            messages.success(self.request, gettext("Recorded: %(outcome)s.")
                             % {"outcome": attempt.get_outcome_display()})  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("work-person-reach", args=(self.kwargs["case_id"], self.kwargs["party_id"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        rule = care_door.rule_for(user, self.party)
        return super().get_context_data(
            party=self.party,
            contacts=contact_rules(user, self.party),
            when=safety_now(rule),
            stopped=care_door.attempts_in_vain(self.party) >= contacting.IN_VAIN,
            attempts=[
                {"attempt": each, "detail": door.opened(each, "detail"), "at": localtime(each.attempted_at),
                 "reason": door.opened(each, "override_reason")}
                for each in care_door.attempts_of(user, self.party)[:20]
            ],
            **kwargs,
        )  # fmt: skip


def safety_now(rule: Any) -> dict[str, Any]:
    """Say whether contact is safe at this moment, and from when on it is next."""
    if rule is None:
        return {"safe": False, "next": ""}
    now = timezone.localtime().replace(tzinfo=None)
    times = care_door.safe_times(rule)
    following = next_safe(times, now)
    return {"safe": is_safe(times, now), "next": moment_words(following)}


def moment_words(moment: dt.datetime | None) -> str:
    """Return a moment on the clocks of the place in words; nothing for none."""
    if moment is None:
        return ""
    at = make_aware(moment)
    return f"{day_text(at.date())}, {at:%H:%M}"
