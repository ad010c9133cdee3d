"""The page 'History' of a record: who, when, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from legislation.history import Owned, history_of


def history_page(
    page: ModelAdmin[Any], request: HttpRequest, object_id: str, also: Sequence[Owned] = ()
) -> HttpResponse:
    """Show the history of a record and of what its page edits along with it."""
    record = page.get_object(request, unquote(object_id))
    if record is None:
        raise Http404(_("There is no such record."))
    if not page.has_view_permission(request, record):
        raise PermissionDenied
    owned = [*also]
    owned += [
        Owned(inline.model, inline.get_formset(request, record).fk.name)
        for inline in page.get_inline_instances(request, record)
        if hasattr(inline.model, "pgh_event_model")
    ]
    context = {
        **page.admin_site.each_context(request),
        "title": _("History: %s") % record,
        "entries": history_of(record, owned),
        "module_name": str(page.opts.verbose_name_plural),
        "object": record,
        "opts": page.opts,
    }
    return TemplateResponse(request, "admin/legislation/history.html", context)
