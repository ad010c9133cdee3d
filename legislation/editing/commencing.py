"""Published changes that haven't begun: later, earlier, on an event, or on a day nobody knows yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.editing.copying import copy_version, same_days
from legislation.editing.endings import ENDINGS, apply_ending, end_wording, undo_ending, wording_before
from legislation.editing.plans import check_days
from legislation.editing.rights import Actor
from legislation.models import Amendment, ChangeRequest, Effect, ProvisionVersion
from legislation.querysets import EffectQuerySet
from legislation.states import check_step


@dataclass(frozen=True)
class Beginning:
    """When a change begins, as far as that is known."""

    commencement: Commencement
    day: dt.date | None = None
    event: str = ""

    @classmethod
    def of(cls, values: dict[str, str]) -> Beginning:
        """Read it from a request: commencement, day (ISO or ''), event."""
        day = dt.date.fromisoformat(values["day"]) if values.get("day") else None
        return cls(Commencement(values["commencement"]), day, values.get("event", ""))

    def values(self) -> dict[str, str]:
        """Write it into a request."""
        day = self.day.isoformat() if self.day else ""
        return {"commencement": self.commencement.value, "day": day, "event": self.event}


def not_begun(on: dt.date) -> Q:
    """Which published effects can still begin on another day: those to come, and those without a day."""
    return Q(commences_on__gt=on) | Q(commences_on=None, state=EffectState.OUTSTANDING)


def effects_of(request: ChangeRequest) -> EffectQuerySet:
    """Give the effects that a request is about. `values`: effects (identities), and a `Beginning`."""
    return (
        Effect.objects.published()
        .with_address()
        .select_related("version", "successor")
        .filter(pk__in=request.values["effects"], provision__law=request.law_id)
        .order_by("provision__position", "pk")
    )


def together(effects: EffectQuerySet) -> list[int]:
    """Give the identities of effects, and of those that can't begin without them.

    An old number ends when the new one begins.
    """
    found = list(effects)
    successors = [each.successor_id for each in found if each.kind == EffectKind.RENUMBERS]
    partners = Effect.objects.published().filter(
        Q(provision__in=[key for key in successors if key], kind=EffectKind.INSERTS)
        | Q(kind=EffectKind.RENUMBERS, successor__in=[each.provision_id for each in found])
    )
    return [*dict.fromkeys([*(each.pk for each in found), *partners.values_list("pk", flat=True)])]


def check(request: ChangeRequest, on: dt.date) -> None:
    """Refuse a beginning that can't be: of what has begun, or on a day that contradicts others."""
    effects, beginning = list(effects_of(request)), Beginning.of(request.values)
    if not effects:
        raise ValidationError(_("Choose at least one change that has not begun."))
    if len(together(effects_of(request))) > len(effects):
        raise ValidationError(_("An old number ends when the new one begins: choose both."))
    for effect in effects:
        _check_open(effect, on)
        _check_day(effect, beginning, on)
    if all(each.commencement == beginning.commencement and each.commences_on == beginning.day
           and each.commencement_event == beginning.event for each in effects):  # fmt: skip
        raise ValidationError(_("That is what is published already: there is nothing to change."))


def carry_out(request: ChangeRequest, actor: Actor, _on: dt.date) -> None:
    """Let every change begin anew, each with its wording and the end of the wording before it."""
    beginning = Beginning.of(request.values)
    effects = list(effects_of(request).select_for_update(of=("self",)))
    days = {effect.commences_on for effect in effects}
    # What ends is let go first: an old number lives on until the new one begins.
    for effect in sorted(effects, key=lambda each: each.kind not in ENDINGS):
        if effect.kind in ENDINGS:
            _begin_ending(effect, beginning)
        else:
            _begin_wording(effect, beginning, request, actor)
    if request.amendment is not None:
        _begin_amendment(request.amendment, beginning, days)


def _check_open(effect: Effect, on: dt.date) -> None:
    if effect.commences_on is not None and effect.commences_on <= on:
        raise ValidationError(
            _("%(provision)s: this change began on %(day)s. If that day is wrong, correct the version.")
            % {"provision": effect.provision, "day": effect.commences_on.isoformat()}
        )
    version = effect.version
    if version is None or version.state != EditorialState.PUBLISHED:
        return
    if version.corrections.exclude(state=EditorialState.SUPERSEDED).exists():
        raise ValidationError(
            _("%(provision)s: a correction of this version is under way. Finish that one first.")
            % {"provision": effect.provision}
        )


