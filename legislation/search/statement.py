"""Builds the one statement of a search: capped candidates, ranked, counted by facet, one page of them.

The shape is that of design-search.md. Candidates of each language are cut at 3,000 in heap order, which is
that of importance; where the cap was hit, matches in headings are added, and, where a filter left little of
the candidates, candidates that pass it. `miss` says which filters a row fails, as bits: a row counts for a
facet if it fails none but that facet's own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from legislation.search.codes import LANGUAGES, STATUSES, partition
from legislation.search.plans import Plan
from legislation.search.ranking import Sql

CAP: Final = 3000
HEADING_CAP: Final = 1500
FEW: Final = 1000  # of the candidates: fewer than this left by the filters, and they are looked for again
ENOUGH: Final = 30  # found with more of the words, and fewer are not asked for

_STATUS: Final = (
    f"CASE WHEN s.bill THEN {STATUSES['proposed']} WHEN s.begun > %s THEN {STATUSES['not-yet']} "
    f"WHEN s.gone <= %s THEN {STATUSES['repealed']} "
    f"WHEN s.ceased OR NOT s.valid @> %s::date THEN {STATUSES['unknown']} "
    f"ELSE {STATUSES['in-force']} END"
)
#: Facet → bit of `miss`, and the condition that its filter sets.
_CONDITIONS: Final = {
    "jurisdiction": (1, "s.jur = ANY(%s::integer[])"),
    "topic": (2, "s.topics && %s::integer[]"),
    "kind": (4, "s.kind = ANY(%s::smallint[])"),
    "language": (8, "s.lang = ANY(%s::smallint[])"),
    "status": (16, "st.status & %s <> 0"),
    "norm": (32, "s.norms & %s <> 0"),
    "bearer": (64, "s.bearers && %s::integer[]"),
}
_MASKS: Final = ("status", "norm")
#: Facet → what of a row it counts, aggregated over the rows of a provision.
_COUNTED: Final = {
    "jurisdiction": "max(jur)",
    "topic": "max(topics)",
    "kind": "max(kind)",
    "language": "bit_or(1 << lang)",
    "status": "bit_or(status)",
    "norm": "bit_or(norms::integer)",
    "bearer": "search_array_cat(bearers)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One language to look in: the table, the queries from strict to lax, and the score of its rows.

    Attributes:
        beside: a query for what has the rarest words, asked where the strictest found too little.
        may_fill: there may be more candidates than the cap allows.
    """

    plan: Plan
    queries: Sequence[str]
    score: Sql
    beside: str = ""
    may_fill: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A search as SQL.

    Attributes:
        numbers: what filters accept, by facet, as in the search tables.
    """

    scans: Sequence[Scan]
    on: dt.date
    numbers: Mapping[str, Sequence[int]]
    offset: int = 0
    limit: int = 20
    facets: Sequence[str] = tuple(_CONDITIONS)

    def sql(self) -> Sql:
        """Return the statement and its parameters."""
        names: list[str] = []
        tables: list[Sql] = []
        for scan in self.scans:
            tables += self._candidates(scan, names)
        parts = [*tables, (self._provisions(names), []), self._page()]
        text = "WITH " + ",\n".join(part[0] for part in parts) + "\n" + self._answer(names)
        return text, [param for part in parts for param in part[1]]

    def _candidates(self, scan: Scan, names: list[str]) -> list[Sql]:
        """Add the candidates of one language, each laxer query only where the stricter found too little."""
        column = "htsv" if scan.plan.headings_only else "tsv"
        found: list[Sql] = []
        levels: list[str] = []
        for query in scan.queries:
            before = ", ".join(_count(level, passing=True) for level in levels)
            guard = f" AND greatest({before}) < {ENOUGH}" if before else ""
            levels.append(f"c_{scan.plan.language}_{len(levels)}")
            found.append(self._table(levels[-1], scan, column, query, guard, CAP + 1, level=len(levels) - 1))
        if scan.beside:
            guard = f" AND {_count(levels[0], passing=True)} < {ENOUGH}"
            levels.append(f"c_{scan.plan.language}_beside")
            found.append(self._table(levels[-1], scan, column, scan.beside, guard, CAP + 1, level=1))
        names += levels
        if scan.may_fill:
            found += self._beyond_cap(scan, column, levels[0], names)
        return found

    def _beyond_cap(self, scan: Scan, column: str, first: str, names: list[str]) -> list[Sql]:
        """Add what the cap may have cut off: candidates that pass the filters, and those found by heading."""
        found: list[Sql] = []
        language, query = scan.plan.language, scan.queries[0]
        full = f" AND {_count(first)} > {CAP}"
        if self._filters(language):
            names.append(f"b_{language}")
            left = f"{full} AND {_count(first, passing=True)} < {FEW}"
            found.append(self._table(names[-1], scan, column, query, left, CAP + 1, filtered=True))
        if column == "tsv":
            names.append(f"h_{language}")
            found.append(self._table(names[-1], scan, "htsv", query, full, HEADING_CAP, filtered=True))
        return found

    def _filters(self, language: str) -> dict[str, Any]:
        """Return the filters as parameters; that of the language where it doesn't let this one through."""
        chosen: dict[str, Any] = {}
        for facet, values in self.numbers.items():
            if facet in _MASKS:
                chosen[facet] = sum(set(values))
            elif facet != "language" or LANGUAGES[language] not in values:
                chosen[facet] = list(values)
        return chosen

    def _table(
        self,
        name: str,
        scan: Scan,
        column: str,
        query: str,
        guard: str,
        limit: int,
        *,
        filtered: bool = False,
        level: int = 0,
    ) -> Sql:
        chosen = self._filters(scan.plan.language)
        misses = [
            f"CASE WHEN {_CONDITIONS[facet][1]} THEN 0 ELSE {_CONDITIONS[facet][0]} END" for facet in chosen
        ]
        score, params = scan.score
        where = "".join(f" AND {_CONDITIONS[facet][1]}" for facet in chosen) if filtered else ""
        text = f"""{name} AS MATERIALIZED (
  SELECT s.version, s.provision, s.lang, s.jur, s.kind, s.norms, s.topics, s.bearers, st.status, m.miss,
         {level} AS level, CASE WHEN m.miss = 0 THEN {score} END AS score
  FROM {partition(scan.plan.language)} s
       CROSS JOIN LATERAL (SELECT {_STATUS}) AS st (status)
       CROSS JOIN LATERAL (SELECT {" + ".join(misses) or "0"}) AS m (miss)
  WHERE s.lang = %s AND s.{column} @@ to_tsquery(%s::regconfig, %s){where}{guard}
  LIMIT {limit})"""  # noqa: S608 - made of constants; what was typed travels in the parameters
        days = [self.on] * _STATUS.count("%s")
        values = list(chosen.values())
        conditions = values if filtered else []
        identity = [LANGUAGES[scan.plan.language], scan.plan.configuration, query]
        return text, [*params, *days, *values, *identity, *conditions]

    def _provisions(self, names: Sequence[str]) -> str:
        rows = " UNION ALL ".join(f"TABLE {name}" for name in names)
        counted = ", ".join(
            f"{_COUNTED[facet]} FILTER (WHERE miss & ~{_CONDITIONS[facet][0]} = 0) AS {facet}"
            if self.numbers
            else f"{_COUNTED[facet]} AS {facet}"
            for facet in self.facets
        )
        return f"""r AS MATERIALIZED ({rows}),
p AS MATERIALIZED (
  SELECT provision, max(score) AS score, min(level) FILTER (WHERE miss = 0) AS level, {counted}
  FROM r GROUP BY provision)"""  # noqa: S608 - made of constants

    def _page(self) -> Sql:
        text = """page AS MATERIALIZED (
  SELECT provision, score FROM p WHERE score IS NOT NULL
  ORDER BY score DESC, provision OFFSET %s LIMIT %s)"""
        return text, [self.offset, self.limit]

    def _answer(self, names: Sequence[str]) -> str:
        counts = ", ".join(map(_count, names))
        facets = ", ".join(self.facets)
        sets = ", ".join(f"({facet})" for facet in self.facets)
        return f"""SELECT
  (SELECT ARRAY[count(*), count(*) FILTER (WHERE level = 0)] FROM p WHERE score IS NOT NULL),
  ARRAY[{counts}],
  (SELECT json_agg(json_build_array(r.provision, r.version, r.lang, r.status, r.score)
                   ORDER BY page.score DESC, page.provision, r.score DESC)
   FROM page JOIN r USING (provision) WHERE r.miss = 0),
  (SELECT json_agg(f) FROM (SELECT grouping({facets}) AS g, {facets}, count(*) AS n
                            FROM p GROUP BY GROUPING SETS ({sets})) f)"""  # noqa: S608 - made of constants


def _count(name: str, *, passing: bool = False) -> str:
    """Count the rows of a table of candidates, or those of them that pass the filters."""
    where = " WHERE miss = 0" if passing else ""
    return f"(SELECT count(*) FROM {name}{where})"  # noqa: S608 - one of our own names
