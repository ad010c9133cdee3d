"""The pages of an application's form: who you are, the questions a few at a time, and a look at all of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from kbase.contacts import is_phone, plain_name
from kbase.localised import Localised, localised
from programs.cohorts.answers import options_of, read_answer, shown_answer
from programs.cohorts.applying import Contact, answers_of
from programs.cohorts.choices import QuestionKind
from programs.models import Application, CohortQuestion

QUESTIONS_A_PAGE = 4
LONGEST_NAME, LONGEST_CONTACT = 120, 120
YOU = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A field: its name, its words, what was written, and what is wrong with that."""

    name: str
    kind: str
    text: str | Localised
    hint: str | Localised = ""
    value: str = ""
    error: str = ""
    is_required: bool = False
    options: Sequence[tuple[str, Localised]] = ()
    has_file: bool = False
    longest: int = 0
    autocomplete: str = "off"

    @property
    def described_by(self) -> str:
        """The elements that say more of it."""
        parts = [f"{self.name}-hint" if self.hint else "", f"{self.name}-error" if self.error else ""]
        return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Written:
    """What of a page could be read, and what is wrong with the rest."""

    contact: Contact | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)


def pages_of(questions: Sequence[CohortQuestion]) -> list[list[CohortQuestion]]:
    """Give the questions of each page; the first, about the person, has none."""
    cut = range(0, len(questions), QUESTIONS_A_PAGE)
    return [[], *(list(questions[start : start + QUESTIONS_A_PAGE]) for start in cut)]


def read_contact(given: Mapping[str, str], held: Contact) -> Written:
    """Read the page about the person; a field that can't be read keeps what was held."""
    errors: dict[str, str] = {}
    written = given.get("name", "")
    name = plain_name(written)
    if written.strip() and not name:
        errors["name"] = _("Write your name in letters.")
    elif len(name) > LONGEST_NAME:
        errors["name"] = _("At most %(most)s characters.") % {"most": LONGEST_NAME}
    phone, email = given.get("phone", "").strip(), given.get("email", "").strip()
    if phone and not (is_phone(phone) and len(phone) <= LONGEST_CONTACT):
        errors["phone"] = _("This is no telephone number. Write it with the code of the country.")
    if len(email) > LONGEST_CONTACT:
        errors["email"] = _("At most %(most)s characters.") % {"most": LONGEST_CONTACT}
    elif email:
        try:
            validate_email(email)
        except ValidationError:
            errors["email"] = _("This is no e-mail address. Write it as name@example.org.")
    kept = {
        "name": held.name if "name" in errors else name,
        "phone": held.phone if "phone" in errors else phone,
        "email": held.email if "email" in errors else email,
    }
    return Written(contact=Contact(**kept), errors=errors)


def read_answers(questions: Sequence[CohortQuestion], given: Mapping[str, str], *, today: dt.date) -> Written:
    """Read a page of questions."""
    answers, errors = {}, {}
    for question in questions:
        if question.kind == QuestionKind.FILE:
            continue
        try:
            answers[str(question.pk)] = read_answer(question, given.get(name_of(question), ""), today=today)
        except ValidationError as error:
            errors[name_of(question)] = " ".join(error.messages)
    return Written(answers=answers, errors=errors)


def name_of(question: CohortQuestion) -> str:
    """Name the field of a question."""
    return f"q{question.pk}"


def contact_rows(
    contact: Contact, given: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None
) -> list[Row]:
    """Give the fields about the person."""
    given, errors = given or {}, errors or {}
    words = {
        "name": (_("Your name"), _("As it is to stand on a certificate.")),
        "phone": (
            _("Telephone number"),
            _("Leave it out if somebody else reads your phone. You find the answer here, with your code."),
        ),
        "email": (_("E-mail address"), _("Leave it out if somebody else reads your mail.")),
    }
    kinds = {"name": "line", "phone": "tel", "email": "email"}
    return [
        Row(
            name=name,
            kind=kinds[name],
            text=text,
            hint=hint,
            value=given.get(name, getattr(contact, name)),
            error=errors.get(name, ""),
            is_required=name == "name",
            longest=LONGEST_CONTACT,
        )
        for name, (text, hint) in words.items()
    ]


def question_rows(
    questions: Sequence[CohortQuestion],
    application: Application,
    given: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> list[Row]:
    """Give the fields of a page of questions; what was just written stands before what was saved."""
    given, errors = given or {}, errors or {}
    answers = answers_of(application)
    files = set(application.attachments.values_list("question_id", flat=True))
    return [
        Row(
            name=name_of(question),
            kind=question.kind,
            text=localised(question, "text"),
            hint=localised(question, "hint"),
            value=given.get(name_of(question), answers.get(str(question.pk), "")),
            error=errors.get(name_of(question), ""),
            is_required=question.is_required,
            options=options_of(question),
            has_file=question.pk in files,
        )
        for question in questions
    ]


@dataclass(frozen=True, slots=True)
class Shown:
    """One answer, as shown to read again: page is where it is changed."""

    text: str | Localised
    value: str | Localised
    page: int
    is_missing: bool


def shown_answers(application: Application, questions: Sequence[CohortQuestion]) -> list[Shown]:
    """Give all that was written, to be read again."""
    answers = answers_of(application)
    files = {each.question_id: each for each in application.attachments.all()}
    shown = [
        Shown(_("Your name"), application.name, YOU, not application.name),
        Shown(_("Telephone number"), application.phone, YOU, False),
        Shown(_("E-mail address"), application.email, YOU, False),
    ]
    for number, page in enumerate(pages_of(questions)):
        for question in page:
            answer: str | Localised = shown_answer(question, answers.get(str(question.pk), ""))
            if question.pk in files:
                answer = _("A file (%(kind)s)") % {"kind": files[question.pk].get_kind_display()}
            missing = question.is_required and not answer
            shown.append(Shown(localised(question, "text"), answer, number, missing))
    return shown
