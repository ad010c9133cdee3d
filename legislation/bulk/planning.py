"""Compare the rows of a file with the records: new, changed, unchanged, or impossible. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from legislation.bulk.cells import same_text
from legislation.bulk.columns import Column, NotAcceptedError, read_day
from legislation.bulk.kinds import KINDS, Key, Kind
from legislation.bulk.known import Known
from legislation.bulk.lines import CHANGED, NEW, PROBLEM, Line
from legislation.bulk.overlaps import check_overlaps
from legislation.bulk.tables import Table
from legislation.choices import EditorialState, Language, LawRelationKind, ReferenceKind

KIND_KEYS: dict[str, list[str]] = {
    "relations": LawRelationKind.values,
    "references": ReferenceKind.values,
}


def plan(tables: Sequence[Table], known: Known) -> list[Line]:
    """Give a line for each row, kinds in the order in which they are written."""
    order = list(KINDS)
    lines: list[Line] = []
    expected: dict[str, set[Key]] = {}
    for table in sorted(tables, key=lambda each: order.index(each.kind)):
        kind = KINDS[table.kind]
        planned = _Planned(kind, table, known, expected)
        rows = planned.lines()
        expected[kind.code] = {line.key for line in rows if line.outcome == NEW}
        check_overlaps(rows, planned.present)
        lines += rows
    return lines


class _Planned:
    """The lines of one table."""

    def __init__(self, kind: Kind, table: Table, known: Known, expected: dict[str, set[Key]]) -> None:
        self.kind, self.table, self.known, self.expected = kind, table, known, expected
        self.present = dict(kind.records(known))
        self.columns = [column for column in kind.columns if column.name in table.header]

    def lines(self) -> list[Line]:
        lines = {number: self._line(number, cells) for number, cells in self.table.rows}
        for number, column, value, words in self.table.faults:
            line = lines.setdefault(number, Line(self.kind.code, number, ("",)))
            line.cells[column] = value
            line.refuse(column, words)
        first: dict[Key, int] = {}
        for line in lines.values():
            if first.setdefault(line.key, line.row) != line.row:
                line.refuse(
                    self.kind.keys[-1],
                    _("Row %(row)s is about the same record. Accepted: each record once.")
                    % {"row": first[line.key]},
                )
        return [lines[number] for number in sorted(lines)]

    def _line(self, number: int, cells: dict[str, str]) -> Line:
        line = Line(
            self.kind.code, number, tuple(cells.get(name, "") for name in self.kind.keys), cells=cells
        )
        self._check_key(line)
        if line.outcome == PROBLEM:
            return line
        line.record = self.present.get(line.key)
        if line.record is None:
            self._begin(line)
        else:
            self._compare(line)
        if self.kind.of_version and line.written:
            self._check_version(line)
        return line

    def _check_key(self, line: Line) -> None:
        for place, (name, text) in enumerate(zip(self.kind.keys, line.key, strict=True)):
            if not text and not self.kind.may_be_empty(name):
                line.refuse(name, _("It is missing. It tells which record the row is."))
            elif name == "valid_from":
                try:
                    day = read_day(text, self.known)
                    shown = day.isoformat() if day else ""
                    line.key = (*line.key[:place], shown, *line.key[place + 1 :])
                except NotAcceptedError as error:
                    line.refuse(name, str(error))
            elif name == "kind" and text not in KIND_KEYS[self.kind.code]:
                accepted = ", ".join(KIND_KEYS[self.kind.code])
                line.refuse(name, _("Accepted: %(accepted)s.") % {"accepted": accepted})
            elif name == "language" and text not in Language.values:
                line.refuse(name, _("Accepted: %(accepted)s.") % {"accepted": ", ".join(Language.values)})
            elif name == "position" and not (text.isascii() and text.isdigit() and len(text) < 5):
                line.refuse(name, _("Accepted: a whole number, 0 for the first."))

    def _compare(self, line: Line) -> None:
        for column in self.columns:
            given, present = line.cells.get(column.name, ""), column.get(line.record)
            if same_text(given, present) or self._means_the_same(column, given, present):
                continue
            if column.lasting:
                line.refuse(
                    column.name,
                    _("It can't change in a table. Accepted: %(present)s.")
                    % {"present": f"'{present}'" if present else _("nothing")},
                )
            elif self._read(line, column, given):
                line.changes.append((column.name, present, given))
        if line.changes and line.outcome != PROBLEM:
            line.outcome = CHANGED

    def _begin(self, line: Line) -> None:
        self._check_owner(line)
        for column in self.kind.columns:
            given = line.cells.get(column.name, "")
            if (given or column.required) and self._read(line, column, given) and given:
                line.changes.append((column.name, "", given))
        if line.outcome != PROBLEM:
            line.outcome = NEW

    def _read(self, line: Line, column: Column, given: str) -> bool:
        if column.required and not given:
            line.refuse(column.name, _("It may not be empty."))
            return False
        try:
            line.values[column.name] = column.read(given, self.known)
        except NotAcceptedError as error:
            line.refuse(column.name, str(error))
            return False
        return True

    def _means_the_same(self, column: Column, given: str, present: str) -> bool:
        try:
            return bool(column.read(given, self.known) == column.read(present, self.known))
        except NotAcceptedError:
            return False

    def _check_owner(self, line: Line) -> None:
        """Check that what a new record belongs to exists, or comes with the file."""
        known, expected, key = self.known, self.expected, line.key
        if self.kind.code == "amounts" and key[0] not in known.units:
            line.refuse("unit", _("Accepted: %(accepted)s.") % {"accepted": ", ".join(known.units)})
        if "law" not in self.kind.keys:
            return
        if self.kind.code == "checks":
            line.refuse("eid", _("No law or version like this is recorded; a check is of what there is."))
            return
        if key[0] not in known.laws and key[:1] not in expected.get("laws", ()):
            line.refuse("law", _("No law of this identifier is recorded, nor in the file."))
        elif "to_law" in self.kind.keys and not self._is_there(line):
            line.refuse("to_law", _("No law or provision like this is recorded, nor in the file."))
        elif self.kind.code == "provisions" or "eid" not in self.kind.keys:
            return
        elif key[:2] not in known.provisions and key[:2] not in expected.get("provisions", ()):
            line.refuse("eid", _("The law has no provision of this eId, nor has the file."))
        elif (
            self.kind.of_version
            and self.kind.code != "versions"
            and (key[:3] not in known.versions and key[:3] not in expected.get("versions", ()))
        ):
            line.refuse("valid_from", _("No version begins on this day, neither here nor in the file."))

    def _is_there(self, line: Line) -> bool:
        """Tell whether what a relation or a reference leads to exists, or comes with the file."""
        to_law, to_eid = line.cells.get("to_law", ""), line.cells.get("to_eid", "")
        if to_eid:
            there = (to_law, to_eid)
            return there in self.known.provisions or there in self.expected.get("provisions", ())
        return to_law in self.known.laws or (to_law,) in self.expected.get("laws", ())

    def _check_version(self, line: Line) -> None:
        """A version in review waits; what is published is corrected by a draft."""
        version = self.known.versions.get(line.key[:3])  # type: ignore[arg-type]
        if version is None:
            return
        if version.state == EditorialState.IN_REVIEW:
            line.refuse("valid_from", _("This version is in review: have it sent back first."))
        line.corrects = version.state == EditorialState.PUBLISHED
