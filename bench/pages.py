"""Pages of law against an empty template page, in one process and one run: time, queries, ratio.

A law of 500 provisions, one of 1,871, and the real article 60, each asked for by Django's test client through
all middleware; the empty page goes the same way. 'kept' is the same page while nothing public changes
(`kbase.page_cache`). No law stays: they are made in a transaction that is undone.
Budget on two cores: p95 ≤ 80, ≤ 250 and ≤ 40 ms; queries ≤ 12, ≤ 12 and ≤ 15, and one for the revision;
throughput ≥ 40% of the empty page's.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

import bench.parts.site  # noqa: F401 - readies Django
import kbase.wsgi  # noqa: F401 - as served: every view imported, the start out of the collector's way
from kbase.database import ensure_running
from kbase.urls import *  # noqa: F403
from kbase.urls import urlpatterns as site_urls
from legislation.models import Law, Provision
from tests.factories.legislation import make_law, make_provision, make_version

ARTICLE = "/en/laws/kz/offence-prevention-2025/art_60/"
ROUNDS = 40
EMPTY = engines["django"].from_string("<!doctype html><title>empty</title>")


def empty(request: HttpRequest) -> HttpResponse:
    """The least that a page of this site can be."""
    return HttpResponse(EMPTY.render({}, request))


urlpatterns = [path("empty/", empty), *site_urls]


def law_of(size: int) -> Law:
    """Make a law of so many provisions, each with a wording."""
    law = make_law()
    for _number in range(size):
        provision: Provision = make_provision(law)
        make_version(provision, dt.date(2020, 7, 1))
    return law


def measure(client: Client, address: str, *, kept: bool) -> tuple[float, float, int]:
    """Return the median and the 95th percentile in milliseconds, and the number of queries.

    Args:
        kept: whether the page may come from memory.
    """
    pages = caches["pages"]
    client.get(address)
    if not kept:
        pages.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    asked = len(queries)
    times = []
    for _round in range(ROUNDS):
        if not kept:
            pages.clear()
        begun = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95) - 1], asked


def main() -> None:
    """Print the table."""
    settings.ROOT_URLCONF = __name__
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("collectstatic", interactive=False, verbosity=0)
    ensure_running(settings.DATA_DIR)
    client = Client()
    with transaction.atomic():
        addresses = {
            "empty page": "/empty/",
            "provision": ARTICLE,
            "law of 500": law_of(500).get_absolute_url(),
            "law of 1,871": law_of(1871).get_absolute_url(),
        }
        rows = {name: measure(client, address, kept=False) for name, address in addresses.items()}
        rows |= {f"{name}, kept": measure(client, addresses[name], kept=True) for name in list(rows)[1:]}
        transaction.set_rollback(True)
    base = rows["empty page"][0]
    print(f"{'page':<20}{'p50 ms':>10}{'p95 ms':>10}{'queries':>10}{'throughput of the empty page':>32}")
    for name, (median, high, queries) in rows.items():
        print(f"{name:<20}{median:>10.2f}{high:>10.2f}{queries:>10}{base / median:>32.0%}")


if __name__ == "__main__":
    main()
