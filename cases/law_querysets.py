"""Which incidents, events, duties and measures: seen as far as their part of the case is."""

from __future__ import annotations

from typing import Self

from django.db.models import Case, DurationField, ExpressionWrapper, F, Prefetch, Value, When
from django.db.models.functions import Coalesce, Now

from cases import states
from cases.choices import Section
from cases.querysets import OfCaseQuerySet

# What is told of a duty in whose place another stands.
REPLACED = ("id", "replaced_by", "created_at", "done_at", "waived_by", "evidence")


class CorrectableQuerySet(OfCaseQuerySet):
    """Records that are corrected by newer ones and never changed."""

    section = Section.INCIDENTS

    def standing(self) -> Self:
        """Those that no correction took the place of."""
        return self.filter(superseded_by__isnull=True)


class PinQuerySet(CorrectableQuerySet):
    """Pins of the law."""

    def standing(self) -> Self:
        """Those that no other took the place of, of incidents and events that stand."""
        return (
            super().standing().filter(incident__superseded_by__isnull=True, event__superseded_by__isnull=True)
        )


class DutyQuerySet(OfCaseQuerySet):
    """Duties in cases."""

    section = Section.MEASURES

    def open(self) -> Self:
        """Those that are still to be done."""
        return self.filter(status__in=states.OPEN_DUTY)

    def with_time_left(self) -> Self:
        """Add ``binding_at`` (as overridden, else as counted) and ``time_left``, by the database's clock."""
        return self.annotate(binding_at=Coalesce("override_due_at", "due_at")).annotate(
            time_left=ExpressionWrapper(F("binding_at") - Now(), output_field=DurationField()),
            is_overdue=Case(
                When(status__in=states.OPEN_DUTY, binding_at__lt=Now(), then=Value(True)),
                default=Value(False),
            ),
        )

    def overdue(self) -> Self:
        """Those still to be done whose time is over at this moment of the database's clock."""
        return self.open().with_time_left().filter(binding_at__lt=Now())

    def for_list(self) -> Self:
        """With time left and all that a line needs, the least time left first.

        The event is fetched apart: who may see measures only gets the duty without it.
        """
        return (
            self.with_time_left()
            .select_related(
                "case", "addressee", "version__provision__law__jurisdiction",
                "clock__duty__version__provision__law__jurisdiction__parent",
            )
            .prefetch_related("event__kind", Prefetch("replaces", self.model.objects.only(*REPLACED)))
            .order_by("binding_at", "pk")
        )  # fmt: skip

    def for_my_day(self) -> Self:
        """Those to be done in cases that go on, the one with the least time left first."""
        return self.open().filter(case__status__in=states.WRITABLE).for_list()

    def with_rule(self) -> Self:
        """With the rule, its provision and the event."""
        return self.select_related(
            "case", "addressee", "clock__duty", "event__kind", "version__provision__law__jurisdiction"
        )


class MeasureQuerySet(OfCaseQuerySet):
    """Measures in cases."""

    section = Section.MEASURES


class FlagQuerySet(OfCaseQuerySet):
    """What a person has to look at."""

    section = Section.MEASURES

    def open(self) -> Self:
        """Those nobody has dealt with."""
        return self.filter(resolved_at__isnull=True)


class ReportQuerySet(OfCaseQuerySet):
    """Reports that the law obliges to make."""

    section = Section.MEASURES
