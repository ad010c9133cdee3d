"""Assessing needs and danger: a score suggests, a person decides, a lower danger needs a second one."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from cases import care_door, door, instruments, permissions, record, states
from cases.actions.progress import require_first_contact
from cases.actions.tasks import About, make_task, settle, supervisor_of
from cases.care_choices import TaskKind
from cases.choices import Deed, Risk, Section
from cases.models import Assessment, Case, InstrumentVersion, Task
from cases.models.base import ClockNow
from cases.querysets import DECIDE, WRITE
from cases.refusals import Refusal
from cases.sealing import opened, seal
from cases.versions import check_version


class InvalidAssessmentError(Refusal):
    """An assessment that can't be begun or signed so; the message says what is accepted."""


@transaction.atomic
def begin_assessment(*, actor: Any, party_id: Any, instrument_id: Any) -> Assessment:
    """Begin an assessment of a person with a version of an instrument.

    Raises:
        InvalidAssessmentError: one is in draft already.
    """
    party = door.party_for(actor, party_id)
    case = door.locked_case(actor, party.case_id, section=Section.ASSESSMENTS, level=WRITE)
    _check(actor, case)
    require_first_contact(case)
    instrument = door.one(InstrumentVersion.objects.current(), instrument_id)
    if Assessment.objects.filter(party=party, status=states.DRAFT).exists():
        raise InvalidAssessmentError(gettext("An assessment of this person is in draft: finish it first."))
    assessment = Assessment(case=case, party=party, instrument=instrument, created_by=actor)
    assessment.save(force_insert=True)
    record.note(Deed.CREATED, assessment)
    return assessment


@transaction.atomic
def write_answers(
    *, actor: Any, assessment_id: Any, answers: Mapping[str, str], row_version: int
) -> instruments.Result:
    """Write the answers of a draft and add them up; what a supervisor approved before counts no more.

    Raises:
        ChangedMeanwhileError: somebody saved it after the writer's page was opened.
    """
    assessment = _draft(actor, assessment_id)
    check_version(assessment, row_version)
    definition = assessment.instrument.content
    known = {question["key"] for question in instruments.questions_of(definition)}
    notes = {f"{instruments.NOTE}-{box['key']}" for box in definition["boxes"]}
    kept = {
        key: value.strip()
        for key, value in answers.items()
        if (key in known and value in instruments.ANSWERS) or (key in notes and value.strip())
    }
    result = instruments.assess(definition, kept)
    seal(assessment, answers=json.dumps(kept, ensure_ascii=False))
    _change(
        assessment, answers=assessment.answers, score=result.score, level_computed=result.level,
        lowering_approved_by=None, lowering_asked=False,
    )  # fmt: skip
    return result


@transaction.atomic
def sign_assessment(
    *, actor: Any, assessment_id: Any, level: str, row_version: int, reason: str = "",
    sets_danger: bool = True,
) -> bool:  # fmt: skip
    """Sign with the danger as judged; where that is lower, ask a supervisor first.

    Args:
        level: chosen by the person who signs.
        sets_danger: whether it becomes the danger of the case.

    Returns:
        Whether it is signed; if not, a supervisor was asked, and signing is tried again after.

    Raises:
        InvalidAssessmentError: no level, or another than the score's without a reason.
        ChangedMeanwhileError: somebody saved it after the writer's page was opened.
    """
    assessment = _draft(actor, assessment_id)
    membership = _check(actor, assessment.case)
    check_version(assessment, row_version)
    _check_score(assessment)
    judged, words = Risk(level).value, reason.strip()
    if judged == Risk.UNKNOWN:
        raise InvalidAssessmentError(gettext("Choose how great the danger is; the score does not decide."))
    if judged != assessment.level_computed and not words:
        raise InvalidAssessmentError(gettext("Say why you judge otherwise than the score suggests."))
    lowers = instruments.lowers(judged, computed=assessment.level_computed, current=assessment.case.risk)
    if lowers and not _is_approved(assessment, judged, words):
        _ask(actor, assessment, judged, words)
        return False
    _sign(assessment, membership, judged, words)
    if sets_danger and assessment.case.risk != judged:
        Case.objects.filter(pk=assessment.case_id).update(risk=judged, row_version=F("row_version") + 1)
        record.note(Deed.CHANGED, assessment.case)
    return True


