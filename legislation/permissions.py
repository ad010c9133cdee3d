"""Groups of people who keep the law, and what each may do, as data."""

from __future__ import annotations

from django.apps import apps

EDITOR, REVIEWER = "Editor", "Reviewer"

# An address or a name that others rely on is never taken away by an editor: it is marked as ended.
LASTING = frozenset({"jurisdiction", "topic", "role", "referenceunit", "law", "provision", "glossaryterm"})
# What the loader of reference data keeps for itself.
BOOKKEEPING = frozenset({"loadedrecord", "referenceconflict"})


def permissions_of_groups() -> dict[str, frozenset[str]]:
    """Return the codenames of the permissions that each group has, all of them of this app."""
    seen = frozenset(f"view_{name}" for name in _models())
    written = frozenset(f"{verb}_{name}" for verb in ("add", "change") for name in _kept())
    taken_away = frozenset(f"delete_{name}" for name in _kept() - LASTING)
    return {
        EDITOR: seen | written | taken_away,
        REVIEWER: seen | {"review_provisionversion"},
    }


def _models() -> set[str]:
    """Names of the models, without their history and without join tables."""
    models = apps.get_app_config("legislation").get_models()
    return {
        str(model._meta.model_name)
        for model in models
        if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy
    }


def _kept() -> set[str]:
    return _models() - BOOKKEEPING
