"""All that is held of one applicant, as she may take it away."""

from __future__ import annotations

from typing import Any

from kbase.localised import localised
from programs.cohorts.answers import shown_answer
from programs.cohorts.applying import answers_of
from programs.cohorts.erasing import last_day_kept
from programs.models import Application


def own_data(application: Application) -> dict[str, Any]:
    """Give an application with its answers, steps, attendances, certificate and outcomes as plain data."""
    cohort = application.cohort
    answers = answers_of(application)
    questions = {str(question.pk): question for question in cohort.questions.all()}
    certificate = getattr(application, "certificate", None)
    return {
        "programme": str(localised(cohort.programme, "name")),
        "cohort": str(localised(cohort, "name")),
        "state": application.state,
        "language": application.language,
        "name": application.name,
        "phone": application.phone,
        "email": application.email,
        "begun_at": _moment(application.begun_at),
        "submitted_at": _moment(application.submitted_at),
        "decided_at": _moment(application.decided_at),
        "letter": application.letter,
        "kept_until": last_day_kept(cohort).isoformat(),
        "answers": [
            {"question": question.text, "answer": str(shown_answer(question, answers.get(key, "")))}
            for key, question in questions.items()
        ],
        "attachments": [
            {"question": each.question.text, "kind": each.kind, "bytes": each.size}
            for each in application.attachments.select_related("question")
        ],
        "steps": [
            {"from": each.before, "to": each.after, "at": _moment(each.at)}
            for each in application.steps.all()
        ],
        "attendances": [
            {"session": each.session.title, "presence": each.presence}
            for each in application.attendances.select_related("session")
        ],
        "certificate": certificate
        and {
            "code": certificate.code,
            "completed_on": certificate.completed_on.isoformat(),
            "shows_name": certificate.shows_name,
            "revoked_on": certificate.revoked_on.isoformat() if certificate.revoked_on else None,
            "revoked_for": certificate.get_revoked_for_display(),
        },
        "outcomes": [
            {
                "months_after": each.months,
                "occupation": each.occupation,
                "income": each.income,
                "jobs": each.jobs,
                "note": each.note,
            }
            for each in application.outcomes.all()
        ],
        "looked_at_by_staff": [
            {"what": str(each.get_what_display()), "at": _moment(each.at)} for each in application.looks.all()
        ],
    }


def _moment(value: Any) -> str | None:
    return value.isoformat(timespec="seconds") if value else None
