"""Which rows a person may see: the one door to cases and to all that belongs to them.

The rule, which row-level security states again in SQL (cases/rowsecurity/functions.sql, sec.cases),
and one test runs against both: a person sees a case when
- a grant to her membership, or a referral to her organisation, counts now and covers the part asked for;
- or she supervises the person who leads it, and the case is neither restricted nor sealed;
- or an emergency access to it was approved for her and lasts, and the case is not sealed;
and never when a barrier stands against her or an organisation she works for, nor once it is destroyed.
A grant counts only while membership, organisation and account do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from cases import permissions, states
from cases.choices import AccessKind, BreakGlassStatus, Confidentiality, Role, Section
from cases.prepared import SOMEBODY, Prepared

WORKERS = (Role.CASE_WORKER, Role.SUPERVISOR, Role.INSPECTOR)
# What each kind of grant allows, from looking to giving access to others.
READ, WRITE, DECIDE, GRANT = "read", "write", "decide", "grant"
LEVELS: dict[str, tuple[str, ...]] = {
    READ: tuple(AccessKind.values),
    WRITE: (AccessKind.LEAD, AccessKind.COWORKER),
    DECIDE: (AccessKind.LEAD, AccessKind.COWORKER, AccessKind.SUPERVISOR),
    GRANT: (AccessKind.LEAD, AccessKind.SUPERVISOR),
}
# What each kind of grant presumes its holder to be.
HOLDERS: dict[str, tuple[str, ...]] = {
    AccessKind.LEAD: WORKERS,
    AccessKind.COWORKER: WORKERS,
    AccessKind.SUPERVISOR: (Role.SUPERVISOR,),
    AccessKind.REFERRAL: WORKERS,
    AccessKind.AUDITOR_TEMP: (Role.AUDITOR,),
}


def lasts(prefix: str = "") -> Q:
    """Begun, and not ended by the database's clock."""
    return Q(**{f"{prefix}starts_at__lte": Now()}) & (
        Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": Now()})
    )


class MembershipQuerySet(models.QuerySet[Any]):
    """Who is what, where, at this moment."""

    def current(self) -> Self:
        """Those that count now: begun, not ended, of an active organisation and account."""
        return self.filter(lasts(), organisation__is_active=True, user__is_active=True)

    def of(self, user: Any) -> Self:
        """Those of a user; none of somebody who isn't signed in."""
        return self.none() if user.pk is None else self.filter(user=user)


class CaseQuerySet(models.QuerySet[Any]):
    """Cases; views reach none but through `visible_to`."""

    def visible_to(
        self, user: Any, *, section: str = Section.SUMMARY, level: str = READ, right: str = ""
    ) -> Self:
        """Those whose section the user may now use at this level.

        Args:
            right: a thing of `permissions`; only by her memberships in organisations where a role of hers
                lets her read it. Barriers count from everywhere.
        """
        return _open_to(self, "", user, section, level, right)


def _open_to(found: Any, case: str, user: Any, section: str, level: str, right: str = "") -> Any:
    """Narrow rows down to those of cases whose section somebody may use.

    Args:
        case: what leads from a row to its case, with two underscores; nothing from a case itself.
    """
    if user.pk is None:
        return found.none()
    seen = found.filter(_opened(section, level, right).has(f"{case}pk", for_user=user.pk))
    if level == WRITE:
        return seen.filter(**{f"{case}status__in": states.WRITABLE})
    return seen.exclude(**{f"{case}status": states.DISPOSED})


@lru_cache
def _opened(section: str, level: str, right: str) -> Prepared:
    """Cases by what was given to somebody at whom no barrier stands."""
    mine = _memberships()
    if right:
        roles = [role for role in Role.values if permissions.allows(role, permissions.READ, right)]
        mine = mine.filter(organisation__in=mine.filter(role__in=roles).values("organisation"))
    parts = _granted(mine, section, level)
    if level != WRITE:
        parts.append(_supervised(mine))
    if level == READ:
        parts += [_referred(mine, section), _emergencies(mine)]
    return Prepared.of(parts[0].union(*parts[1:]).difference(_barred()))


@lru_cache
def _barriers() -> Prepared:
    return Prepared.of(_barred())


def _memberships() -> MembershipQuerySet:
    from cases.models import Membership

    found: MembershipQuerySet = Membership.objects.filter(user_id=SOMEBODY).current()
    return found


