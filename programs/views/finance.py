"""Money for a business: the directory, an offer, what fits, what a loan costs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from kbase.localised import localised
from legislation.crumbs import Crumb
from legislation.exports.register_summary import chosen_by
from legislation.exports.summary import Summary
from legislation.rates import load_rates
from legislation.views.exporting import ExportMixin
from legislation.views.point_in_time import today
from programs.crumbs import crumbs
from programs.finance.directory import FINANCE, with_rates
from programs.finance.exports import fit_summary, offer_summary, repayment_summary
from programs.finance.fit_page import fit_groups
from programs.finance.forms import FitForm, RepaymentForm
from programs.finance.repayment import repayment
from programs.finance.repayment_page import (
    cautions,
    page_of,
    repayment_columns,
    repayment_rows,
    repayment_url,
    sum_facts,
)
from programs.finance.rows import about_facts, eligibility_facts, term_facts
from programs.models import FinanceOffer
from programs.views.directories import DirectoryView
from programs.views.finding import FoundOr404
from programs.wording import place_name


class FinanceListView(DirectoryView):
    """The directory, with the way to the finder and to the repayment table."""

    template_name = "programs/finance_list.html"

    def setup(self, *args: Any, **kwargs: Any) -> None:
        """Read the rates of units once for all rows."""
        super().setup(*args, **kwargs)
        self.directory = with_rates()


class FinanceOfferView(ExportMixin, FoundOr404):
    """An offer: terms, who may apply, source."""

    queryset = FinanceOffer.objects.with_place()
    template_name = "programs/finance_detail.html"
    not_found = gettext_lazy("There is no offer at this address.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Gather the page."""
        offer, day = self.object, today()
        return super().get_context_data(**kwargs) | {
            "today": day,
            "title": localised(offer, "name"),
            "eyebrow": f"{offer.get_kind_display()} · {place_name(offer)}",
            "terms": term_facts(offer, load_rates(), day),
            "eligibility": eligibility_facts(offer),
            "eligibility_words": localised(offer.programme, "eligibility"),
            "about": about_facts(offer),
            "note": localised(offer, "note"),
            "sources": [{"publisher": offer.publisher, "url": offer.source_url}],
            "repayment_url": repayment_url(offer) if offer.is_repaid else "",
            "crumbs": crumbs(FINANCE, offer),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the offer to take away."""
        return offer_summary(context, self.request)


class AskedByGet(ABC, ExportMixin, TemplateView):
    """A page with a form that is sent by GET; it shows its answer once the form is filled in and valid.

    By GET, because what is asked is about a business and names nobody: the answer can be shared with a
    lender, kept as a bookmark and taken away as a file, and no cookie is needed.
    """

    form_class: type[Any]
    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the form, and add the answer."""
        asked = self.is_asked()
        self.form = self.form_class(self.request.GET if asked else None, initial=self.request.GET.dict())
        self.is_answered = asked and self.form.is_valid()
        context = super().get_context_data(**kwargs) | {
            "form": self.form,
            "answered": self.is_answered,
            "today": today(),
            "title": self.title,
            "crumbs": [Crumb(str(FINANCE.title), reverse("finance-list")), Crumb(str(self.title), "")],
        }
        return context | (self.answer(context) if self.is_answered else {})

    def is_asked(self) -> bool:
        """Tell whether enough was given to answer; less only fills the form in."""
        return all(name in self.request.GET for name in self.needed)

    needed: tuple[str, ...] = ()

    @abstractmethod
    def answer(self, context: dict[str, Any]) -> dict[str, Any]:
        """Give what the page adds to a valid form."""

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponseBase:
        """Answer 400 to a form that can't be answered; there is no file of an unanswered one."""
        if self.form.is_bound and not self.is_answered:
            response_kwargs["status"] = 400
        if not self.is_answered:
            return TemplateView.render_to_response(self, context, **response_kwargs)
        return super().render_to_response(context, **response_kwargs)


class FinanceFitView(AskedByGet):
    """What finance fits a business, why, and why not the others."""

    template_name = "programs/finance_fit.html"
    form_class = FitForm
    title = gettext_lazy("What finance fits")
    needed = ("country", "amount", "currency")

    def answer(self, context: dict[str, Any]) -> dict[str, Any]:
        """Judge every offer."""
        return {"groups": fit_groups(self.form.business(), context["today"])}

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the answer to take away."""
        asked: Any = SimpleNamespace(form=self.form)
        return fit_summary(context | {"scope": chosen_by(asked)}, self.request)


class RepaymentView(AskedByGet):
    """How a loan is paid back, month by month, and what it costs in all."""

    template_name = "programs/finance_repayment.html"
    form_class = RepaymentForm
    title = gettext_lazy("Repayment of a loan")
    needed = ("amount", "percent", "months", "currency")

    def answer(self, context: dict[str, Any]) -> dict[str, Any]:
        """Reckon the table."""
        whole = repayment(self.form.loan(context["today"]))
        offer, currency = self.form.cleaned_data["offer"], self.form.cleaned_data["currency"]
        page = page_of(whole, self.request.GET.get("page", ""))
        warned = cautions(offer, whole, load_rates(), context["today"]) if offer else []
        return {
            "whole": whole,
            "currency": currency,
            "offer": offer,
            "offer_name": localised(offer, "name") if offer else "",
            "sums": sum_facts(whole, currency),
            "columns": repayment_columns(currency),
            "page": page,
            "rows": repayment_rows(page.object_list),
            "cautions": warned,
            "caption": _("Instalments"),
        }

    def get_summary(self, context: dict[str, Any]) -> Summary:
        """Give the table to take away."""
        return repayment_summary(context, self.request)
