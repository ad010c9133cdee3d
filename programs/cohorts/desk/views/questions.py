"""Questions to applicants: added, changed, ordered and deleted before a cohort is opened."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, View

from programs.cohorts import opening
from programs.cohorts.desk.access import OfficerMixin, Refusal, attempt, say
from programs.cohorts.desk.forms import QuestionForm
from programs.models import CohortQuestion
from programs.watched_forms import held


def questions_of(cohort: int) -> str:
    """Give the address of a cohort's questions."""
    return reverse("cohort-desk-cohort", args=(cohort,)) + "#questions"


class QuestionView(OfficerMixin, FormView):
    """Add a question, or change one, before the cohort is opened."""

    template_name = "cohorts_desk/form.html"
    form_class = QuestionForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare and save with the record held."""
        with held(CohortQuestion, kwargs.get("question")):
            return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Work on the question of the address."""
        cohort = self.find_cohort(self.kwargs["pk"])
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
        return redirect(questions_of(self.kwargs["pk"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the page."""
        return super().get_context_data(**kwargs) | {"title": _("A question"), "button": _("Save")}


class DeleteQuestionView(OfficerMixin, View):
    """Delete a question before the cohort is opened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, question: int) -> HttpResponse:
        """Delete it."""
        record = get_object_or_404(self.find_cohort(pk).questions.all(), pk=question)
        actor = request.user
        attempt(request, lambda: opening.delete_question(question=record, actor=actor), _("Deleted."))
        return redirect(questions_of(pk))


class MoveQuestionView(OfficerMixin, View):
    """Move a question up or down before the cohort is opened."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, question: int, by: int) -> HttpResponse:
        """Move it."""
        record = get_object_or_404(self.find_cohort(pk).questions.all(), pk=question)
        actor = request.user
        attempt(request, lambda: opening.move_question(question=record, by=by, actor=actor), _("Moved."))
        return redirect(questions_of(pk))
