"""One figure: what it says beside the others of its period, its draft, and each step it can take."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View

from kbase.localised import localised
from legislation.desk.access import Refusal, attempt, refusal_words
from legislation.desk.forms.small import CommentForm
from legislation.views.point_in_time import today
from programs.figures import correcting, drafting, reviewing, rights
from programs.figures.access import FigureReviewerMixin, FiguresMixin, WriterMixin
from programs.figures.forms import FORMS, FigureForm
from programs.figures.kinds import KINDS, all_figures, find, kind_of
from programs.figures.rights import Figure
from programs.figures.rows import address, figure_row, says
from programs.figures.states import DRAFT, IN_REVIEW, PUBLISHED
from programs.models import Indicator, Observation, Target
from programs.programme_page import basis_of


class FigureView(FiguresMixin, TemplateView):
    """A figure against what it corrects and what other sources say, and the steps it can take."""

    template_name = "figures/figure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the figure and what the person may do with it."""
        figure, user = find(self.kwargs["kind"], self.kwargs["pk"]), self.request.user
        state, editor = figure.state, rights.may_edit(user)
        asked = state == PUBLISHED and figure.withdrawal_asked_by_id is not None
        return super().get_context_data(**kwargs) | {
            "figure": figure,
            "kind": kind_of(figure),
            "says": says(figure),
            "name": localised(figure.indicator, "name"),
            "former": says(cast(Figure, figure.corrects)) if figure.corrects else "",
            "successor": figure.corrections.filter(state=PUBLISHED).first(),
            "others": [figure_row(other) for other in others_of(figure)],
            "bases": _bases(figure),
            "history_url": reverse(f"admin:programs_{kind_of(figure)}_history", args=(figure.pk,)),
            "editable": state == DRAFT and editor,
            "correctable": state == PUBLISHED and editor and not asked,
            "decidable": state == IN_REVIEW and rights.may_review(user, figure),
            "own": state == IN_REVIEW and rights.wrote(user, figure),
            "asked": asked,
            "withdrawable": asked and rights.may_withdraw(user, figure),
            "comment_form": CommentForm(),
        }


def others_of(figure: Figure) -> list[Figure]:
    """Give the other figures for the same period that are published or under way."""
    rows = all_figures(kind_of(figure))
    when = {"period": figure.period} if isinstance(figure, Observation) else {"by": figure.by}
    found = rows.filter(indicator=figure.indicator_id, state__in=(DRAFT, IN_REVIEW, PUBLISHED), **when)
    return list(found.exclude(pk__in=[figure.pk, figure.corrects_id or 0]).order_by("pk"))


def _bases(figure: Figure) -> list[Any]:
    if not isinstance(figure, Target):
        return []
    return [basis_of(b.provision) for b in figure.bases.select_related("provision__law__jurisdiction")]


class DraftView(WriterMixin, FormView):
    """Enter a figure of a series, or go on with its draft."""

    template_name = "figures/draft.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the draft, or begin one."""
        super().setup(request, *args, **kwargs)
        if "pk" in kwargs:
            self.figure = find(kwargs["kind"], kwargs["pk"])
        else:
            indicator = get_object_or_404(Indicator.objects.with_place(), pk=kwargs["indicator"])
            self.figure = KINDS[kwargs["kind"]](indicator=indicator)

    def get_form_class(self) -> type[FigureForm]:
        """Choose the form of the kind."""
        return FORMS[self.kwargs["kind"]]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form with the draft."""
        return super().get_form_kwargs() | {"instance": self.figure}

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, one person after the other."""
        if self.figure.pk:
            drafting.locked(self.figure)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: FigureForm) -> HttpResponse:
        """Save the draft, or say what can't be."""
        bases = form.cleaned_data.get("bases")
        try:
            with transaction.atomic():
                drafting.check_period(form.instance, today())
                figure = drafting.save_draft(figure=form.instance, actor=self.request.user, bases=bases)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved. Readers see nothing of it yet."))
        return redirect(address(figure))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the series, and say how its values look."""
        indicator = self.figure.indicator
        return super().get_context_data(**kwargs) | {
            "figure": self.figure,
            "indicator": indicator,
            "name": localised(indicator, "name"),
            "definition": localised(indicator, "definition"),
        }


class FigureVerbView(ABC, View):
    """A step of a figure, by POST alone."""

    http_method_names = ["post"]
    done: Any = ""

    @abstractmethod
    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Take the step."""

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Take the step; a refusal is said on the figure's page."""
        figure, actor, comment = find(kind, pk), request.user, request.POST.get("comment", "")
        if attempt(request, lambda: self.act(figure, actor, comment), str(self.done)):
            return redirect(self.after(figure))
        return redirect(address(figure))

    def after(self, figure: Figure) -> str:
        """Give where to go then."""
        return address(figure)


class SubmitView(WriterMixin, FigureVerbView):
    """Send it to review."""

    done = gettext_lazy("Sent to review.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Submit."""
        drafting.submit(figure=figure, actor=actor, on=today())


class DiscardView(WriterMixin, FigureVerbView):
    """Throw a draft away."""

    done = gettext_lazy("Thrown away.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Discard."""
        drafting.discard_draft(figure=figure, actor=actor)

    def after(self, figure: Figure) -> str:
        """Go to the series: there is no draft any more."""
        return reverse("figures-series", args=(figure.indicator_id,))


class PublishView(FigureReviewerMixin, FigureVerbView):
    """Publish it."""

    done = gettext_lazy("Published.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Publish."""
        reviewing.publish(figure=figure, actor=actor, on=today(), comment=comment)


class SendBackView(FigureReviewerMixin, FigureVerbView):
    """Return it to its author."""

    done = gettext_lazy("Sent back to its author.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Send back."""
        reviewing.send_back(figure=figure, actor=actor, comment=comment)


class WithdrawView(FigureReviewerMixin, FigureVerbView):
    """Agree to a withdrawal."""

    done = gettext_lazy("Withdrawn. Readers see that it was, and why.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Withdraw."""
        correcting.withdraw(figure=figure, actor=actor, on=today())


class KeepView(FigureReviewerMixin, FigureVerbView):
    """Decline a withdrawal."""

    done = gettext_lazy("It stays published.")

    def act(self, figure: Figure, actor: Any, comment: str) -> None:
        """Keep."""
        correcting.keep(figure=figure, actor=actor, comment=comment)
