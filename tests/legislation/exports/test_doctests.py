"""The examples in the exports' docstrings hold."""

import doctest
from importlib import import_module

import pytest

NAMES = ["cells", "formats", "markdown_writer", "pdf_columns", "summary", "typesetting", "xlsx_writer"]


@pytest.mark.parametrize("name", NAMES)
def test_examples_hold(name: str) -> None:
    result = doctest.testmod(import_module(f"legislation.exports.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
