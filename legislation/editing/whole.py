"""A law entered as a whole: all of its drafts are sent to review, sent back or published, or none of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from legislation.actions import indexing_once
from legislation.choices import EditorialState
from legislation.editing.rights import Actor, require_editor, require_reviewer
from legislation.editing.versions import publish_version, send_back_version, submit_version
from legislation.models import Law, ProvisionVersion

SUBMIT_JOB, PUBLISH_JOB = "law-submit", "law-publish"
ALONE = Q(amendment=None) | Q(amendment__state=EditorialState.PUBLISHED)


class ChangedSinceShownError(ValueError):
    """What would be decided on is no longer what was shown."""


def versions_in(law: Law, state: EditorialState) -> list[ProvisionVersion]:
    """Give the versions of a law in a state, in its order; those of an amendment stand or fall with that."""
    found = ProvisionVersion.objects.filter(ALONE, provision__law=law, state=state)
    found = found.select_related("provision__law__jurisdiction", "author", "amendment", "corrects")
    return list(found.prefetch_related("texts").order_by("provision__position", "valid"))


def shown_digest(versions: Sequence[ProvisionVersion]) -> str:
    """Give the SHA-256 of what a reviewer is shown: which versions, and their history so far."""
    events = ProvisionVersion.pgh_event_model.objects.filter(pgh_obj__in=[each.pk for each in versions])
    said = [(each.pk, sorted(text.text_sha256 for text in each.texts.all())) for each in versions]
    last = events.order_by("-pgh_id").values_list("pgh_id", flat=True).first()
    return hashlib.sha256(repr((said, last)).encode()).hexdigest()


@transaction.atomic
def submit_law(*, law: Law, actor: Actor) -> int:
    """Send all drafts of a law to review that the actor wrote or that have no author.

    Returns:
        How many.

    Raises:
        PermissionDenied: the actor may not edit.
        ValidationError: there are none, or one has no text: each is named, and none is sent.
    """
    require_editor(actor)
    own = [each for each in _locked(law, EditorialState.DRAFT) if each.author_id in (None, actor.pk)]
    if not own:
        raise ValidationError(_("There is no draft of yours in this law."))
    problems: list[str] = []
    for version in own:
        try:
            submit_version(version=version, actor=actor)
        except ValidationError as error:
            problems += error.messages
    if problems:
        raise ValidationError(problems)
    return len(own)


@transaction.atomic
def publish_law(*, law: Law, actor: Actor, shown: str, comment: str = "") -> int:
    """Publish all that is in review of a law.

    Args:
        shown: `shown_digest` of what the actor was shown.

    Returns:
        How many versions.

    Raises:
        PermissionDenied: the actor may not review, or wrote some of it.
        ChangedSinceShownError: it is not what was shown.
        ValidationError: there is none, or one can't be published; then none is.
    """
    waiting = _decidable(law, actor, shown)
    with pghistory.context(step="publish", why=comment.strip()), indexing_once():
        for version in waiting:
            publish_version(version=version, actor=actor, comment=comment)
    return len(waiting)


@transaction.atomic
def send_back_law(*, law: Law, actor: Actor, shown: str, comment: str) -> int:
    """Give all that is in review of a law back to its authors, with one comment; raises as `publish_law`."""
    waiting = _decidable(law, actor, shown)
    for version in waiting:
        send_back_version(version=version, actor=actor, comment=comment)
    return len(waiting)


def _decidable(law: Law, actor: Actor, shown: str) -> list[ProvisionVersion]:
    waiting = _locked(law, EditorialState.IN_REVIEW)
    if not waiting:
        raise ValidationError(_("Nothing of this law is in review."))
    for version in waiting:
        require_reviewer(actor, version)
    if shown_digest(waiting) != shown:
        raise ChangedSinceShownError
    return waiting


def _locked(law: Law, state: EditorialState) -> list[ProvisionVersion]:
    list(
        ProvisionVersion.objects.select_for_update(of=("self",))
        .filter(provision__law=law)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return versions_in(law, state)
