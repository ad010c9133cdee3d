"""Someone changes her mentoring profile: the form of joining, filled, at the address of her own page."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programs.mentoring import joining
from programs.mentoring.forms import ProfileForm
from programs.models import MentoringProfile


def change_page(
    request: HttpRequest, profile: MentoringProfile, code: str, form: ProfileForm | None = None
) -> HttpResponse:
    """Show the form; the code goes with it, in no address."""
    context = {
        "form": form or ProfileForm.of(profile),
        "is_mentor": profile.is_mentor,
        "code": code,
        "profile": profile,
    }
    status = 400 if form is not None else 200
    return render(request, "programs/mentoring/join.html", context, status=status)


def changed(request: HttpRequest, profile: MentoringProfile, code: str) -> HttpResponse | None:
    """Keep what was changed and give nothing; else show the form with what is wrong."""
    form = ProfileForm(request.POST, side=profile.side)
    if form.is_valid():
        try:
            joining.change(profile=profile, details=form.details())
        except ValidationError as error:
            form.add_error(None, error.messages)  # type: ignore[arg-type]
        else:
            return None
    return change_page(request, profile, code, form)
