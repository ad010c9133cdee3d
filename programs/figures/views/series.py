"""One series at the desk: all of its figures whatever their state, and the check against its sources."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from kbase.localised import localised
from legislation.desk.access import Refusal, refusal_words
from legislation.views.point_in_time import today
from programs.figures.access import FiguresMixin, WriterMixin
from programs.figures.checking import record_check
from programs.figures.correcting import ask_withdrawal, start_correction
from programs.figures.forms import CheckForm, CorrectionForm, WithdrawalForm
from programs.figures.kinds import find
from programs.figures.rows import address, figure_row, says
from programs.models import Indicator, Observation, Target

A_YEAR = dt.timedelta(days=365)


class SeriesView(FiguresMixin, TemplateView):
    """All figures of a series, the newest first."""

    template_name = "figures/series.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the figures."""
        indicator = get_object_or_404(Indicator.objects.with_place(), pk=self.kwargs["pk"])
        observations = Observation.objects.filter(indicator=indicator).with_indicator().with_other_values()
        targets = Target.objects.filter(indicator=indicator).with_indicator()
        return super().get_context_data(**kwargs) | {
            "indicator": indicator,
            "name": localised(indicator, "name"),
            "observations": [(each, figure_row(each)) for each in observations.newest_first()],
            "targets": [(each, figure_row(each)) for each in targets.order_by("by", "pk")],
        }


class AskingView(ABC, WriterMixin, FormView):
    """A form about one record of the desk; what the action refuses is said in the form."""

    template_name = "figures/ask.html"

    @abstractmethod
    def act(self, cleaned: dict[str, Any]) -> str:
        """Take the action; return where to go then."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Act, or say what was refused."""
        try:
            after = self.act(form.cleaned_data)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect(after)


class OfFigureView(AskingView):
    """About a figure."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the figure."""
        super().setup(request, *args, **kwargs)
        self.figure = find(kwargs["kind"], kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the figure."""
        context = super().get_context_data(**kwargs)
        return context | {"about": says(self.figure), "indicator": self.figure.indicator}


class CorrectView(OfFigureView):
    """Begin a correction: why, then the draft."""

    form_class = CorrectionForm

    def act(self, cleaned: dict[str, Any]) -> str:
        """Make the draft."""
        reason, actor = cleaned["reason"], self.request.user
        draft = start_correction(figure=self.figure, actor=actor, reason=reason)
        return address(draft, "figures-draft")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        words = {"title": _("Correct a figure"), "button": _("Make a draft")}
        return super().get_context_data(**kwargs) | words


class AskWithdrawalView(OfFigureView):
    """Ask that a figure be withdrawn."""

    form_class = WithdrawalForm

    def act(self, cleaned: dict[str, Any]) -> str:
        """Ask."""
        ask_withdrawal(figure=self.figure, actor=self.request.user, reason=cleaned["reason"])
        messages.success(self.request, _("Asked. Readers see the figure until someone else agrees."))
        return address(self.figure)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        words = {"title": _("Withdraw a figure"), "button": _("Ask for the withdrawal")}
        return super().get_context_data(**kwargs) | words


class CheckView(AskingView):
    """Record that a series was compared with its sources."""

    form_class = CheckForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the series."""
        super().setup(request, *args, **kwargs)
        self.indicator = get_object_or_404(Indicator.objects.with_place(), pk=kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """Offer today, and a year from today."""
        return {"on": today(), "due_on": today() + A_YEAR}

    def act(self, cleaned: dict[str, Any]) -> str:
        """Record it."""
        record_check(indicator=self.indicator, actor=self.request.user, **cleaned)
        messages.success(self.request, _("Recorded."))
        return reverse("figures-series", args=(self.indicator.pk,))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the series and show its newest figures with their sources, to compare."""
        seen = Observation.objects.filter(indicator=self.indicator).published().with_indicator()
        return super().get_context_data(**kwargs) | {
            "title": _("Record a check"),
            "button": _("It still says so: record"),
            "about": localised(self.indicator, "name"),
            "indicator": self.indicator,
            "rows": [figure_row(each) for each in seen.newest_first()[:5]],
        }