def _granted(mine: MembershipQuerySet, section: str, level: str) -> list[models.QuerySet[Any]]:
    """Cases by a grant to the person, apart for each kind of holder: each part has an index to go by."""
    from cases.models import CaseAccess

    found = []
    for roles in sorted(set(HOLDERS.values())):
        kinds = [kind for kind in LEVELS[level] if HOLDERS[kind] == roles]
        if kinds:
            held = CaseAccess.objects.filter(kind__in=kinds, membership__in=mine.filter(role__in=roles))
            found.append(_counting(held, section))
    return found


def _referred(mine: MembershipQuerySet, section: str) -> models.QuerySet[Any]:
    """Cases by a referral to an organisation."""
    from cases.models import CaseAccess

    places = mine.filter(role__in=WORKERS).values("organisation")
    return _counting(
        CaseAccess.objects.filter(
            kind=AccessKind.REFERRAL, organisation__in=places, case__confidentiality=Confidentiality.NORMAL
        ),
        section,
    )


def _counting(grants: models.QuerySet[Any], section: str) -> models.QuerySet[Any]:
    """Cases of the grants that count now and cover a section."""
    return (
        grants.filter(lasts(), revoked_at__isnull=True, sections__contains=[section])
        .order_by()
        .values("case")
    )


def _supervised(mine: MembershipQuerySet) -> models.QuerySet[Any]:
    """Cases by supervising the lead; the lead's own membership may have ended."""
    from cases.models import Case, Membership

    leads = Membership.objects.filter(
        supervisor__in=mine.filter(role=Role.SUPERVISOR).values("pk"),
        organisation=F("supervisor__organisation"),
    )
    normal = Case.objects.filter(confidentiality=Confidentiality.NORMAL, lead__in=leads.values("pk"))
    return normal.order_by().values("pk")


def _emergencies(mine: MembershipQuerySet) -> models.QuerySet[Any]:
    """Cases by an emergency access that was approved and lasts."""
    from cases.models import BreakGlass

    return BreakGlass.objects.filter(
        lasts(), status=BreakGlassStatus.APPROVED, membership__in=mine.filter(role__in=WORKERS).values("pk"),
        case__organisation=F("membership__organisation"), ends_at__isnull=False,
    ).exclude(case__confidentiality=Confidentiality.SEALED).order_by().values("case")  # fmt: skip


def _barred() -> models.QuerySet[Any]:
    """Cases at which a barrier stands against somebody, or any organisation she works for."""
    from cases.models import CaseBarrier

    against = Q(user_id=SOMEBODY) | Q(organisation__in=_memberships().values("organisation"))
    return CaseBarrier.objects.filter(against, lifted_at__isnull=True).order_by().values("case")


class OfCaseQuerySet(models.QuerySet[Any]):
    """Records of cases: seen exactly as far as the case's section is."""

    section = ""

    def visible_to(self, user: Any, *, level: str = READ) -> Self:
        """Those in cases whose section the user may now use at this level."""
        found: Self = _open_to(self, "case__", user, self.section, level)
        return found


class PartyQuerySet(OfCaseQuerySet):
    section = Section.PARTIES


class IdentityQuerySet(OfCaseQuerySet):
    section = Section.IDENTITY


class SafeContactQuerySet(OfCaseQuerySet):
    section = Section.CONTACT

    def standing(self) -> Self:
        """The rule that was agreed last with each person, which took the place of the former ones."""
        newest = self.order_by("party_id", "-created_at").distinct("party_id")
        return self.filter(pk__in=newest.values("pk"))


class AccessEventQuerySet(models.QuerySet[Any]):
    """The record of accesses."""

    def about_cases_of(self, user: Any) -> Self:
        """Those about cases that the user leads or supervises."""
        from cases.models import Case

        return self.filter(case_id__in=Case.objects.visible_to(user, level=GRANT).order_by().values("pk"))

    def audited_by(self, user: Any) -> Self:
        """All of the organisations that the user audits now."""
        from cases.models import Membership

        if user.pk is None:
            return self.none()
        audits = Membership.objects.of(user).current().filter(role=Role.AUDITOR)
        found = self.filter(organisation__in=audits.values("organisation"))
        barred = _barriers().has("case_id", for_user=user.pk)
        return found.filter(Q(case_id=None) | ~Q(barred))
