"""Pages of amendments and their effects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import LegislationAdmin, translations
from legislation.admin.steps import Steps
from legislation.choices import EditorialState
from legislation.editing.amending import discard_amendment
from legislation.editing.planning import draft_of
from legislation.models import Amendment, Effect

DECIDED = ("state", "author", "reviewer", "review_comment")
BEGINNING = (
    "provision", "kind", "successor", "state", "amendment", "version",
    "commencement", "commences_on", "commencement_event", "by",
)  # fmt: skip
PARTICULARS = ("law", "number", "amending_law", "adopted", "commenced", "summary")


@admin.register(Amendment)
class AmendmentAdmin(Steps, LegislationAdmin):
    list_display = ("number", "law", "amending_law", "adopted", "commenced", "state")
    list_select_related = ("law", "amending_law")
    list_filter = ("law__jurisdiction", "state", ("commenced", admin.EmptyFieldListFilter))
    date_hierarchy = "adopted"
    search_fields = ("number", "summary", "i18n", "law__short_title", "amending_law__short_title")
    autocomplete_fields = ("law", "amending_law")
    readonly_fields = (*DECIDED, "contributors")
    fieldsets = (
        (None, {"fields": ["law", "position", "number", "amending_law", "adopted", "commenced", "summary"]}),
        *translations(Amendment),
        (_("Editing"), {"fields": ["state", "author", "reviewer", "review_comment"]}),
    )

    def laws_of(self, records: QuerySet[Amendment]) -> Iterable[int]:
        return records.values_list("law", flat=True)

    def get_readonly_fields(self, request: HttpRequest, obj: Amendment | None = None) -> Sequence[str]:
        """What is published is corrected on the desk, where a second person agrees."""
        published = obj is not None and obj.state == EditorialState.PUBLISHED
        return (*self.readonly_fields, *PARTICULARS) if published else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Amendment, form: Any, change: bool) -> None:
        """Note who wrote it: they can't review it."""
        if not change:
            obj.author = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        if obj.state == EditorialState.DRAFT:
            draft_of(obj, request.user)

    def delete_model(self, request: HttpRequest, obj: Amendment) -> None:
        """Throw its drafts away with it."""
        discard_amendment(amendment=obj, actor=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Amendment]) -> None:
        """Throw each away with its drafts."""
        for amendment in queryset:
            discard_amendment(amendment=amendment, actor=request.user)

    def has_change_permission(self, request: HttpRequest, obj: Amendment | None = None) -> bool:
        """What a reviewer looks at stays as it is."""
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (obj is None or obj.state != EditorialState.IN_REVIEW)

    def has_delete_permission(self, request: HttpRequest, obj: Amendment | None = None) -> bool:
        """Only a draft is thrown away."""
        allowed = bool(super().has_delete_permission(request, obj))
        return allowed and (obj is None or obj.state == EditorialState.DRAFT)


@admin.register(Effect)
class EffectAdmin(LegislationAdmin):
    """What a change is called; what it does, and when, is entered on the desk and reviewed."""

    readonly_fields = BEGINNING
    list_display = ("provision", "law", "kind", "commencement", "commences_on", "by", "state")
    list_select_related = ("provision__law",)
    list_filter = ("provision__law__jurisdiction", "kind", "state", "commencement")
    date_hierarchy = "commences_on"
    search_fields = ("by", "summary", "i18n", "provision__eid", "provision__law__short_title")
    fieldsets = (
        (None, {"fields": ["provision", "position", "kind", "successor", "state"]}),
        (_("When it begins"), {"fields": ["commencement", "commences_on", "commencement_event"]}),
        (_("Made by"), {"fields": ["amendment", "by", "version", "summary"]}),
        *translations(Effect),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A change is entered on the desk."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Effect | None = None) -> bool:
        """What is drafted is changed on the desk, and what a reviewer looks at stays as it is."""
        amendment = obj.amendment if obj else None
        allowed = bool(super().has_change_permission(request, obj))
        return allowed and (amendment is None or amendment.state == EditorialState.PUBLISHED)

    def has_delete_permission(self, request: HttpRequest, obj: Effect | None = None) -> bool:
        """A change is taken out of its amendment on the desk."""
        return False

    @admin.display(description=_("law"), ordering="provision__law__short_title")
    def law(self, effect: Effect) -> str:
        """The law that is changed."""
        return effect.provision.law.short_title
