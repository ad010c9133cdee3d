"""Search against tantivy on the same real provisions, in the same run: latency and known items.

Both do the same work for each query: all of the words, the best 20, the total, three facets with counts and
20 passages with the words marked; warm, taking turns query by query. Ours goes through the code that the site
runs (words looked up, one statement, passages marked in Python) and checks besides that each provision is in
force on the day; its totals stop at 3,000, tantivy's don't. Known items: the headings of provisions are left
out of both indexes and searched for; the reciprocal rank of the provision in the first ten says how good the
ranking is. tantivy then takes any of the words, as its parser does by default; ours decides by itself.

Budget: p50 and p95 ≤ 2.5 × tantivy on a million texts; mean reciprocal rank ≥ tantivy's.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.db import connection, connections

import bench.parts.site  # noqa: F401 - readies Django
from bench.parts.database import prepare_database
from bench.parts.search_corpus import LANGUAGES, Item, Query, mix, read
from bench.parts.search_engines import Ours, Tantivy
from kbase.database import OWNER_ALIAS
from legislation.search.documents import Document, importance
from legislation.search.writing import recount_lexemes, write

DATABASE = "qorgau_bench"
ROUNDS = 6  # the first warms up; of the others each query's best counts, for machines are shared
BULKY = ("provision_search_words", "provision_search_headings", "search_word_spelling")
KINDS = ("constitution", "code", "act", "act", "act", "decree", "regulation")
COLUMNS = ("query", "n", "ours p50", "p95", "tantivy p50", "p95", "ratio p50", "p95")


def load(items: list[Item], *, headings: bool) -> float:
    """Index everything anew by the code of the site; return the seconds it took."""

    def documents() -> Iterator[Document]:
        rated = [(importance(KINDS[item.kind], start=item.start, ended=False), item) for item in items]
        for rating, item in sorted(rated, key=lambda pair: -pair[0]):
            yield Document(
                version=item.number, provision=item.number, law=item.number, language=item.language,
                jurisdiction=item.jurisdiction, kind=item.kind, importance=rating, start=item.start,
                begun=item.start,
                topics=[item.topic, 16 + item.number % 9], norms=item.number % 32, bearers=[item.number % 40],
                heading=item.heading if headings else "", title=item.title if headings else "",
                body=item.body,
            )  # fmt: skip

    began = time.perf_counter()
    owner = connections[OWNER_ALIAS]
    with owner.cursor() as cursor:  # a million rows are loaded faster without the indexes than into them
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(BULKY)])
        bulky = dict(cursor.fetchall())
        for name in bulky:
            cursor.execute(f"DROP INDEX IF EXISTS {name}")
        cursor.execute("TRUNCATE provision_search, search_word, search_size, search_lexeme")
    with connection.cursor() as cursor:
        write(cursor, documents(), counting=False)
        recount_lexemes(cursor)
    with owner.cursor() as cursor:
        for definition in bulky.values():
            cursor.execute(definition.replace(" ON ONLY ", " ON "))  # of every partition
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


def measure(queries: list[Query], ours: Ours, theirs: Tantivy) -> None:
    """Time every query by the clock and by the processor, this process and the database's together."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def spent() -> float:
        served = int(backend.read_text().split()[0]) / 1e9 if backend.exists() else 0.0
        return time.process_time() + served

    for round_ in range(ROUNDS):
        for query in queries:
            for engine, taken in ((ours, query.ours), (theirs, query.theirs)):
                began, busy = time.perf_counter(), spent()
                engine.answer(query)
                if round_:
                    taken.append(((time.perf_counter() - began) * 1000, (spent() - busy) * 1000))


def table(queries: list[Query], title: str, place: int) -> None:
    """Print one table: of the clock (place 0) or of the processor (place 1)."""
    print(f"\n{title}, milliseconds")
    print("{:<14}{:>5}{:>10}{:>8}{:>13}{:>8}{:>11}{:>7}".format(*COLUMNS))
    for shape in ["all", *dict.fromkeys(query.shape for query in queries)]:
        chosen = [query for query in queries if shape in ("all", query.shape)]
        ours = statistics.quantiles([min(t[place] for t in query.ours) for query in chosen], n=20)
        theirs = statistics.quantiles([min(t[place] for t in query.theirs) for query in chosen], n=20)
        print(f"{shape:<14}{len(chosen):>5}{ours[9]:>10.1f}{ours[18]:>8.1f}{theirs[9]:>13.1f}{theirs[18]:>8.1f}"
              f"{ours[9] / theirs[9]:>11.1f}{ours[18] / theirs[18]:>7.1f}")  # fmt: skip


def known_items(items: list[Item], ours: Ours, theirs: Tantivy, count: int) -> None:
    """Print the mean reciprocal rank of provisions searched for by their heading, which only they have."""
    for language in LANGUAGES:
        headings: dict[str, list[Item]] = {}
        for item in items:
            if item.language == language and 8 <= len(item.heading) <= 100 and len(item.body) > 100:
                headings.setdefault(item.heading, []).append(item)
        wanted = [same[0] for same in headings.values() if len(same) == 1][:count]
        ranks: dict[str, list[float]] = {"ours": [], "tantivy": []}
        for item in wanted:
            query = Query("known", language, re.sub(r"[^\w\s]", " ", item.heading))
            for name, engine in (("ours", ours), ("tantivy", theirs)):
                found = engine.known(query)
                ranks[name].append(1 / (found.index(item.number) + 1) if item.number in found else 0)
        means = {name: statistics.fmean(values) for name, values in ranks.items() if values}
        if means:
            ours_, theirs_ = means["ours"], means["tantivy"]
            print(f"known items, {language}: {len(wanted)}, MRR@10 ours {ours_:.3f}, tantivy {theirs_:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpus = Path(__file__).resolve().parents[2] / "shared/corpus/provisions.jsonl.zst"
    parser.add_argument("--corpus", type=Path, default=corpus)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--known-items", type=int, default=400)
    given = parser.parse_args()
    if not given.corpus.exists():
        print(f"skipped: {given.corpus} isn't there; name the corpus with --corpus")
        return
    prepare_database(DATABASE)
    items = read(given.corpus, given.rows)
    shares = [f"{sum(item.language == language for item in items):,} {language}" for language in LANGUAGES]
    print(f"{len(items):,} texts, of which {', '.join(shares)}")
    seconds = load(items, headings=True)
    print(f"indexed in {seconds:.0f} s, {len(items) / seconds:,.0f} texts a second")
    ours = Ours(items)
    queries = mix(items)
    measure(queries, ours, Tantivy(items, headings=True))
    table(queries, "By the clock", 0)
    table(queries, "By the processor, which other work on the machine doesn't slow", 1)
    if not given.known_items:
        return
    asked = [item for item in items if item.language in LANGUAGES]
    load(asked, headings=False)
    known_items(asked, ours, Tantivy(asked, headings=False), given.known_items)


if __name__ == "__main__":
    main()
