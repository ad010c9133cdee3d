"""Letters and certificates as PDF, in the language of the applicant, set by the site's own engine."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kbase.localised import localised
from kbase.localised_formats import day_text
from legislation.exports.cells import clean
from legislation.exports.pdf_writer import typeset
from programs.cohorts.letters import standing
from programs.models import Application, Certificate

TEMPLATES = Path(__file__).with_name("typeset")
BRAND = "Qorgau"


def letter_pdf(application: Application) -> bytes:
    """Set the letter that tells of the decision."""
    cohort = application.cohort
    decided = application.decided_at or application.begun_at
    with translation.override(application.language):
        content = {
            "title": str(localised(cohort, "name")),
            "programme": str(localised(cohort.programme, "name")),
            "day": day_text(cohort.day(decided)),
            "to": application.name,
            "sentences": [str(application.get_state_display()) + ".", *standing(application)],
            "words": [line for line in application.letter.splitlines() if line.strip()],
            "note": _("Made up, for trying out") if cohort.is_demo else "",
        }
        return _set("letter.typ", content, application.language, decided)


def certificate_pdf(certificate: Certificate, *, address: str) -> bytes:
    """Set a certificate.

    Args:
        address: absolute address at which it can be checked.
    """
    cohort = certificate.cohort
    with translation.override(certificate.language):
        content = {
            "title": _("Certificate"),
            "given-to": _("It is certified that"),
            "name": certificate.name,
            "for-what": _("has completed"),
            "programme": str(localised(cohort.programme, "name")),
            "cohort": str(localised(cohort, "name")),
            "day": day_text(certificate.completed_on),
            "demo": _("Made up, for trying out") if cohort.is_demo else "",
            "check": _("Code %(code)s. Whether it is genuine can be checked at:")
            % {"code": certificate.code},
            "address": address,
        }
        made = dt.datetime.combine(certificate.completed_on, dt.time(), dt.UTC)
        return _set("certificate.typ", content, certificate.language, made)


def _set(template: str, content: dict[str, Any], language: str, made: dt.datetime) -> bytes:
    cleaned = {
        name: [clean(line) for line in value] if isinstance(value, list) else clean(value)
        for name, value in content.items()
    }
    payload = {**cleaned, "language": language, "brand": BRAND, "made": int(made.timestamp())}
    return typeset(json.dumps(payload, ensure_ascii=False), TEMPLATES / template)
