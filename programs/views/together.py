"""Lists of actions, events and policy transfers; pages of one action, one transfer, two countries."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView

from kbase.localised import localised
from legislation.crumbs import Crumb
from legislation.exports.summary import Summary
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.collaborations import rows
from programs.collaborations.action_page import action_facts, transfer_facts
from programs.collaborations.bilateral import address_of, bilateral, pair_of
from programs.collaborations.pairs import pairs
from programs.exports.bilateral_summary import bilateral_summary
from programs.models import CollaborationAction, PolicyTransfer
from programs.views.directories import DirectoryView


class TogetherListView(DirectoryView):
    """A list of what countries do together; an empty one says what is to be done."""

    template_name = "programs/together_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead to the other lists, and to the countries."""
        context = super().get_context_data(**kwargs)
        lists = [("action-list", _("Actions")), ("event-list", _("Events")), ("transfer-list", _("Lessons"))]
        return context | {
            "tabs": [
                {"label": label, "url": reverse(name), "current": reverse(name) == self.request.path}
                for name, label in lists
            ],
            "pairs": pairs(),
            "is_filtered": bool(context["active"]),
        }


class ActionView(DetailView):
    """One action: who answers for it, by when, what came of it, where it was read."""

    queryset = CollaborationAction.objects.with_names()
    template_name = "programs/action_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        action = self.object
        events = action.held_events.public().with_names().with_places()
        transfers = action.transfers.with_names()
        return super().get_context_data(**kwargs) | {
            "title": localised(action, "title"),
            "eyebrow": localised(action.area, "name"),
            "words": localised(action, "description"),
            "facts": action_facts(action, today()),
            "is_overdue": action.is_overdue(today()),
            "sources": list(action.sources.all()),
            "event_columns": rows.event_columns(),
            "events": [rows.event_row(event) for event in events],
            "transfer_columns": rows.transfer_columns(),
            "transfers": [rows.transfer_row(transfer) for transfer in transfers],
            "crumbs": _crumbs("action-list", _("Actions"), localised(action, "title")),
        }


class TransferView(DetailView):
    """One policy transfer: the model, the recommendation, how far it is."""

    queryset = PolicyTransfer.objects.with_names().select_related("action")
    template_name = "programs/transfer_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        transfer = self.object
        return super().get_context_data(**kwargs) | {
            "title": localised(transfer, "title"),
            "eyebrow": localised(transfer.to_jurisdiction, "name"),
            "words": localised(transfer, "recommendation"),
            "facts": transfer_facts(transfer),
            "sources": list(transfer.sources.all()),
            "crumbs": _crumbs("transfer-list", _("Lessons"), localised(transfer, "title")),
        }


class BilateralView(ExportMixin, TemplateView):
    """What two countries do together; the two are named in the order of the alphabet."""

    template_name = "programs/bilateral.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the one address that the two have."""
        found = pair_of(kwargs["pair"])
        if found is None:
            raise Http404(_("There is no page of these two: give two codes, such as kz-pk."))
        canonical = address_of(*found)
        if canonical != kwargs["pair"]:
            return redirect("bilateral", pair=canonical)
        self.first, self.second = sorted(found, key=lambda place: place.code)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        names = {"first": localised(self.first, "name"), "second": localised(self.second, "name")}
        page = bilateral(self.first, self.second, today=today(), now=timezone.now())
        actions = {
            name: [rows.action_row(action) for action in getattr(page, name)]
            for name in ("overdue", "agreed", "proposed", "done", "dropped")
        }
        return super().get_context_data(**kwargs) | {
            "page": page,
            "title": _("%(first)s and %(second)s") % names,
            "today": today(),
            "action_columns": rows.action_columns(),
            "actions": actions,
            "event_columns": rows.event_columns(),
            "coming": [rows.event_row(event) for event in page.coming],
            "past": [rows.event_row(event) for event in page.past],
            "transfer_columns": rows.transfer_columns(),
            "transfers": [rows.transfer_row(transfer) for transfer in page.transfers],
            "crumbs": [Crumb(_("Collaboration"), reverse("collaboration")), Crumb(_("Two countries"))],
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the page to take away."""
        return bilateral_summary(context, self.request)


def _crumbs(name: str, label: str, title: Any) -> list[Crumb]:
    return [Crumb(_("Collaboration"), reverse("collaboration")), Crumb(label, reverse(name)), Crumb(title)]
