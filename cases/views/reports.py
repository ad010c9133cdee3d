"""Reports that the law obliges to make: recording one, and one of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import door, law_door, law_facts, permissions, record, sharing_door
from cases.actions import reports
from cases.choices import Deed, Section
from cases.law_words import instant_words, length_words
from cases.report_forms import ReportForm
from cases.views.pages import CasePage
from cases.views.recording import RecordingView
from kbase.localised import localised
from legislation.labels import provision_label


class ReportNewView(RecordingView):
    """Record a report; the duties offered are those that were law when the matter became known."""

    looks_at = "mandatoryreport"
    form_class = ReportForm
    part = "work-duties"
    section = Section.MEASURES
    thing = permissions.MEASURE
    title = _("Record a report that the law demands")
    lead = _("It is never changed. The provision is kept as it was law when the matter became known.")
    submit = _("Record")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "duties": sharing_door.duties_to_tell(self.case, self.chosen_day())
        }

    def chosen_day(self) -> dt.date:
        """The day that was sent, else today."""
        try:
            return dt.date.fromisoformat(self.request.POST.get("aware_at", "")[:10])
        except ValueError:
            return timezone.localdate()

    def act(self, data: dict[str, Any]) -> None:
        duty = sharing_door.duties_to_tell(self.case, self.chosen_day()).get(pk=data.pop("duty"))
        informed = data.pop("survivor_informed")
        made = reports.record_report(
            actor=self.request.user, case_id=self.case.pk, version=duty.version, told=reports.Told(**data),
            survivor_informed=informed,
        )  # fmt: skip
        self.made = reverse("work-report", args=(self.case.pk, made.pk))


class ReportView(CasePage):
    """One report: by which provision, to whom, and how long it took."""

    template_name = "cases/report.html"
    section = Section.MEASURES
    part = "work-duties"

    @cached_property
    def report(self) -> Any:
        return law_door.report_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record.note(Deed.READ, self.report)
        return super().get_context_data(report=self.report, facts=report_facts(self.report), **kwargs)


def report_facts(report: Any) -> list[dict[str, Any]]:
    """Return what was recorded of a report, for components/facts.html."""
    provision = report.version.provision
    zone = provision.law.jurisdiction.timezone
    fact = law_facts.fact
    return [
        fact(gettext("What the law says"), provision_label(provision), provision.get_absolute_url(),
             localised(provision.law, "short_title")),
        fact(gettext("Became known"), instant_words(report.aware_at, zone)),
        fact(gettext("Reported"), instant_words(report.sent_at, zone),
             note=gettext("after %(span)s") % {"span": length_words(report.elapsed)}),
        fact(gettext("To whom"), door.opened(report, "recipient")),
        fact(gettext("Way"), report.get_channel_display()),
        fact(gettext("Their number"), door.opened(report, "their_ref") or "—"),
        fact(gettext("The survivor was told"), report.get_survivor_informed_display()),
        law_facts.recorded(report),
    ]  # fmt: skip
