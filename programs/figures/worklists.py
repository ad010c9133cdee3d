"""What waits for whoever writes or reviews figures, as lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from legislation.desk.worklists import Source, WorkList
from programs.figures.checking import due_for_check
from programs.figures.rows import check_row, figure_row
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED
from programs.models import Observation, Target


@dataclass(frozen=True)
class FigureSource(Source):
    """Records of one kind in a list; `law` is the lookup path to the series, '' for series themselves."""

    def of_law(self, words: str, jurisdiction: str) -> QuerySet[Any]:
        """Narrow the records to series by words of their name and by where they measure."""
        found = self.records
        for word in words.split():
            named = Q(**{f"{self.law}name__icontains": word}) | Q(**{f"{self.law}i18n__icontains": word})
            found = found.filter(named | Q(**{f"{self.law}slug__icontains": word}))
        return found.filter(**{f"{self.law}jurisdiction__code": jurisdiction}) if jurisdiction else found


def _figures(which: Q) -> list[Source]:
    observations = Observation.objects.filter(which).with_indicator().with_other_values()
    targets = Target.objects.filter(which).with_indicator()
    return [
        FigureSource(observations.order_by("indicator__position", "days", "pk"), figure_row, "indicator__"),
        FigureSource(targets.order_by("indicator__position", "by", "pk"), figure_row, "indicator__"),
    ]


def to_review(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """What others wrote and nobody has decided on."""
    return _figures(Q(state=IN_REVIEW) & ~Q(author=user) & ~Q(contributors__contains=[user.pk]))


def sent_back(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Drafts of mine that a reviewer returned."""
    return _figures(Q(state=DRAFT, author=user) & ~Q(review_comment=""))


def drafts(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Drafts of mine that I haven't submitted."""
    return _figures(Q(state=DRAFT, author=user))


def withdrawals(user: Any, _day: dt.date, _language: str) -> list[Source]:
    """Published figures whose withdrawal someone else asked for."""
    asked = Q(state=PUBLISHED, withdrawal_asked_by__isnull=False)
    return _figures(asked & ~Q(withdrawal_asked_by=user))


def overdue(_user: Any, day: dt.date, _language: str) -> list[Source]:
    """Series that should have been compared with their sources by now."""
    return [FigureSource(due_for_check(day), check_row)]


LISTS = (
    WorkList("to-review", _("To review"), _("Written by others; publish, or send back."), to_review),
    WorkList("sent-back", _("Sent back to me"), _("Read the comment, change it, send it again."), sent_back),
    WorkList("drafts", _("My drafts"), _("Only staff see them until they are published."), drafts),
    WorkList("withdrawals", _("Withdrawals asked for"), _("Agree, or say why it stays."), withdrawals),
    WorkList("overdue", _("Overdue check"), _("Compare with the source, then record that."), overdue),
)


def work_list(key: str) -> WorkList | None:
    """Find a list by its key."""
    return next((each for each in LISTS if each.key == key), None)


def count(each: WorkList, user: Any, day: dt.date) -> int:
    """Count what is on a list."""
    return sum(source.records.order_by().count() for source in each.sources(user, day, ""))
