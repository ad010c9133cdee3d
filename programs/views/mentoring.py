"""Mentoring in public: what it is, joining, and coming back with the code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.generic import FormView, TemplateView

from kbase.sent_once import new_number
from kbase.throttle import may_go_on
from programs.cohorts.states import ForbiddenStepError
from programs.mentoring import joining, meeting
from programs.mentoring.forms import CodeForm, FeedbackForm, MeetingForm, ProfileForm
from programs.mentoring.pages import contact_facts, own_data, pair_pages, profile_facts
from programs.models import MentoringPair, MentoringProfile
from programs.views.mentoring_changing import change_page, changed

JOINS = {"times": 60, "seconds": 3600}
GUESSES = {"times": 20, "seconds": 600}


class MentoringView(TemplateView):
    """What mentoring is, and the ways in."""

    template_name = "programs/mentoring/front.html"


@method_decorator([never_cache, csrf_protect], name="dispatch")
class JoinView(FormView):
    """The form of one side; what is wrong is said in it, and nothing typed is lost."""

    template_name = "programs/mentoring/join.html"
    form_class = ProfileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its side."""
        return super().get_form_kwargs() | {"side": self.kwargs["side"]}

    def get_initial(self) -> dict[str, Any]:
        """Number the form."""
        return {"form_number": new_number()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which side it is."""
        return super().get_context_data(**kwargs) | {"is_mentor": self.kwargs["side"] == "mentor"}

    def form_valid(self, form: ProfileForm) -> HttpResponse:
        """Keep the profile, and show the code: once, here."""
        if not may_go_on(self.request, "mentoring", **JOINS):
            form.add_error(None, _("Too many profiles from your network. Wait an hour, or write to us."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        _profile, code = joining.join(
            details=form.details(), now=timezone.now(), form_number=form.cleaned_data["form_number"]
        )
        return render(self.request, "programs/mentoring/code.html", {"code": code})

    def form_invalid(self, form: ProfileForm) -> HttpResponse:
        """Show the form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


@method_decorator([never_cache, csrf_protect], name="dispatch")
class MineView(FormView):
    """Someone comes back with her code: sees her partner, answers, logs meetings, says how it was.

    The code is sent with each step and stays out of addresses and cookies.
    """

    template_name = "programs/mentoring/find.html"
    form_class = CodeForm

    def form_valid(self, form: CodeForm) -> HttpResponse:
        """Find the profile, take the step that is asked for, and show how things stand."""
        # Whoever uses the page sends the code with each step: only guesses are counted closely.
        code = form.cleaned_data["code"]
        if not may_go_on(
            self.request, "mentoring-code", times=GUESSES["times"] * 10, seconds=GUESSES["seconds"]
        ):
            form.add_error("code", _("Too many attempts. Wait ten minutes and try again."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        profile = joining.find(code)
        if profile is None:
            if not may_go_on(self.request, "mentoring-guess", **GUESSES):
                form.add_error("code", _("Too many attempts. Wait ten minutes and try again."))
                return self.render_to_response(self.get_context_data(form=form), status=429)
            form.add_error("code", _("No profile has this code. Check each digit."))
            return self.form_invalid(form)
        return step(self.request, profile, code)

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        """Show the form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


def step(request: HttpRequest, profile: MentoringProfile, code: str) -> HttpResponse:
    """Take the step that a person asks for, and show how things stand."""
    act, now = request.POST.get("act", ""), timezone.now()
    if act == "erase":
        joining.erase(profile=profile, now=now)
        return render(request, "programs/mentoring/erased.html")
    pairs = MentoringPair.objects.of(profile).with_people().prefetch_related("meetings", "feedback")
    if act == "download":
        response = JsonResponse(
            own_data(profile, pairs), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        response["Content-Disposition"] = 'attachment; filename="mentoring.json"'
        return response
    if act == "edit" and joining.may_change(profile):
        return change_page(request, profile, code)
    forms: dict[str, Any] = {"meeting_form": MeetingForm(), "feedback_form": FeedbackForm()}
    if act == "change":
        refused = changed(request, profile, code)
        if refused is not None:
            return refused
    said, problems = _act(request, act, profile, forms) if act not in ("", "show") else ("", [])
    current = MentoringProfile.objects.filter(pk=profile.pk).first()
    if current is None:  # erased meanwhile, by herself or by staff
        return render(request, "programs/mentoring/erased.html", status=409)
    profile = current
    context = {
        "profile": profile,
        "may_change": joining.may_change(profile),
        "code": code,
        "said": said,
        "problems": problems,
        "facts": [*contact_facts(profile), *profile_facts(profile)],
        "pairs": pair_pages(profile, pairs.all()),
        **forms,
    }
    return render(request, "programs/mentoring/mine.html", context, status=400 if problems else 200)


def _act(
    request: HttpRequest, act: str, profile: MentoringProfile, forms: dict[str, Any]
) -> tuple[str, list[str]]:
    """Give what was done in words, else what is wrong."""
    now = timezone.now()
    found = request.POST.get("pair", "")
    pair = (
        MentoringPair.objects.of(profile).filter(pk=found).first()
        if found.isdecimal() and len(found) < 19
        else None
    )
    if act == "change":  # the form was kept already
        return _("Your profile is changed. Staff read it again before they propose you."), []
    if act == "edit":
        return "", [_("You are matched with somebody, or your profile is closed: it can't be changed now.")]
    if act == "pause":
        return _take(lambda: joining.pause(profile=profile), _("Done."))
    if pair is None:
        return "", [_("This pair isn't yours.")]
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "accept": (lambda: meeting.accept(pair=pair, profile=profile, now=now), _("You have accepted.")),
        "decline": (lambda: meeting.decline(pair=pair, profile=profile, now=now), _("You have declined.")),
        "end": (lambda: meeting.end(pair=pair, profile=profile, now=now), _("The pair has ended.")),
    }
    filled = {"meeting": ("meeting_form", MeetingForm), "feedback": ("feedback_form", FeedbackForm)}
    if act in filled:
        name, form_class = filled[act]
        form = forms[name] = form_class(request.POST)
        if not form.is_valid():
            return "", [_("Something in the form is missing or can't be used.")]
        given = form.cleaned_data | {"pair": pair, "profile": profile, "now": now}
        acts["meeting"] = (lambda: meeting.log_meeting(**given), _("The meeting is logged."))
        acts["feedback"] = (lambda: meeting.give_feedback(**given), _("Thank you."))
    if act not in acts:
        return "", [_("This step doesn't exist.")]
    said, problems = _take(*acts[act])
    if act in filled and not problems:
        forms[filled[act][0]] = filled[act][1]()
    return said, problems


def _take(take: Callable[[], object], done: str) -> tuple[str, list[str]]:
    try:
        take()
    except ValidationError as error:
        return "", list(error.messages)
    except ForbiddenStepError:
        return "", [_("This can't be done any more: something changed meanwhile.")]
    return done, []
