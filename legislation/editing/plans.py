"""What an editor means an amendment to do, and whether that can be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from legislation.choices import EffectKind
from legislation.models import Amendment, Law, Provision, ProvisionVersion


@dataclass(frozen=True)
class NewProvision:
    """A provision that an amendment inserts.

    Attributes:
        parent: the provision it becomes part of; None at the top of the law.
        after: the provision it stands after, with all that belongs to that; None: last below its parent.
    """

    eid: str
    kind: str
    number: str
    heading: str
    parent: Provision | None = None
    after: Provision | None = None


@dataclass(frozen=True)
class PlannedChange:
    """One change that an amendment makes.

    Attributes:
        kind: inserts, substitutes, repeals, renumbers or changes.
        provision: the one changed; None where one is inserted.
        new: the one inserted, or what a renumbered one becomes.
        commences_on: first day; None where it is not established, or depends on an event.
        event: what it depends on, in words.
        summary: what changes, in words.
    """

    kind: EffectKind
    provision: Provision | None = None
    new: NewProvision | None = None
    commences_on: dt.date | None = None
    event: str = ""
    summary: str = ""


@dataclass(frozen=True)
class AmendmentPlan:
    """What an editor enters: which law, by which, and every change.

    Attributes:
        amending_law: None where it is not recorded here.
        new_law: values of the amending law, to be recorded once the amendment is published; see `laws`.
    """

    law: Law
    number: str
    adopted: dt.date | None
    commences_on: dt.date | None
    amending_law: Law | None = None
    new_law: dict[str, Any] | None = None
    summary: str = ""
    changes: list[PlannedChange] = field(default_factory=list)


def check_days(*, law: Law, adopted: dt.date | None, commences_on: dt.date | None) -> None:
    """Refuse days of an amendment that can't be.

    Raises:
        ValidationError: it would be older than the law, or begin before it is adopted.
    """
    problems = []
    if law.adopted:
        for day, words in (
            (adopted, _("The amendment was adopted on %(day)s, before the law itself (%(law)s).")),
            (commences_on, _("The amendment begins on %(day)s, before the law was adopted (%(law)s).")),
        ):
            if day and day < law.adopted:
                problems.append(words % {"day": day.isoformat(), "law": law.adopted.isoformat()})
    if commences_on and adopted and commences_on < adopted:
        problems.append(_("It can't come into force before it is adopted: check the two days."))
    if problems:
        raise ValidationError(problems)


def check_start(version: ProvisionVersion) -> None:
    """Refuse a first day of a draft that can't be; a correction may keep the day of what it corrects.

    Raises:
        ValidationError: it lies before the law or the amendment, or an amendment's draft has none.
    """
    start, amendment, corrected = version.valid.lower, version.amendment, version.corrects
    if corrected is not None and corrected.valid.lower == start:
        return
    if start is None and amendment is not None:
        raise ValidationError(
            _("Give the first day. Where it isn't established, the change can't be drafted.")
        )
    adopted = amendment.adopted if amendment else None
    check_days(
        law=version.provision.law, adopted=adopted, commences_on=start if version.start_known else None
    )


def check_change(*, amendment: Amendment, change: PlannedChange) -> None:
    """Refuse a change that can't be, or that the amendment has already.

    Raises:
        ValidationError: says what contradicts what, and the way out.
    """
    law = amendment.law
    check_days(law=law, adopted=amendment.adopted, commences_on=change.commences_on)
    involved = [change.provision, *((change.new.parent, change.new.after) if change.new else ())]
    if any(each is not None and each.law_id != law.pk for each in involved):
        raise ValidationError(_("Every provision has to belong to the amended law."))
    if change.provision is None and change.kind != EffectKind.INSERTS:
        raise ValidationError(_("Choose the provision that changes."))
    if change.provision is not None and change.provision.pk in touched(amendment):
        raise ValidationError(_("A provision is listed twice: put its changes together."))
    if change.new and change.new.after and change.new.after.parent_id != _key(change.new.parent):
        raise ValidationError(
            _("It can't stand after %(after)s: that belongs to another part of the law.")
            % {"after": change.new.after}
        )


def touched(amendment: Amendment) -> Collection[int]:
    """Give the identities of provisions that an amendment changes already."""
    return {
        *amendment.versions.values_list("provision", flat=True),
        *amendment.effects.values_list("provision", flat=True),
    }


def _key(provision: Provision | None) -> int | None:
    return provision.pk if provision else None
