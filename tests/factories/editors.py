"""People who edit and review the law, and what they work on."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from legislation.choices import EditorialState, EffectKind
from legislation.editing.amending import enter_amendment
from legislation.editing.plans import AmendmentPlan, PlannedChange
from legislation.models import Amendment, Law, Provision, ProvisionVersion
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision, make_version

_numbers = count(1)
IN_FORCE = dt.date(2020, 7, 1)
NEW_YEAR = dt.date(2027, 1, 1)


def make_person(*permissions: str, **values: Any) -> Any:
    """Make a member of staff with permissions of the app legislation, by their code names."""
    person = get_user_model().objects.create_user(f"person-{next(_numbers)}", **values)
    held = Permission.objects.filter(content_type__app_label="legislation", codename__in=permissions)
    return accounts.give_rights(person, is_staff=True, permissions=held)


def make_editor() -> Any:
    """Make someone who may write drafts."""
    return make_person("change_provisionversion")


def make_reviewer() -> Any:
    """Make someone who may write drafts and review those of others."""
    return make_person("change_provisionversion", "review_provisionversion")


def law_with_articles(number: int = 2) -> tuple[Law, list[Provision]]:
    """Make a law whose articles have one published wording each, in force since 1 July 2020."""
    law = make_law()
    articles = [make_provision(law, position=place) for place in range(number)]
    for article in articles:
        make_version(article, IN_FORCE, text=f"{article.heading} within 30 days")
    return law, articles


def substitution(provision: Provision, day: dt.date | None = NEW_YEAR, **values: Any) -> PlannedChange:
    """Plan a new wording of a provision."""
    return PlannedChange(kind=EffectKind.SUBSTITUTES, provision=provision, commences_on=day, **values)


def repeal(provision: Provision, day: dt.date | None = NEW_YEAR) -> PlannedChange:
    """Plan a repeal."""
    return PlannedChange(kind=EffectKind.REPEALS, provision=provision, commences_on=day)


def plan(law: Law, *changes: PlannedChange, **values: Any) -> AmendmentPlan:
    """Plan an amendment of 1 December 2026."""
    given: dict[str, Any] = {
        "number": f"{next(_numbers)}-VIII",
        "adopted": dt.date(2026, 12, 1),
        "commences_on": NEW_YEAR,
        "changes": list(changes),
    }
    return AmendmentPlan(law=law, **(given | values))


def amendment_of(law: Law, *changes: PlannedChange, actor: Any, **values: Any) -> Amendment:
    """Enter an amendment."""
    return enter_amendment(plan=plan(law, *changes, **values), actor=actor)


def wording(provision: Provision, day: dt.date) -> str:
    """Give what readers see of a provision on a day; '' where it has no wording then."""
    version = provision.versions.published().filter(valid__contains=day).first()
    text = version.texts.filter(language="en").first() if version else None
    return text.summary if text else ""


def draft_of(provision: Provision) -> ProvisionVersion:
    """Give the draft of a provision."""
    return provision.versions.get(state=EditorialState.DRAFT)


def reword(version: ProvisionVersion, words: str, actor: Any) -> None:
    """Write other words into a draft's English text."""
    from legislation.editing.drafts import save_draft

    text = version.texts.get(language="en")
    text.summary = words
    save_draft(version=version, actor=actor, rows=[text])
