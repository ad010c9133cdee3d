"""Exports against the bare writers on the same 10,000 rows: time and memory; and the PDF of a 100-page law.

Each run is a process of its own, so that memory is the peak of that run alone. The bare writer is csv.writer,
or XlsxWriter in constant memory with write_row, fed the same cells as plain lists. Budget: time ≤ 2 × the
bare writer, memory ≤ 2 × and ≤ 200 MB; a law of 100 pages as PDF ≤ 10 s.
"""

import csv
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import xlsxwriter

from legislation.exports.csv_writer import write_csv
from legislation.exports.formats import FORMATS
from legislation.exports.pdf_writer import write_pdf
from legislation.exports.summary import Block, Heading, Paragraph
from legislation.exports.xlsx_writer import write_xlsx
from tests.factories.summaries import TEXTS, TITLES, make_register, make_summary

ROWS = 10_000
RUNS = 7
OUT = Path("/dev/null")


def bare_csv(rows: Iterator[list[object]]) -> None:
    with OUT.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def bare_xlsx(rows: Iterator[list[object]]) -> None:
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with tempfile.TemporaryFile() as file:
        with xlsxwriter.Workbook(file, options) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        file.seek(0)
        send(iter(lambda: file.read(64 * 1024), b""))


def plain_rows() -> Iterator[list[object]]:
    """Give the cells that the exports write, without any of their objects."""
    for number in range(1, ROWS + 1):
        address = f"https://qorgau.example/en/laws/kz/criminal-code-2014/art_{number}/?on=2026-03-01"
        cells = [f"art. {number}-1 CC", "Police", TEXTS["ru"], number * 865000, date(2026, 3, 2)]
        yield [*cells, "Adilet", "high", address, "2026-03-01", "Duties"]


def send(pieces: Iterator[bytes]) -> None:
    with OUT.open("wb") as file:
        file.writelines(pieces)


def law(articles: int) -> list[Block]:
    blocks: list[Block] = []
    for number in range(articles):
        blocks.append(Heading(f"{TITLES['ru']} {number}", level=2 if number % 10 else 1))
        blocks += [Paragraph(" ".join([TEXTS["ru"]] * 3), number=f"{part})") for part in range(1, 9)]
    return blocks


CASES: dict[str, Callable[[], None]] = {
    "nothing": lambda: None,
    "csv bare": lambda: bare_csv(plain_rows()),
    "csv": lambda: send(write_csv(make_register(ROWS, "ru"))),
    "xlsx bare": lambda: bare_xlsx(plain_rows()),
    "xlsx": lambda: send(write_xlsx(make_register(ROWS, "ru"))),
    "json": lambda: send(FORMATS["json"].write(make_register(ROWS, "ru"))),
    "md": lambda: send(FORMATS["md"].write(make_register(ROWS, "ru"))),
    "csv × 10": lambda: send(write_csv(make_register(10 * ROWS, "ru"))),
    "xlsx × 10": lambda: send(write_xlsx(make_register(10 * ROWS, "ru"))),
    "pdf law": lambda: send(write_pdf(make_summary("ru", blocks=law(100)))),
}


def measure(name: str) -> None:
    """Run one case and print seconds and peak megabytes, of this process and of those it started."""
    began = time.perf_counter()
    CASES[name]()
    seconds = time.perf_counter() - began
    own, others = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(seconds, own, others)


def measured(name: str) -> tuple[float, float, float]:
    """Run one case in processes of its own; give the median of each number."""
    lines = [
        subprocess.run(
            [sys.executable, __file__, name], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(1 if "10" in name else RUNS)
    ]
    seconds, own, others = (statistics.median(map(float, column)) for column in zip(*lines, strict=True))
    return seconds, own, others


def main() -> None:
    results = {name: measured(name) for name in CASES}
    base = results["nothing"][1]
    print(f"{'what':<11} {'seconds':>8} {'× bare':>7} {'peak MB':>8} {'× bare':>7}")
    for name, (seconds, own, others) in results.items():
        bare = results.get(f"{name.split()[0]} bare")
        ratios = (
            (f"{seconds / bare[0]:.2f}", f"{own / bare[1]:.2f}") if bare and "10" not in name else ("", "")
        )
        print(
            f"{name:<11} {seconds:>8.3f} {ratios[0]:>7} {own:>8.1f} {ratios[1]:>7}"
            + f"  + {others:.0f}" * (others > 1)
        )
    print(f"A process that does nothing peaks at {base:.1f} MB; '× 10' is 100,000 rows: memory is flat.")


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
