"""What waits for an editor or a reviewer, as lists: each a few QuerySets and how a row of it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from legislation.choices import Confidence, EditorialState, Language, LawKind
from legislation.dangling import dangling_texts
from legislation.dangling import gone as gone_by
from legislation.desk import rows
from legislation.editing.confirming import CONFIRMABLE
from legislation.models import (
    Amendment,
    ChangeRequest,
    CrossReference,
    Effect,
    Law,
    Measure,
    ProvisionText,
    ProvisionVersion,
    ReferenceConflict,
)
from legislation.querysets import NormQuerySet, VersionQuerySet

# The manager that all norms share is typed for what they share.
MEASURES = cast(NormQuerySet, Measure.objects.all())


@dataclass(frozen=True)
class Source:
    """Records of one kind in a list.

    Attributes:
        law: lookup path to the law, for the filters; '' where there is none.
        row: turns a record into a row.
    """

    records: QuerySet[Any]
    row: Callable[[Any], rows.Row]
    law: str = ""

    def of_law(self, words: str, jurisdiction: str) -> QuerySet[Any]:
        """Narrow the records to laws by words of their title and by jurisdiction."""
        if not self.law and (words or jurisdiction):
            return self.records.none()
        prefix = "" if self.law == "self" else f"{self.law}__"
        found = self.records
        if words:
            named = Q(**{f"{prefix}short_title__icontains": words}) | Q(
                **{f"{prefix}title__icontains": words}
            )
            found = found.filter(named | Q(**{f"{prefix}identifier__icontains": words}))
        if jurisdiction:
            found = found.filter(**{f"{prefix}jurisdiction__code": jurisdiction})
        return found


@dataclass(frozen=True)
class WorkList:
    """A list of work.

    Attributes:
        hint: what to do with what is on it.
        sources: for a person, a day and a language.
        by_language: whether the list is one for each language.
    """

    key: str
    title: str | Promise
    hint: str | Promise
    sources: Callable[[Any, dt.date, str], list[Source]]
    by_language: bool = False


def _versions() -> VersionQuerySet:
    return ProvisionVersion.objects.with_address().select_related("author").order_by("-recorded_at", "pk")


def _amendments() -> QuerySet[Amendment]:
    return Amendment.objects.select_related("law__jurisdiction", "author").order_by("-pk")


def _work(requests: Q, written: Q) -> list[Source]:
    """Amendments, versions that are no part of one that is still unpublished, and other changes.

    Args:
        requests: which changes to be reviewed.
        written: which amendments and versions.
    """
    alone = Q(amendment=None) | Q(amendment__state=EditorialState.PUBLISHED)
    return [
        Source(_amendments().filter(written), rows.amendment_row, "law"),
        Source(_versions().filter(written & alone), rows.version_row, "provision__law"),
        Source(ChangeRequest.objects.with_address().filter(requests), rows.request_row, "law"),
    ]


def to_review(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """What others wrote and nobody has decided on."""
    waiting = Q(state=EditorialState.IN_REVIEW) & ~Q(author=user)
    return _work(waiting, waiting & ~Q(contributors__contains=[user.pk]))


def sent_back(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Drafts of mine that a reviewer returned."""
    returned = Q(state=EditorialState.DRAFT, author=user) & ~Q(review_comment="")
    return _work(returned, returned)


