"""How an application stands: read with the code; withdraw, take one's data away, have them erased."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from programs.cohorts import applying, certifying, completing, erasing, tickets
from programs.cohorts.forms import OutcomeForm
from programs.cohorts.letters import has_letter, standing
from programs.cohorts.own_data import own_data
from programs.cohorts.papers import certificate_pdf, letter_pdf
from programs.cohorts.states import (
    ACCEPTED,
    COMPLETED,
    DRAFT,
    ENROLLED,
    TRANSITIONS,
    WITHDRAWN,
    ForbiddenStepError,
)
from programs.cohorts.steps import ApplicationGoneError
from programs.cohorts.views.private import PrivateView
from programs.models import Application, Certificate, Outcome

SEES_SESSIONS = (ACCEPTED, ENROLLED, COMPLETED)


def standing_context(application: Application, *, now: dt.datetime, words: str = "") -> dict[str, Any]:
    """Give what the page shows of an application."""
    cohort = application.cohort
    certificate = Certificate.objects.filter(application=application).first()
    due = application.outcomes.filter(answered_at=None, due_on__lte=cohort.day(now)).first()
    return {
        "application": application,
        "cohort": cohort,
        "programme": cohort.programme,
        "sentences": standing(application),
        "letter": application.letter if has_letter(application) else "",
        "has_letter": has_letter(application),
        "is_draft": application.state == DRAFT,
        "may_withdraw": WITHDRAWN in TRANSITIONS[application.state],
        "sessions": list(cohort.sessions.all()) if application.state in SEES_SESSIONS else [],
        "certificate": certificate if certificate and certificate.revoked_on is None else None,
        "outcome": due,
        "outcome_form": OutcomeForm() if due else None,
        "kept_until": erasing.last_day_kept(cohort),
        "words": words,
        "ticket": tickets.issue(application, now=now),
    }


class ApplicationView(PrivateView):
    """One address for all: what it shows depends on the code, which is never part of it."""

    verbs = {
        "open": "open",
        "withdraw": "withdraw",
        "erase": "erase",
        "export": "export",
        "name": "name",
        "letter": "letter",
        "certificate": "certificate",
        "outcome": "outcome",
    }

    def start(self, *, words: str = "", status: int = 200) -> HttpResponseBase:
        """Ask for the code."""
        return self.page("programs/cohorts/application.html", {"words": words}, status)

    def open(self) -> HttpResponseBase:
        """Show the application of a code."""
        application, words, status = self.by_code()
        if application is None:
            return self.start(words=words, status=status)
        return self.show(application)

    def show(self, application: Application, *, words: str = "", status: int = 200) -> HttpResponseBase:
        """Show how an application stands."""
        context = standing_context(application, now=self.now, words=words)
        return self.page("programs/cohorts/standing.html", context, status)

    def withdraw(self) -> HttpResponseBase:
        """Withdraw."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        try:
            application = applying.withdraw(application=application, now=self.now)
        except ApplicationGoneError as error:
            return self.start(words=" ".join(error.messages), status=409)
        except ForbiddenStepError:
            application.refresh_from_db()
            return self.show(application, words=_("This can't be withdrawn any more."), status=409)
        return self.show(application)

    def erase(self) -> HttpResponseBase:
        """Erase everything she wrote."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        erasing.erase(application=application, now=self.now)
        return self.page("programs/cohorts/erased.html", {})

    def export(self) -> HttpResponseBase:
        """Hand her over all that is held of her."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        content = json.dumps(own_data(application), ensure_ascii=False, indent=2)
        return HttpResponse(
            content,
            content_type="application/json",
            headers={"Content-Disposition": 'attachment; filename="form.json"'},
        )

    def letter(self) -> HttpResponseBase:
        """Hand her the letter."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        if not has_letter(application):
            return self.show(application, words=_("There is no letter yet."), status=409)
        return _pdf(letter_pdf(application), "letter.pdf")

    def certificate(self) -> HttpResponseBase:
        """Hand her the certificate."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        records = Certificate.objects.select_related("cohort__programme__jurisdiction")
        found = records.filter(application=application, revoked_on=None).first()
        if found is None:
            return self.show(application, words=_("There is no certificate yet."), status=409)
        address = self.request.build_absolute_uri(found.get_absolute_url())
        return _pdf(certificate_pdf(found, address=address), "certificate.pdf")

    def name(self) -> HttpResponseBase:
        """Let her name be shown to whoever checks her certificate, or not."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        try:
            certifying.show_name(application=application, allowed=self.request.POST.get("allowed") == "yes")
        except ValidationError as error:
            return self.show(application, words=" ".join(error.messages), status=409)
        return self.show(application)

    def outcome(self) -> HttpResponseBase:
        """Record what she does now."""
        application = self._fresh()
        if application is None:
            return self.timed_out()
        due = Outcome.objects.filter(application=application, answered_at=None).first()
        form = OutcomeForm(self.request.POST)
        if due is None or not form.is_valid():
            context = standing_context(application, now=self.now) | {"outcome_form": form}
            return self.page("programs/cohorts/standing.html", context, 400)
        try:
            completing.answer_outcome(outcome=due, answers=form.cleaned_data, actor=None, now=self.now)
        except ValidationError as error:
            return self.show(application, words=" ".join(error.messages), status=409)
        return self.show(application, words=_("Thank you. Your answers are saved."))

    def timed_out(self) -> HttpResponseBase:
        """Ask for the code again."""
        return self.start(
            words=_("This page was open for more than half an hour. Type your code to go on."), status=403
        )

    def _fresh(self) -> Application | None:
        ticket = self.by_ticket()
        return ticket.application if ticket and ticket.is_fresh else None


def _pdf(content: bytes, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
