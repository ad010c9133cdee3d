"""Validate the reference data as a whole; every problem is collected, none is fatal."""

from __future__ import annotations

from legislation.loading.problems import Problem
from legislation.loading.reading import Documents


def validate(documents: Documents) -> list[Problem]:
    """Return every problem of the documents, in the order of the files."""
    return documents.problems
