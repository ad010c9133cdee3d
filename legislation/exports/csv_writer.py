"""CSV: UTF-8 with a mark so that Excel reads it, one header line, every row complete in itself."""

import csv
import io
from collections.abc import Iterator, Sequence

from legislation.exports.cells import guarded, is_suspect, machine_text
from legislation.exports.flat import flatten
from legislation.exports.summary import Cell, Summary

CHUNK = 64 * 1024
CONTROLS = bytes({*range(32), 127} - set(b"\t\n\r"))


def write_csv(summary: Summary) -> Iterator[bytes]:
    """Write the flat form of a summary as RFC 4180 CSV, in pieces of about 64 KiB."""
    grid = flatten(summary)
    buffer = io.StringIO(newline="")
    line = csv.writer(buffer)
    buffer.write("\ufeff")
    line.writerow(safe_row([column.label for column in grid.columns]))
    for row in grid.rows:
        line.writerow(safe_row(row))
        if buffer.tell() > CHUNK:
            yield taken(buffer)
    yield taken(buffer)


def taken(buffer: io.StringIO) -> bytes:
    """Empty a buffer; without control characters and halves of pairs, which are cheapest to drop here."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode(errors="replace").translate(None, CONTROLS)


def safe_row(cells: Sequence[Cell]) -> list[str]:
    """Write each cell as text that is no formula."""
    texts = [cell if type(cell) is str else machine_text(cell) for cell in cells]
    return [guarded(text) for text in texts] if is_suspect(texts) else texts
