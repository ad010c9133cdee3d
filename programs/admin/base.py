"""What the pages of programmes share: those of the law, but no search index to keep."""

from __future__ import annotations

from django.contrib import admin

from legislation.admin.base import LegislationAdmin, RowInline, translations

__all__ = ["OfRecordInline", "ProgramsAdmin", "admin", "translations"]


class ProgramsAdmin(LegislationAdmin):
    """A page for records of programmes."""


class OfRecordInline(RowInline):
    """Records that belong to the page's record, in their order."""

    show_change_link = False