@transaction.atomic
def approve_lowering(*, actor: Any, assessment_id: Any, words: str, row_version: int) -> None:
    """Agree to a lower danger: by a supervisor who neither leads the case, assesses, nor asked.

    Raises:
        ChangedMeanwhileError: answers, danger or reason aren't those that she read any more.
    """
    found = Assessment.objects.visible_to(actor, level=DECIDE).filter(
        status=states.DRAFT, lowering_asked=True, lowering_approved_by__isnull=True
    )
    found = found.select_related("case__lead", "party", "instrument").select_for_update(of=("self",))
    assessment: Assessment = door.one(found, assessment_id)
    membership = permissions.check_second(
        actor, permissions.ASSESSMENT, assessment.case, assessment.created_by_id,
        assessment.lowering_asked_by_id,
    )  # fmt: skip
    check_version(assessment, row_version)
    _change(assessment, lowering_approved_by=membership)
    for task in Task.objects.open().filter(party=assessment.party, kind=TaskKind.LOWERING):
        task.case = assessment.case
        settle(task, actor=actor, status=states.DONE, outcome=words)


def _sign(assessment: Assessment, membership: Any, level: str, reason: str) -> None:
    former = Assessment.objects.signed().filter(party=assessment.party_id)
    for each in former.select_for_update():
        states.check_change(states.ASSESSMENT, each.status, states.SUPERSEDED)
        _change(each, status=states.SUPERSEDED)
    days = instruments.days_until_again(assessment.instrument.content, level)
    # An approval is of exactly this danger and these words: judged otherwise, nothing is approved.
    is_approved = _is_approved(assessment, level, reason)
    if not is_approved:
        seal(assessment, override_reason=reason)
        assessment.lowering_asked, assessment.lowering_approved_by = False, None
    states.check_change(states.ASSESSMENT, assessment.status, states.SIGNED)
    _change(
        assessment, status=states.SIGNED, level_final=level, override_reason=assessment.override_reason,
        signed_at=ClockNow(), signed_by=membership, lowering_asked=assessment.lowering_asked,
        lowering_approved_by=assessment.lowering_approved_by,
        next_due_on=timezone.localdate() + dt.timedelta(days=days),
    )  # fmt: skip


def _check_score(assessment: Assessment) -> None:
    """Refuse a score that is not that of the answers: somebody wrote it past this site."""
    if not care_door.score_holds(assessment):
        raise InvalidAssessmentError(
            gettext("The score doesn't belong to these answers: save the answers again, then sign.")
        )


def _is_approved(assessment: Assessment, level: str, reason: str) -> bool:
    """Whether a supervisor approved exactly this."""
    return (
        assessment.lowering_approved_by_id is not None
        and assessment.level_final == level
        and opened(assessment, "override_reason") == reason
    )


def _ask(actor: Any, assessment: Assessment, level: str, reason: str) -> None:
    if not reason:
        raise InvalidAssessmentError(gettext("Say why the danger is lower; a supervisor decides."))
    seal(assessment, override_reason=reason)
    _change(
        assessment, level_final=level, override_reason=assessment.override_reason, lowering_asked=True,
        lowering_approved_by=None,
    )  # fmt: skip
    waiting = Task.objects.open().filter(party=assessment.party_id, kind=TaskKind.LOWERING)
    if not waiting.exists():
        make_task(
            assessment.case, TaskKind.LOWERING, actor=actor, about=About(party=assessment.party),
            assignee=supervisor_of(assessment.case), due_on=timezone.localdate(),
        )  # fmt: skip


def _draft(actor: Any, assessment_id: Any) -> Assessment:
    """Return a draft, locked with its case."""
    found = Assessment.objects.visible_to(actor, level=WRITE).filter(status=states.DRAFT)
    related = ("case__lead__supervisor", "party", "instrument")
    assessment: Assessment = door.one(found.select_related(*related), assessment_id)
    door.locked_case(actor, assessment.case_id, section=Section.ASSESSMENTS, level=WRITE)
    locked = found.select_related(*related).select_for_update(of=("self",))
    _check(actor, assessment.case)
    return care_door.of_case(locked, assessment.case_id, assessment_id)


def _check(actor: Any, case: Case) -> Any:
    return permissions.check(
        actor, permissions.WRITE, permissions.ASSESSMENT, organisation_id=case.organisation_id
    )


def _change(assessment: Assessment, **changes: Any) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(row_version=F("row_version") + 1, **changes)
    record.note(Deed.CHANGED, assessment)
