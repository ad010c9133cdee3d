"""The life of one version: send to review, send back, publish. Dates and actors are arguments."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import Commencement, EditorialState, EffectKind, EffectState
from legislation.editing.endings import end_old_number, end_wording, wording_before
from legislation.editing.plans import check_start
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.models import Amendment, Effect, Provision, ProvisionVersion
from legislation.states import check_step

_WORDED = (EffectKind.SUBSTITUTES, EffectKind.CHANGES, EffectKind.INSERTS)


@transaction.atomic
def submit_version(
    *, version: ProvisionVersion, actor: Actor, within: Amendment | None = None
) -> ProvisionVersion:
    """Send a draft to review.

    Args:
        within: the amendment that is submitted with all of its drafts.

    Raises:
        PermissionDenied: the actor may not edit.
        ForbiddenStepError: the version is not a draft.
        ValidationError: the draft has no text, or belongs to an amendment, which is submitted as a whole.
    """
    require_editor(actor)
    version = _locked(version)
    _check_whole(version, within)
    check_step(version.state, EditorialState.IN_REVIEW)
    check_start(version)
    said = version.texts.exclude(summary="", official_text="", heading="").exists()
    # A chapter, or an article whose words are all in its paragraphs, has none of its own.
    if not said and not version.provision.children.exists():
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
def send_back_version(
    *, version: ProvisionVersion, actor: Actor, comment: str, within: Amendment | None = None
) -> ProvisionVersion:
    """Give a version in review back to its author, with a comment.

    Args:
        within: the amendment that is sent back with all that it changes.

    Raises:
        PermissionDenied: the actor may not review it.
        ForbiddenStepError: the version is not in review.
        ValidationError: there is no comment, or it belongs to an amendment, which is sent back as a whole.
    """
    version = _locked(version)
    require_reviewer(actor, version)
    _check_whole(version, within)
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
    _check_whole(version, None)
    if version.corrects is not None:
        _replace(version.corrects, version)
    else:
        _end_wording_before(version)
        _record_effect(version)
    version.state = EditorialState.PUBLISHED
    version.reviewer = actor  # type: ignore[assignment]
    version.review_comment = comment.strip()
    version.full_clean(exclude=["i18n"])
    version.save()
    show(version.provision)
    end_old_number(version)
    reindex(laws=[version.provision.law_id])
    return version


def show(provision: Provision) -> None:
    """Let readers see a provision, and those that it is part of."""
    above: Provision | None = provision
    while above is not None:
        if above.awaits_publication:
            above.awaits_publication = False
            above.save(update_fields=["awaits_publication"])
        above = above.parent


def _check_whole(version: ProvisionVersion, within: Amendment | None) -> None:
    """Refuse to take one version out of an amendment that stands or falls together."""
    whole = version.amendment
    if whole and whole != within and whole.state != EditorialState.PUBLISHED:
        raise ValidationError(
            _("This version belongs to amendment %(number)s: deal with the amendment as a whole.")
            % {"number": whole.number}
        )


def _locked(version: ProvisionVersion) -> ProvisionVersion:
    return (
        ProvisionVersion.objects.select_for_update(of=("self",))
        .select_related("provision__law", "corrects", "amendment")
        .get(pk=version.pk)
    )


def _replace(mistaken: ProvisionVersion, version: ProvisionVersion) -> None:
    check_step(mistaken.state, EditorialState.SUPERSEDED)
    mistaken.state = EditorialState.SUPERSEDED
    mistaken.save(update_fields=["state"])
    start = version.valid.lower
    if start != mistaken.valid.lower and (before := wording_before(mistaken)) is not None:
        end_wording(before, start)  # the day was the mistake
    mistaken.effects.update(version=version)
    if start is not None:
        version.effects.filter(commencement=Commencement.DATE).update(commences_on=start)


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
    """Record what made the version: the change that was outstanding until now, else a new one."""
    known = _outstanding(version)
    earlier = version.provision.versions.published().exclude(pk=version.pk).exists()
    effect = known or Effect(
        provision=version.provision,
        amendment=version.amendment,
        position=version.provision.effects.count(),
        kind=EffectKind.SUBSTITUTES if earlier else EffectKind.INSERTS,
        by=version.changed_by,
        summary=version.change_summary,
        i18n=version.i18n,
    )
    effect.version = version
    effect.state = EffectState.APPLIED
    effect.commencement = Commencement.DATE if version.valid.lower else Commencement.UNKNOWN
    effect.commences_on = version.valid.lower
    effect.commencement_event = ""
    effect.save()


def _outstanding(version: ProvisionVersion) -> Effect | None:
    """Give the change of the provision, by the same amendment or source, that waited for this wording."""
    if version.amendment is None and not version.changed_by:
        return None
    waiting = version.provision.effects.filter(
        amendment=version.amendment, state=EffectState.OUTSTANDING, kind__in=_WORDED
    )
    return (waiting if version.amendment else waiting.filter(by=version.changed_by)).first()
