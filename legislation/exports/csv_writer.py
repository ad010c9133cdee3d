"""CSV: UTF-8 with a mark so that Excel reads it, one header line, every row complete in itself."""

import csv
import io
from collections.abc import Iterator, Sequence

from legislation.exports.cells import SUSPECT, UNFIT, clean, guarded, machine_text
from legislation.exports.flat import flatten
from legislation.exports.summary import Cell, Summary

CHUNK = 64 * 1024


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
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def safe_row(cells: Sequence[Cell]) -> list[str]:
    """Write each cell as text that is no formula and has no control character."""
    texts = [cell if type(cell) is str else machine_text(cell) for cell in cells]
    joined = "\n" + "\n".join(texts)
    if UNFIT.search(joined):
        texts = [clean(text) for text in texts]
    if SUSPECT.search(joined):
        return [guarded(text) for text in texts]
    return texts