def drafts(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Drafts of mine that I haven't submitted."""
    own = Q(state=EditorialState.DRAFT, author=user)
    return _work(own, own)


def to_confirm(_user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Published versions with texts or norms that were copied and nobody confirmed."""
    marked = Q()
    for model in CONFIRMABLE:
        marked |= Q(Exists(model._default_manager.filter(version=OuterRef("pk"), to_be_confirmed=True)))
    return [Source(_versions().published().filter(marked), rows.version_row, "provision__law")]


def missing_translation(_user: Any, day: dt.date, language: str) -> list[Source]:
    """Versions of today that have no text in a language."""
    texts = ProvisionText.objects.filter(version=OuterRef("pk"))
    found = _versions().in_force_on(day).filter(Exists(texts), ~Exists(texts.filter(language=language)))
    return [Source(found, rows.translation_row(language), "provision__law")]


def low_confidence(_user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Published versions that rest on partial or disputed sources."""
    found = _versions().published().filter(confidence=Confidence.LOW)
    return [Source(found, rows.version_row, "provision__law")]


def overdue(_user: Any, day: dt.date, _language: str) -> list[Source]:
    """Laws and versions that should have been checked against their source by now."""
    laws = Law.objects.with_place().filter(check_due_on__lt=day).order_by("check_due_on")
    versions = _versions().published().filter(check_due_on__lt=day).order_by("check_due_on")
    return [Source(laws, rows.law_check_row, "self"), Source(versions, rows.check_row, "provision__law")]


def dangling(_user: Any, day: dt.date, _language: str) -> list[Source]:
    """References, texts and breach provisions that lead to what is no longer law, or has another number."""
    gone = gone_by(day)
    texts = (
        ProvisionText.objects.filter(pk__in={each.text for each in dangling_texts(day)})
        .select_related("version__provision__law__jurisdiction")
        .order_by("version__provision__law", "pk")
    )
    references = (
        CrossReference.objects.filter(to_provision__in=gone)
        .exclude(from_provision__in=gone)
        .select_related("from_provision__law__jurisdiction", "to_provision__law")
        .order_by("pk")
    )
    measures = (
        MEASURES.filter(breach_provision__in=gone)
        .select_related("breach_provision")
        .in_force_on(day)
        .with_address()
        .order_by("pk")
    )
    return [
        Source(references, rows.reference_row, "from_provision__law"),
        Source(measures, rows.measure_row, "version__provision__law"),
        Source(texts, rows.citing_row(day), "version__provision__law"),
    ]


def outstanding(_user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Changes of the law that are not in the text here."""
    effects = Effect.objects.published().outstanding().with_address().order_by("provision__law", "pk")
    return [Source(effects, rows.effect_row, "provision__law")]


def bills(_user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Bills: once adopted, they are entered as law."""
    found = Law.objects.with_place().filter(kind=LawKind.BILL).order_by("identifier")
    return [Source(found, rows.bill_row, "self")]


def conflicts(_user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Records on which the reference data and an editor disagree."""
    return [Source(ReferenceConflict.objects.filter(decided_at=None), rows.conflict_row)]


LISTS = (
    WorkList("to-review", _("To review"), _("Written by others; publish, or send back."), to_review),
    WorkList("sent-back", _("Sent back to me"), _("Read the comment, change it, send it again."), sent_back),
    WorkList("drafts", _("My drafts"), _("Only staff see them until they are published."), drafts),
    WorkList(
        "to-confirm", _("To confirm"), _("Copied from an earlier wording; say if it still holds."), to_confirm
    ),
    WorkList(
        "translation",
        _("Missing translation"),
        _("Law of today without a text in a language."),
        missing_translation,
        by_language=True,
    ),
    WorkList("low-confidence", _("Low confidence"), _("Find a better source."), low_confidence),
    WorkList("overdue", _("Overdue check"), _("Compare with the source, then record that."), overdue),
    WorkList("dangling", _("Dangling references"), _("They lead to what is no longer law."), dangling),
    WorkList("outstanding", _("Outstanding effects"), _("Changes not yet in the text here."), outstanding),
    WorkList("bills", _("Bills to watch"), _("Once adopted, enter them as law."), bills),
    WorkList("conflicts", _("Conflicts of the loader"), _("The data and an editor disagree."), conflicts),
)


def work_list(key: str) -> WorkList | None:
    """Find a list by its key."""
    return next((each for each in LISTS if each.key == key), None)


def counts(user: Any, day: dt.date) -> list[tuple[WorkList, str, int]]:
    """Count what is on each list, for each language where there is a list for each."""
    found: list[tuple[WorkList, str, int]] = []
    for each in LISTS:
        if each.by_language:
            found += [(each, language, number) for language, number in _missing_texts(day).items()]
        else:
            found.append((each, "", count(each, user, day)))
    return found


def _missing_texts(day: dt.date) -> dict[str, int]:
    """Count the versions of a day without a text, by language, in one query."""
    texts = ProvisionText.objects.filter(version=OuterRef("pk"))
    lacking = {f"no_{code}": ~Exists(texts.filter(language=code)) for code in Language.values}
    versions = ProvisionVersion.objects.in_force_on(day).filter(Exists(texts)).annotate(**lacking)
    return versions.aggregate(
        **{code: Count("pk", filter=Q(**{f"no_{code}": True})) for code in Language.values}
    )


def count(each: WorkList, user: Any, day: dt.date, language: str = Language.ENGLISH) -> int:
    """Count what is on a list."""
    return sum(source.records.order_by().count() for source in each.sources(user, day, language))
