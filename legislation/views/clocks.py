"""When is it due? A reader enters the moment of an event; nothing of it is kept anywhere."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from kbase.localised import localised
from legislation.clock_rows import clock_row
from legislation.clocks.calendar import CannotCount
from legislation.clocks.moments import InvalidMoment
from legislation.crumbs import Crumb, law_crumbs
from legislation.due_form import DueForm
from legislation.due_page import Answer, answer
from legislation.labels import provision_label
from legislation.models import ClockRule, Duty
from legislation.norm_rows import for_rows
from legislation.views.point_in_time import PointInTimeMixin, on_suffix
from legislation.views.provisions import find_provision


# Without a cookie there is no token; and there is nothing that a forged request could change or learn.
@method_decorator(csrf_exempt, name="dispatch")
class DueView(PointInTimeMixin, TemplateView):
    """A duty's clock, for a moment that is posted: no cookie, nothing kept, nothing in the address."""

    template_name = "legislation/duty_due.html"
    http_method_names = ["get", "head", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the provision first: the time zone of its law says what today is."""
        self.provision = find_provision(kwargs["jurisdiction"], kwargs["slug"], kwargs["eid"])
        super().setup(request, *args, **kwargs)

    def get_timezone(self) -> str:
        """Today is today where the law is."""
        return self.provision.law.jurisdiction.timezone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the moment."""
        return self.render_to_response(self.get_context_data(form=DueForm()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer, or say what is wrong with the moment."""
        form, found = DueForm(request.POST), None
        duty = self.get_duty()
        if form.is_valid():
            found = self.count(duty.clock, form)
        context = self.get_context_data(form=form, duty=duty, answer=found)
        response = self.render_to_response(context, status=200 if found else 422)
        response["Cache-Control"] = "no-store"
        return response

    def count(self, clock: ClockRule, form: DueForm) -> Answer | None:
        """Count, or put into the form why that can't be done."""
        try:
            return answer(clock, form.moment)
        except (CannotCount, InvalidMoment):
            form.add_error(
                None, _("This can't be counted: the calendar of working days doesn't reach so far.")
            )
        return None

    def get_duty(self) -> Duty:
        """Give the duty of the version shown, with its clock; one without a clock has no such page."""
        duties = for_rows(Duty.objects.filter(version__provision=self.provision, clock__isnull=False))
        shown = duties.published().filter(position=self.kwargs["number"] - 1)
        duty: Duty | None = shown.in_force_on(self.on).first() or shown.order_by("-version__valid").first()
        if duty is None:
            raise Http404
        return duty

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which duty it is, and by which rule it is counted."""
        duty = kwargs.pop("duty", None) or self.get_duty()
        suffix = on_suffix(self.on, self.today)
        label = provision_label(self.provision)
        crumbs = law_crumbs(
            self.provision.law,
            further=[
                Crumb(label, f"{self.provision.get_absolute_url()}{suffix}"),
                Crumb(_("When is it due?")),
            ],
        )
        return super().get_context_data(**kwargs) | {
            "provision": self.provision,
            "label": label,
            "law": self.provision.law,
            "provision_url": f"{self.provision.get_absolute_url()}{suffix}",
            "bearer": localised(duty.bearer, "name"),
            "action": localised(duty, "action"),
            "trigger": localised(duty, "trigger"),
            "clock": clock_row(duty, suffix=suffix),
            "crumbs": crumbs,
        }
