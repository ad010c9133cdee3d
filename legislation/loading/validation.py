"""Validate the reference data as a whole; every problem is collected, none is fatal."""

from __future__ import annotations

from collections.abc import Iterable

from legislation.loading.chronology import check_chronology
from legislation.loading.consistency import check_laws, check_vocabularies
from legislation.loading.problems import Place, Problem
from legislation.loading.reading import Documents
from legislation.loading.schema import file_checks
from legislation.loading.specs import Part


def validate(documents: Documents, parts: Iterable[Part] = ()) -> list[Problem]:
    """Return every problem of the documents, in the order of the files and of what stands in them."""
    problems = list(documents.problems)
    for file, content, check in file_checks(documents):
        check(content, Place(problems, file))
    check_vocabularies(documents, problems)
    check_laws(documents, problems)
    check_chronology(documents, problems)
    for part in parts:
        part.validate(documents, problems)
    files = [*documents.vocabularies, *documents.laws, *documents.further]
    order = {file: number for number, file in enumerate(files)}
    return sorted(problems, key=lambda problem: order.get(problem.file, -1))
