"""Deriving what depends on a fact about a person, once that is recorded or corrected."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import carrying, deriving, law_door
from cases.actions import flags
from cases.facts import facts_of
from cases.law_choices import Doubt, FlagKind
from cases.models import Event, Flag
from cases.moments import local_day
from legislation.models import ClockRule

# What conditions of rules ask of people (cases/facts.py).
OF_PEOPLE = ("victim_is_minor", "offender_is_minor", "relationship")
# Of each provision with rules about people, what they ask.
Asked = dict[int, set[str]]


def derive_what_depends(case: Any, *, actor: Any, changed: bool) -> None:
    """Derive the duties of rules that ask for a fact about a person, now that one was written.

    Only of those rules, and only by somebody who may record events: for others a doubt stays open. What such
    a rule made stays as it is. A doubt that was settled in words counts too, since the law asks for the duty
    all the same. The case is locked.

    Args:
        changed: whether a fact isn't what it was: then a rule that can't be applied any more is a doubt.
    """
    rules = _rules_about_people()
    if not rules or not law_door.may_record(actor, case):
        return
    related = (
        "case", "kind", "bound", "jurisdiction__parent", "incident__jurisdiction", "measure__norm",
        "measure__issuer",
    )  # fmt: skip
    events = Event.objects.filter(case=case, kind__in=rules).standing().select_related(*related)
    for event in events.order_by("created_at", "pk"):
        _derive(event, rules[event.kind_id], changed, actor)


def _rules_about_people() -> dict[int, Asked]:
    """Return them by the kind of event that starts them."""
    asks = Q()
    for name in OF_PEOPLE:
        asks |= Q(applies_if__contains=[{"field": name}])
    found: dict[int, Asked] = defaultdict(lambda: defaultdict(set))
    rows = ClockRule.objects.filter(asks).values_list(
        "event_kind_id", "duty__version__provision_id", "applies_if"
    )
    for kind, provision, conditions in rows:
        found[kind][provision] |= {each["field"] for each in conditions} & set(OF_PEOPLE)
    return found


def _derive(event: Event, rules: Asked, changed: bool, actor: Any) -> None:
    """Settle the doubts whose fact is known now, and derive what the rules say."""
    facts = facts_of(event)
    waiting = Flag.objects.open().filter(
        kind=FlagKind.LAW_UNCLEAR, doubt=Doubt.FACT_MISSING, fact__in=OF_PEOPLE, version__isnull=False,
        event__in=carrying.with_former(event),
    )  # fmt: skip
    for flag in waiting.select_related("case"):
        if facts.get(flag.fact) is not None:
            flags.settle(flag, actor, _("It is recorded now, and the rule was asked again."))
    known = {
        provision for provision, asked in rules.items() if all(facts.get(name) is not None for name in asked)
    }
    today = local_day(timezone.now(), event.jurisdiction.timezone)
    provisions = set(rules) if changed else known
    deriving.derive_duties(event, actor=actor, today=today, provisions=provisions)
