"""Where the law changed, is unclear, or needs a lawyer: in all cases that a person sees."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cases import door, record
from cases.choices import Deed
from kbase.localised import Localised, localised
from kbase.localised_formats import day_text
from kbase.tables import Cell, Column
from legislation.labels import provision_label

PER_PAGE = 40
COLUMNS = (_("Case"), _("What to look at"), _("Provision"), _("Of the days"))


class LawChangesView(TemplateView):
    """Doubts by case; who edited the law sees nothing of this."""

    template_name = "cases/law_changes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        flags = door.law_flags_of(self.request.user)
        page = Paginator(flags, PER_PAGE).get_page(self.request.GET.get("page"))
        record.note_ids(Deed.LISTED, kind="flag")
        return super().get_context_data(
            page=page,
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[row(flag) for flag in page],
            **kwargs,
        )


def row(flag: Any) -> list[Cell]:
    return [
        Cell(text=Localised(flag.case.shown_number, "en"), url=reverse("work-item", args=(flag.case_id,))),
        Cell(text=flag.get_kind_display(), note=flag.get_doubt_display()),
        _provision(flag),
        Cell(text=_days(flag)),
    ]


def _provision(flag: Any) -> Cell:
    if flag.version is None:
        return Cell(text="—")
    provision = flag.version.provision
    return Cell(
        text=provision_label(provision),
        url=provision.get_absolute_url(),
        note=localised(provision.law, "short_title"),
    )


def _days(flag: Any) -> str:
    if flag.from_on is None:
        return "—"
    if flag.until_on in (None, flag.from_on):
        return day_text(flag.from_on)
    return f"{day_text(flag.from_on)} – {day_text(flag.until_on)}"
