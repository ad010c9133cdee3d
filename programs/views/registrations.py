"""Registering for an event without an account, and coming back with the code."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.generic import FormView

from kbase.localised import current_language, localised
from kbase.receipts import digest, grouped
from kbase.sent_once import new_number
from kbase.throttle import may_go_on
from programs.collaborations.choices import RegistrationState
from programs.collaborations.event_page import clocks
from programs.collaborations.forms import ReceiptForm, RegistrationForm
from programs.collaborations.registering import KEPT_DAYS, erase_details, is_open, register, withdraw
from programs.collaborations.states import ForbiddenStepError
from programs.collaborations.times import moment_text, span_text
from programs.models import Event, Registration

# A centre may register its visitors from one network; nobody guesses a code of 80 bits twenty at a time.
REGISTRATIONS = {"times": 60, "seconds": 3600}
GUESSES = {"times": 20, "seconds": 600}
# Whoever knows an address could ask whether it has registered: from one network, a few times a day.
REFUSALS = {"times": 10, "seconds": 86400}


@method_decorator([never_cache, csrf_protect], name="dispatch")
class RegisterView(FormView):
    """The form; what is wrong is said in it, and nothing typed is lost."""

    template_name = "programs/event_register.html"
    form_class = RegistrationForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the event; one that isn't open says so."""
        events = Event.objects.public().with_names().with_places()
        self.event: Any = get_object_or_404(events, slug=kwargs["slug"])
        if not is_open(self.event, timezone.now()):
            return render(request, "programs/event_closed.html", self._about(), status=409)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Suppose that the page's language is the person's; number the form."""
        return {"language": current_language(), "form_number": new_number()}

    def form_valid(self, form: RegistrationForm) -> HttpResponse:
        """Register, and show the code: once, here."""
        if not may_go_on(self.request, "event-registration", **REGISTRATIONS):
            form.add_error(None, _("Too many registrations from your network. Wait an hour, or write to us."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            record, code = register(
                event=self.event,
                details=form.details(),
                now=timezone.now(),
                form_number=form.cleaned_data["form_number"],
            )
        except ValidationError as error:
            is_twice = getattr(error, "code", "") == "twice"
            if is_twice and not may_go_on(self.request, "event-twice", **REFUSALS):
                form.add_error(None, _("Too many registrations from your network. Try again tomorrow."))
                return self.render_to_response(self.get_context_data(form=form), status=429)
            form.add_error(None, error.messages)  # type: ignore[arg-type]
            return self.form_invalid(form)
        context = _context(record, code) | {"is_new": True}
        return render(self.request, "programs/registration.html", context)

    def form_invalid(self, form: RegistrationForm) -> HttpResponse:
        """Show the form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what one registers for."""
        return super().get_context_data(**kwargs) | self._about()

    def _about(self) -> dict[str, Any]:
        event = self.event
        return {
            "event": event,
            "title": localised(event, "title"),
            "when": span_text(event),
            "clocks": clocks(event),
            "deadline": moment_text(event.register_until, event.zone),
            "is_full": event.registered >= event.capacity,
            "kept_days": KEPT_DAYS,
        }


@method_decorator([never_cache, csrf_protect], name="dispatch")
class ReceiptView(FormView):
    """Someone comes back with a code: sees the registration, withdraws it, deletes the details."""

    template_name = "programs/registration_find.html"
    form_class = ReceiptForm

    def form_valid(self, form: ReceiptForm) -> HttpResponse:
        """Find the registration; the code stays out of every address."""
        if not may_go_on(self.request, "receipt", **GUESSES):
            form.add_error("code", _("Too many attempts. Wait ten minutes and try again."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        code = form.cleaned_data["code"]
        records = Registration.objects.select_related("event__kind__area", "event__organiser__jurisdiction")
        record = records.filter(receipt_digest=digest(code)).first()
        if record is None:
            form.add_error("code", _("No registration has this code. Check each letter."))
            return self.form_invalid(form)
        said = self._act(record)
        record = records.get(pk=record.pk)
        return render(
            self.request, "programs/registration.html", _context(record, grouped(code)) | {"said": said}
        )

    def form_invalid(self, form: ReceiptForm) -> HttpResponse:
        """Show the form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=400)

    def _act(self, record: Registration) -> str:
        try:
            if "withdraw" in self.request.POST:
                withdraw(registration=record, now=timezone.now())
                return _("You have withdrawn. Your details are deleted.")
            if "erase" in self.request.POST:
                erase_details(registration=record, now=timezone.now())
                return _("Your details are deleted.")
        except ValidationError as error:
            return " ".join(error.messages)
        except ForbiddenStepError:
            return _("You have withdrawn already.")
        return ""


def _context(record: Registration, code: str) -> dict[str, Any]:
    event, now = record.event, timezone.now()
    has_place = record.state == RegistrationState.REGISTERED
    ahead = event.registrations.waiting().filter(number__lt=record.number).count() if not has_place else 0
    over = event.ends_at <= now
    return {
        "record": record,
        "event": event,
        "title": localised(event, "title"),
        "code": code,
        "when": span_text(event),
        "clocks": clocks(event),
        "has_place": has_place,
        "is_waiting": record.state == RegistrationState.WAITING,
        "ahead": ahead,
        "online_url": event.online_url if has_place and event.state == "announced" else "",
        "may_withdraw": record.state != RegistrationState.WITHDRAWN and not over,
        "may_erase": over and record.erased_at is None,
        "kept_days": KEPT_DAYS,
    }
