"""Cases under row-level security against the same queries without it, on up to a million cases in one run.

Run: python bench/cases.py [--cases N] [--part list pages sweep chain] [--keep]. The database is made on the
server of KBASE_DATA; kept, further parts run on it at once. Without row-level security means the same
QuerySet, whose `visible_to` states the same rule, asked by the role that backs up (BYPASSRLS). Each pair
takes turns, person by person. 'processor' is this process's time and the database's together, which other
work on the machine doesn't slow down. Budget on two cores, a worker with 40 of 1,000,000 cases: list p95 ≤
50 ms and ≤ 1.5 × without; overdue sweep over 1,000,000 open duties ≤ 2 s; 10,000 links of the chain proved
in < 1 s.
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection, connections
from django.db.models import TextField
from django.db.models.functions import Cast
from django.test import Client
from django.urls import reverse

import bench.parts.site  # noqa: F401 - readies Django
import kbase.wsgi  # noqa: F401 - as served
from bench.parts.database import BACKUP_ALIAS, drop_database, point_at, prepare_database
from bench.parts.many_cases import fill
from cases.chain import verify
from cases.context import acting_as
from cases.models import Case, CaseDuty, Membership
from kbase.database import WORKER_ALIAS, ensure_running
from tests.factories import accounts

DATABASE = "qorgau_bench_cases"
PEOPLE, ROUNDS = 12, 6  # the first round warms up
PER_PAGE = 40
CHUNK = 20_000
COLUMNS = ("query", "p50 ms", "p95 ms", "without p50", "p95", "ratio p50", "p95")

Taken = list[tuple[float, float]]


class Clock:
    """Milliseconds by the clock, and of the processor here and in the database's process."""

    def __init__(self, alias: str) -> None:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def spent(self) -> float:
        served = int(self.backend.read_text().split()[0]) / 1e9 if self.backend.exists() else 0.0
        return time.process_time() + served

    def time(self, act: Callable[[], object]) -> tuple[float, float]:
        began, busy = time.perf_counter(), self.spent()
        act()
        return (time.perf_counter() - began) * 1000, (self.spent() - busy) * 1000


def case_list(user: Any, alias: str) -> Callable[[], object]:
    """The list of cases as the page asks for it: how many, and the first 40."""
    cases = (
        Case.objects.using(alias).visible_to(user).select_related("lead__user").order_by("-opened_at", "id")
    )
    return lambda: (cases.count(), list(cases[:PER_PAGE]))


def my_day(user: Any, alias: str) -> Callable[[], object]:
    """What is to be done, as the page asks for it."""
    duties = CaseDuty.objects.using(alias).visible_to(user).for_my_day()
    return lambda: (duties.count(), list(duties[:PER_PAGE]))


def compare(people: list[Any], make: Callable[[Any, str], Callable[[], object]]) -> tuple[Taken, Taken]:
    """Time a query with and without row-level security, in turns."""
    with_, without = Clock("default"), Clock(BACKUP_ALIAS)
    guarded: Taken = []
    bare: Taken = []
    for round_, user in itertools.product(range(ROUNDS), people):
        with acting_as(user):
            mine = with_.time(make(user, "default"))
        theirs = without.time(make(user, BACKUP_ALIAS))
        if round_:
            guarded.append(mine)
            bare.append(theirs)
    return guarded, bare


def lists(people: list[Any]) -> None:
    """Time the list of cases and My day, with row-level security and without."""
    print("{:<25}{:>9}{:>9}{:>12}{:>9}{:>10}{:>7}".format(*COLUMNS))
    row("case list", *compare(people, case_list))
    row("my day", *compare(people, my_day))


def quantiles(taken: Taken, place: int) -> tuple[float, float]:
    """Return the median and the 95th percentile, by the clock (place 0) or of the processor (1)."""
    found = statistics.quantiles([each[place] for each in taken], n=20)
    return found[9], found[18]


def row(name: str, guarded: Taken, bare: Taken) -> None:
    for place, what in enumerate(("clock", "processor")):
        (median, high), (bare_median, bare_high) = quantiles(guarded, place), quantiles(bare, place)
        print(f"{name:<14}{what:<11}{median:>9.1f}{high:>9.1f}{bare_median:>12.1f}{bare_high:>9.1f}"
              f"{median / bare_median:>10.2f}{high / bare_high:>7.2f}", flush=True)  # fmt: skip


