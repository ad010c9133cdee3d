"""Events at the desk: the form, the steps, who registered and who came, what is handed out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from kbase.localised import localised
from legislation.desk.access import attempt, refusal_words
from programs.collaborations import materials, registering, rights, scheduling
from programs.collaborations.desk.access import PeopleMixin, WriterMixin
from programs.collaborations.desk.forms import CancelForm, EventForm, MaterialForm
from programs.collaborations.material_files import LARGEST
from programs.collaborations.states import EVENT, ForbiddenStepError
from programs.collaborations.times import moment_text, span_text
from programs.models import Event, EventMaterial, Registration
from programs.watched_forms import held


class EventFormView(WriterMixin, TemplateView):
    """Enter or change an event; nothing typed is lost."""

    template_name = "programs/desk/event_edit.html"

    def _form(self, data: Any = None) -> EventForm:
        pk = self.kwargs.get("pk")
        return EventForm(data, instance=get_object_or_404(Event, pk=pk) if pk else Event())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        return self.render_to_response(self.get_context_data(form=self._form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or say why not."""
        with held(Event, kwargs.get("pk")):
            form = self._form(request.POST)
            if form.is_valid() and self._saved(form):
                messages.success(request, _("The event is saved."))
                return redirect("together-event", pk=form.instance.pk)
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _saved(self, form: EventForm) -> bool:
        try:
            scheduling.save_event(event=form.instance, actor=self.request.user, now=timezone.now())
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        return True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what is edited."""
        event = kwargs["form"].instance
        title = str(localised(event, "title")) if event.pk else _("Enter an event")
        return super().get_context_data(**kwargs) | {"title": title, "event": event}


class EventDeskView(WriterMixin, TemplateView):
    """One event: how it stands, who comes, what is handed out."""

    template_name = "programs/desk/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page; people are read only by who may see them."""
        events = Event.objects.with_names().with_places()
        event: Any = get_object_or_404(events, pk=self.kwargs["pk"])
        sees = rights.may_see_people(self.request.user)
        people = list(event.registrations.exclude(state="withdrawn")) if sees else []
        return super().get_context_data(**kwargs) | {
            "event": event,
            "title": localised(event, "title"),
            "when": span_text(event),
            "deadline": moment_text(event.register_until, event.zone),
            "steps": EVENT[event.state],
            "has_begun": event.starts_at <= timezone.now(),
            "sees_people": sees,
            "people": people,
            "counts": _counts(people),
            "materials": list(event.materials.all()),
            "cancel_form": kwargs.get("cancel_form") or CancelForm(),
            "material_form": kwargs.get("material_form") or MaterialForm(),
        }


def _counts(people: list[Registration]) -> list[tuple[str, int]]:
    """Participants by country and by sex, as the areas ask; those with a place alone."""
    with_place = [person for person in people if person.state == "registered"]
    countries = Counter(person.country or _("country not said") for person in with_place)
    sexes = Counter(str(person.get_sex_display()) for person in with_place)
    return [*sorted(countries.items()), *sorted(sexes.items())]


class StepView(WriterMixin, View):
    """Announce an event, record that it was held, or delete a draft."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step, and say whether it was taken."""
        event = get_object_or_404(Event, pk=kwargs["pk"])
        actor, now = request.user, timezone.now()
        verbs: dict[str, tuple[Callable[[], object], str]] = {
            "announce": (
                lambda: scheduling.announce(event=event, actor=actor, now=now),
                _("The event is announced: people can register."),
            ),
            "hold": (
                lambda: scheduling.hold(event=event, actor=actor, now=now),
                _("The event is recorded as held."),
            ),
            "discard": (
                lambda: scheduling.discard(event=event, actor=actor),
                _("The draft is deleted."),
            ),
        }
        act, done = verbs[kwargs["verb"]]
        if _attempt(request, act, done) and kwargs["verb"] == "discard":
            return redirect("together-front")
        return redirect("together-event", pk=event.pk)


class CancelView(EventDeskView):
    """Cancel an event; a reason is needed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel, or ask for the reason again."""
        form = CancelForm(request.POST)
        event = get_object_or_404(Event, pk=kwargs["pk"])
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(cancel_form=form), status=400)
        reason = form.cleaned_data["reason"]
        _attempt(
            request,
            lambda: scheduling.cancel(event=event, reason=reason, actor=request.user, now=timezone.now()),
            _("The event is cancelled. Tell those who registered."),
        )
        return redirect("together-event", pk=event.pk)


class AttendanceView(PeopleMixin, View):
    """Record who came."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record everyone with a place as there or not."""
        event = get_object_or_404(Event, pk=kwargs["pk"])
        present = [UUID(value) for value in request.POST.getlist("present") if _is_uuid(value)]
        _attempt(
            request,
            lambda: registering.record_attendance(
                event=event, present=present, actor=request.user, now=timezone.now()
            ),
            _("Attendance is recorded."),
        )
        return redirect("together-event", pk=event.pk)


class MaterialView(EventDeskView):
    """Add a material."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check the file by what it holds, and keep it."""
        form = MaterialForm(request.POST, request.FILES)
        event = get_object_or_404(Event, pk=kwargs["pk"])
        if form.is_valid() and self._added(form, event):
            messages.success(request, _("The material is kept. Readers see it once the event has ended."))
            return redirect("together-event", pk=event.pk)
        return self.render_to_response(self.get_context_data(material_form=form), status=400)

    def _added(self, form: MaterialForm, event: Event) -> bool:
        upload = form.cleaned_data.get("upload")
        material = form.instance
        material.event = event
        try:
            materials.add_material(
                material=material,
                actor=self.request.user,
                now=timezone.now(),
                name=upload.name if upload else "",
                content=upload.read(LARGEST + 1) if upload else None,
            )
        except ValidationError as error:
            form.add_error("upload" if upload else None, refusal_words(error))
            return False
        return True


class RemoveMaterialView(WriterMixin, View):
    """Take a material away."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it with its file."""
        material = get_object_or_404(EventMaterial, pk=kwargs["material"], event=kwargs["pk"])
        _attempt(
            request,
            lambda: materials.remove_material(material=material, actor=request.user),
            _("The material is removed."),
        )
        return redirect("together-event", pk=kwargs["pk"])


def _attempt(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """As the desk's, and a step that the states don't have is refused in the reader's words."""
    try:
        return attempt(request, act, done)
    except ForbiddenStepError:
        messages.error(request, _("Someone has taken a step meanwhile: this one is no longer possible."))
        return False


def _is_uuid(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
