"""Breadcrumbs of pages of programmes."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from kbase.localised import localised
from legislation.crumbs import Crumb
from programs.directories import Directory

ADDRESSES = {
    "programmes": "programme-list",
    "organisations": "organisation-list",
    "indicators": "indicator-list",
    "finance": "finance-list",
}


def crumbs(directory: Directory, record: Any) -> list[Crumb]:
    """Give the way from a directory to one of its records."""
    return [
        Crumb(str(directory.title), reverse(ADDRESSES[directory.name])),
        Crumb(localised(record, "name")),
    ]
