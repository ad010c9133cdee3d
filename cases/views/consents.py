"""What the people in a case agreed to, and its withdrawal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, record, states
from cases.actions import consents
from cases.care_forms import ConsentForm, WithdrawForm
from cases.choices import Deed, Section
from cases.querysets import DECIDE, WRITE
from cases.views.pages import CaseFormView, CasePage


class ConsentsView(CasePage):
    """Consents of a case, those that count now first."""

    template_name = "cases/consents.html"
    section = Section.PLAN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = care_door.consents_of(user, self.case)
        record.note_ids(Deed.READ, case_id=self.case.pk, kind="consent")
        counting = set(found.counting().values_list("pk", flat=True))
        shown = [row(consent, consent.pk in counting) for consent in found]
        return super().get_context_data(
            consents=sorted(shown, key=lambda each: not each["counts"]),
            may_write=door.may_use(user, self.case.pk, section=Section.PLAN, level=WRITE),
            may_withdraw=door.may_use(user, self.case.pk, section=Section.PLAN, level=DECIDE),
            **kwargs,
        )


def row(consent: Any, counts: bool) -> dict[str, Any]:
    """Return a consent as the page prints it, with what is sealed in it opened."""
    words = gettext("Counts now") if counts else consent.get_status_display()
    if not counts and consent.status == states.GIVEN:
        words = gettext("Expired")
    return {
        "consent": consent,
        "counts": counts,
        "status": words,
        "recipient": consent.recipient or consent.recipient_listed,
        "parts": [Section(section).label for section in consent.sections],
        "given_on": localtime(consent.given_at).date(),
        "last_on": (localtime(consent.ends_at) - dt.timedelta(seconds=1)).date() if consent.ends_at else None,
        "withdrawn_on": localtime(consent.withdrawn_at).date() if consent.withdrawn_at else None,
        "evidence": door.opened(consent, "evidence"),
        "withdrawal": door.opened(consent, "withdrawal"),
    }


class OfConsents(CaseFormView):
    """A form that leads back to the consents."""

    looks_at = "consent"
    section = Section.PLAN
    part = "work-consents"


class ConsentNewView(OfConsents):
    """Record what a person agrees to."""

    form_class = ConsentForm
    title = _("Record consent")
    lead = _("Only what was asked for and agreed to. Silence is no consent.")
    submit = _("Record consent")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "parties": door.parties_of(self.request.user, self.case),
            "organisations": door.organisations(),
            "listed": care_door.listed_organisations(),
        }

    def act(self, data: dict[str, Any]) -> None:
        last = data["last_on"]
        ends_at = make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time())) if last else None
        terms = consents.Terms(
            capacity=data["capacity"], method=data["method"], ends_at=ends_at, evidence=data["evidence"]
        )
        consents.give_consent(
            actor=self.request.user, party_id=data["party"].pk, kind=data["kind"], terms=terms,
            recipient=data["recipient"] or data["recipient_listed"], sections=data["sections"],
        )  # fmt: skip


class WithdrawView(OfConsents):
    """Record that consent was withdrawn."""

    form_class = WithdrawForm
    level = DECIDE
    title = _("Consent is withdrawn")
    lead = _(
        "From now on nothing is shared or done on the strength of it. What was shared before stays there."
    )
    submit = _("Record the withdrawal")

    @cached_property
    def consent(self) -> Any:
        return care_door.consent_for(
            self.request.user, self.kwargs["case_id"], self.kwargs["record_id"], level=DECIDE
        )

    def check_access(self) -> None:
        _case, _consent = self.case, self.consent

    def act(self, data: dict[str, Any]) -> None:
        consents.withdraw_consent(actor=self.request.user, consent_id=self.consent.pk, **data)
        messages.success(self.request, gettext("The withdrawal is recorded."))
