"""Forms on records that somebody else may be changing: what both wrote is shown side by side."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from cases.versions import ChangedMeanwhileError
from cases.views.pages import REFUSALS, CaseFormView, refusal_words


class MergingFormView(CaseFormView):
    """Nothing typed is lost: where somebody saved first, her words stand above the form, and one goes on."""

    template_name = "cases/merge.html"

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except ChangedMeanwhileError as error:
            form.data = form.data.copy()
            form.data["row_version"] = str(error.row.row_version)
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form, theirs=self.theirs(error.row)))
        except REFUSALS as error:
            form.add_error(None, refusal_words(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(self.get_success_url())

    @abstractmethod
    def theirs(self, row: Any) -> list[tuple[str, str]]:
        """Return what stands in the record now, as pairs of words and text."""
