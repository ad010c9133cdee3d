"""Small documents for the tests of structure: invented laws, and DOCX packages that are made here."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx

from legislation.structure.parsing import propose
from legislation.structure.reading import read_file, read_text
from legislation.structure.tree import Node, Proposal

DATA = Path(__file__).parents[2] / "data" / "structure"


def law(name: str) -> Proposal:
    """Propose the structure of one of the invented laws."""
    return propose(read_file(name, (DATA / name).read_bytes()))


def of(text: str) -> Proposal:
    """Propose the structure of a text."""
    return propose(read_text(text))


def node(tree: Proposal, eid: str) -> Node:
    """Return the one node with an eId."""
    (found,) = (one for one in tree.walk() if one.eid == eid)
    return found


def eids(tree: Proposal) -> list[str]:
    """Return the eIds in order."""
    return [one.eid for one in tree.walk()]


def codes(tree: Proposal, eid: str) -> list[str]:
    """Return the codes of the warnings of all nodes with an eId."""
    return [remark.code for one in tree.walk() if one.eid == eid for remark in one.warnings]


def word_document(fill: Callable[[docx.document.Document], object]) -> bytes:
    """Return a DOCX that a function has filled."""
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def repacked(
    content: bytes, *, add: dict[str, bytes] | None = None, replace: dict[str, bytes] | None = None
) -> bytes:
    """Return a package with members added or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            new.writestr(info.filename, (replace or {}).get(info.filename, old.read(info)))
        for name, member in (add or {}).items():
            new.writestr(name, member)
    return buffer.getvalue()


def member(content: bytes, name: str) -> bytes:
    """Return one member of a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name)
