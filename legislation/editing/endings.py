"""Let a provision end, or live on, when a repeal or a renumbering begins, moves or is put off."""

from __future__ import annotations

import datetime as dt
from typing import cast

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.models import Effect, ProvisionVersion

ENDINGS = (EffectKind.REPEALS, EffectKind.RENUMBERS)


def end_wording(version: ProvisionVersion, day: dt.date | None) -> None:
    """Let a published wording end on a day (exclusive), and corrections of it that are under way too.

    Args:
        day: None where no end is known any more.
    """
    before = version.valid.upper
    version.valid = DateRange(version.valid.lower, day)
    version.full_clean(exclude=["i18n"])
    version.save(update_fields=["valid"])
    for correction in version.corrections.filter(state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW]):
        end = correction.valid.upper
        if end == before or (day is not None and (end is None or end > day)):
            correction.valid = DateRange(correction.valid.lower, day)
            correction.save(update_fields=["valid"])


def wording_before(version: ProvisionVersion) -> ProvisionVersion | None:
    """Give the published wording that ends on the day on which a version begins."""
    start = version.valid.lower
    if start is None:
        return None
    others = version.provision.versions.published().exclude(pk=version.pk)
    return others.filter(valid__endswith=start).first()


def apply_ending(effect: Effect) -> None:
    """End the wording that holds on the day of an effect, and lead its address on.

    Raises:
        ValidationError: nothing published holds then, or something begins later.
    """
    day = cast(dt.date, effect.commences_on)  # the database demands it of an effect on a known day
    wordings = effect.provision.versions.published()
    ending = wordings.filter(valid__contains=day).first()
    if ending is None or wordings.filter(valid__startswith__gte=day).exists():
        raise ValidationError(
            _("What is published of %(provision)s has changed since: it can't end on %(day)s. Send it back.")
            % {"provision": effect.provision, "day": day.isoformat()}
        )
    if ending.valid.lower == day:
        raise ValidationError(
            _("%(provision)s begins on %(day)s: it can't be repealed before it has been in force.")
            % {"provision": effect.provision, "day": day.isoformat()}
        )
    end_wording(ending, day)
    if effect.successor is not None:
        effect.provision.renumbered_to = effect.successor
        effect.provision.save(update_fields=["renumbered_to"])
    effect.state = EffectState.APPLIED
    effect.save(update_fields=["state"])


def undo_ending(effect: Effect) -> None:
    """Let the wording live on that an effect ends on a day to come.

    Raises:
        ValidationError: no published wording ends then.
    """
    ended = effect.provision.versions.published().filter(valid__endswith=effect.commences_on).first()
    if ended is None:
        raise ValidationError(
            _("No published wording of %(provision)s ends with this change: look at its versions first.")
            % {"provision": effect.provision}
        )
    end_wording(ended, None)
    if effect.kind == EffectKind.RENUMBERS:
        effect.provision.renumbered_to = None
        effect.provision.save(update_fields=["renumbered_to"])
    effect.state = EffectState.OUTSTANDING
    effect.commencement, effect.commences_on = Commencement.UNKNOWN, None
    effect.save()


def end_old_number(version: ProvisionVersion) -> None:
    """End the provision under its old number, where a version is the first under the new one.

    Raises:
        ValidationError: what is published under the old number has changed since.
    """
    if version.valid.lower is None:
        return
    for effect in version.provision.effects_that_made_it.filter(
        kind=EffectKind.RENUMBERS, state=EffectState.OUTSTANDING, amendment=version.amendment_id
    ).select_related("provision", "successor"):
        effect.commencement, effect.commences_on = Commencement.DATE, version.valid.lower
        effect.commencement_event = ""
        effect.save()
        apply_ending(effect)
