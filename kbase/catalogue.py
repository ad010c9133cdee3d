"""Catalogues of translations: collect the strings of code and templates, update, check and compile.

All in Python with Babel, so that nothing (no gettext tools) need be installed.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ONE = ("_", "gettext", "gettext_lazy", "gettext_noop")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(ONE),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
COMMENT_TAGS = ("Translators",)
NOT_SOURCES = {"migrations", "static", "locale", "reference", "__pycache__"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)\}")
# Babel insists on a date in the header; a true one would change the file at every run.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def collect(base: Path, folders: Iterable[str]) -> Catalog:
    """Return every translatable string under the folders, with the files it occurs in."""
    catalogue = Catalog(charset="utf-8")
    for path in _sources(base, folders):
        name = path.relative_to(base).as_posix()
        for line, message, comments, context in _strings(path):
            catalogue.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue in a PO file, an empty one if there is no file."""
    if not path.exists():
        return _plain(Catalog(locale=language, charset="utf-8", fuzzy=False))
    with path.open("rb") as file:
        return _plain(read_po(file, locale=language))


def update(path: Path, language: str, collected: Catalog) -> Catalog:
    """Bring a PO file up to date with what was collected: new strings come in empty, unused ones go."""
    catalogue = read(path, language)
    catalogue.update(collected, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    buffer = io.BytesIO()
    write_po(
        buffer, _plain(catalogue), width=100, include_lineno=False, sort_output=True, ignore_obsolete=True
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != buffer.getvalue():
        path.write_bytes(buffer.getvalue())
    return catalogue


def compile_catalogue(path: Path, language: str) -> bool:
    """Write the MO file beside a PO file; return False when that was up to date."""
    compiled = path.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    draft = compiled.with_suffix(".mo.draft")
    catalogue = read(path, language)
    for message in list(catalogue):
        # A form left empty would be shown as nothing; absent, the English is shown.
        if message.id and not all(_forms(message)):
            catalogue.delete(message.id, context=message.context)
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(compiled)
    return True


def problems(catalogue: Catalog, collected: Catalog) -> Iterator[str]:
    """Yield what keeps a catalogue from being complete and true to the sources."""
    wanted = {_key(message) for message in collected if message.id}
    present = {_key(message) for message in catalogue if message.id}
    for _context, text in sorted(wanted - present, key=str):
        yield f"not in the catalogue: {text!r}"
    for _context, text in sorted(present - wanted, key=str):
        yield f"no longer in the sources: {text!r}"
    for message in catalogue:
        if message.id and (problem := _problem(message, catalogue.num_plurals)):
            yield f"{problem}: {_key(message)[1]!r}"


def _problem(message: Message, plural_forms: int) -> str:
    forms = _forms(message)
    wanted_forms = plural_forms if isinstance(message.id, tuple | list) else 1
    if not all(forms) or len(forms) != wanted_forms:
        return "untranslated"
    if message.fuzzy:
        return "fuzzy"
    allowed = _placeholders(_key(message)[1])
    if any(_placeholders(form) - allowed for form in forms):
        return "unknown placeholder"
    # One plural form may say 'one' in words; a single translation may leave nothing out.
    if len(forms) == 1 and _placeholders(forms[0]) != allowed:
        return "missing placeholder"
    return ""


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string or "",)


def _placeholders(text: str) -> set[tuple[str, str]]:
    return set(PLACEHOLDER.findall(text))


def _key(message: Message) -> tuple[str | None, str]:
    # The plural has every placeholder, and stands for the message in reports.
    return message.context, message.id[-1] if isinstance(message.id, tuple | list) else message.id


def _plain(catalogue: Catalog) -> Catalog:
    """Keep everything out of the header that would differ from run to run."""
    catalogue.creation_date = catalogue.revision_date = NO_DATE
    catalogue.project, catalogue.version = "Qorgau", ""
    catalogue.msgid_bugs_address = catalogue.last_translator = ""
    catalogue.header_comment = "# The interface of Qorgau."
    return catalogue


def _sources(base: Path, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((base / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and not NOT_SOURCES & set(path.parts):
                yield path


def _strings(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # The text between is blanked out but still indented, which isn't Python.
        text = "\n".join(line.lstrip() for line in templatize(text).split("\n"))
    yield from extract("python", io.BytesIO(text.encode()), KEYWORDS, COMMENT_TAGS, {"encoding": "utf-8"})
