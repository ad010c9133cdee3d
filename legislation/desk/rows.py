"""Rows of the work lists: what it is, of which law, why it is here, and where to deal with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from legislation.dangling import dangling_texts
from legislation.labels import provision_label
from legislation.models import (
    Amendment,
    ChangeRequest,
    CrossReference,
    Effect,
    Law,
    Measure,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceConflict,
)


@dataclass(frozen=True)
class Row:
    """One thing to deal with."""

    title: str | Localised
    url: str
    law: str | Localised = ""
    note: str | Localised = ""


def days_of(version: ProvisionVersion) -> str:
    """Say from when to when a version holds."""
    start, end = version.valid.lower, version.valid.upper
    if start and end:
        return _("from %(start)s until %(end)s") % {"start": day_text(start), "end": day_text(end)}
    if end:
        return _("until %(end)s") % {"end": day_text(end)}
    return _("from %(start)s") % {"start": day_text(start)} if start else _("without known days")


def amendment_row(amendment: Amendment) -> Row:
    """An amendment, with its author and what the reviewer said."""
    return Row(
        _("Amendment %(number)s") % {"number": amendment.number},
        reverse("desk-amendment", args=(amendment.pk,)),
        localised(amendment.law, "short_title"),
        amendment.review_comment or str(amendment.author or ""),
    )


def request_row(request: ChangeRequest) -> Row:
    """A change that someone has to agree to."""
    about = provision_label(request.provision) if request.provision else request.amendment or ""
    title = f"{request.get_kind_display()}: {about}" if about else request.get_kind_display()
    return Row(
        title,
        reverse("desk-request", args=(request.pk,)),
        localised(request.law, "short_title"),
        " · ".join(filter(None, [request.reason, request.review_comment])),
    )


def version_row(version: ProvisionVersion) -> Row:
    """A version, with its days and what the reviewer said."""
    words = [days_of(version), version.review_comment, version.correction_reason]
    return _of(
        version.provision, reverse("desk-version", args=(version.pk,)), " · ".join(filter(None, words))
    )


def check_row(version: ProvisionVersion) -> Row:
    """A version whose check is due."""
    return _of(version.provision, reverse("desk-verify-version", args=(version.pk,)), _due(version))


def law_check_row(law: Law) -> Row:
    """A law whose check is due."""
    return Row(localised(law, "short_title"), reverse("desk-verify-law", args=(law.pk,)), "", _due(law))


def translation_row(language: str) -> Callable[[ProvisionVersion], Row]:
    """Rows that lead to the page where a version is translated into a language."""

    def row(version: ProvisionVersion) -> Row:
        url = reverse("desk-translate", args=(version.pk, language))
        return _of(version.provision, url, days_of(version))

    return row


def reference_row(reference: CrossReference) -> Row:
    """A cross-reference that leads nowhere."""
    to = cast(Provision, reference.to_provision)
    note = _("refers to %(provision)s, %(law)s") % {
        "provision": provision_label(to),
        "law": localised(to.law, "short_title"),
    }
    return _of(
        reference.from_provision,
        reverse("admin:legislation_crossreference_change", args=(reference.pk,)),
        note,
    )


def citing_row(day: dt.date) -> Callable[[ProvisionText], Row]:
    """Rows of texts that name what is gone on a day."""

    def row(text: ProvisionText) -> Row:
        keys = [each.provision for each in dangling_texts(day) if each.text == text.pk]
        gone = Provision.objects.filter(pk__in=keys).select_related("law").order_by("law", "position")
        note = _("its text names %(provisions)s") % {
            "provisions": "; ".join(
                f"{provision_label(each)}, {localised(each.law, 'short_title')}" for each in gone
            )
        }
        version = text.version
        language = text.get_language_display()
        return _of(version.provision, reverse("desk-version", args=(version.pk,)), f"{language}: {note}")

    return row


def measure_row(measure: Measure) -> Row:
    """A measure whose breach is punished by what is no longer law."""
    note = _("breach of “%(measure)s” is punished by %(provision)s") % {
        "measure": localised(measure, "name"),
        "provision": provision_label(measure.breach_provision) if measure.breach_provision else "",
    }
    version = measure.version
    return _of(version.provision, reverse("desk-version", args=(version.pk,)), note)


def effect_row(effect: Effect) -> Row:
    """An outstanding change."""
    when = day_text(effect.commences_on) if effect.commences_on else effect.get_commencement_display()
    note = " · ".join(filter(None, [effect.by, str(when), str(localised(effect, "summary"))]))
    return _of(effect.provision, reverse("desk-establish", args=(effect.pk,)), note)


def bill_row(law: Law) -> Row:
    """A bill and how far it has got."""
    url = reverse("admin:legislation_law_change", args=(law.pk,))
    return Row(
        localised(law, "short_title"), url, localised(law.jurisdiction, "name"), localised(law, "stage")
    )


def conflict_row(conflict: ReferenceConflict) -> Row:
    """A record on which the data and an editor disagree."""
    return Row(str(conflict), reverse("desk-conflict", args=(conflict.pk,)), conflict.file, conflict.reason)


def _due(record: Law | ProvisionVersion) -> str:
    return _("due on %(day)s") % {"day": day_text(record.check_due_on) if record.check_due_on else ""}


def _of(provision: Provision, url: str, note: str | Localised) -> Row:
    return Row(provision_label(provision), url, localised(provision.law, "short_title"), note)
