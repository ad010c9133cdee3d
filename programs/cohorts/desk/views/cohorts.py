"""Cohorts: the list, one with its funnel, making and changing it, opening and closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from kbase.localised import localised
from legislation.views.point_in_time import today
from programs.cohorts import funnel, opening
from programs.cohorts.desk.access import OfficerMixin, Refusal, attempt, say
from programs.cohorts.desk.forms import CohortForm
from programs.cohorts.desk.rows import cohort_columns, cohort_row
from programs.cohorts.erasing import due_for_erasure, last_day_kept
from programs.cohorts.rights import cohorts_of, outcomes_of, programmes_of
from programs.cohorts.states import COHORT_TRANSITIONS, IN_PREPARATION, OPEN
from programs.models import Cohort
from programs.watched_forms import held

COHORTS_PER_PAGE = 50


class FrontView(OfficerMixin, TemplateView):
    """All cohorts, and what waits."""

    template_name = "cohorts_desk/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count once."""
        actor = self.request.user
        own = cohorts_of(actor)
        records = own.with_programme().with_counts().order_by("-starts_on", "pk")
        page = Paginator(records, COHORTS_PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "columns": cohort_columns(),
            "rows": [cohort_row(cohort) for cohort in page],
            "outcomes_due": outcomes_of(actor).filter(answered_at=None, due_on__lte=today()).count(),
            "erasable": due_for_erasure(now=self.now, cohorts=own).count(),
            "runs_something": programmes_of(actor).exists(),
        }


class EditView(OfficerMixin, FormView):
    """Make a cohort, or change one."""

    template_name = "cohorts_desk/form.html"
    form_class = CohortForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare and save with the record held."""
        with held(Cohort, kwargs.get("pk")):
            return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Work on the cohort of the address."""
        kwargs = super().get_form_kwargs()
        pk = self.kwargs.get("pk")
        return kwargs | {
            "instance": self.find_cohort(pk) if pk else Cohort(),
            "programmes": programmes_of(self.request.user),
        }

    def form_valid(self, form: CohortForm) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            saved = opening.save_cohort(cohort=form.instance, actor=self.request.user, now=self.now)
        except Refusal as error:
            say(form, error)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("cohort-desk-cohort", pk=saved.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        title = _("Change the cohort") if self.kwargs.get("pk") else _("A new cohort")
        return super().get_context_data(**kwargs) | {"title": title, "button": _("Save")}


class CohortView(OfficerMixin, TemplateView):
    """One cohort: how it stands, its funnel, its questions and sessions."""

    template_name = "cohorts_desk/cohort.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        cohort = self.find_cohort(self.kwargs["pk"])
        counts = funnel.counts_of(cohort)
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "eyebrow": localised(cohort.programme, "name"),
            "stages": funnel.stages(counts),
            "divisions": funnel.divisions(counts),
            "questions": list(cohort.questions.all()),
            "sessions": list(cohort.sessions.annotate(recorded=Count("attendances"))),
            "is_in_preparation": cohort.state == IN_PREPARATION,
            "may_open": OPEN in COHORT_TRANSITIONS[cohort.state],
            "is_open": cohort.state == OPEN,
            "kept_until": last_day_kept(cohort),
        }


class OpenView(OfficerMixin, View):
    """Open or close a cohort for applications."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """Take the step."""
        cohort, actor = self.find_cohort(pk), request.user
        if verb == "open":
            attempt(
                request,
                lambda: opening.open_cohort(cohort=cohort, actor=actor, now=self.now),
                _("People can apply now."),
            )
        else:
            attempt(
                request,
                lambda: opening.close_cohort(cohort=cohort, actor=actor),
                _("No more applications are taken."),
            )
        return redirect("cohort-desk-cohort", pk=pk)
