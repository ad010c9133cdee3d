"""What a provision's page shows on a day, gathered in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from legislation.choices import ReferenceKind
from legislation.dates import Status, provision_status
from legislation.models import CrossReference, Effect, Law, Provision, ProvisionText, ProvisionVersion


@dataclass(frozen=True)
class Neighbours:
    """Where a provision stands in the tree of its law."""

    ancestors: list[Provision]
    children: list[Provision]
    previous: Provision | None
    following: Provision | None


@dataclass(frozen=True)
class ProvisionPage:
    """Everything a provision's page shows, save its norms."""

    provision: Provision
    neighbours: Neighbours
    versions: list[ProvisionVersion]
    shown: ProvisionVersion | None
    status: Status
    texts: list[ProvisionText]
    all_texts: list[ProvisionText]
    effects: list[Effect]
    references: list[CrossReference]
    abroad: list[CrossReference]
    at_home: list[CrossReference]

    @property
    def is_current_text(self) -> bool:
        """Whether the wording shown is the last one recorded."""
        return bool(self.versions) and self.shown == self.versions[-1]

    @property
    def coming(self) -> ProvisionVersion | None:
        """The wording that follows the one shown."""
        if self.shown is None or self.is_current_text:
            return None
        return self.versions[self.versions.index(self.shown) + 1]


def status_on(versions: list[ProvisionVersion], law: Law, day: dt.date) -> Status:
    """Say where a provision stands on a day, from its versions in order of time."""
    stretches = [version.stretch for version in versions]
    return provision_status(stretches, day, is_bill=law.is_bill, law_begins=law.begins, law_ends=law.repealed)


def version_shown(versions: list[ProvisionVersion], day: dt.date) -> ProvisionVersion | None:
    """Give the version whose wording the page shows.

    The one of the day; before the first, the first (as law to come); after the last, the last (as law
    that was); between two, the one before.
    """
    begun = [v for v in versions if v.valid.lower is None or v.valid.lower <= day]
    return begun[-1] if begun else next(iter(versions), None)


def provision_page(provision: Provision, day: dt.date) -> ProvisionPage:
    """Gather a provision's page for a day; the provision comes with law and jurisdiction."""
    versions = list(
        provision.versions.published().in_order().select_related("amendment__amending_law__jurisdiction")
    )
    for version in versions:
        version.provision = provision
    shown = version_shown(versions, day)
    texts = list(ProvisionText.objects.filter(version__in=[version.pk for version in versions]))
    references = _references(provision)
    own = provision.law.jurisdiction_id
    corresponding = [r for r in references if r.kind == ReferenceKind.CORRESPONDS]
    return ProvisionPage(
        provision=provision,
        neighbours=neighbours(provision),
        versions=versions,
        shown=shown,
        status=status_on(versions, provision.law, day),
        texts=[text for text in texts if shown and text.version_id == shown.pk],
        all_texts=texts,
        effects=list(provision.effects.published().select_related("amendment__amending_law__jurisdiction")),
        references=[r for r in references if r.kind != ReferenceKind.CORRESPONDS],
        abroad=[r for r in corresponding if other_law(r, provision).jurisdiction_id != own],
        at_home=[r for r in corresponding if other_law(r, provision).jurisdiction_id == own],
    )


def neighbours(provision: Provision) -> Neighbours:
    """Find the provisions above, below, before and after, in one query."""
    siblings = Provision.objects.published().filter(law=provision.law_id, parent=provision.parent_id)
    before = siblings.filter(position__lt=provision.position).order_by("-position")[:1]
    after = siblings.filter(position__gt=provision.position).order_by("position")[:1]
    children = Provision.objects.published().filter(parent=provision.pk).order_by()
    found = list(before.union(after, children, all=True).order_by("position"))
    for each in found:
        # Without this each address would ask for the law again.
        each.law = provision.law
    beside = [each for each in found if each.parent_id != provision.pk]
    return Neighbours(
        ancestors=_above(provision),
        children=[each for each in found if each.parent_id == provision.pk],
        previous=next((each for each in beside if each.position < provision.position), None),
        following=next((each for each in beside if each.position > provision.position), None),
    )


def _above(provision: Provision) -> list[Provision]:
    """Give the provisions above, the topmost first; loaded with the provision by `with_ancestors`."""
    found: list[Provision] = []
    above = provision.parent
    while above is not None:
        above.law = provision.law
        found.insert(0, above)
        above = above.parent
    return found


def other_end(reference: CrossReference, provision: Provision) -> Provision | None:
    """Give the provision at the other end of a reference; None where it is a law as a whole."""
    return reference.to_provision if reference.from_provision_id == provision.pk else reference.from_provision


def other_law(reference: CrossReference, provision: Provision) -> Law:
    """Give the law at the other end of a reference."""
    return reference.to_law if reference.from_provision_id == provision.pk else reference.from_provision.law


def _references(provision: Provision) -> list[CrossReference]:
    return list(
        CrossReference.objects.filter(Q(from_provision=provision) | Q(to_provision=provision)).select_related(
            "from_provision__law__jurisdiction", "to_provision__law__jurisdiction", "to_law__jurisdiction"
        )
    )
