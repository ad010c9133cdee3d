"""Deriving what waited for a fact about a person, once it is recorded."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases import carrying, deriving, law_door
from cases.actions import flags
from cases.facts import facts_of
from cases.law_choices import Doubt, FlagKind
from cases.models import Event, Flag
from cases.moments import local_day

# What conditions of rules ask of people (cases/facts.py).
OF_PEOPLE = ("victim_is_minor", "offender_is_minor", "relationship")


def derive_what_waited(case: Any, *, actor: Any) -> None:
    """Derive the duties of rules that were in doubt for want of a fact about a person, which is known now.

    Only of those rules, and only by somebody who may record events: for others the doubt stays open. A doubt
    that was settled in words counts too, since the law asks for the duty all the same. The case is locked.
    """
    waiting = Flag.objects.filter(
        case=case,
        kind=FlagKind.LAW_UNCLEAR,
        doubt=Doubt.FACT_MISSING,
        fact__in=OF_PEOPLE,
        event__isnull=False,
    )
    found = list(waiting.select_related("case", "version").order_by("event_id", "created_at"))
    if not found or not law_door.may_record(actor, case):
        return
    for event_id in dict.fromkeys(flag.event_id for flag in found):
        _derive(_event(event_id), [flag for flag in found if flag.event_id == event_id], actor)


def _event(event_id: Any) -> Event:
    """Return the event that stands in the place of one, with what rules ask of it."""
    related = (
        "case", "kind", "bound", "jurisdiction__parent", "incident__jurisdiction", "measure__norm",
        "measure__issuer",
    )  # fmt: skip
    return carrying.standing(Event.objects.select_related(*related).get(pk=event_id))


def _derive(event: Event, waiting: list[Flag], actor: Any) -> None:
    """Settle the doubts whose fact is known now, and derive what their rules say."""
    facts = facts_of(event)
    known = [flag for flag in waiting if flag.version and facts.get(flag.fact) is not None]
    if not known:
        return
    for flag in known:
        if flag.resolved_at is None:
            flags.settle(flag, actor, _("It is recorded now, and the rule was asked again."))
    today = local_day(timezone.now(), event.jurisdiction.timezone)
    provisions = {flag.version.provision_id for flag in known if flag.version}
    deriving.derive_duties(event, actor=actor, today=today, provisions=provisions)
