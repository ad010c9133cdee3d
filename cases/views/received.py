"""What other organisations sent to where one works: the list, one of them, the answer."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import permissions, record, sharing_door, states
from cases.actions import received
from cases.choices import Deed
from cases.forms import PurposeForm
from cases.sharing_forms import AnswerForm
from cases.snapshot_words import told
from cases.views.pages import WorkFormView
from cases.views.referrals import answers, part_names
from kbase.tables import Cell, Column

PER_PAGE = 40
COLUMNS = (_("Received"), _("For what"), _("Status"), _("Answer wanted by"), _("To"))
OFFERS = (_("Offered"), _("By"), _("Answer wanted by"))
GIVEN = (_("Taken over"), _("By"))


class ReceivedListView(TemplateView):
    """Referrals by day and service; nothing about anyone stands in the list."""

    template_name = "cases/received_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        permissions.check(user, permissions.READ, permissions.REFERRAL)
        record.note_ids(Deed.LISTED, kind="referral")
        offers, given = sharing_door.offers_to(user), sharing_door.given_away_by(user)
        page = Paginator(sharing_door.received_in_order(user), PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        return super().get_context_data(
            page=page,
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(referral) for referral in page],
            offer_columns=[Column(str(word)) for word in OFFERS],
            offers=[self.offer(transfer) for transfer in offers],
            given_columns=[Column(str(word)) for word in GIVEN],
            given=[self.gone(transfer) for transfer in given],
            **kwargs,
        )

    @staticmethod
    def offer(transfer: Any) -> list[Cell]:
        return [
            Cell(text=transfer.created_at.date(), url=reverse("work-offered", args=(transfer.pk,))),
            Cell(text=transfer.former.name),
            Cell(text=transfer.expires_at.date()),
        ]

    @staticmethod
    def gone(transfer: Any) -> list[Cell]:
        return [Cell(text=transfer.answered_at.date()), Cell(text=transfer.organisation.name)]

    @staticmethod
    def row(referral: Any) -> list[Cell]:
        return [
            Cell(text=referral.sent_at.date(), url=reverse("work-received-item", args=(referral.pk,))),
            Cell(text=referral.get_service_kind_display()),
            Cell(text=referral.get_status_display()),
            Cell(text=referral.respond_by or ""),
            Cell(text=referral.organisation.name),
        ]


class OneReceived:
    """A page about one referral that was received; each look at it is recorded."""

    request: Any
    kwargs: dict[str, Any]

    @cached_property
    def referral(self) -> Any:
        return sharing_door.received_for(self.request.user, self.kwargs["record_id"])

    def check_access(self) -> None:
        permissions.check(
            self.request.user, permissions.READ, permissions.REFERRAL,
            organisation_id=self.referral.organisation_id,
        )  # fmt: skip

    def get_success_url(self) -> str:
        return reverse("work-received-item", args=(self.kwargs["record_id"],))

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        record.note(Deed.READ, self.referral)
        shown: HttpResponse = super().render_to_response(context, **kwargs)  # type: ignore[misc]
        return shown


class ReceivedView(OneReceived, TemplateView):
    """One referral: what was sent, as it stood then; who the people are stays masked."""

    template_name = "cases/received.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.check_access()
        referral = self.referral
        package = received.read_package(actor=self.request.user, referral=referral)
        return super().get_context_data(
            referral=referral,
            package=package,
            told=told(package.taken) if package else [],
            parts=part_names(referral.sections),
            may_answer=package is not None and bool(answers(referral)),
            is_live=referral.grant_live and referral.status == states.ACCEPTED,
            **kwargs,
        )


class AnswerView(OneReceived, WorkFormView):
    """Accept or decline; later, say how it ended."""

    form_class = AnswerForm
    title = _("Answer")
    lead = _("The sender sees what you answer.")
    submit = _("Answer")

    def check_access(self) -> None:
        super().check_access()
        if not answers(self.referral):
            raise sharing_door.NotThere

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"answers": answers(self.referral)}

    def act(self, data: dict[str, Any]) -> None:
        received.answer_referral(actor=self.request.user, referral_id=self.referral.pk, **data)


class ReceivedWhoView(OneReceived, WorkFormView):
    """Show who the people are, once, after the question why."""

    form_class = PurposeForm
    template_name = "cases/received_who.html"
    needs_proof = True
    title = _("Who they are")
    lead = _("Your name, the time and the reason are recorded, and the sender sees them.")
    submit = _("Show")

    def check_access(self) -> None:
        super().check_access()
        package = received.read_package(actor=self.request.user, referral=self.referral)
        if package is None or not package.has_identities:
            raise sharing_door.NotThere

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer with the identities themselves: they stand in no address and no session."""
        taken = received.reveal_package(
            actor=self.request.user, referral_id=self.referral.pk, **form.cleaned_data
        )
        return self.render_to_response(self.get_context_data(form=form, told=told(taken)))
