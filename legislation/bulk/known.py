"""Records that cells point to, by their natural keys; each model is read once for an import."""

from __future__ import annotations

from functools import cached_property

from legislation.choices import EditorialState, TimeUnit
from legislation.models import Jurisdiction, Law, Provision, ProvisionVersion, ReferenceUnit, Role, Topic

VersionKey = tuple[str, str, str]
_CURRENT = (EditorialState.PUBLISHED, EditorialState.IN_REVIEW, EditorialState.DRAFT)


class Known:
    """What exists now."""

    @cached_property
    def roles(self) -> dict[str, Role]:
        return {role.slug: role for role in Role.objects.all()}

    @cached_property
    def topics(self) -> dict[str, Topic]:
        return {topic.slug: topic for topic in Topic.objects.all()}

    @cached_property
    def jurisdictions(self) -> dict[str, Jurisdiction]:
        return {place.code: place for place in Jurisdiction.objects.all()}

    @cached_property
    def units(self) -> dict[str, ReferenceUnit]:
        return {unit.code: unit for unit in ReferenceUnit.objects.all()}

    @cached_property
    def penalty_units(self) -> list[str]:
        """Units that a penalty may be counted in: of time, of reference, currencies."""
        currencies = {place.currency for place in self.jurisdictions.values()}
        return [*TimeUnit.values, *sorted({*self.units, *currencies})]

    @cached_property
    def laws(self) -> dict[str, Law]:
        return {
            law.identifier: law
            for law in Law.objects.select_related("jurisdiction", "verified_by").order_by("identifier")
        }

    @cached_property
    def provisions(self) -> dict[tuple[str, str], Provision]:
        found = Provision.objects.select_related("law__jurisdiction")
        return {(each.law.identifier, each.eid): each for each in found}

    @cached_property
    def versions(self) -> dict[VersionKey, ProvisionVersion]:
        """The version that law, eId and first day name: the published one, else the one being written."""
        return current_versions()


def version_key(version: ProvisionVersion) -> VersionKey:
    """Give the natural key of a version: law, eId, first day ('' where none is known)."""
    start = version.valid.lower
    provision = version.provision
    return provision.law.identifier, provision.eid, start.isoformat() if start else ""


def current_versions() -> dict[VersionKey, ProvisionVersion]:
    """Give the version of each key in the order of the laws; superseded ones have no place in a file."""
    found: dict[VersionKey, ProvisionVersion] = {}
    rows = ProvisionVersion.objects.filter(state__in=_CURRENT).select_related(
        "provision__law__jurisdiction", "verified_by"
    )
    rows = rows.order_by("provision__law__identifier", "provision__position", "valid", "pk")
    for version in sorted(rows, key=lambda each: _CURRENT.index(EditorialState(each.state))):
        found.setdefault(version_key(version), version)
    places = {version.pk: place for place, version in enumerate(rows)}
    return dict(sorted(found.items(), key=lambda item: places[item[1].pk]))
