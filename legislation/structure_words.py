"""What refusals, warnings and operations of pasting a law say to an editor."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from legislation.choices import Language
from legislation.structure.grafting import ImpossibleCorrection
from legislation.structure.tree import Kind, Remark
from legislation.structure.unreadable import UnreadableDocument

KINDS = {
    Kind.ANNEX: gettext_noop("Annex"),
    Kind.PART: gettext_noop("Part"),
    Kind.SECTION: gettext_noop("Section"),
    Kind.CHAPTER: gettext_noop("Chapter"),
    Kind.ARTICLE: gettext_noop("Article"),
    Kind.PARAGRAPH: gettext_noop("Paragraph"),
    Kind.POINT: gettext_noop("Point"),
    Kind.NOTE: gettext_noop("Note"),
}
REFUSALS = {
    "file-too-large": gettext_noop(
        "The file has %(megabytes)s MB; up to %(limit)s MB can be read. Remove its pictures, or divide it."
    ),
    "request-too-large": gettext_noop(
        "%(megabytes)s MB were sent. A text may have up to %(text)s MB, more than any code has; a file "
        "up to %(file)s MB. Paste the law in parts."
    ),
    "text-too-large": gettext_noop(
        "The text has %(megabytes)s MB; up to %(limit)s MB can be read, which is longer than any code. "
        "Paste the law in parts."
    ),
    "unpacked-too-large": gettext_noop(
        "Unpacked, the file would have %(megabytes)s MB; up to %(limit)s MB are accepted. "
        "Copy the words of the law from it and paste them."
    ),
    "compressed-too-much": gettext_noop(
        "A part of the file unpacks to %(ratio)s times its size; up to %(limit)s times are accepted, as such "
        "files are made to stop a computer. Copy the words of the law from it and paste them."
    ),
    "wrong-type": gettext_noop(
        "A file of the type %(given)s can't be read; %(accepted)s are accepted. Save it as one of these, "
        "or copy the words and paste them."
    ),
    "pdf": gettext_noop(
        "This is a PDF, which doesn't say where lines and paragraphs end. Open it, copy the words of the law "
        "and paste them, or get the law as DOCX."
    ),
    "old-word": gettext_noop("This is a file of an old version of Word. Save it as DOCX and upload that."),
    "rich-text": gettext_noop("This is an RTF file. Save it as DOCX and upload that."),
    "not-a-package": gettext_noop(
        "The file is called DOCX but isn't one. Open it in a word processor and save it as DOCX."
    ),
    "damaged": gettext_noop(
        "The file is damaged. Open it in a word processor and save it as DOCX once more."
    ),
    "encrypted": gettext_noop("The file is locked with a password. Save it without one and upload that."),
    "macros": gettext_noop(
        "The file contains macros, programs that are never run here. Save it as DOCX, which has none."
    ),
    "external": gettext_noop(
        "The file would load something from elsewhere (%(kind)s). Save it without links to templates and "
        "pictures, or copy the words and paste them."
    ),
    "embedded": gettext_noop(
        "The file has other files in it, such as tables of Excel. Remove them and save it as DOCX once more."
    ),
    "entities": gettext_noop(
        "The file has declarations (DOCTYPE) that no word processor writes. Copy its words and paste them."
    ),
    "too-deep": gettext_noop(
        "The parts of the file are nested deeper than any word processor does. Copy its words and paste them."
    ),
    "encoding": gettext_noop(
        "The letters of the file can't be read: it is no text, or in an encoding other than UTF-8, UTF-16 "
        "and Windows Cyrillic. Save it as text in UTF-8."
    ),
    "empty": gettext_noop("There are no words in it. Paste the text of a law, or choose another file."),
}
CORRECTIONS = {
    "no-such-node": gettext_noop("This part of the tree is gone: it was changed in another window."),
    "no-such-line": gettext_noop("Line %(line)s isn't one of its lines: type the number beside the line."),
    "not-a-line": gettext_noop("'%(given)s' is no number of a line: type the number beside the line."),
    "first-line": gettext_noop("It begins with line %(line)s already: choose a line further down."),
    "no-previous": gettext_noop("Nothing stands before it there."),
    "no-next": gettext_noop("Nothing stands after it there."),
    "at-top": gettext_noop("It is at the top already."),
    "into-itself": gettext_noop("It can't be moved into or after itself: choose a place outside of it."),
    "too-deep": gettext_noop("That would be more than %(limit)s levels; no law has so many."),
    "unknown-kind": gettext_noop("'%(given)s' is no kind of provision; there are %(accepted)s."),
    "unknown-operation": gettext_noop("Choose what to do with it."),
    "nothing-given": gettext_noop("Type the number, eId or line into the field beside."),
    "no-such-eid": gettext_noop("There is no %(given)s in this tree: copy the eId from where it shall go."),
    "eid-twice": gettext_noop("There are several %(given)s in this tree: change their numbers first."),
}  # fmt: skip
REMARKS = {
    "duplicate": gettext_noop("The same number more than once here: %(number)s"),
    "order": gettext_noop("Out of order: %(number)s after %(after)s"),
    "gap": gettext_noop("Something is missing between %(after)s and %(number)s"),
    "starts-late": gettext_noop("The first here is %(number)s, not 1"),
    "no-number": gettext_noop("It has no number"),
    "empty": gettext_noop("It has no words"),
    "odd-place": gettext_noop("Something larger stands in it"),
    "long-line": gettext_noop("Line %(line)s has %(characters)s characters: several paragraphs in one?"),
    "language": gettext_noop("It seems to be in another language: %(language)s"),
}
OPERATIONS = (
    (
        gettext_noop("Change"),
        (
            ("number", gettext_noop("Number, to what is typed beside")),
            ("heading", gettext_noop("Heading, to what is typed beside")),
        ),
    ),
    (
        gettext_noop("Move"),
        (
            ("promote", gettext_noop("One level out")),
            ("demote", gettext_noop("Into the one before it")),
            ("up", gettext_noop("Up among its neighbours")),
            ("down", gettext_noop("Down among its neighbours")),
            ("after", gettext_noop("After the eId typed beside")),
            ("into", gettext_noop("Into the eId typed beside")),
        ),
    ),
    (
        gettext_noop("Lines"),
        (
            ("merge", gettext_noop("Join to what stands before")),
            ("split", gettext_noop("Begin a new one at the line typed beside")),
            ("aside", gettext_noop("Set its own lines aside as unparsed")),
            ("aside-all", gettext_noop("Set it aside with all that is in it")),
        ),
    ),
)


def refusal_words(refusal: UnreadableDocument) -> str:
    """Say why a document can't be read, and what to do."""
    return _(REFUSALS[refusal.code]) % refusal.values


def correction_words(refusal: ImpossibleCorrection) -> str:
    """Say why a correction can't be made."""
    return _(CORRECTIONS[refusal.code]) % refusal.values


def remark_words(remark: Remark) -> str:
    """Say what to look at."""
    values = dict(remark.values)
    if "language" in values:
        values["language"] = Language(values["language"]).label
    return _(REMARKS[remark.code]) % values


def kind_words(kind: str) -> str:
    """Name a kind of node."""
    return _(KINDS[Kind(kind)])


def operation_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the operations on a node as groups of (code, words), for a select."""
    kinds = [(f"make-{kind}", kind_words(kind)) for kind in Kind]
    return [(_("Make it"), kinds)] + [
        (_(name), [(code, _(words)) for code, words in operations]) for name, operations in OPERATIONS
    ]


def line_operations() -> list[tuple[str, str]]:
    """Give what may become of an unparsed line as (code, words)."""
    return [
        ("text", _("Join to what stands before")),
        *((f"make-{kind}", _("Make it: %(kind)s") % {"kind": kind_words(kind)}) for kind in Kind),
    ]
