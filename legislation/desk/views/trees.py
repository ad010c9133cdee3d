"""The tree of a law: move provisions by buttons, put one elsewhere, insert one that was left out here."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from legislation.choices import EditorialState, RequestKind
from legislation.desk.access import DeskMixin, EditorMixin, Refusal, attempt, refusal_words
from legislation.desk.forms.amendments import eid_of
from legislation.desk.forms.fields import ProvisionField, offer
from legislation.desk.forms.requests import OrderForm
from legislation.desk.forms.small import Dressed, InsertForm
from legislation.editing.drafts import draft_provision
from legislation.editing.ordering import draft_order, move, moved_of, ordered
from legislation.editing.plans import NewProvision
from legislation.labels import provision_label
from legislation.models import ChangeRequest, Law, Provision


class MoveForm(Dressed):
    """Where a provision goes."""

    parent = ProvisionField(
        label=gettext_lazy("Part of"),
        queryset=Provision.objects.none(),
        required=False,
        help_text=gettext_lazy("Empty: at the top of the law."),
    )
    place = forms.IntegerField(
        label=gettext_lazy("Place there"),
        min_value=1,
        max_value=20_000,
        initial=1,
        help_text=gettext_lazy("1 is the first."),
    )


class TreeView(DeskMixin, TemplateView):
    """All provisions of a law in order, each with buttons that move it."""

    template_name = "desk/tree.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the law."""
        super().setup(request, *args, **kwargs)
        self.law = get_object_or_404(Law.objects.with_place(), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List the provisions as they stand, or as the person's own draft of the order has them."""
        draft = draft_order(self.law, self.request.user)
        try:
            provisions = self.provisions(draft)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            provisions = self.provisions(None)
        moved = moved_of(draft) if draft else []
        rows = [(each, provision_label(each), min(each.depth, 6), each.pk in moved) for each in provisions]
        in_review = self.law.change_requests.filter(kind=RequestKind.ORDER, state=EditorialState.IN_REVIEW)
        return super().get_context_data(**kwargs) | {
            "law": self.law,
            "rows": rows,
            "draft": draft,
            "in_review": in_review.first(),
            "form": OrderForm(initial={"reason": draft.reason} if draft else {}),
        }

    def provisions(self, draft: ChangeRequest | None) -> list[Provision]:
        """Give the provisions in order, with the moves of a draft made."""
        found = list(self.law.provisions.order_by("position").select_related("renumbered_to"))
        for each in found:
            each.law = self.law
        return ordered(found, draft.values["moves"]) if draft else found


class MoveView(EditorMixin, TreeView):
    """One step up, down, in or out, by POST; `move` is the step and the provision: 'up-17'."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the step; where there is nowhere to go, say so."""
        step, _dash, key = request.POST.get("move", "").partition("-")
        provision = get_object_or_404(self.law.provisions, pk=key if key.isdecimal() else 0)
        attempt(request, lambda: self.move(provision.pk, step), _("Moved."))
        return redirect(f"{reverse('desk-tree', args=(self.law.pk,))}#p{provision.pk}")

    def move(self, key: int, step: str) -> None:
        """Work out the place that a step leads to, in the order that the person sees."""
        shown = self.provisions(draft_order(self.law, self.request.user))
        known = {each.pk: each for each in shown}
        provision = known[key]
        siblings = [each for each in shown if each.parent_id == provision.parent_id]
        index = siblings.index(provision)
        parent = known.get(provision.parent_id or 0)
        if step == "up" and index > 0:
            place = index - 1
        elif step == "down" and index < len(siblings) - 1:
            place = index + 1
        elif step == "in" and index > 0:
            parent = siblings[index - 1]
            place = sum(each.parent_id == parent.pk for each in shown)
        elif step == "out" and parent is not None:
            above = [each for each in shown if each.parent_id == parent.parent_id]
            place, parent = above.index(parent) + 1, known.get(parent.parent_id or 0)
        else:
            raise ValidationError(_("It can't be moved any further that way."))
        move(provision=provision, parent=parent, place=place, actor=self.request.user)


class TreeFormView(ABC, EditorMixin, FormView):
    """A form about one provision of the tree."""

    template_name = "desk/upkeep.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the provision."""
        super().setup(request, *args, **kwargs)
        found = Provision.objects.with_address().select_related("parent")
        self.provision = get_object_or_404(found, pk=kwargs["pk"])

    @abstractmethod
    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Take the action and lead on."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or say why that can't be."""
        try:
            return self.save(form.cleaned_data)
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the provision."""
        return super().get_context_data(**kwargs) | {
            "about": provision_label(self.provision),
            "law": self.provision.law,
        }


class MoveToView(TreeFormView):
    """Put a provision below another."""

    form_class = MoveForm
    extra_context = {"title": gettext_lazy("Move to another place"), "button": gettext_lazy("Move")}

    def get_form(self, form_class: Any = None) -> MoveForm:
        """Offer the provisions of the law."""
        form: MoveForm = super().get_form(form_class)
        offer(form, "parent", self.provision.law.provisions.order_by("position"))
        return form

    def get_initial(self) -> dict[str, Any]:
        """Where it is now."""
        return {"parent": self.provision.parent_id}

    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Move it with all below it."""
        place = cleaned["place"] - 1
        move(provision=self.provision, parent=cleaned["parent"], place=place, actor=self.request.user)
        return redirect(f"{reverse('desk-tree', args=(self.provision.law_id,))}#p{self.provision.pk}")


class InsertView(TreeFormView):
    """Insert what was left out here, after a provision."""

    form_class = InsertForm
    extra_context = {
        "title": gettext_lazy("Insert what was left out here"),
        "button": gettext_lazy("Make a draft"),
    }

    def save(self, cleaned: dict[str, Any]) -> HttpResponse:
        """Make the provision as a draft; readers see it once that is published."""
        after = self.provision
        new = NewProvision(
            eid=eid_of(cleaned["kind"], cleaned["number"], after.parent),
            kind=cleaned["kind"],
            number=cleaned["number"],
            heading=cleaned["heading"],
            parent=after.parent,
            after=after,
        )
        draft = draft_provision(law=after.law, new=new, actor=self.request.user)
        return redirect("desk-draft", pk=draft.pk)
