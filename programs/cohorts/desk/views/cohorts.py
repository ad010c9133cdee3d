"""Cohorts: the list, one with its funnel, making and changing it, its questions, its report."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, TemplateView

from kbase.localised import localised
from legislation.exports.summary import Block, Column, Heading, Note, Row, Summary, Table
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.cohorts import funnel, opening
from programs.cohorts.desk.access import OfficerMixin, Refusal, attempt, refusal_words
from programs.cohorts.desk.forms import CohortForm, QuestionForm
from programs.cohorts.desk.rows import cohort_columns, cohort_row
from programs.cohorts.erasing import due_for_erasure, last_day_kept
from programs.cohorts.states import COHORT_TRANSITIONS, IN_PREPARATION, OPEN
from programs.exports.summaries import page_summary
from programs.models import Cohort, CohortQuestion, Outcome

COHORTS_PER_PAGE = 50


def find_cohort(pk: int) -> Cohort:
    """Find a cohort with its programme."""
    return get_object_or_404(Cohort.objects.with_programme(), pk=pk)


class FrontView(OfficerMixin, TemplateView):
    """All cohorts, and what waits."""

    template_name = "cohorts_desk/front.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count once."""
        records = Cohort.objects.with_programme().with_counts().order_by("-starts_on", "pk")
        page = Paginator(records, COHORTS_PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "columns": cohort_columns(),
            "rows": [cohort_row(cohort) for cohort in page],
            "outcomes_due": Outcome.objects.filter(answered_at=None, due_on__lte=today()).count(),
            "erasable": sum(1 for _each in due_for_erasure(now=self.now)),
        }


class EditView(OfficerMixin, FormView):
    """Make a cohort, or change one."""

    template_name = "cohorts_desk/form.html"
    form_class = CohortForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Work on the cohort of the address."""
        kwargs = super().get_form_kwargs()
        pk = self.kwargs.get("pk")
        return kwargs | {"instance": find_cohort(pk) if pk else Cohort()}

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


def say(form: Any, error: Exception) -> None:
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, ValidationError(refusal_words(error)))


class CohortView(OfficerMixin, TemplateView):
    """One cohort: how it stands, its funnel, its questions and sessions."""

    template_name = "cohorts_desk/cohort.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        cohort = find_cohort(self.kwargs["pk"])
        counts = funnel.counts_of(cohort)
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "eyebrow": localised(cohort.programme, "name"),
            "stages": funnel.stages(counts),
            "divisions": funnel.divisions(counts),
            "questions": list(cohort.questions.all()),
            "sessions": list(cohort.sessions.all()),
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
        cohort, actor = find_cohort(pk), request.user
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


class QuestionView(OfficerMixin, FormView):
    """Add a question, or change one, before the cohort is opened."""

    template_name = "cohorts_desk/form.html"
    form_class = QuestionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Work on the question of the address."""
        cohort = find_cohort(self.kwargs["pk"])
        question = self.kwargs.get("question")
        record: CohortQuestion = (
            get_object_or_404(cohort.questions.all(), pk=question)
            if question
            else CohortQuestion(cohort=cohort)
        )
        return super().get_form_kwargs() | {"instance": record}

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            opening.save_question(question=form.instance, actor=self.request.user)
        except Refusal as error:
            say(form, error)
            return self.form_invalid(form)
        return redirect(reverse("cohort-desk-cohort", args=(self.kwargs["pk"],)) + "#questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        return super().get_context_data(**kwargs) | {"title": _("A question"), "button": _("Save")}


class DeleteQuestionView(OfficerMixin, View):
    """Delete a question before the cohort is opened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, question: int) -> HttpResponse:
        """Delete it."""
        record: CohortQuestion = get_object_or_404(
            CohortQuestion.objects.select_related("cohort"), pk=question, cohort=pk
        )
        actor = request.user
        attempt(request, lambda: opening.delete_question(question=record, actor=actor), _("Deleted."))
        return redirect("cohort-desk-cohort", pk=pk)


class ReportView(OfficerMixin, ExportMixin, TemplateView):
    """A report for a donor: numbers alone, small groups left out; the page shows what the files hold."""

    template_name = "cohorts_desk/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the numbers."""
        cohort = find_cohort(self.kwargs["pk"])
        counts = funnel.counts_of(cohort)
        tables = [(_("How far they got"), _shown(funnel.stages(counts), is_division=False))]
        tables += [(title, _shown(rows, is_division=True)) for title, rows in funnel.divisions(counts)]
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "eyebrow": localised(cohort.programme, "name"),
            "tables": tables,
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the numbers to take away."""
        blocks: list[Block] = []
        columns = [Column("group", _("Group"), weight=3), Column("count", _("Number"), kind="number")]
        for title, rows in context["tables"]:
            blocks += [Heading(title), Table(columns, [Row([label, value]) for label, value in rows])]
        blocks.append(Note(_("Groups of fewer than 5 are left out, and where needed the next smallest.")))
        return page_summary(
            self.request,
            slug=f"report-{context['cohort'].slug}",
            title=str(context["title"]),
            subtitle=str(context["eyebrow"]),
            today=today(),
            notices=[_("Made up, for trying out")] if context["cohort"].is_demo else [],
            blocks=blocks,
        )


def _shown(rows: list[funnel.Part], *, is_division: bool) -> list[tuple[str, int | str]]:
    numbers = funnel.disclosed([row.count for row in rows], is_division=is_division)
    return [(row.label, funnel.disclosed_text(number)) for row, number in zip(rows, numbers, strict=True)]
