"""The page 'History' of a record: who, when, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from kbase.history import Owned, history_of


def history_page(
    page: ModelAdmin[Any],
    request: HttpRequest,
    object_id: str,
    also: Sequence[Owned] = (),
    kept_as: type[Model] | None = None,
) -> HttpResponse:
    """Show the history of a record and of what its page edits along with it.

    Args:
        also: what else belongs to it.
        kept_as: the proxy whose history it is, where the model is another package's.
    """
    record = page.get_object(request, unquote(object_id))
    if record is None:
        raise Http404(_("There is no such record."))
    if not page.has_view_permission(request, record):
        raise PermissionDenied
    kept = kept_as._base_manager.get(pk=record.pk) if kept_as else record
    owned = [*also]
    owned += [
        Owned(inline.model, inline.get_formset(request, record).fk.name)  # type: ignore[attr-defined]
        for inline in page.get_inline_instances(request, record)
        if hasattr(inline.model, "pgh_event_model")
    ]
    context = {
        **page.admin_site.each_context(request),
        "title": _("History: %s") % record,
        "entries": history_of(kept, owned),
        "module_name": str(page.opts.verbose_name_plural),
        "object": record,
        "opts": page.opts,
    }
    return TemplateResponse(request, "admin/history.html", context)
