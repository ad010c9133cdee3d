"""Turn indicators into rows: series, observations, targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from legislation.loading.rows import Ref, Row, translated
from programs.choices import FigureState
from programs.loading.schema import INDICATORS
from programs.periods import parse_period
from programs.ranks import rank_of
from programs.units import RANK

Record = Mapping[str, Any]
ECONOMIES = "economies"
REPORT = "ggi-"  # series of the Global Gender Gap Report


def economies_ranked(records: Iterable[Record]) -> dict[str, int]:
    """Give for each edition of the Global Gender Gap Report how many economies it ranks."""
    counted = (record for record in records if record["unit"] == ECONOMIES)
    return {seen["period"]: int(seen["value"]) for record in counted for seen in record["observations"]}


def indicator_rows(
    record: Record, position: int, place: Mapping[str, Any], ranked: Mapping[str, int]
) -> Iterator[Row]:
    """Give the rows of one series.

    Args:
        place: where it measures, as values.
        ranked: how many economies each edition of the report ranks, for ranks that don't say it themselves.
    """
    key = record["id"]
    values = {
        "slug": key,
        "measure": measure_of(key, record["jurisdiction"]),
        "unit": record["unit"],
        "sector": record["sector"],
        "direction": record["direction"],
        "position": position,
        **place,
        **translated(name=record["name"], definition=record["definition"]),
    }
    yield Row("Indicator", key, values, INDICATORS)
    for observation in record["observations"]:
        yield _observation(key, observation, record["unit"], ranked if key.startswith(REPORT) else {})
    if "target" in record:
        yield from _target(key, record["target"])


def measure_of(identifier: str, jurisdiction: str) -> str:
    """Name what is measured, whatever the place.

    >>> measure_of("ggi-rank-kz", "KZ"), measure_of("ggi-economies-ranked", "INT")
    ('ggi-rank', 'ggi-economies-ranked')
    """
    return identifier.removesuffix(f"-{jurisdiction.lower()}")


def _observation(key: str, record: Record, unit: str, ranked: Mapping[str, int]) -> Row:
    days, note = parse_period(record["period"]), record.get("note", "")
    values = {
        "indicator": Ref("Indicator", key),
        "period": record["period"],
        "days": DateRange(days.start, days.end, "[)"),
        "value": Decimal(str(record["value"])),
        "out_of": (rank_of(note) or ranked.get(record["period"])) if unit == RANK else None,
        "source_url": record["source"],
        "publisher": record["publisher"],
        "state": FigureState.PUBLISHED.value,
        **translated(note={"en": note} if note else None),
    }
    # The source belongs to the name: two of them may say different things of one period.
    name = f"{key}/{record['period'].replace('/', '..')}/{record['value']}/{record['source']}"
    return Row("Observation", name[:300], values, INDICATORS)


def _target(key: str, record: Record) -> Iterator[Row]:
    programme, note = record.get("programme"), record.get("note")
    name = f"{key}/{record['by']}"
    values = {
        "indicator": Ref("Indicator", key),
        "value": Decimal(str(record["value"])),
        "by": record["by"],
        "programme": Ref("Programme", programme) if programme else None,
        "source_url": record["source"],
        "state": FigureState.PUBLISHED.value,
        **translated(note={"en": note} if note else None),
    }
    yield Row("Target", name, values, INDICATORS)
    for position, target in enumerate(record.get("legal_basis", ())):
        values = {"target": Ref("Target", name), "provision": Ref("Provision", target), "position": position}
        yield Row("TargetBasis", f"{name}/{target.replace('#', '@')}", values, INDICATORS)
