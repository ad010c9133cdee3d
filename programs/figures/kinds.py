"""The two kinds of figures under four eyes, by the word that addresses use for them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from programs.figures.rights import Figure
from programs.models import Observation, Target

KINDS: dict[str, type[Figure]] = {"observation": Observation, "target": Target}


def kind_of(figure: Figure) -> str:
    """Name the kind of a figure."""
    return figure._meta.model_name or ""


def all_figures(kind: str) -> QuerySet[Figure]:
    """Give the figures of a kind, of whatever state, with what their pages name."""
    return KINDS[kind]._default_manager.select_related(
        "indicator__jurisdiction", "author", "reviewer", "corrects", "withdrawal_asked_by", "withdrawn_by"
    )


def find(kind: str, pk: int) -> Figure:
    """Find a figure, or answer that there is none."""
    return get_object_or_404(all_figures(kind), pk=pk)


def find_key(key: str) -> Figure:
    """Find a figure by a key such as 'observation-12', as lists of choices send it."""
    kind, _dash, number = key.partition("-")
    if kind not in KINDS or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404(_("There is no such figure."))
    return find(kind, int(number))
