"""The register of changes: what will change, what changed, and what is not established."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kbase.localised import localised
from kbase.tables import Cell, Column
from legislation import changes
from legislation.change_filters import ChangeForm
from legislation.change_rows import load
from legislation.changes import Chosen
from legislation.views.point_in_time import PointInTimeMixin, on_suffix
from legislation.views.registers import without_empty

PER_PAGE = 50
MOST_AHEAD = 200


class ChangeListView(PointInTimeMixin, TemplateView):
    """Changes, seen from the day shown: what comes after it, and what has been."""

    template_name = "legislation/change_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead a form sent with empty fields to a tidy address; 400 for what is not offered."""
        tidy = without_empty(request)
        if tidy is not None:
            return HttpResponseRedirect(tidy)
        status = 200 if self.form.is_valid() else 400
        return self.render_to_response(self.get_context_data(), status=status)

    @cached_property
    def form(self) -> ChangeForm:
        """The filters as given."""
        return ChangeForm(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the part of the register asked for."""
        context = super().get_context_data(**kwargs) | {
            "form": self.form,
            "active": sum(
                bool(self.request.GET.get(name)) for name in ("jurisdiction", "topic", "kind", "year")
            ),
            "reset_url": self.request.path + on_suffix(self.on, self.today),
        }
        if not self.form.is_valid():
            return context
        show = self.form.cleaned_data["show"]
        part = {
            "": self.dated,
            "undated": self.undated,
            "outstanding": self.outstanding,
            "bills": self.bills,
        }[show]
        return context | {"show": show or "dated", "tabs": self.tabs(show)} | part(self.form.chosen)

    def tabs(self, show: str) -> list[dict[str, Any]]:
        """Give the parts of the register as links that keep the filters."""
        labels = {
            "": _("On known days"),
            "undated": _("On days not established"),
            "outstanding": _("Not yet worked in"),
            "bills": _("Bills to watch"),
        }
        made = []
        for name, label in labels.items():
            query = self.request.GET.copy()
            for other in ("show", "page"):
                query.pop(other, None)
            if name:
                query["show"] = name
            made.append({"label": label, "url": f"?{query.urlencode()}", "current": name == show})
        return made

    def dated(self, chosen: Chosen) -> dict[str, Any]:
        """Give what will change, soonest first, and a page of what changed, latest first."""
        page = self.page(changes.until(chosen, self.on))
        first = page.number == 1
        ahead = load(changes.after(chosen, self.on)[:MOST_AHEAD]) if first else []
        return {"ahead": ahead, "groups": load(page), "page_obj": page, "first_page": first}

    def undated(self, chosen: Chosen) -> dict[str, Any]:
        """Give a page of the changes without an established day."""
        page = self.page(changes.undated(chosen))
        return {"groups": load(page), "page_obj": page}

    def outstanding(self, chosen: Chosen) -> dict[str, Any]:
        """Give a page of the changes that the texts here don't have yet."""
        page = self.page(changes.outstanding(chosen))
        return {"groups": load(page), "page_obj": page}

    def bills(self, chosen: Chosen) -> dict[str, Any]:
        """Give the bills."""
        return {
            "columns": [Column(_("Bill")), Column(_("Country or part")), Column(_("How far it has got"))],
            "rows": [
                [
                    Cell(localised(bill, "short_title"), bill.get_absolute_url(), localised(bill, "summary")),
                    Cell(localised(bill.jurisdiction, "name")),
                    Cell(localised(bill, "stage") or _("not established"), status="proposed"),
                ]
                for bill in changes.bills(chosen)
            ],
        }

    def page(self, keys: QuerySet) -> Page:
        """Give the page asked for.

        Raises:
            Http404: for a page that there isn't.
        """
        given = self.request.GET.get("page", "1")
        paginator = Paginator(keys, PER_PAGE)
        if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= paginator.num_pages:
            raise Http404(_("There is no page “%(given)s” of this list.") % {"given": given[:20]})
        return paginator.page(int(given[:9]))
