"""Groups of people who keep programmes, and what each may do, as data."""

from __future__ import annotations

from django.apps import apps

from legislation.permissions import EDITOR, REVIEWER

OFFICER = "Programme officer"
MANAGER = "Programme manager"

# An address or a name that others rely on is never taken away: it is marked as ended.
# A draft of a figure is thrown away at the desk, and what was published is withdrawn.
LASTING = frozenset(
    {
        "organisation",
        "programme",
        "indicator",
        "observation",
        "target",
        "targetbasis",
        "collaborationarea",
        "event",
        "financeoffer",
    }
)
# What officers run in steps of their own, beside the pages of records.
RUNNING = frozenset({"run_cohorts", "run_mentoring"})
# Who runs which programme is the managers' to say.
RESPONSIBLE = "responsibility"
# Series and figures are the editors', who answer for them as for the law.
FIGURES = frozenset({"indicator", "observation", "target", "targetbasis"})
# What steps of the site keep for themselves.
BOOKKEEPING = frozenset({"figureimport"})
# What people told us of themselves: only who deals with them sees it.
PERSONAL: frozenset[str] = frozenset(
    {
        "application",
        "applicationattachment",
        "applicationlook",
        "applicationstep",
        "attendance",
        "certificate",
        "mentoringfeedback",
        "mentoringmeeting",
        "mentoringpair",
        "mentoringprofile",
        "outcome",
        "registration",
        RESPONSIBLE,
    }
)


def permissions_of_groups() -> dict[str, frozenset[str]]:
    """Return the codenames of the permissions that each group has, all of them of this app."""
    names = _models()
    facts = names - PERSONAL
    seen = frozenset(f"view_{name}" for name in facts)
    officer = (
        frozenset(f"view_{name}" for name in names) | _writing(names - FIGURES - {RESPONSIBLE}) | RUNNING
    )
    return {
        EDITOR: seen | _writing(facts),
        REVIEWER: seen | {"review_observation"},
        OFFICER: officer,
        MANAGER: officer | _writing(frozenset({RESPONSIBLE})) | {"run_all_cohorts"},
    }


def rights_in_the_law() -> dict[str, frozenset[str]]:
    """Return what programme staff look up in the law: what a programme or an action rests on."""
    seen = frozenset(f"view_{name}" for name in ("jurisdiction", "topic", "law", "provision"))
    return {OFFICER: seen, MANAGER: seen}


def _writing(names: frozenset[str]) -> frozenset[str]:
    written = frozenset(f"{verb}_{name}" for verb in ("add", "change") for name in names)
    return written | frozenset(f"delete_{name}" for name in names - LASTING)


def _models() -> frozenset[str]:
    """Names of the models, without their history and without join tables."""
    models = apps.get_app_config("programs").get_models()
    names = frozenset(
        str(model._meta.model_name)
        for model in models
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    )
    return names - BOOKKEEPING
