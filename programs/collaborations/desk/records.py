"""The front page, and the forms of actions and policy transfers with their sources."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from kbase.history import Owned, history_of
from legislation.desk.access import Refusal, refusal_words
from legislation.views.point_in_time import today
from programs.collaborations import rights
from programs.collaborations.desk.access import WriterMixin
from programs.collaborations.desk.forms import ActionForm, ActionSources, TransferForm, TransferSources
from programs.collaborations.steps import save_record
from programs.models import (
    ActionSource,
    CollaborationAction,
    Event,
    EventMaterial,
    PolicyTransfer,
    TransferSource,
)
from programs.watched_forms import held

SHOWN = 100
HISTORIES: dict[str, tuple[Any, list[Owned]]] = {
    "action": (CollaborationAction, [Owned(ActionSource, "action")]),
    "lesson": (PolicyTransfer, [Owned(TransferSource, "transfer")]),
    "event": (Event, [Owned(EventMaterial, "event")]),
}


class FrontView(WriterMixin, TemplateView):
    """What is kept, what is late and what is coming."""

    template_name = "programs/desk/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the lists; each shows what asks for attention first."""
        events = Event.objects.with_names().with_places()
        return super().get_context_data(**kwargs) | {
            "overdue": list(CollaborationAction.objects.overdue(today()).with_names()[:SHOWN]),
            "actions": list(CollaborationAction.objects.with_names().order_by("-pk")[:SHOWN]),
            "events": list(events.order_by("-starts_at")[:SHOWN]),
            "transfers": list(PolicyTransfer.objects.with_names()[:SHOWN]),
            "today": today(),
            "now": timezone.now(),
            "sees_people": rights.may_see_people(self.request.user),
        }


class RecordView(WriterMixin, TemplateView):
    """A form with sources; what is refused is said in it, and nothing typed is lost."""

    template_name = "programs/desk/record.html"
    model: Any
    form_class: Any
    sources_class: Any
    kind: str
    new_title: str

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the record, or begin one."""
        super().setup(request, *args, **kwargs)
        self.record: Any = None

    def _forms(self, data: Any = None) -> tuple[Any, Any]:
        pk = self.kwargs.get("pk")
        self.record = get_object_or_404(self.model, pk=pk) if pk else self.model()
        form = self.form_class(data, instance=self.record)
        return form, self.sources_class(data, instance=self.record, prefix="sources")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the forms."""
        form, sources = self._forms()
        return self.render_to_response(self.get_context_data(form=form, sources=sources))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or say why not."""
        with held(self.model, kwargs.get("pk")):
            form, sources = self._forms(request.POST)
            if form.is_valid() and sources.is_valid() and self._saved(form, sources):
                return redirect(self.record.get_absolute_url())
        context = self.get_context_data(form=form, sources=sources)
        return self.render_to_response(context, status=400)

    def _saved(self, form: Any, sources: Any) -> bool:
        is_new = self.record.pk is None
        try:
            with transaction.atomic():
                sources.save(commit=False)
                changed = [*sources.new_objects, *(record for record, _names in sources.changed_objects)]
                save_record(
                    record=self.record,
                    sources=changed,
                    removed=sources.deleted_objects,
                    actor=self.request.user,
                )
        except (*Refusal, ValueError) as error:
            if is_new:
                self.record.pk, self.record._state.adding = None, True
            form.add_error(None, ValidationError(refusal_words(error)))
            return False
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what is edited."""
        title = str(self.record) if self.record.pk else self.new_title
        return super().get_context_data(**kwargs) | {"title": title, "record": self.record, "kind": self.kind}


class ActionFormView(RecordView):
    """Enter or change an action."""

    model, form_class, sources_class, kind = CollaborationAction, ActionForm, ActionSources, "action"

    @property
    def new_title(self) -> str:  # type: ignore[override]
        """Name a new one."""
        return _("Enter an action")


class TransferFormView(RecordView):
    """Enter or change a policy transfer."""

    model, form_class, sources_class, kind = PolicyTransfer, TransferForm, TransferSources, "lesson"

    @property
    def new_title(self) -> str:  # type: ignore[override]
        """Name a new one."""
        return _("Enter a recommendation")


class HistoryView(WriterMixin, TemplateView):
    """What happened to a record, the latest first."""

    template_name = "desk/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the history that the triggers keep."""
        if self.kwargs["kind"] not in HISTORIES:
            raise Http404(_("There is no history of that."))
        model, owned = HISTORIES[self.kwargs["kind"]]
        record = get_object_or_404(model, pk=self.kwargs["pk"])
        return super().get_context_data(**kwargs) | {
            "record": record,
            "kind": record._meta.verbose_name,
            "entries": history_of(record, owned),
            "moments": [],
        }
