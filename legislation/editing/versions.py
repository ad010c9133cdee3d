"""The life of one version: send to review, send back, publish. Dates and actors are arguments."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.models import Effect, ProvisionVersion
from legislation.states import check_step


@transaction.atomic
def submit_version(*, version: ProvisionVersion, actor: Actor) -> ProvisionVersion:
    """Send a draft to review.

    Raises:
        PermissionDenied: the actor may not edit.
        ForbiddenStepError: the version is not a draft.
        ValidationError: the draft has no text.
    """
    require_editor(actor)
    version = _locked(version)
    check_step(version.state, EditorialState.IN_REVIEW)
    if not version.texts.exclude(summary="", official_text="").exists():
        raise ValidationError(
            _("%(provision)s has no text yet: write one in at least one language.")
            % {"provision": version.provision}
        )
    version.state = EditorialState.IN_REVIEW
    version.author = version.author or actor  # type: ignore[assignment]
    version.review_comment = ""
    version.reviewer = None
    version.save()
    return version


@transaction.atomic
def send_back_version(*, version: ProvisionVersion, actor: Actor, comment: str) -> ProvisionVersion:
    """Give a version in review back to its author, with a comment.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: the version is not in review.
        ValidationError: there is no comment.
    """
    version = _locked(version)
    require_reviewer(actor, version)
    check_step(version.state, EditorialState.DRAFT)
    if not comment.strip():
        raise ValidationError(_("Say what has to change, so that the author can change it."))
    version.state = EditorialState.DRAFT
    version.reviewer = actor  # type: ignore[assignment]
    version.review_comment = comment.strip()
    version.save()
    return version


@transaction.atomic
def publish_version(*, version: ProvisionVersion, actor: Actor, comment: str = "") -> ProvisionVersion:
    """Publish a version in review, end the wording before it on its first day, record the effect.

    Nothing has to run on that day: what is law on a day follows from the days alone.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: the version is not in review.
        ValidationError: it belongs to an amendment that is not published with it, or another published
            wording holds on some of its days and can't be ended.
    """
    version = _locked(version)
    require_reviewer(actor, version)
    check_step(version.state, EditorialState.PUBLISHED)
    if version.amendment and version.amendment.state != EditorialState.PUBLISHED:
        raise ValidationError(
            _("This version belongs to amendment %(number)s: publish the amendment as a whole.")
            % {"number": version.amendment.number}
        )
    if version.corrects is not None:
        _replace(version)
    else:
        _end_wording_before(version)
        _record_effect(version)
    version.state = EditorialState.PUBLISHED
    version.reviewer = actor  # type: ignore[assignment]
    version.review_comment = comment.strip()
    version.full_clean(exclude=["i18n"])
    version.save()
    reindex(laws=[version.provision.law_id])
    return version


def end_wording(version: ProvisionVersion, day: dt.date) -> None:
    """Let a published wording end on a day (exclusive)."""
    version.valid = DateRange(version.valid.lower, day)
    version.full_clean(exclude=["i18n"])
    version.save()


def _locked(version: ProvisionVersion) -> ProvisionVersion:
    return (
        ProvisionVersion.objects.select_for_update(of=("self",))
        .select_related("provision__law", "corrects", "amendment")
        .get(pk=version.pk)
    )


def _replace(version: ProvisionVersion) -> None:
    mistaken = version.corrects
    check_step(mistaken.state, EditorialState.SUPERSEDED)
    mistaken.state = EditorialState.SUPERSEDED
    mistaken.save()


def _end_wording_before(version: ProvisionVersion) -> None:
    start = version.valid.lower
    if start is None:
        return
    before = (
        version.provision.versions.published().filter(valid__contains=start).exclude(pk=version.pk).first()
    )
    if before is not None and (before.valid.lower is None or before.valid.lower < start):
        end_wording(before, start)


def _record_effect(version: ProvisionVersion) -> None:
    earlier = version.provision.versions.published().exclude(pk=version.pk).exists()
    Effect.objects.create(
        provision=version.provision,
        amendment=version.amendment,
        version=version,
        position=version.provision.effects.count(),
        kind=EffectKind.SUBSTITUTES if earlier else EffectKind.INSERTS,
        by=version.changed_by,
        commencement=Commencement.DATE if version.valid.lower else Commencement.UNKNOWN,
        commences_on=version.valid.lower,
        state=EffectState.APPLIED,
        summary=version.change_summary,
        i18n=version.i18n,
    )
