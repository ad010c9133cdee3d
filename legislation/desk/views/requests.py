"""Changes that a second person has to agree to: asked for, shown, decided."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, View

from legislation.choices import EditorialState, RequestKind
from legislation.desk.access import (
    DeskMixin,
    EditorMixin,
    Refusal,
    ReviewerMixin,
    attempt,
    refusal_words,
    said,
)
from legislation.desk.described import describe
from legislation.desk.forms.requests import BeginningForm, CorrectedParticularsForm, NumberForm
from legislation.desk.forms.small import CommentForm
from legislation.editing import requests, rights
from legislation.editing.commencing import not_begun, together
from legislation.editing.numbering import HEADINGS, headings_of
from legislation.labels import provision_label
from legislation.models import Amendment, ChangeRequest, Effect, Law, Provision
from legislation.querysets import EffectQuerySet
from legislation.views.point_in_time import today

# Where the author of a request that was sent back changes it.
AGAIN = {
    RequestKind.COMMENCEMENT: "desk-commencement-again",
    RequestKind.AMENDMENT: "desk-amendment-correct",
    RequestKind.PROVISION: "desk-number",
    RequestKind.ORDER: "desk-tree",
}


def again_address(request: ChangeRequest) -> str:
    """Give the page on which a request is changed."""
    keys = {
        RequestKind.COMMENCEMENT: request.pk,
        RequestKind.AMENDMENT: request.amendment_id,
        RequestKind.PROVISION: request.provision_id,
        RequestKind.ORDER: request.law_id,
    }
    kind = RequestKind(request.kind)
    return reverse(AGAIN[kind], args=(keys[kind],))


class RequestView(DeskMixin, DetailView):
    """What is asked for, why, and what it would do."""

    template_name = "desk/request.html"
    context_object_name = "asked"
    queryset = ChangeRequest.objects.with_address()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Describe it, and offer what the person may do."""
        asked: ChangeRequest = self.object
        user = self.request.user
        in_review = asked.state == EditorialState.IN_REVIEW
        mine = asked.author_id == user.pk and asked.state == EditorialState.DRAFT
        return super().get_context_data(**kwargs) | {
            "law": asked.law,
            "described": describe(asked),
            "about": provision_label(asked.provision) if asked.provision else asked.amendment,
            "mine": mine and rights.may_edit(user),
            "again": again_address(asked),
            "decidable": in_review and rights.may_review(user, asked),
            "own": in_review and rights.wrote(user, asked),
            "comment_form": CommentForm(),
        }


