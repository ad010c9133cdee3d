"""Filters for those who keep records: what isn't translated, what wasn't checked for long."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import TRANSLATIONS
from legislation.views.point_in_time import today

CHECKED_FOR = dt.timedelta(days=365)


def main_field(model: Any) -> str:
    """Name the field whose translation readers miss first: that of a record's name."""
    return str(model._meta.get_field("i18n").fields[0])


class UntranslatedFilter(admin.SimpleListFilter):
    """Keep records whose name isn't there in a language."""

    title = _("missing translation")
    parameter_name = "untranslated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer the languages beside English."""
        return [(language.value, language.label) for language in TRANSLATIONS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list."""
        language = self.value()
        if language not in {each.value for each in TRANSLATIONS}:
            return queryset
        key = f"{main_field(queryset.model)}_{language}"
        held = Q(i18n__has_key=key) & ~Q(**{f"i18n__{key}__in": ["", None]})
        return queryset.exclude(held)


class CheckedFilter(admin.SimpleListFilter):
    """Keep records by when they were last compared with their source."""

    title = _("compared with its source")
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Offer never, long ago, lately."""
        return [
            ("never", _("Never")),
            ("long-ago", _("More than a year ago")),
            ("lately", _("Within a year")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the list."""
        since = today() - CHECKED_FOR
        narrowed = {
            "never": Q(verified_on=None),
            "long-ago": Q(verified_on__lt=since),
            "lately": Q(verified_on__gte=since),
        }.get(self.value() or "")
        return queryset if narrowed is None else queryset.filter(narrowed)
