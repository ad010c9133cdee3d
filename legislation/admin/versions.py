"""Pages of versions, with their texts and norms, and of texts."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kbase.localised import direction
from legislation.admin.base import Checked, LegislationAdmin, translations
from legislation.admin.drafts import DraftInline, OfDraftForm, OfDrafts, is_draft
from legislation.admin.norms import NORM_INLINES
from legislation.admin.steps import Steps
from legislation.editing.drafts import discard_draft, save_draft
from legislation.models import ProvisionText, ProvisionVersion

DECIDED = ("state", "author", "reviewer", "review_comment")
CORRECTION = ("corrects", "correction_reason", "corrected_on")
TEXT_FIELDS = ("language", "status", "heading", "summary", "official_text")


class TextForm(OfDraftForm):
    """A text, whose digest follows from its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            attributes = {"lang": self.instance.language, "dir": direction(self.instance.language)}
            for name in {"heading", "summary", "official_text"} & self.fields.keys():
                self.fields[name].widget.attrs |= attributes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        words = cleaned.get("official_text") or cleaned.get("summary") or ""
        if not words:
            self.add_error("summary", _("Write a summary, or enter the official text."))
        self.instance.text_sha256 = sha256(words.encode()).hexdigest()
        return cleaned


class VersionForm(forms.ModelForm):
    """A version, which must not overlap others of its state."""

    def _get_validation_exclusions(self) -> set[str]:
        # The state is no field of the form, but the condition of the constraint needs it.
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"state"}


class TextInline(DraftInline):
    model = ProvisionText
    form = TextForm
    fields = (("language", "status"), "heading", "summary", "official_text")


@admin.register(ProvisionVersion)
class ProvisionVersionAdmin(Steps, Checked, LegislationAdmin):
    form = VersionForm
    list_display = ("provision", "law", "valid", "start_known", "state", "confidence", "changed_by")
    list_select_related = ("provision__law",)
    list_filter = (
        "state",
        "provision__law__jurisdiction",
        "provision__kind",
        "confidence",
        "start_known",
        "ceased_unknown",
        "norms_recorded",
        ("verified_on", admin.EmptyFieldListFilter),
    )
    date_hierarchy = "recorded_at"
    search_fields = (
        "provision__eid",
        "provision__number",
        "provision__heading",
        "provision__law__short_title",
        "provision__law__identifier",
        "changed_by",
    )
    autocomplete_fields = ("provision", "amendment")
    readonly_fields = (*DECIDED, *CORRECTION, "verified_by", "recorded_at")
    fieldsets = (
        (None, {"fields": ["provision", "valid", "start_known", "ceased_unknown"]}),
        (_("What changed"), {"fields": ["amendment", "changed_by", "change_summary"]}),
        *translations(ProvisionVersion),
        (_("Quality"), {"fields": ["confidence", "source_url", "norms_recorded"]}),
        (_("Verification"), {"fields": ["verified_on", "verified_by", "check_due_on"]}),
        (_("Editing"), {"fields": [*DECIDED, "recorded_at"]}),
        (_("Correction"), {"fields": CORRECTION}),
    )
    inlines = (TextInline, *NORM_INLINES)

    @admin.display(description=_("law"), ordering="provision__law__short_title")
    def law(self, version: ProvisionVersion) -> str:
        """The law of the provision."""
        return version.provision.law.short_title

    def laws_of(self, records: QuerySet[ProvisionVersion]) -> Iterable[int]:
        return records.values_list("provision__law", flat=True)

    def save_model(self, request: HttpRequest, obj: ProvisionVersion, form: Any, change: bool) -> None:
        if not change:
            obj.author = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        save_draft(version=form.instance, actor=request.user)  # who helped to write it can't review it

    def delete_model(self, request: HttpRequest, obj: ProvisionVersion) -> None:
        discard_draft(version=obj, actor=request.user)

    def has_change_permission(self, request: HttpRequest, obj: ProvisionVersion | None = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and (obj is None or is_draft(obj))

    def has_delete_permission(self, request: HttpRequest, obj: ProvisionVersion | None = None) -> bool:
        """A draft may be thrown away, unless an amendment stands or falls with it."""
        allowed = bool(super().has_delete_permission(request, obj))
        return allowed and (
            obj is None or (is_draft(obj) and (obj.amendment_id is None or obj.corrects_id is not None))
        )


@admin.register(ProvisionText)
class ProvisionTextAdmin(OfDrafts, LegislationAdmin):
    form = TextForm
    list_display = ("provision", "law", "language", "status", "heading")
    list_select_related = ("version__provision__law",)
    list_filter = ("language", "status", "version__state", "version__provision__law__jurisdiction")
    search_fields = ("heading", "summary", "official_text", "version__provision__eid")
    autocomplete_fields = ("version",)
    readonly_fields = ("text_sha256",)
    fields = ("version", *TEXT_FIELDS, "text_sha256")

    @admin.display(description=_("provision"), ordering="version__provision__position")
    def provision(self, text: ProvisionText) -> str:
        """The provision that it words."""
        return str(text.version.provision)

    @admin.display(description=_("law"), ordering="version__provision__law__short_title")
    def law(self, text: ProvisionText) -> str:
        """The law of the provision."""
        return text.version.provision.law.short_title

    def laws_of(self, records: QuerySet[ProvisionText]) -> Iterable[int]:
        return records.values_list("version__provision__law", flat=True)
