"""Assessing needs and danger: answers, the judgement, a supervisor's agreement."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, instruments, permissions, record, states
from cases.actions import assessments
from cases.choices import Deed, Risk, Section
from cases.querysets import DECIDE, WRITE
from cases.views.merging import MergingFormView
from cases.views.notes import who
from cases.views.pages import CaseFormView, CasePage
from cases.work_forms import AnswersForm, ApproveForm, BeginAssessmentForm, SignForm
from kbase.localised import localised_from


class AssessmentsView(CasePage):
    """The assessment that holds, drafts, and former ones."""

    template_name = "cases/assessments.html"
    section = Section.ASSESSMENTS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = care_door.assessments_of(user, self.case)
        record.note_ids(Deed.READ, case_id=self.case.pk, kind="assessment")
        due = set(found.to_be_made_again(timezone.localdate()).values_list("pk", flat=True))
        return super().get_context_data(
            assessments=[
                {"assessment": each, "title": localised_from(each.instrument.content["title"]),
                 "who": who(each.signed_by.user if each.signed_by_id else each.created_by),
                 "is_due": each.pk in due, "is_draft": each.status == states.DRAFT,
                 "on": localtime(each.signed_at or each.created_at).date()}
                for each in found
            ],
            may_write=may_assess(user, self.case),
            **kwargs,
        )  # fmt: skip


def may_assess(user: Any, case: Any) -> bool:
    """Whether the person may write assessments and safety plans of a case."""
    return (
        door.may_use(user, case.pk, section=Section.ASSESSMENTS, level=WRITE)
        and permissions.memberships_with(user, permissions.WRITE, permissions.ASSESSMENT)
        .filter(organisation=case.organisation_id)
        .exists()
    )


class OfAssessments(CaseFormView):
    """A form about assessments, for who may assess."""

    looks_at = "assessment"
    section = Section.ASSESSMENTS
    part = "work-assessments"

    def check_access(self) -> None:
        if not may_assess(self.request.user, self.case):
            raise door.NotThere


class AssessmentNewView(OfAssessments):
    """Begin an assessment."""

    form_class = BeginAssessmentForm
    title = _("Assess needs and danger")
    submit = _("Begin")

    def get_form_kwargs(self) -> dict[str, Any]:
        survivor = care_door.survivor_of(self.request.user, self.case)
        return super().get_form_kwargs() | {
            "parties": door.parties_of(self.request.user, self.case),
            "offered": care_door.instruments_offered(),
            "initial": {"party": survivor},
        }

    def act(self, data: dict[str, Any]) -> None:
        self.begun = assessments.begin_assessment(
            actor=self.request.user, party_id=data["party"].pk, instrument_id=data["instrument"]
        )

    def get_success_url(self) -> str:
        if not hasattr(self, "begun"):
            return super().get_success_url()
        return reverse("work-assessment-write", args=(self.case.pk, self.begun.pk))


class AssessmentView(CasePage):
    """One assessment: what was answered, what the score suggests, what a person judged."""

    template_name = "cases/assessment.html"
    section = Section.ASSESSMENTS
    part = "work-assessments"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        shown = care_door.assessment_for(user, self.case.pk, self.kwargs["record_id"])
        record.note(Deed.READ, shown)
        definition = shown.instrument.content
        is_draft = shown.status == states.DRAFT
        return super().get_context_data(
            assessment=shown,
            boxes=boxes(definition, answers_of(shown)),
            reason=door.opened(shown, "override_reason"),
            title=localised_from(definition["title"]),
            provenance=localised_from(definition["provenance"]),
            is_validated=definition["is_validated"],
            signer=who(shown.signed_by.user) if shown.signed_by_id else "",
            approver=who(shown.lowering_approved_by.user) if shown.lowering_approved_by_id else "",
            score_holds=care_door.score_holds(shown),
            is_draft=is_draft,
            may_write=is_draft and may_assess(user, self.case),
            may_approve=is_draft and may_approve(user, shown),
            **kwargs,
        )


def may_approve(user: Any, assessment: Any) -> bool:
    """Whether the person may agree that the danger of an assessment is lower."""
    waits = assessment.lowering_asked and not assessment.lowering_approved_by_id
    rights = permissions.memberships_with(user, permissions.APPROVE, permissions.ASSESSMENT)
    own = (assessment.case.lead.user_id, assessment.created_by_id, assessment.lowering_asked_by_id)
    return (
        waits
        and user.pk not in own
        and rights.filter(organisation=assessment.case.organisation_id).exists()
        and door.may_use(user, assessment.case_id, section=Section.ASSESSMENTS, level=DECIDE)
    )


def answers_of(assessment: Any) -> dict[str, str]:
    """Return what was answered, opened."""
    found: dict[str, str] = json.loads(door.opened(assessment, "answers") or "{}")
    return found


def boxes(definition: Any, answers: dict[str, str]) -> list[dict[str, Any]]:
    """Return the boxes of an instrument with their answers, as the page prints them."""
    words = {instruments.YES: gettext("Yes"), instruments.NO: gettext("No")}
    return [
        {
            "title": localised_from(box["title"]),
            "rows": [
                {
                    "question": localised_from(question["text"]),
                    "answer": words.get(answers.get(question["key"], ""), gettext("Not known")),
                    "is_yes": answers.get(question["key"]) == instruments.YES,
                }
                for question in box["questions"]
            ],
            "note": answers.get(f"{instruments.NOTE}-{box['key']}", ""),
        }
        for box in definition["boxes"]
    ]


def answered(row: Any) -> list[tuple[str, str]]:
    """Return what was answered, in pairs of words."""
    shown = boxes(row.instrument.content, answers_of(row))
    return [(str(each["question"].text), each["answer"]) for box in shown for each in box["rows"]] + [
        (str(box["title"].text), box["note"]) for box in shown if box["note"]
    ]


def judged(row: Any) -> list[tuple[str, str]]:
    """Return how the danger was judged and why, in pairs of words."""
    return [
        (gettext("How great is the danger?"), row.get_level_final_display()),
        (gettext("Why you judge otherwise than the score"), door.opened(row, "override_reason")),
    ]


class OfDraft(OfAssessments, MergingFormView):
    """A form about an assessment in draft."""

    @cached_property
    def assessment(self) -> Any:
        return care_door.draft_for(self.request.user, self.case.pk, self.kwargs["record_id"])

    def check_access(self) -> None:
        super().check_access()
        _assessment = self.assessment

    def get_success_url(self) -> str:
        return reverse("work-assessment", args=(self.kwargs["case_id"], self.kwargs["record_id"]))


class AssessmentWriteView(OfDraft):
    """Answer the questions; each may stay open."""

    form_class = AnswersForm
    template_name = "cases/assessment_write.html"
    title = _("Needs and danger")
    lead = _("Ask only what she or he is ready to tell. A question without an answer is no 'no'.")
    submit = _("Save the answers")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = answers_of(self.assessment) | {"row_version": self.assessment.row_version}
        definition = self.assessment.instrument.content
        return super().get_form_kwargs() | {"definition": definition, "initial": initial}

    def act(self, data: dict[str, Any]) -> None:
        seen = data.pop("row_version")
        assessments.write_answers(
            actor=self.request.user, assessment_id=self.assessment.pk, answers=data, row_version=seen
        )

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return answered(row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        definition = self.assessment.instrument.content
        return super().get_context_data(
            instrument=localised_from(definition["title"]), is_validated=definition["is_validated"],
            provenance=localised_from(definition["provenance"]), **kwargs,
        )  # fmt: skip


class AssessmentSignView(OfDraft):
    """Judge how great the danger is, and sign."""

    form_class = SignForm
    template_name = "cases/assessment_sign.html"
    title = _("Judge and sign")
    lead = _("The score only suggests. You decide, and after signing nothing is changed.")
    submit = _("Sign")

    def get_initial(self) -> dict[str, Any]:
        level = self.assessment.level_final
        return {
            "level": level if level != Risk.UNKNOWN else None,
            "reason": door.opened(self.assessment, "override_reason"),
            "row_version": self.assessment.row_version,
            "sets_danger": True,
        }

    def act(self, data: dict[str, Any]) -> None:
        signed = assessments.sign_assessment(
            actor=self.request.user, assessment_id=self.assessment.pk, **data
        )
        if signed:
            messages.success(self.request, gettext("The assessment is signed."))
        else:
            messages.warning(
                self.request, gettext("A lower danger needs a supervisor. She or he was asked; sign after.")
            )

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return judged(row)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(assessment=self.assessment, **kwargs)


class AssessmentApproveView(MergingFormView):
    """Agree that the danger is lower: a supervisor's."""

    looks_at = "assessment"
    form_class = ApproveForm
    section = Section.ASSESSMENTS
    level = DECIDE
    part = "work-assessments"
    title = _("Agree to a lower danger")
    lead = _("Read the answers and the reason first. Your name stands beside the judgement.")
    submit = _("I agree")

    @cached_property
    def assessment(self) -> Any:
        return care_door.assessment_for(
            self.request.user, self.case.pk, self.kwargs["record_id"], level=DECIDE
        )

    def check_access(self) -> None:
        if not may_approve(self.request.user, self.assessment):
            raise door.NotThere

    def get_initial(self) -> dict[str, Any]:
        """What is agreed to is what she read, on the page that leads here."""
        seen = self.request.GET.get("seen", "")
        return {"row_version": seen if seen.isdecimal() else self.assessment.row_version}

    def theirs(self, row: Any) -> list[tuple[str, str]]:
        return judged(row) + answered(row)

    def act(self, data: dict[str, Any]) -> None:
        assessments.approve_lowering(actor=self.request.user, assessment_id=self.assessment.pk, **data)
        messages.success(self.request, gettext("Recorded. Who assesses can sign now."))
