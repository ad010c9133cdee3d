"""What an applicant reads of her application: a word, what it means, what comes next; in her language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from kbase.localised import localised
from kbase.localised_formats import day_text
from programs.cohorts.states import (
    ACCEPTED,
    COMPLETED,
    DECLINED,
    DRAFT,
    ENROLLED,
    SHORTLISTED,
    SUBMITTED,
    WAITLISTED,
    WITHDRAWN,
)
from programs.models import Application, Certificate

LETTERS = (ACCEPTED, WAITLISTED, DECLINED)


def has_letter(application: Application) -> bool:
    """Tell whether a decision was made that a letter tells of."""
    return application.decided_at is not None and application.state != WITHDRAWN


def standing(application: Application) -> list[str]:
    """Say in sentences how an application stands and what comes next, in the page's language."""
    cohort = application.cohort
    names = {
        "cohort": str(localised(cohort, "name")),
        "start": day_text(cohort.starts_on),
        "deadline": day_text(cohort.last_day_to_apply),
    }
    words = {
        DRAFT: [
            _("You have not sent it yet. You can go on until the end of %(deadline)s."),
        ],
        SUBMITTED: [_("We have your application to %(cohort)s. Nobody has decided on it yet.")],
        SHORTLISTED: [
            _("Your application to %(cohort)s is on the short list. The decision is still to come."),
        ],
        ACCEPTED: [
            _("You have a place in %(cohort)s, which begins on %(start)s."),
            _("If you can't come, please withdraw: somebody else is waiting for the place."),
        ],
        WAITLISTED: [
            _("All places in %(cohort)s are given. You are on the waiting list."),
            _("If a place becomes free and it is your turn, it is yours at once. Look here again."),
        ],
        DECLINED: [
            _("We can't offer you a place in %(cohort)s."),
            _("This says nothing about your worth. You may apply to other cohorts and programmes."),
        ],
        ENROLLED: [_("You take part in %(cohort)s, which begins on %(start)s.")],
        COMPLETED: _completed(application),
        WITHDRAWN: [_("This application was withdrawn.")],
    }
    return [sentence % names for sentence in words[application.state]]


def _completed(application: Application) -> list[str]:
    certificate = Certificate.objects.filter(application=application).first()
    if certificate is None or certificate.revoked_on is None:
        return [_("You have completed %(cohort)s. Your certificate is below.")]
    reason = _("Your certificate is not valid since %(day)s: %(reason)s.")
    told = {"day": day_text(certificate.revoked_on), "reason": certificate.get_revoked_for_display()}
    return [_("You have completed %(cohort)s."), (reason % told).replace("%", "%%")]