def pages(people: list[Any]) -> None:
    """Time whole pages through all middleware, row-level security on."""
    print(f"\n{'page':<14}{'':<11}{'p50 ms':>9}{'p95 ms':>9}")
    clients = {user: accounts.sign_in(Client(), _with_factor(user)) for user in people}
    for name in ("work", "work-day", "work-item"):
        taken: Taken = []
        clock = Clock("default")
        for round_, user in itertools.product(range(ROUNDS), people):
            address = reverse(name) if name != "work-item" else reverse(name, args=(_a_case(user),))
            found = clock.time(lambda client=clients[user], to=address: _ok(client.get(to)))  # type: ignore[misc]
            if round_:
                taken.append(found)
        for place, what in enumerate(("clock", "processor")):
            median, high = quantiles(taken, place)
            print(f"{name:<14}{what:<11}{median:>9.1f}{high:>9.1f}", flush=True)


def _ok(response: Any) -> None:
    assert response.status_code == 200, response.status_code


def _with_factor(user: Any) -> Any:
    if not user.authenticator_set.exists():  # a database that was kept has it
        accounts.add_totp(user)
    return user


def _a_case(user: Any) -> Any:
    with acting_as(user):
        return Case.objects.visible_to(user).order_by("pk").values_list("pk", flat=True)[0]


def sweep(_people: list[Any]) -> None:
    """Find every duty whose time is over, over all organisations.

    Identities come as text, as a queue takes them: an object of each takes six times as long as
    finding it.
    """
    clock = Clock(BACKUP_ALIAS)
    duties = CaseDuty.objects.using(BACKUP_ALIAS)
    texts = [Cast(name, TextField()) for name in ("pk", "case")]
    named = duties.overdue().order_by().values_list(*texts)
    still_open, found = duties.open().count(), duties.overdue().count()
    for name, act in {
        "how many": lambda: duties.overdue().count(),
        "each: identity and case": lambda: list(named.iterator(chunk_size=CHUNK)),
    }.items():
        taken = [clock.time(act) for _round in range(4)][1:]
        seconds, busy = (min(each[place] for each in taken) / 1000 for place in (0, 1))
        print(f"overdue sweep, {name}: {found:,} of {still_open:,} open duties in {seconds:.2f} s, "
              f"processor {busy:.2f} s", flush=True)  # fmt: skip


def chain(people: list[Any]) -> None:
    """Prove ten thousand links."""
    with acting_as(people[0]), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_accessevent (id, object_kind, deed, purpose, result) "
            "SELECT gen_random_uuid(), '', 'read', '', 'allowed' FROM generate_series(1, 10000)"
        )
    clock, counted = Clock(WORKER_ALIAS), []
    taken = [clock.time(lambda: counted.append(verify().head.number)) for _round in range(3)]
    links = counted[-1] / 10_000
    print(f"\nverify_chain, 10,000 links: {min(each[0] for each in taken) / links / 1000:.2f} s, "
          f"processor {min(each[1] for each in taken) / links / 1000:.2f} s", flush=True)  # fmt: skip


PARTS: dict[str, Callable[[list[Any]], None]] = {
    "list": lists, "pages": pages, "sweep": sweep, "chain": chain,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=PARTS, help="what is measured; all of it")
    parser.add_argument("--keep", action="store_true", help="keep the database, and use it again")
    given = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    ensure_running(settings.DATA_DIR)
    there = _cases_there() if given.keep else None
    if there is None:
        prepare_database(DATABASE)
        call_command("load_reference", verbosity=0)
    if not there:
        made, cloned = fill(given.cases)
        print(
            f"{given.cases:,} cases: 2,000 by the site's code in {made:.0f} s, others in {cloned:.0f} s",
            flush=True,
        )
    people = _people()
    for part in given.part:
        PARTS[part](people)
    if not given.keep:
        drop_database(DATABASE)


def _people() -> list[Any]:
    """Some of the workers, from several organisations."""
    members = Membership.objects.using(BACKUP_ALIAS).filter(role="case-worker").order_by("pk")
    chosen = members.values_list("user_id", flat=True)[: PEOPLE * 3 : 3]
    return list(get_user_model().objects.filter(pk__in=list(chosen)))


def _cases_there() -> int | None:
    """Return how many cases are in the database that was kept; None where there is none."""
    point_at(DATABASE)
    try:
        return Case.objects.using(BACKUP_ALIAS).count()
    except (OperationalError, ProgrammingError):
        connections.close_all()
        return None


if __name__ == "__main__":
    main()
