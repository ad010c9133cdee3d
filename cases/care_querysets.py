"""Which consents, notes, tasks, assessments and plans: seen as far as their part of the case is."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from cases import states
from cases.care_choices import ConsentKind
from cases.choices import Confidentiality, Role, Section
from cases.querysets import DECIDE, LEVELS, READ, OfCaseQuerySet, lasts


class ConsentQuerySet(OfCaseQuerySet):
    """Consents."""

    section = Section.PLAN

    def counting(self) -> Self:
        """Those that hold at this moment of the database's clock: given, not withdrawn, not over."""
        lasts = Q(ends_at__isnull=True) | Q(ends_at__gt=Now())
        return self.filter(lasts, status=states.GIVEN, given_at__lte=Now())

    def counting_for(
        self, *, kind: str, case: Any = None, party: Any = None, recipient: Any = None, section: str = ""
    ) -> Self:
        """Those that hold now and allow one thing.

        Args:
            kind: of `ConsentKind`.
            case, party: of which case, or of which person in it.
            recipient: an organisation that works on cases or one of the public directory; needed for
                sharing, where consent names one and counts for no other.
            section: the part of the case that is to be shared.

        Raises:
            ValueError: sharing, and nobody to share with.
        """
        if kind == ConsentKind.SHARE and recipient is None:
            raise ValueError("Consent to share names a recipient: say with whom.")
        found = self.counting().filter(kind=kind)
        if case is not None:
            found = found.filter(case=case)
        if party is not None:
            found = found.filter(party=party)
        if recipient is not None:
            works_here = recipient._meta.app_label == "cases"
            found = found.filter(**{"recipient" if works_here else "recipient_listed": recipient})
        return found.filter(sections__contains=[section]) if section else found


class FirstContactQuerySet(OfCaseQuerySet):
    """Records of first contact."""

    section = Section.PLAN


class NoteQuerySet(OfCaseQuerySet):
    """Notes: an inspector's are those of her own organisation, others' all of the case."""

    section = Section.NOTES

    def visible_to(self, user: Any, *, level: str = READ) -> Self:
        """Those in cases whose notes the user may use, and which her role lets her read."""
        mine = _memberships(user)
        inspects = mine.filter(role=Role.INSPECTOR).values("organisation")
        return (
            super().visible_to(user, level=level)
            .filter(Q(organisation__in=inspects) | _as_carer(mine))
        )  # fmt: skip


class TaskQuerySet(OfCaseQuerySet):
    """Tasks."""

    section = Section.PLAN

    def open(self) -> Self:
        """Those still to be done."""
        return self.filter(status=states.OPEN)

    def for_day_of(self, user: Any) -> Self:
        """Open ones of the user, and in cases that she leads those nobody else sees; the earliest first."""
        mine = _memberships(user).values("pk")
        hers = Q(assignee__in=mine) | Q(~_is_worked_on(), case__lead__in=mine)
        return self.open().filter(hers).select_related("case", "party").order_by("due_on", "created_at")


class AttemptQuerySet(OfCaseQuerySet):
    """Attempts to reach somebody."""

    section = Section.CONTACT


class InstrumentQuerySet(QuerySet[Any]):
    """Versions of instruments."""

    def current(self) -> Self:
        """Those offered for new assessments."""
        return self.filter(is_current=True)


class CareQuerySet(OfCaseQuerySet):
    """Assessments and safety plans: an inspector reads them only with consent to share with her body."""

    section = Section.ASSESSMENTS

    def visible_to(self, user: Any, *, level: str = READ) -> Self:
        """Those in cases whose assessments the user may use, and which her role or consent lets her read."""
        from cases.models import Consent

        mine = _memberships(user)
        shared = Consent.objects.counting().filter(
            kind=ConsentKind.SHARE,
            sections__contains=[Section.ASSESSMENTS],
            recipient__in=mine.values("organisation"),
        )
        allowed = _as_carer(mine)
        if level == READ:
            allowed |= Q(case__in=shared.order_by().values("case"))
        return super().visible_to(user, level=level).filter(allowed)


class AssessmentQuerySet(CareQuerySet):
    """Assessments."""

    def signed(self) -> Self:
        """Those that hold."""
        return self.filter(status=states.SIGNED)

    def to_be_made_again(self, on: dt.date) -> Self:
        """Those that hold and whose day has come, or after which an incident was recorded."""
        from cases.models import Incident

        since = Incident.objects.filter(
            case=OuterRef("case"), created_at__gt=OuterRef("signed_at"), supersedes__isnull=True
        )
        due = Q(next_due_on__lte=on) | Q(Exists(since.order_by()))
        return self.signed().filter(due)


class SafetyPlanQuerySet(CareQuerySet):
    """Safety plans."""


class PlanItemQuerySet(OfCaseQuerySet):
    """Items of plans."""

    section = Section.PLAN

    def open(self) -> Self:
        """Those still to be seen to."""
        return self.filter(status__in=(states.PLANNED, states.UNDER_WAY))


def _memberships(user: Any) -> Any:
    from cases.models import Membership

    return Membership.objects.of(user).current()


def _is_worked_on() -> Q:
    """True on tasks of somebody who works there still, and on the case: by a grant, or over its lead.

    Who left, or is let in no more, comes to her tasks no more, and they stay hers. What the database hides
    from who asks counts as gone.
    """
    from cases.models import Case, CaseAccess, CaseBarrier, Membership

    there = Membership.objects.current().order_by().values("pk")
    granted = CaseAccess.objects.filter(
        lasts(), kind__in=LEVELS[DECIDE], case=OuterRef("case"), membership=OuterRef("assignee"),
        membership__in=there, revoked_at__isnull=True, sections__contains=[Section.PLAN],
    )  # fmt: skip
    led = Case.objects.filter(
        pk=OuterRef("case"), confidentiality=Confidentiality.NORMAL,
        lead__supervisor=OuterRef("assignee"), lead__supervisor__in=there,
    )  # fmt: skip
    barred = CaseBarrier.objects.filter(
        Q(user=OuterRef("assignee__user")) | Q(organisation=OuterRef("assignee__organisation")),
        case=OuterRef("case"), lifted_at__isnull=True,
    )  # fmt: skip
    works = Q(Exists(granted.order_by())) | Q(Exists(led.order_by()))
    return works & ~Q(Exists(barred.order_by()))


def _as_carer(mine: Any) -> Q:
    """True on every row for who is a case worker or supervisor."""
    return Q(Exists(mine.filter(role__in=(Role.CASE_WORKER, Role.SUPERVISOR)).order_by()))
