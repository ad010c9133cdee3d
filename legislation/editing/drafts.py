"""Write in a draft: its days, texts and norms together, one person at a time; readers see nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.choices import Commencement, Confidence, EditorialState, EffectKind, EffectState
from legislation.editing.copying import copy_version, same_days
from legislation.editing.plans import NewProvision, check_start
from legislation.editing.rights import Actor, require_editor
from legislation.editing.texts import source_text, text_digest
from legislation.editing.tree import insert_provision
from legislation.models import ClockRule, Law, Provision, ProvisionText, ProvisionVersion


@transaction.atomic
def save_draft(
    *,
    version: ProvisionVersion,
    actor: Actor,
    rows: Sequence[models.Model] = (),
    removed: Sequence[models.Model] = (),
) -> ProvisionVersion:
    """Save a draft with what was changed of its texts and norms.

    Args:
        version: with its new values.
        rows: new or changed texts and norms of it.
        removed: texts and norms to take away.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it is no draft any more, or a value can't be.
    """
    require_editor(actor)
    held = ProvisionVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if held.state != EditorialState.DRAFT:
        raise ValidationError(
            _("This is no draft any more: have it sent back, or correct what is published.")
        )
    version.state, version.contributors = held.state, held.contributors
    person = int(cast(int, actor.pk))
    if person not in (held.author_id, *held.contributors):
        version.contributors = [*held.contributors, person]
    # Whoever reviewed it before may have helped now.
    version.reviewer = None if held.reviewer_id == actor.pk else held.reviewer
    version.full_clean(exclude=["i18n"])
    version.save()
    if version.valid.lower != held.valid.lower:
        check_start(version)
        _move_old_number(version)
    for row in removed:
        row.delete()
    for row in rows:
        if isinstance(row, ClockRule):
            # Whoever writes a rule has read it; a second person has to confirm it anew.
            row.read_by, row.confirmed_by, row.confirmed_on = actor, None, None  # type: ignore[assignment]
        else:
            row.version = version
        if isinstance(row, ProvisionText):
            row.text_sha256 = text_digest(row)
        row.full_clean(exclude=["i18n"])
        row.save()
    _mark_made_from(version, [row for row in rows if isinstance(row, ProvisionText)])
    return version


def _move_old_number(version: ProvisionVersion) -> None:
    """Let the old number end on the day on which the new one begins now."""
    if version.amendment_id and version.corrects_id is None:
        version.provision.effects_that_made_it.filter(
            kind=EffectKind.RENUMBERS,
            amendment=version.amendment_id,
            state=EffectState.OUTSTANDING,
            commencement=Commencement.DATE,
        ).update(commences_on=version.valid.lower)


def _mark_made_from(version: ProvisionVersion, changed: Sequence[ProvisionText]) -> None:
    """Note for each translation written now that it was made from the source as it reads now."""
    source = source_text(version.texts.all(), version.provision.content_languages)
    for text in changed:
        if source and text.pk != source.pk and text.made_from_sha256 != source.text_sha256:
            text.made_from_sha256 = source.text_sha256
            text.save(update_fields=["made_from_sha256"])


@transaction.atomic
def discard_draft(*, version: ProvisionVersion, actor: Actor) -> None:
    """Throw a draft away that belongs to no amendment.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: it is no draft any more, or part of an amendment.
    """
    require_editor(actor)
    held = ProvisionVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if held.state != EditorialState.DRAFT:
        raise ValidationError(_("Only a draft can be thrown away."))
    if held.amendment_id and held.corrects_id is None:
        raise ValidationError(_("It is part of an amendment: take it out there."))
    held.delete()
    Provision.objects.filter(
        pk=held.provision_id, awaits_publication=True,
        versions=None, effects=None, children=None, referred_by=None, references=None,
    ).delete()  # fmt: skip


@transaction.atomic
def draft_provision(*, law: Law, new: NewProvision, actor: Actor) -> ProvisionVersion:
    """Insert a provision that was left out here, as a draft: readers see it once that is published.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: its eId is taken, or what it gives is incomplete.
    """
    provision = insert_provision(law=law, new=new, actor=actor)
    version = ProvisionVersion(
        provision=provision,
        valid=DateRange(law.in_force or law.adopted, None),
        start_known=law.in_force is not None,
        confidence=Confidence.MEDIUM,
        author=actor,  # type: ignore[misc]
    )
    version.full_clean(exclude=["i18n"])
    version.save()
    return version


@transaction.atomic
def restore_version(*, version: ProvisionVersion, actor: Actor, reason: str) -> ProvisionVersion:
    """Draft what an earlier version said, as a correction of what is published for its days.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: nothing published holds on its days, or a correction is under way.
    """
    require_editor(actor)
    start = version.valid.lower
    published = version.provision.versions.published()
    present = (
        published.filter(valid__contains=start) if start else published.filter(valid__startswith=None)
    ).first()
    if present is None or present.pk == version.pk:
        raise ValidationError(_("There is no other published version of its first day to bring it back for."))
    if present.corrections.exclude(state=EditorialState.SUPERSEDED).exists():
        raise ValidationError(_("A correction of this version is under way already: go on with that one."))
    with pghistory.context(step="restore", why=reason.strip()):
        return copy_version(
            version,
            start=present.valid.lower,
            end=present.valid.upper,
            unconfirmed=False,
            author=actor,
            corrects=present,
            correction_reason=reason.strip(),
            **same_days(present) | {"change_summary": version.change_summary, "i18n": version.i18n},
        )
