"""The officers' lists of mentoring: pairs and people, filtered and paged."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import django_filters
from django.core.paginator import Paginator
from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kbase.tables import Cell, Column
from programs.countries import country_choices
from programs.mentoring.desk.access import OfficerMixin
from programs.mentoring.desk.filters import PairFilter, PersonFilter
from programs.mentoring.desk.rows import pair_columns, pair_row, person_columns, person_row
from programs.models import MentoringPair, MentoringProfile

ROWS = 50


class ListView(ABC, OfficerMixin, TemplateView):
    """A list with its filters."""

    template_name = "programs/mentoring/desk_list.html"
    filter_class: type[django_filters.FilterSet]

    @abstractmethod
    def records(self) -> QuerySet[Any]:
        """Give everything, in order."""

    @abstractmethod
    def table(self, records: list[Any]) -> tuple[str, list[Column], list[list[Cell]]]:
        """Give title, columns and rows."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Filter and page; a value that isn't offered is said in the form, and shows nothing."""
        chosen = self.filter_class(self.request.GET or None, queryset=self.records())
        found = chosen.qs if chosen.form.is_valid() or not chosen.is_bound else chosen.qs.none()
        page = Paginator(found, ROWS).get_page(self.request.GET.get("page"))
        title, columns, rows = self.table(list(page))
        given = chosen.form.cleaned_data if chosen.is_bound and chosen.form.is_valid() else {}
        return super().get_context_data(**kwargs) | {
            "title": title,
            "form": chosen.form,
            "active": sum(value not in ("", None) for value in given.values()),
            "reset_url": self.request.path,
            "count": page.paginator.count,
            "page": page,
            "columns": columns,
            "rows": rows,
        }


class PairsView(ListView):
    """All pairs, the latest first."""

    filter_class = PairFilter

    def records(self) -> QuerySet[Any]:
        """With both people and the meetings they held."""
        pairs = MentoringPair.objects.with_people().order_by("-proposed_at", "-pk")
        return pairs.annotate(held=Count("meetings"), latest=Max("meetings__held_on"))

    def table(self, records: list[Any]) -> tuple[str, list[Column], list[list[Cell]]]:
        """List pairs."""
        return _("Pairs"), pair_columns(), [pair_row(each) for each in records]


class PeopleView(ListView):
    """Everyone, the latest first."""

    filter_class = PersonFilter

    def records(self) -> QuerySet[Any]:
        """The latest first."""
        return MentoringProfile.objects.order_by("-begun_at", "pk")

    def table(self, records: list[Any]) -> tuple[str, list[Column], list[list[Cell]]]:
        """List people."""
        countries = dict(country_choices())
        return _("People"), person_columns(), [person_row(each, countries) for each in records]
