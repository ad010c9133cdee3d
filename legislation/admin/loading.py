"""Pages of what the loader of reference data made and of what it left to a person, to look at only."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from legislation.models import LoadedRecord, ReferenceConflict


class ReadOnlyAdmin(admin.ModelAdmin):
    """Records that a program keeps."""

    list_filter: tuple[str, ...] = ("model",)
    search_fields: tuple[str, ...] = ("key",)
    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(LoadedRecord)
class LoadedRecordAdmin(ReadOnlyAdmin):
    list_display = ("model", "key", "object_id")


@admin.register(ReferenceConflict)
class ReferenceConflictAdmin(ReadOnlyAdmin):
    list_display = ("model", "key", "reason", "reported_at", "decided_by", "decided_at")
    list_select_related = ("decided_by",)
    list_filter = ("model", ("decided_at", admin.EmptyFieldListFilter))
    search_fields = ("key", "reason", "file")
    date_hierarchy = "reported_at"
