"""First contact: what must be said before anything is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, permissions, reporting
from cases.actions import first_contact
from cases.care_forms import BeforeForm, FirstContactForm
from cases.choices import Section
from cases.views.pages import CaseFormView
from kbase.localised import localised
from legislation.labels import provision_label

PREFERRED = "KZ"


class FirstContactView(CaseFormView):
    """Limits of confidentiality and duties to report, then consent or 'not now'; no narrative here."""

    form_class = FirstContactForm
    template_name = "cases/first_contact.html"
    section = Section.PLAN
    title = _("First contact")
    lead = _("Before she or he tells you anything.")
    submit = _("Record first contact")

    @cached_property
    def survivor(self) -> Any:
        return care_door.survivor_of(self.request.user, self.case)

    @cached_property
    def before(self) -> BeforeForm:
        """What was chosen in the address; the person's recorded age, if any, is offered."""
        places = care_door.jurisdictions()
        known = {"age": self.survivor.age_band if self.survivor else None, "place": PREFERRED}
        return BeforeForm(
            self.request.GET if "age" in self.request.GET else None, places=places, initial=known,
            auto_id="before_%s",
        )  # fmt: skip

    @property
    def chosen(self) -> dict[str, Any]:
        return self.before.cleaned_data if self.before.is_bound and self.before.is_valid() else {}

    def act(self, data: dict[str, Any]) -> None:
        if not self.chosen:
            raise first_contact.LimitsNotExplainedError
        first_contact.record_first_contact(
            actor=self.request.user, case_id=self.case.pk, jurisdiction=self.chosen["place"],
            today=timezone.localdate(), age_band=self.chosen["age"],
            limits_explained=data["limits_explained"], emergency_reason=data["emergency_reason"],
            answer=first_contact.Answer(
                kinds=data["kinds"], capacity=data["capacity"], method=data["method"]
            ),
        )  # fmt: skip
        messages.success(self.request, gettext("First contact is recorded."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        if self.chosen:
            membership = permissions.check(
                self.request.user, permissions.WRITE, permissions.CASE,
                organisation_id=self.case.organisation_id,
            )  # fmt: skip
            duties = reporting.reporting_duties(
                kind=membership.organisation.kind, jurisdiction=self.chosen["place"], on=timezone.localdate()
            )
            own, of_minors = reporting.sorted_for(duties, self.chosen["age"])
            shown = {"duties": rows(own), "of_minors": rows(of_minors), "today": timezone.localdate()}
        return super().get_context_data(
            before=self.before, contacts=self.recorded(), asked=bool(self.chosen), **shown,
            **kwargs,
        )  # fmt: skip

    def recorded(self) -> list[Any]:
        """First contacts so far: an emergency is made up for later."""
        return [
            {"contact": contact, "emergency": door.opened(contact, "emergency_reason")}
            for contact in care_door.first_contacts_of(self.request.user, self.case)
        ]


def rows(duties: list[Any]) -> list[dict[str, Any]]:
    """Return duties as the page prints them, each with its citation."""
    return [
        {
            "bearer": localised(duty.bearer, "name"),
            "action": localised(duty, "action"),
            "trigger": localised(duty, "trigger"),
            "recipient": localised(duty.recipient, "name"),
            "immediate": duty.immediate,
            "provision": provision_label(duty.version.provision),
            "url": duty.version.provision.get_absolute_url(),
            "law": localised(duty.version.provision.law, "short_title"),
        }
        for duty in duties
    ]
