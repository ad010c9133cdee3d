"""Addresses of the editors' own pages, beside those that the admin makes of the models."""

from collections.abc import Callable

from django.contrib import admin
from django.http import HttpResponseBase
from django.urls import path
from django.views import View

from legislation.admin import bulk, pasting
from legislation.admin.uploads import refusing_large

Respond = Callable[..., HttpResponseBase]


def _page(view: type[View]) -> Respond:
    return admin.site.admin_view(view.as_view())


_bulk_page = refusing_large(_page(bulk.BulkView), most=bulk.LARGEST_REQUEST, refuse=bulk.too_large)
_paste_page = refusing_large(_page(pasting.PasteView), most=pasting.LARGEST_REQUEST, refuse=pasting.too_large)

urlpatterns = [
    path("bulk/", _bulk_page, name="admin-bulk"),
    path("bulk/<slug:name>.<slug:suffix>", _page(bulk.BulkExportView), name="admin-bulk-export"),
    path("bulk/<int:pk>/", _page(bulk.BulkImportView), name="admin-bulk-import"),
    path("bulk/<int:pk>/apply/", _page(bulk.BulkApplyView), name="admin-bulk-apply"),
    path("paste/", _paste_page, name="admin-paste"),
    path("paste/<int:pk>/", _page(pasting.PasteTreeView), name="admin-paste-tree"),
    path("paste/<int:pk>/correct/", _page(pasting.PasteCorrectView), name="admin-paste-correct"),
    path("paste/<int:pk>/line/", _page(pasting.PasteLineView), name="admin-paste-line"),
    path("paste/<int:pk>/undo/", _page(pasting.PasteUndoView), name="admin-paste-undo"),
    path("paste/<int:pk>/discard/", _page(pasting.PasteDiscardView), name="admin-paste-discard"),
    path("paste/<int:pk>/save/", _page(pasting.PasteSaveView), name="admin-paste-save"),
]
