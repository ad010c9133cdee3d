"""Cohorts and applications for tests: fixed moments, counted names, any state at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from itertools import count, pairwise
from typing import Any

import pgtrigger
from django.contrib.auth.models import Permission

from kbase import number_codes
from kbase.blind_index import digests
from kbase.contacts import plain_phone
from programs.cohorts import applying
from programs.cohorts.choices import ApplicationState, CohortState, QuestionKind
from programs.cohorts.states import DRAFT, STANDING, SUBMITTED, TRANSITIONS, WAITLISTED
from programs.models import (
    Application,
    ApplicationStep,
    Cohort,
    CohortQuestion,
    CohortSession,
    Organisation,
    Programme,
    Responsibility,
)
from tests.factories import accounts

_numbers = count(1)
AWE = "kz-academy-women-entrepreneurs"
NOW = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
DEADLINE = dt.datetime(2027, 1, 31, 19, tzinfo=dt.UTC)
# Only these two: the count of places is always kept.
STEPWISE = (
    "programs.Application:application_takes_allowed_steps",
    "programs.Application:application_is_sent_in_time",
)


def make_officer(name: str = "", *, runs: Iterable[Programme | Organisation] | None = None) -> Any:
    """Make a member of staff who may run cohorts: of all programmes, or of these alone."""
    person = accounts.user(name or f"officer-{next(_numbers)}", is_staff=True)
    codenames = ["run_cohorts"] if runs is not None else ["run_cohorts", "run_all_cohorts"]
    accounts.give_rights(person, permissions=Permission.objects.filter(codename__in=codenames))
    for each in runs or ():
        field = "programme" if isinstance(each, Programme) else "organisation"
        Responsibility.objects.create(officer=person, **{field: each})
    return person


def make_cohort(**values: Any) -> Cohort:
    """Make a cohort of ten places, open until the end of January 2027, taught from March to May."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "programme": values.pop("programme", None) or Programme.objects.get(slug=AWE),
        "slug": f"cohort-{number}",
        "name": f"Cohort {number}",
        "state": CohortState.OPEN,
        "timezone": "Asia/Almaty",
        "starts_on": dt.date(2027, 3, 1),
        "ends_on": dt.date(2027, 5, 31),
        "closes_at": DEADLINE,
        "capacity": 10,
        "languages": ["kk", "ru"],
        "retention_months": 24,
    }
    return Cohort.objects.create(**(defaults | values))


def make_question(cohort: Cohort, kind: str = QuestionKind.TEXT, **values: Any) -> CohortQuestion:
    """Make a question that must be answered."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"position": number, "kind": kind, "text": f"Question {number}?"}
    if kind == QuestionKind.CHOICE:
        defaults["options"] = [
            {"code": code, "words": {"en": words, "ur": words}}
            for code, words in (("a", "One"), ("b", "Two"))
        ]
    return CohortQuestion.objects.create(cohort=cohort, **(defaults | values))


def make_session(cohort: Cohort, day: int = 1, **values: Any) -> CohortSession:
    """Make a session of two hours in March 2027."""
    start = dt.datetime(2027, 3, day, 5, tzinfo=dt.UTC)
    defaults: dict[str, Any] = {
        "title": f"Session {day}", "starts_at": start, "ends_at": start + dt.timedelta(hours=2),
    }  # fmt: skip
    return CohortSession.objects.create(cohort=cohort, **(defaults | values))


def make_application(
    cohort: Cohort, state: str = SUBMITTED, *, code: str = "", phone: str = "", email: str = "", **values: Any
) -> Application:
    """Make an application in a state, with the steps that lead there; without a code nobody finds it."""
    number = next(_numbers)
    kept = number_codes.kept(code) if code else number_codes.KeptCode(f"none-{number}", "")
    answers = values.pop("answers", {})
    application = Application(
        cohort=cohort,
        language=values.pop("language", "en"),
        code_lookup=kept.lookup,
        code_hash=kept.hash,
        begun_at=NOW,
    )
    application.name = values.pop("name", f"Applicant {number}")
    application.phone, application.email = phone, email
    application.answers_text = json.dumps(answers)
    application.save()
    if state != DRAFT:
        _bring(application, state, number)
    application.refresh_from_db()
    return application


def _bring(application: Application, state: str, number: int) -> None:
    fields: dict[str, Any] = {"state": state, "submitted_at": NOW + dt.timedelta(seconds=number)}
    if state == WAITLISTED:
        fields["queue"] = number
    if application.phone and state in STANDING:
        text = f"{application.cohort_id} {plain_phone(application.phone)}"
        fields["phone_index"] = digests(text, purpose=applying.PHONE)[0]
    with pgtrigger.ignore(*STEPWISE):
        Application.objects.filter(pk=application.pk).update(**fields)
    way = path_to(state)
    ApplicationStep.objects.bulk_create(
        ApplicationStep(application=application, before=before, after=after, at=NOW)
        for before, after in pairwise(way)
    )


def path_to(state: str) -> list[str]:
    """Give a shortest way from the draft to a state."""
    ways = [[str(ApplicationState.DRAFT)]]
    for way in ways:
        if way[-1] == state:
            return way
        ways += [[*way, after] for after in TRANSITIONS[way[-1]] if after not in way]
    raise ValueError(state)