class RequestVerbView(ABC, View):
    """A step of a request, by POST alone."""

    http_method_names = ["post"]
    done: str | Promise = ""
    after = "desk-request"

    @abstractmethod
    def act(self, asked: ChangeRequest, request: HttpRequest) -> Callable[[], object]:
        """Give the action."""

    def post(self, request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        """Take the step; a refusal is said on the request's page."""
        asked = get_object_or_404(ChangeRequest, pk=pk)
        if attempt(request, self.act(asked, request), str(self.done)) and self.after == "desk-front":
            return redirect("desk-front")
        return redirect("desk-request", pk=pk)


class SendRequestView(EditorMixin, RequestVerbView):
    """Send collected moves, or what was sent back, to review."""

    done = gettext_lazy("Sent to review.")

    def act(self, asked: ChangeRequest, request: HttpRequest) -> Callable[[], object]:
        """Submit."""
        actor, reason = request.user, said(request, "reason")
        return lambda: requests.submit(request=asked, actor=actor, on=today(), reason=reason)


class AgreeView(ReviewerMixin, RequestVerbView):
    """Agree, and carry it out."""

    done = gettext_lazy("Agreed and carried out.")

    def act(self, asked: ChangeRequest, request: HttpRequest) -> Callable[[], object]:
        """Agree."""
        actor, comment = request.user, said(request, "comment")
        return lambda: requests.agree(request=asked, actor=actor, on=today(), comment=comment)


class SendBackRequestView(ReviewerMixin, RequestVerbView):
    """Return it to its author."""

    done = gettext_lazy("Sent back to its author.")

    def act(self, asked: ChangeRequest, request: HttpRequest) -> Callable[[], object]:
        """Send back."""
        actor, comment = request.user, said(request, "comment")
        return lambda: requests.send_back(request=asked, actor=actor, comment=comment)


class WithdrawView(EditorMixin, RequestVerbView):
    """Throw it away."""

    done = gettext_lazy("Thrown away.")
    after = "desk-front"

    def act(self, asked: ChangeRequest, request: HttpRequest) -> Callable[[], object]:
        """Withdraw."""
        actor = request.user
        return lambda: requests.withdraw(request=asked, actor=actor)


class AskView(ABC, EditorMixin, FormView):
    """A form that asks for a change; what the action refuses is said in the form."""

    template_name = "desk/ask.html"
    kind: RequestKind
    law: Law
    amendment: Amendment | None = None
    provision: Provision | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find what it is about."""
        super().setup(request, *args, **kwargs)
        self.find()

    @abstractmethod
    def find(self) -> None:
        """Set what it is about."""

    @abstractmethod
    def values(self, form: Any) -> dict[str, Any]:
        """Give what was entered, as a request keeps it."""

    def replaced(self) -> ChangeRequest | None:
        """Give the person's request of this kind that was sent back, which this one replaces."""
        about = {"amendment": self.amendment, "provision": self.provision}
        mine = ChangeRequest.objects.open_of(self.request.user).filter(law=self.law, kind=self.kind)
        return mine.filter(**about).first()

    def form_valid(self, form: Any) -> HttpResponse:
        """Send it to review, or say why it can't be."""
        try:
            asked = requests.ask_for(
                kind=self.kind, law=self.law, amendment=self.amendment, provision=self.provision,
                values=self.values(form), reason=form.cleaned_data["reason"],
                actor=self.request.user, on=today(), instead_of=self.replaced(),
            )  # fmt: skip
        except Refusal as error:
            form.add_error(None, ValidationError(refusal_words(error)))
            return self.form_invalid(form)
        return redirect("desk-request", pk=asked.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name what it is about."""
        about = provision_label(self.provision) if self.provision else self.amendment
        return super().get_context_data(**kwargs) | {"law": self.law, "about": about}


class CommencementView(AskView):
    """Published changes that haven't begun begin on another day, or on one nobody knows."""

    kind = RequestKind.COMMENCEMENT
    form_class = BeginningForm
    again: ChangeRequest | None = None
    extra_context = {
        "title": gettext_lazy("It begins on another day"),
        "lead": gettext_lazy(
            "For published changes that have not begun: later, earlier, on an event, or on a day not known "
            "yet. The present law goes on until then. Someone else has to agree."
        ),
    }

    def find(self) -> None:
        """Find the amendment, the one change, or the request that was sent back."""
        key, which = self.kwargs["pk"], self.kwargs["which"]
        published = Effect.objects.published().with_address()
        chosen: EffectQuerySet = published.none()
        if which == "again":
            self.again = get_object_or_404(
                ChangeRequest.objects.with_address().filter(kind=self.kind), pk=key
            )
            self.amendment, self.provision = self.again.amendment, self.again.provision
            chosen = published.filter(pk__in=self.again.values["effects"])
        elif which == "effect":
            effect = get_object_or_404(published, pk=key)
            self.provision, chosen = effect.provision, published.filter(pk=key)
        else:
            self.amendment = get_object_or_404(
                Amendment.objects.published().select_related("law__jurisdiction"), pk=key
            )
            chosen = published.filter(not_begun(today()), amendment=key)
        about = self.amendment or self.provision
        self.law = about.law if about else self.again.law  # type: ignore[union-attr]
        self.chosen = together(chosen)

    def replaced(self) -> ChangeRequest | None:
        """Replace the one that was opened again."""
        return self.again

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the changes that belong together."""
        offered = Effect.objects.published().with_address().filter(pk__in=self.chosen)
        return super().get_form_kwargs() | {"effects": offered.order_by("provision__position", "pk")}

    def get_initial(self) -> dict[str, Any]:
        """Begin with those that have a day, or with what was asked for before."""
        if self.again is not None:
            return {"reason": self.again.reason, **self.again.values}
        dated = Effect.objects.filter(pk__in=self.chosen, commences_on__isnull=False)
        return {"effects": list(dated.values_list("pk", flat=True)) or self.chosen}

    def values(self, form: BeginningForm) -> dict[str, Any]:
        """Give the changes and when they begin."""
        return {
            "effects": [effect.pk for effect in form.cleaned_data["effects"]],
            **form.beginning().values(),
        }


class CorrectParticularsView(AskView):
    """Correct what a published amendment says of itself."""

    kind = RequestKind.AMENDMENT
    form_class = CorrectedParticularsForm
    extra_context = {
        "title": gettext_lazy("Correct number and days"),
        "lead": gettext_lazy("The amendment is published: someone else has to agree."),
    }

    def find(self) -> None:
        """Find the amendment."""
        found = Amendment.objects.published().select_related("law__jurisdiction")
        self.amendment = get_object_or_404(found, pk=self.kwargs["pk"])
        self.law = self.amendment.law

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the law to the form."""
        return super().get_form_kwargs() | {"law": self.law}

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is published, or with what was asked for before."""
        amendment, again = self.amendment, self.replaced()
        if amendment is None:
            return {}
        held = {
            "number": amendment.number,
            "adopted": amendment.adopted,
            "commences_on": amendment.commenced,
            "summary": amendment.summary,
            "amending_law": amendment.amending_law_id,
        }
        before = again.values | {"reason": again.reason} if again else {}
        return held | before | ({"commences_on": before["commenced"]} if before else {})

    def values(self, form: CorrectedParticularsForm) -> dict[str, Any]:
        """Give what was entered."""
        return form.values()


class NumberView(AskView):
    """Correct the number or the heading of a provision."""

    kind = RequestKind.PROVISION
    form_class = NumberForm
    extra_context = {
        "title": gettext_lazy("Correct the number"),
        "lead": gettext_lazy(
            "For a slip of ours. Where the law gives another number, enter an amendment: then the old "
            "address leads to the new. Someone else has to agree."
        ),
    }

    def find(self) -> None:
        """Find the provision."""
        self.provision = get_object_or_404(Provision.objects.with_address(), pk=self.kwargs["pk"])
        self.law = self.provision.law

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it is now, or with what was asked for before."""
        again, provision = self.replaced(), self.provision
        if provision is None:
            return {}
        held = {"number": provision.number, "kind": provision.kind, "headings": headings_of(provision)}
        asked: dict[str, Any] = held | (again.values | {"reason": again.reason} if again else {})
        return asked | {HEADINGS[code]: heading for code, heading in asked["headings"].items()}

    def values(self, form: NumberForm) -> dict[str, Any]:
        """Give what was entered."""
        return form.values()
