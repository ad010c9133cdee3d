"""Sessions with attendance, and outcomes some months after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from kbase.localised import localised
from legislation.views.point_in_time import today
from programs.cohorts import attending, completing, opening
from programs.cohorts.choices import Looked, Presence
from programs.cohorts.desk.access import OfficerMixin, Refusal, attempt, refusal_words, say
from programs.cohorts.desk.forms import SessionForm
from programs.cohorts.desk.rows import outcome_columns, outcome_row
from programs.cohorts.forms import OutcomeForm
from programs.cohorts.rights import outcomes_of
from programs.models import CohortSession, Outcome
from programs.watched_forms import held

PER_PAGE = 50


class SessionEditView(OfficerMixin, FormView):
    """Add a session, or change one."""

    template_name = "cohorts_desk/form.html"
    form_class = SessionForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare and save with the record held."""
        with held(CohortSession, kwargs.get("session")):
            return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Work on the session of the address."""
        cohort = self.find_cohort(self.kwargs["pk"])
        session = self.kwargs.get("session")
        record = (
            get_object_or_404(cohort.sessions.all(), pk=session) if session else CohortSession(cohort=cohort)
        )
        record.cohort = cohort
        return super().get_form_kwargs() | {"instance": record}

    def form_valid(self, form: SessionForm) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            opening.save_session(session=form.instance, actor=self.request.user)
        except Refusal as error:
            say(form, error)
            return self.form_invalid(form)
        return redirect("cohort-desk-cohort", pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page and its clocks."""
        cohort = self.find_cohort(self.kwargs["pk"])
        note = _("All times are those of %(zone)s.") % {"zone": cohort.timezone}
        return super().get_context_data(**kwargs) | {
            "title": _("A session"),
            "note": note,
            "button": _("Save"),
        }


class AttendanceView(OfficerMixin, TemplateView):
    """Who came to a session: one row a person."""

    template_name = "cohorts_desk/attendance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List everybody who takes part."""
        session = self._session()
        held = dict(session.attendances.values_list("application_id", "presence"))
        people = sorted(attending.participants(session), key=lambda each: each.name.casefold())
        return super().get_context_data(**kwargs) | {
            "session": session,
            "cohort": session.cohort,
            "title": localised(session, "title"),
            "rows": [(each, held.get(each.pk, "")) for each in people],
            "presences": Presence.choices,
        }

    def post(self, request: HttpRequest, pk: int, session: int) -> HttpResponse:
        """Save the sheet."""
        record, actor = self._session(), request.user
        given = {
            name.removeprefix("presence-"): str(value)
            for name, value in request.POST.items()
            if name.startswith("presence-") and value
        }
        attempt(
            request,
            lambda: attending.record_attendance(session=record, presences=given, actor=actor),
            _("Saved."),
        )
        return redirect("cohort-desk-attendance", pk=pk, session=session)

    def _session(self) -> CohortSession:
        cohort = self.find_cohort(self.kwargs["pk"])
        session: CohortSession = get_object_or_404(cohort.sessions.all(), pk=self.kwargs["session"])
        session.cohort = cohort
        return session


class DeleteSessionView(OfficerMixin, View):
    """Delete a session at which nobody's attendance was recorded."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, session: int) -> HttpResponse:
        """Delete it."""
        record, actor = get_object_or_404(self.find_cohort(pk).sessions.all(), pk=session), request.user
        attempt(request, lambda: opening.delete_session(session=record, actor=actor), _("Deleted."))
        return redirect("cohort-desk-cohort", pk=pk)


class OutcomesView(OfficerMixin, TemplateView):
    """Outcomes that are due and not answered yet, the oldest first."""

    template_name = "cohorts_desk/outcomes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Page through them."""
        due = outcomes_of(self.request.user).filter(answered_at=None, due_on__lte=today())
        records = due.select_related("application__cohort__programme__jurisdiction")
        page = Paginator(records.order_by("due_on", "pk"), PER_PAGE).get_page(self.request.GET.get("page"))
        rows = [outcome_row(outcome) for outcome in page]
        return super().get_context_data(**kwargs) | {"page": page, "columns": outcome_columns(), "rows": rows}


class OutcomeView(OfficerMixin, FormView):
    """Record what someone told staff."""

    template_name = "cohorts_desk/form.html"
    form_class = OutcomeForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the outcome; who may see it is asked before anything is shown."""
        super().setup(request, *args, **kwargs)
        self.identity: UUID = kwargs["pk"]

    def _outcome(self) -> Outcome:
        found = outcomes_of(self.request.user).select_related("application__cohort")
        return get_object_or_404(found, pk=self.identity)

    def form_valid(self, form: OutcomeForm) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            completing.answer_outcome(
                outcome=self._outcome(), answers=form.cleaned_data, actor=self.request.user, now=self.now
            )
        except Refusal as error:
            for words in refusal_words(error):
                form.add_error(None, words)
            return self.form_invalid(form)
        messages.success(self.request, _("Recorded."))
        return redirect("cohort-desk-outcomes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the person and the time."""
        outcome = self._outcome()
        self.look_at(outcome.application_id, Looked.OUTCOME)
        words = _("%(name)s, %(months)s months after") % {
            "name": outcome.application.name, "months": outcome.months,
        }  # fmt: skip
        return super().get_context_data(**kwargs) | {"title": words, "button": _("Save")}