def _check_day(effect: Effect, beginning: Beginning, on: dt.date) -> None:
    amendment, day = effect.amendment, beginning.day
    check_days(law=effect.provision.law, adopted=amendment.adopted if amendment else None, commences_on=day)
    if day is None:
        return
    if day <= on and effect.commences_on is not None:
        raise ValidationError(
            _("%(day)s is not after today: what is published can only begin on a day to come.")
            % {"day": day.isoformat()}
        )
    if effect.kind == EffectKind.RENUMBERS and effect.successor_id is None:
        raise ValidationError(
            _("%(provision)s: say first what it becomes, from the list of outstanding effects.")
            % {"provision": effect.provision}
        )
    version = effect.version
    if version is None or version.state != EditorialState.PUBLISHED:
        return
    before = wording_before(version)
    if before is not None and before.valid.lower is not None and day <= before.valid.lower:
        raise ValidationError(
            _("%(provision)s: the wording before it begins on %(day)s itself. Choose a later day.")
            % {"provision": effect.provision, "day": before.valid.lower.isoformat()}
        )
    if version.valid.upper is not None and day >= version.valid.upper:
        raise ValidationError(
            _("%(provision)s: this wording ends on %(day)s, when another one is published. Move that first.")
            % {"provision": effect.provision, "day": version.valid.upper.isoformat()}
        )


def _begin_ending(effect: Effect, beginning: Beginning) -> None:
    if effect.state == EffectState.APPLIED:
        undo_ending(effect)
    _set(effect, beginning)
    if beginning.day is not None:
        apply_ending(effect)


def _begin_wording(effect: Effect, beginning: Beginning, request: ChangeRequest, actor: Actor) -> None:
    version = effect.version
    if version is None or version.state != EditorialState.PUBLISHED:
        _set(effect, beginning)  # its wording is still to be written
        return
    before = wording_before(version)
    check_step(version.state, EditorialState.SUPERSEDED)
    version.state = EditorialState.SUPERSEDED
    version.save(update_fields=["state"])
    if before is not None:
        end_wording(before, beginning.day or version.valid.upper)
    if beginning.day is None:
        effect.version, effect.state = None, EffectState.OUTSTANDING
        if effect.kind == EffectKind.INSERTS and effect.provision.effects_that_made_it.exists():
            effect.delete()  # the renumbering that made it says the rest
            return
    else:
        effect.version = _same_wording(version, beginning.day, request, actor)
    _set(effect, beginning)


def _same_wording(
    version: ProvisionVersion, day: dt.date, request: ChangeRequest, actor: Actor
) -> ProvisionVersion:
    """Publish what a version says from another day on; the one of the earlier day stays in the history."""
    copy = copy_version(
        version,
        start=day,
        end=version.valid.upper,
        unconfirmed=False,
        author=request.author,
        corrects=version,
        correction_reason=request.reason,
        **same_days(version) | {"start_known": True},
    )
    for state in (EditorialState.IN_REVIEW, EditorialState.PUBLISHED):
        check_step(copy.state, state)
        copy.state = state
        copy.reviewer = actor if state == EditorialState.PUBLISHED else None  # type: ignore[assignment]
        copy.full_clean(exclude=["i18n"])
        copy.save()
    return copy


def _set(effect: Effect, beginning: Beginning) -> None:
    effect.commencement, effect.commences_on = beginning.commencement, beginning.day
    effect.commencement_event = beginning.event
    effect.i18n = {
        name: words
        for name, words in (effect.i18n or {}).items()
        if not name.startswith("commencement_event_")
    }
    effect.full_clean(exclude=["i18n"])
    effect.save()


def _begin_amendment(amendment: Amendment, beginning: Beginning, days: set[dt.date | None]) -> None:
    """Give the amendment its new day, where all that began on its old one was moved."""
    before = amendment.commenced
    if before not in days or amendment.effects.filter(commences_on=before).exists():
        return
    amendment.commenced = beginning.day
    amendment.save(update_fields=["commenced"])
    law = amendment.amending_law
    if law is not None and before is not None and law.in_force == before:
        law.in_force = beginning.day
        law.save(update_fields=["in_force"])
