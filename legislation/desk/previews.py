"""What a draft would change: words, norms, and what else depends on it; the same for author and reviewer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legislation.choices import EditorialState, EffectKind, EffectState, Language
from legislation.comparison import FieldChange, field_changes
from legislation.desk.dependents import Dependents, carried_over, dependents
from legislation.editing.confirming import CONFIRMABLE
from legislation.editing.texts import is_stale, source_text
from legislation.labels import provision_label
from legislation.models import Amendment, Effect, Provision, ProvisionVersion
from legislation.redline import Change, redline


@dataclass(frozen=True)
class TextPreview:
    """One language of a draft against the present wording."""

    language: str
    parts: list[Change]
    is_same: bool
    is_stale: bool
    to_be_confirmed: bool


@dataclass(frozen=True)
class Preview:
    """One draft against what it replaces."""

    version: ProvisionVersion
    before: ProvisionVersion | None
    label: str
    texts: list[TextPreview]
    fields: list[FieldChange]
    notes: list[str]
    depends: list[str]


@dataclass(frozen=True)
class Ending:
    """A provision that an amendment repeals or renumbers, or a change that waits for its day."""

    effect: Effect
    label: str
    notes: list[str]


def previews(versions: Sequence[ProvisionVersion], day: dt.date) -> list[Preview]:
    """Compare drafts with what they replace, and say what else depends on that.

    Args:
        day: the day whose law is looked at for what depends on it.
    """
    found = dependents([version.provision for version in versions], day)
    return [_preview(version, found[version.provision_id]) for version in versions]


def _preview(version: ProvisionVersion, depends: Dependents) -> Preview:
    before = before_of(version)
    return Preview(
        version=version,
        before=before,
        label=provision_label(version.provision),
        texts=_texts(before, version),
        fields=field_changes(before, version) if before and before.norms_recorded else [],
        notes=[*_unconfirmed(version), *_rivals(version)],
        depends=[*carried_over(version), *depends.to_look_at()],
    )


def before_of(version: ProvisionVersion) -> ProvisionVersion | None:
    """Give what a version replaces: what it corrects, the wording before it, or that of the old number."""
    if version.corrects_id:
        return version.corrects
    day = version.valid.lower
    if day is None:
        return None
    published = ProvisionVersion.objects.published().with_address()
    eve = day - dt.timedelta(days=1)
    own = published.filter(provision=version.provision_id, valid__contains=eve).first()
    if own is not None:
        return own
    old = Effect.objects.filter(successor=version.provision_id).values("provision")
    return published.filter(provision__in=old, valid__contains=eve).first()


def _texts(before: ProvisionVersion | None, after: ProvisionVersion) -> list[TextPreview]:
    old = {text.language: text for text in before.texts.all()} if before else {}
    new = {text.language: text for text in after.texts.all()}
    source = source_text(new.values(), after.provision.content_languages)
    found = []
    for language in Language.values:
        one, other = old.get(language), new.get(language)
        if one is None and other is None:
            continue
        words = [f"{t.heading}\n{t.official_text or t.summary}" if t else "" for t in (one, other)]
        found.append(
            TextPreview(
                language=language,
                parts=redline(*words),
                is_same=words[0] == words[1],
                is_stale=bool(other and is_stale(other, source)),
                to_be_confirmed=bool(other and other.to_be_confirmed),
            )
        )
    return found


def _unconfirmed(version: ProvisionVersion) -> list[str]:
    waiting = sum(
        model._default_manager.filter(version=version, to_be_confirmed=True).count() for model in CONFIRMABLE
    )
    if not waiting:
        return []
    words = ngettext(
        "%(count)s text or norm was copied and is to be confirmed; readers will see the mark.",
        "%(count)s texts and norms were copied and are to be confirmed; readers will see the mark.",
        waiting,
    )
    return [words % {"count": waiting}]


def _rivals(version: ProvisionVersion) -> list[str]:
    others = (
        ProvisionVersion.objects.filter(
            provision=version.provision_id, state__in=[EditorialState.DRAFT, EditorialState.IN_REVIEW]
        )
        .exclude(pk=version.pk)
        .select_related("amendment")
    )
    return [
        _("Another draft of this provision is under way: %(what)s.")
        % {"what": other.amendment or other.correction_reason or other.valid}
        for other in others
    ]


def endings(amendment: Amendment, day: dt.date) -> list[Ending]:
    """Give what an amendment does without a new wording, and what would be left hanging."""
    effects = amendment.effects.exclude(state=EffectState.APPLIED, version__isnull=False).select_related(
        "provision__law__jurisdiction", "successor"
    )
    ending = (EffectKind.REPEALS, EffectKind.RENUMBERS)
    leaving = [effect.provision_id for effect in effects if effect.kind in ending]
    found = dependents([effect.provision for effect in effects if effect.kind in ending], day)
    return [
        Ending(
            effect=effect,
            label=provision_label(effect.provision),
            notes=[
                *found[effect.provision_id].left_hanging(),
                *_parts_that_stay(effect.provision, leaving),
            ]
            if effect.kind in ending
            else [],
        )
        for effect in effects
    ]


def _parts_that_stay(provision: Provision, leaving: Iterable[int]) -> list[str]:
    parts = (
        Provision.objects.filter(parent=provision, versions__state=EditorialState.PUBLISHED)
        .filter(Q(versions__valid__upper_inf=True))
        .exclude(pk__in=leaving)
        .distinct()
    )
    return [_("%(part)s of it would stay in force.") % {"part": provision_label(part)} for part in parts]
