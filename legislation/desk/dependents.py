"""What else depends on a provision that changes: norms, texts, references, words of others, measures."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kbase.localised import localised
from legislation.dangling import citing
from legislation.editing.copying import NORMS
from legislation.editing.texts import is_stale, source_text
from legislation.labels import provision_label
from legislation.models import CrossReference, Measure, Provision, ProvisionText, ProvisionVersion
from legislation.querysets import NormQuerySet

# The manager that all norms share is typed for what they share.
MEASURES = cast(NormQuerySet, Measure.objects.all())


@dataclass(frozen=True)
class Dependents:
    """Who leads to a provision: provisions that refer to it, texts that name it, measures it punishes."""

    references: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)

    def to_look_at(self) -> list[str]:
        """Say what to look at when the provision is reworded."""
        return self._said(
            _("%(what)s refers to it: see if that still fits."),
            _("%(what)s names it in its text: see if that still fits."),
        )

    def left_hanging(self) -> list[str]:
        """Say what would lead nowhere when the provision goes."""
        return self._said(
            _("%(what)s refers to it and would lead nowhere."),
            _("%(what)s names it in its text and would lead nowhere."),
        )

    def _said(self, refers: str, names: str) -> list[str]:
        punishes = _("Breach of the measure “%(what)s” is punished by it.")
        pairs = ((refers, self.references), (names, self.texts), (punishes, self.measures))
        return [words % {"what": each} for words, found in pairs for each in dict.fromkeys(found)]


def dependents(provisions: Collection[Provision], day: dt.date) -> dict[int, Dependents]:
    """Gather who leads to provisions, by their identity, in a fixed number of queries.

    Args:
        provisions: with their laws; what these say of each other is left out.
        day: the day whose law is looked at.
    """
    keys = [provision.pk for provision in provisions]
    found: dict[int, Dependents] = defaultdict(Dependents)
    references = CrossReference.objects.filter(to_provision__in=keys).exclude(from_provision__in=keys)
    for reference in references.select_related("from_provision__law").order_by("pk"):
        found[cast(int, reference.to_provision_id)].references.append(_named(reference.from_provision))
    cites = citing(provisions, day)
    texts = ProvisionText.objects.select_related("version__provision__law").in_bulk(
        [each.text for each in cites]
    )
    for each in cites:
        text = texts[each.text]
        found[each.provision].texts.append(
            f"{_named(text.version.provision)} ({text.get_language_display()})"
        )
    measures = MEASURES.filter(breach_provision__in=keys).in_force_on(day).order_by("pk")
    for measure in measures:
        found[measure.breach_provision_id].measures.append(str(localised(measure, "name")))
    return found


def carried_over(version: ProvisionVersion) -> list[str]:
    """Say what a draft carries over: norms, translations that lag behind, summaries to read again."""
    notes = []
    norms = sum(model._default_manager.filter(version=version).count() for model in NORMS)
    if norms:
        words = ngettext("%(count)s norm hangs on it.", "%(count)s norms hang on it.", norms)
        notes.append(words % {"count": norms})
    texts = list(version.texts.all())
    source = source_text(texts, version.provision.content_languages)
    stale = [text.get_language_display() for text in texts if is_stale(text, source)]
    if stale:
        notes.append(
            _("Translations of words that have changed: %(languages)s.") % {"languages": ", ".join(stale)}
        )
    summaries = [text.get_language_display() for text in texts if text.summary and text.official_text]
    if summaries:
        notes.append(
            _("Summaries to read again beside the official text: %(languages)s.")
            % {"languages": ", ".join(summaries)}
        )
    return notes


def _named(provision: Provision) -> str:
    return f"{provision_label(provision)}, {localised(provision.law, 'short_title')}"
