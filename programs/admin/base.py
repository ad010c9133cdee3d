"""What the pages of programmes share: those of the law, but no search index to keep."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import TRANSLATIONS, LegislationAdmin, RowInline, translations
from legislation.views.point_in_time import today
from programs.admin.filters import main_field

__all__ = [
    "CheckedAdmin",
    "NamedAdmin",
    "OfRecordInline",
    "ProgramsAdmin",
    "RequiredSources",
    "admin",
    "translations",
]


class ProgramsAdmin(LegislationAdmin):
    """A page for records of programmes."""


class NamedAdmin(ProgramsAdmin):
    """For records that readers know by a name: the list tells in which languages it is there."""

    @admin.display(description=_("languages"))
    def held_in(self, record: Any) -> str:
        """Name the languages in which the record has its name; English is always there."""
        field, held = main_field(type(record)), record.i18n or {}
        codes = [str(each.value) for each in TRANSLATIONS if held.get(f"{field}_{each.value}")]
        return " ".join(["en", *codes])


class CheckedAdmin(NamedAdmin):
    """For records that are compared with their source now and then."""

    actions = ("note_check",)

    @admin.action(description=_("Compared with the source today: still right"), permissions=["change"])
    def note_check(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Note that someone compared each with its source, one by one, so that the history tells it."""
        count = 0
        for record in queryset:
            record.verified_on = today()
            record.save(update_fields=["verified_on"])
            count += 1
        words = ngettext("Noted for %(count)s record.", "Noted for %(count)s records.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)


class OfRecordInline(RowInline):
    """Records that belong to the page's record, in their order."""

    show_change_link = False


class RequiredSources(OfRecordInline):
    """Sources: a record without one isn't shown to readers, so at least one is asked for."""

    min_num = 1
    extra = 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Ask for one source at least, in words."""
        formset = super().get_formset(request, obj, validate_min=True, **kwargs)
        messages_of = {"too_few_forms": gettext("Give at least one source: publisher and address.")}
        formset.default_error_messages = formset.default_error_messages | messages_of
        return formset
