"""Applying to a cohort: begin, get a code, answer page by page, look again, send."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from kbase.localised import current_language, localised
from legislation.choices import Language
from legislation.crumbs import Crumb
from programs.cohorts import applying, attachments
from programs.cohorts.applying import Contact
from programs.cohorts.choices import QuestionKind
from programs.cohorts.erasing import last_day_kept
from programs.cohorts.form_pages import (
    YOU,
    Written,
    contact_rows,
    name_of,
    pages_of,
    question_rows,
    read_answers,
    read_contact,
    shown_answers,
)
from programs.cohorts.states import DRAFT, ForbiddenStepError
from programs.cohorts.steps import ApplicationGoneError
from programs.cohorts.views.private import PrivateView
from programs.cohorts.views.standing import standing_context
from programs.models import Application, Cohort, CohortQuestion


class ApplyView(PrivateView):
    """The form of one cohort. Each page is saved when one leaves it, whichever way."""

    verbs = {"begin": "begin", "resume": "resume", "save": "save", "submit": "submit"}

    @cached_property
    def cohort(self) -> Cohort:
        """The cohort of this address, if readers may see it."""
        found = (
            Cohort.objects.with_programme()
            .published()
            .filter(slug=self.kwargs["cohort"], programme__slug=self.kwargs["slug"])
            .first()
        )
        if found is None:
            raise Http404(_("There is no cohort at this address."))
        return found

    @cached_property
    def questions(self) -> list[CohortQuestion]:
        """The questions of this cohort, in order."""
        return list(self.cohort.questions.all())

    def start(self, *, words: str = "", status: int = 200, code: bool = False) -> HttpResponseBase:
        """Say what this is, what will be asked, and for how long it is kept."""
        cohort = self.cohort
        programme = cohort.programme
        is_open = cohort in Cohort.objects.accepting_at(self.now)
        context = {
            "cohort": cohort,
            "title": localised(cohort, "name"),
            "programme": programme,
            "is_open": is_open,
            "kept_until": last_day_kept(cohort),
            "languages": cohort.languages,
            "questions": [localised(each, "text") for each in self.questions],
            "words": words,
            "wrong_code": code,
            "crumbs": [
                Crumb(_("Programmes"), reverse("programme-list")),
                Crumb(localised(programme, "name"), programme.get_absolute_url()),
                Crumb(localised(cohort, "name")),
            ],
        }
        return self.page("programs/cohorts/apply.html", context, status)

    def begin(self) -> HttpResponseBase:
        """Begin, and show the code."""
        if not self.within("begin"):
            return self.start(words=_("Too many attempts. Wait an hour and try again."), status=429)
        try:
            application, code = applying.begin(
                cohort=self.cohort, language=Language(current_language()), now=self.now
            )
        except applying.TooLateError as error:
            return self.start(words=" ".join(error.messages), status=409)
        context = {"cohort": self.cohort, "code": code, "ticket": self.ticket(application)}
        return self.page("programs/cohorts/code.html", context)

    def resume(self) -> HttpResponseBase:
        """Come back with the code."""
        application, words, status = self.by_code()
        if application is None:
            return self.start(words=words, status=status, code=True)
        if application.state != DRAFT or application.cohort_id != self.cohort.pk:
            return self.page("programs/cohorts/standing.html", standing_context(application, now=self.now))
        return self.show(application, YOU)

    def save(self) -> HttpResponseBase:
        """Save what was written on a page, and go where the person wants."""
        ticket = self.by_ticket()
        if ticket is None or ticket.application.cohort_id != self.cohort.pk:
            return self.timed_out(saved=False)
        application, number = ticket.application, self._number("page")
        if application.state != DRAFT:
            return self.page("programs/cohorts/standing.html", standing_context(application, now=self.now))
        try:
            written = self._write(application, number) if "written" in self.request.POST else Written()
        except ApplicationGoneError as error:
            return self.start(words=" ".join(error.messages), status=409)
        if not ticket.is_fresh:
            return self.timed_out(saved=True)
        if written.errors:
            return self.show(application, number, errors=dict(written.errors), status=400)
        if self.request.POST.get("to") == "leave":
            return self.page("programs/cohorts/left.html", {"cohort": self.cohort})
        pages = len(pages_of(self.questions))
        goal = self._number("to", otherwise=pages)
        return self.check(application) if goal >= pages else self.show(application, goal)

    def submit(self) -> HttpResponseBase:
        """Send the application."""
        ticket = self.by_ticket()
        if ticket is None or not ticket.is_fresh or ticket.application.cohort_id != self.cohort.pk:
            return self.timed_out(saved=ticket is not None)
        if not self.within("submit"):
            return self.check(ticket.application, _("Too many attempts. Wait an hour and try again."), 429)
        try:
            sent = applying.submit(application=ticket.application, now=self.now)
        except ApplicationGoneError as error:
            return self.start(words=" ".join(error.messages), status=409)
        except ValidationError as error:
            return self.check(ticket.application, " ".join(error.messages), 409)
        except ForbiddenStepError:  # sent from another window already
            sent = ticket.application
            sent.refresh_from_db()
        context = standing_context(sent, now=self.now)
        return self.page("programs/cohorts/standing.html", context | {"was_sent": True})

    def timed_out(self, *, saved: bool) -> HttpResponseBase:
        """Ask for the code again: the page was open for too long."""
        words = _("This page was open for more than half an hour. Type your code to go on.")
        if saved:
            words = f"{words} {_('What you wrote on it is saved.')}"
        return self.start(words=words, status=403, code=True)

    def show(
        self,
        application: Application,
        number: int,
        *,
        errors: dict[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponseBase:
        """Show a page of the form."""
        pages = pages_of(self.questions)
        number = min(max(number, 0), len(pages) - 1)
        given = self.request.POST.dict() if errors else {}
        rows = (
            question_rows(pages[number], application, given, errors)
            if number
            else contact_rows(self._contact(application), given, errors)
        )
        context: dict[str, Any] = {
            "cohort": self.cohort,
            "rows": rows,
            "page": number,
            "shown_page": number + 1,
            "pages": len(pages) + 1,
            "before": number - 1 if number else None,
            "after": number + 1 if number + 1 < len(pages) else "check",
            "has_errors": bool(errors),
            "ticket": self.ticket(application),
        }
        return self.page("programs/cohorts/form_page.html", context, status)

    def check(self, application: Application, words: str = "", status: int = 200) -> HttpResponseBase:
        """Show all that was written, before it is sent."""
        shown = shown_answers(application, self.questions)
        context = {
            "cohort": self.cohort,
            "shown": shown,
            "missing": sum(each.is_missing for each in shown),
            "words": words,
            "kept_until": last_day_kept(self.cohort),
            "last_page": len(pages_of(self.questions)) - 1,
            "pages": len(pages_of(self.questions)) + 1,
            "ticket": self.ticket(application),
        }
        return self.page("programs/cohorts/form_check.html", context, status)

    def _write(self, application: Application, number: int) -> Written:
        """Save what of a page can be read; the rest is shown again with what is wrong."""
        pages = pages_of(self.questions)
        given = self.request.POST.dict()
        if not 0 < number < len(pages):
            written = read_contact(given, self._contact(application))
            applying.save_draft(application=application, contact=written.contact)
            application.refresh_from_db()
            return written
        written = read_answers(pages[number], given, today=self.cohort.day(self.now))
        saved = applying.save_draft(application=application, answers=written.answers)
        application.answers_token = saved.answers_token
        return Written(
            answers=written.answers, errors={**written.errors, **self._files(application, pages[number])}
        )

    def _files(self, application: Application, questions: list[CohortQuestion]) -> dict[str, str]:
        errors = {}
        for question in questions:
            if question.kind != QuestionKind.FILE:
                continue
            name = name_of(question)
            file = self.request.FILES.get(name)
            try:
                if file is not None:
                    attachments.attach(application=application, question=question, content=file.read())
                elif self.request.POST.get(f"{name}-remove"):
                    attachments.remove(application=application, question=question)
            except ApplicationGoneError:
                raise
            except ValidationError as error:
                errors[name] = " ".join(error.messages)
        return errors

    def _contact(self, application: Application) -> Contact:
        return Contact(application.name, application.phone, application.email)

    def _number(self, name: str, *, otherwise: int = YOU) -> int:
        given = self.request.POST.get(name, "")
        return int(given) if given.isdecimal() and len(given) < 4 else otherwise
