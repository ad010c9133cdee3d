"""Every refusal, warning and operation of pasting has words, and the words have their values."""

import inspect
import re
from typing import Any

import pytest

from legislation import structure_words as words
from legislation.structure import checking, grafting, operations, unreadable
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.tree import Remark
from legislation.structure.unreadable import UnreadableDocument

NAMES = "accepted after asks characters file given kind limit line main megabytes number ratio text"
VALUES: dict[str, Any] = {"language": "kk"} | dict.fromkeys(NAMES.split(), 7)


def documented(thing: type) -> set[str]:
    """Return the codes that a docstring lists."""
    listed = re.search(r"Codes: (.*?)\.(?:\n|$)", inspect.getdoc(thing) or "", re.DOTALL)
    assert listed
    return set(re.findall(r"[a-z-]+", listed[1].replace("from forms:", "")))


@pytest.mark.parametrize("code", sorted(documented(unreadable.UnreadableDocument)))
def test_refused_document_has_words(code: str) -> None:
    assert words.refusal_words(UnreadableDocument(code, **VALUES))


@pytest.mark.parametrize("code", sorted(documented(grafting.ImpossibleCorrection)))
def test_refused_correction_has_words(code: str) -> None:
    assert words.correction_words(ImpossibleCorrection(code, **VALUES))


@pytest.mark.parametrize("code", sorted(set(re.findall(r'Remark\("([a-z-]+)"', inspect.getsource(checking)))))
def test_warning_has_words(code: str) -> None:
    assert words.remark_words(Remark(code, VALUES))


def test_every_operation_is_offered_once() -> None:
    offered = [code for _, group in words.operation_groups() for code, _ in group]
    assert sorted(offered) == sorted(operations.OPERATIONS)
    assert sorted(code for code, _ in words.line_operations()) == sorted(operations.LINE_OPERATIONS)
