"""An amendment's own number, days and law: changed while it is a draft, corrected once it is published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.choices import EditorialState, EffectKind, EffectState
from legislation.editing.laws import law_from
from legislation.editing.planning import draft_of, wording_on
from legislation.editing.plans import AmendmentPlan, check_days
from legislation.editing.rights import Actor, require_editor
from legislation.models import Amendment, ChangeRequest, Effect, Law, ProvisionVersion

FIELDS = ("number", "adopted", "commenced", "summary", "amending_law")


@transaction.atomic
def change_particulars(*, amendment: Amendment, plan: AmendmentPlan, actor: Actor) -> Amendment:
    """Change what an amendment that is a draft says of itself.

    What was to begin with the amendment begins with it on its new day.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: its days can't be, it is entered already, or it is no draft any more.
    """
    require_editor(actor)
    amendment = draft_of(amendment, actor)
    check_days(law=amendment.law, adopted=plan.adopted, commences_on=plan.commences_on)
    if plan.new_law:
        law_from(plan.new_law, beside=amendment.law)
    before, number = amendment.commenced, amendment.number
    amendment.number, amendment.summary = plan.number, plan.summary
    amendment.adopted, amendment.commenced = plan.adopted, plan.commences_on
    amendment.amending_law, amendment.new_law = plan.amending_law, plan.new_law
    amendment.full_clean(exclude=["i18n"])
    amendment.save()
    _rename(amendment, number)
    if before and plan.commences_on and plan.commences_on != before:
        _follow(amendment, before, plan.commences_on)
    _check_changes(amendment)
    return amendment


def check(request: ChangeRequest, _on: dt.date) -> None:
    """Refuse particulars of a published amendment that can't be.

    `values`: number, adopted, commenced (ISO days or ''), summary, amending_law (identity or None).
    """
    amendment = _amendment(request)
    if all(getattr(amendment, name) == value for name, value in _given(request).items()):
        raise ValidationError(_("That is what it says already: there is nothing to change."))
    _set(amendment, request)
    check_days(law=request.law, adopted=amendment.adopted, commences_on=amendment.commenced)
    amendment.full_clean(exclude=["i18n"])
    _check_changes(amendment)


def carry_out(request: ChangeRequest, _actor: Actor, _on: dt.date) -> None:
    """Write what the amendment says of itself, and its number where its effects name it."""
    amendment = _amendment(request)
    number = Amendment.objects.values_list("number", flat=True).get(pk=amendment.pk)
    _set(amendment, request)
    amendment.save(update_fields=list(FIELDS))
    amendment.effects.filter(by=number).update(by=amendment.number)


def _amendment(request: ChangeRequest) -> Amendment:
    found = Amendment.objects.select_for_update(of=("self",)).filter(change_requests=request).first()
    if found is None or found.state != EditorialState.PUBLISHED:
        raise ValidationError(_("Only a published amendment is corrected; a draft can simply be changed."))
    return found


def _given(request: ChangeRequest) -> dict[str, Any]:
    values = request.values
    days = {
        name: dt.date.fromisoformat(values[name]) if values.get(name) else None
        for name in ("adopted", "commenced")
    }
    return {
        "number": values["number"],
        "summary": values.get("summary", ""),
        "amending_law_id": values.get("amending_law"),
        **days,
    }


def _set(amendment: Amendment, request: ChangeRequest) -> None:
    given = _given(request)
    if given["amending_law_id"] and not Law.objects.filter(pk=given["amending_law_id"]).exists():
        raise ValidationError(_("The amending law is not recorded here any more: choose another."))
    for name, value in given.items():
        setattr(amendment, name, value)


def _rename(amendment: Amendment, number: str) -> None:
    drafts = amendment.versions.filter(state=EditorialState.DRAFT, changed_by=number)
    drafts.update(changed_by=amendment.number)
    amendment.effects.filter(by=number).update(by=amendment.number)


def _follow(amendment: Amendment, before: dt.date, day: dt.date) -> None:
    for version in amendment.versions.filter(state=EditorialState.DRAFT, valid__startswith=before):
        upper = version.valid.upper
        if version.provision.versions.published().exists():
            upper = wording_on(version.provision, day).valid.upper
        _begin(version, day, upper)
    endings = (EffectKind.REPEALS, EffectKind.RENUMBERS)
    for effect in amendment.effects.filter(commences_on=before).exclude(state=EffectState.APPLIED):
        if effect.kind in endings:
            wording_on(effect.provision, day)
        effect.commences_on = day
        effect.save(update_fields=["commences_on"])


def _begin(version: ProvisionVersion, day: dt.date, upper: dt.date | None) -> None:
    version.valid = DateRange(day, upper)
    version.full_clean(exclude=["i18n"])
    version.save(update_fields=["valid"])


def _check_changes(amendment: Amendment) -> None:
    """Refuse days under which a change of it would begin before the amendment is adopted."""
    if amendment.adopted is None:
        return
    states = [EditorialState.DRAFT, EditorialState.IN_REVIEW, EditorialState.PUBLISHED]
    days = [
        *amendment.versions.filter(state__in=states, start_known=True).values_list(
            "valid__startswith", flat=True
        ),
        *Effect.objects.filter(amendment=amendment).values_list("commences_on", flat=True),
    ]
    early = min((day for day in days if day), default=None)
    if early is not None and early < amendment.adopted:
        raise ValidationError(
            _("A change of it begins on %(day)s, before it is adopted: check the days.")
            % {"day": early.isoformat()}
        )
