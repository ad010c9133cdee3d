"""Which consents, notes, tasks, assessments and plans: seen as far as their part of the case is."""

from __future__ import annotations

from typing import Any, Self

from django.db.models import Q
from django.db.models.functions import Now

from cases import states
from cases.care_choices import ConsentKind
from cases.choices import Section
from cases.querysets import OfCaseQuerySet


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
