"""Correct a mistake of ours in what is published: not a change of law, and never in place."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.choices import EditorialState
from legislation.editing.copying import copy_version, same_days
from legislation.editing.rights import Actor, require_editor
from legislation.models import ProvisionVersion


@transaction.atomic
def start_correction(
    *, version: ProvisionVersion, actor: Actor, reason: str, on: dt.date
) -> ProvisionVersion:
    """Make a draft that will take a published version's place for the same days.

    Args:
        version: the one with the mistake.
        reason: what was wrong; readers see it.
        on: the day of the correction, shown as 'corrected on'.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: the version is not published, has a correction under way, or no reason is given.
    """
    require_editor(actor)
    version = (
        ProvisionVersion.objects.select_for_update(of=("self",))
        .select_related("provision")
        .get(pk=version.pk)
    )
    if version.state != EditorialState.PUBLISHED:
        raise ValidationError(_("Only a published version is corrected; a draft can simply be changed."))
    if not reason.strip():
        raise ValidationError(_("Say what was wrong, so that readers understand the correction."))
    if version.corrections.exclude(state=EditorialState.SUPERSEDED).exists():
        raise ValidationError(_("A correction of this version is under way already: go on with that one."))
    return copy_version(
        version,
        start=version.valid.lower,
        end=version.valid.upper,
        unconfirmed=False,
        author=actor,
        corrects=version,
        correction_reason=reason.strip(),
        corrected_on=on,
        **same_days(version),
    )
