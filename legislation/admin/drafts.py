"""What hangs on a version is changed while that is a draft, and only looked at afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from legislation.admin.base import Inline
from legislation.choices import EditorialState
from legislation.editing.drafts import save_draft
from legislation.models import ProvisionVersion

NOT_A_DRAFT = _("This version is no draft. Correct it, or enter an amendment: both begin with a new draft.")


def is_draft(version: ProvisionVersion) -> bool:
    """Whether a version, and what hangs on it, may be changed in place."""
    return version.state == EditorialState.DRAFT


class DraftInline(Inline):
    """Part of a version's page, which may be changed while the version is a draft."""

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return bool(super().has_add_permission(request, obj)) and _may_change(obj)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(super().has_change_permission(request, obj)) and _may_change(obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and _may_change(obj)


def _may_change(version: models.Model | None) -> bool:
    return not isinstance(version, ProvisionVersion) or is_draft(version)


class OfDrafts:
    """A page of records that hang on a version each."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)  # type: ignore[misc]
        save_draft(version=form.instance.version, actor=request.user)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)  # type: ignore[misc]
        save_draft(version=obj.version, actor=request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_change_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or is_draft(obj.version))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]
        return allowed and (obj is None or is_draft(obj.version))


class OfDraftForm(forms.ModelForm):
    """A record that hangs on a version, which has to be a draft."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        version = cleaned.get("version")
        if isinstance(version, ProvisionVersion) and version.pk and not is_draft(version):
            raise ValidationError(NOT_A_DRAFT)
        return cleaned
