"""Who runs the cohorts of which programmes: said by programme managers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from programs.admin.base import ProgramsAdmin, admin
from programs.models import Responsibility
from programs.permissions import MANAGER, OFFICER


@admin.register(Responsibility)
class ResponsibilityAdmin(ProgramsAdmin):
    list_display = ("officer", "programme", "organisation")
    list_select_related = ("officer", "programme", "organisation")
    list_filter = (("organisation", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("officer__username", "programme__name", "organisation__name")
    autocomplete_fields = ("programme", "organisation")
    fields = ("officer", "programme", "organisation")

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        """Offer programme staff alone."""
        if db_field.name == "officer":
            groups = Q(groups__name__in=(OFFICER, MANAGER))
            people = get_user_model().objects.filter(groups, is_staff=True, is_active=True)
            kwargs["queryset"] = people.distinct().order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
