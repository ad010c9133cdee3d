"""The law on the day: what holds for the incidents of a case, and the doubts that a person settles."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import door, law_door, law_facts, record
from cases.actions import flags
from cases.choices import Deed, Section
from cases.duty_forms import ResolutionForm
from cases.law_panel import law_of_incidents, measures_to_ask_for
from cases.law_words import name_of
from cases.views.pages import CaseFormView, CasePage
from kbase.localised_formats import day_text


class LawView(CasePage):
    """For each incident the provisions of its days; what may be asked for today; what is in doubt."""

    template_name = "cases/law.html"
    section = Section.INCIDENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, case = self.request.user, self.case
        record.note_ids(Deed.LISTED, case_id=case.pk, kind="lawpin")
        incidents = list(law_door.incidents_of(user, case))
        return super().get_context_data(
            laws=law_of_incidents(user, case, incidents),
            offered=measures_to_ask_for(incidents, today=timezone.localdate()),
            flags=law_facts.flag_rows(law_door.flags_in(user, case)),
            may_settle=law_door.may_settle(user, case),
            may_record=law_door.may_record(user, case),
            **kwargs,
        )


class FlagView(CaseFormView):
    """Say how a doubt was settled."""

    looks_at = "flag"
    form_class = ResolutionForm
    template_name = "cases/flag.html"
    part = "work-law"
    section = Section.MEASURES
    title = _("A doubt")
    submit = _("Settled")

    @cached_property
    def flag(self) -> Any:
        return law_door.flag_for(self.request.user, self.kwargs["case_id"], self.kwargs["record_id"])

    def check_access(self) -> None:
        _flag = self.flag
        if not law_door.may_settle(self.request.user, self.case):
            raise door.NotThere

    @cached_property
    def others(self) -> list[Any]:
        """Open flags of the same doubt about other provisions."""
        user, case = self.request.user, self.case
        return list(flags.alike_to(self.flag, law_door.flags_in(user, case)))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_others": bool(self.others)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        (row,) = law_facts.flag_rows([self.flag, *self.others])
        return super().get_context_data(**{"row": row, "settled": self.settled()} | kwargs)

    def settled(self) -> list[dict[str, Any]]:
        """Tell how it was settled, if it was."""
        flag = self.flag
        if flag.resolved_at is None:
            return []
        words = gettext("How it was settled")
        return [
            law_facts.fact(
                gettext("Settled"), day_text(flag.resolved_at.date()), note=name_of(flag.resolved_by)
            ),
            law_facts.fact(words, door.opened(flag, "resolution")),
        ]

    def act(self, data: dict[str, Any]) -> None:
        flags.resolve_flag(
            actor=self.request.user, flag_id=self.flag.pk, resolution=data["resolution"],
            alike=data.get("alike", False),
        )  # fmt: skip

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        del self.flag  # as it is now
        return self.flag.row_version, self.settled()

    def get_success_url(self) -> str:
        back = "work-duties" if sees_no_incidents(self) else "work-law"
        return reverse(back, args=(self.case.pk,))


def sees_no_incidents(view: Any) -> bool:
    """Whether the person sees the duties of the case but not its incidents."""
    return not door.may_use(view.request.user, view.case.pk, section=Section.INCIDENTS)
