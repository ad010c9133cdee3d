"""Whether this process lives, and whether it can serve: for balancers and monitors."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kbase.jobs.queue import queue_state

# Kazakhstan has had one time zone since 1 March 2024; older data puts Almaty an hour too far east.
ZONE = "Asia/Almaty"
AFTER_THE_CHANGE = datetime(2024, 3, 2, 12, tzinfo=UTC)
OFFSET = timedelta(hours=5)


@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process runs; asks nothing of anyone else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when every check passes, else 503 with the first that fails and why.

    The queue is told, not checked: pages are served while no worker runs.
    """
    for name, check in CHECKS.items():
        try:
            problem = check()
        except DatabaseError:
            problem = "the database doesn't answer, or refuses"
        if problem:
            return JsonResponse({"status": "unready", "check": name, "reason": problem}, status=503)
    return JsonResponse({"status": "ok", "checks": list(CHECKS), "jobs": queue_state(timezone.now())})


def database() -> str:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations() -> str:
    """Every migration of this release has been applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(plan)} not applied: run manage.py migrate" if plan else ""


def reference_data() -> str:
    """The reference data has been loaded."""
    if apps.get_model("legislation", "Law").objects.exists():
        return ""
    return "no law is loaded: run manage.py load_reference"


def time_zones() -> str:
    """Python's and PostgreSQL's time zone data are of 2024 or later."""
    if AFTER_THE_CHANGE.astimezone(ZoneInfo(ZONE)).utcoffset() != OFFSET:
        return f"Python's time zone data is older than 2024a: {ZONE} isn't at +05"
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz AT TIME ZONE %s", [AFTER_THE_CHANGE, ZONE])
        local = cursor.fetchone()[0]
    if local.replace(tzinfo=UTC) - AFTER_THE_CHANGE != OFFSET:
        return f"PostgreSQL's time zone data is older than 2024a: {ZONE} isn't at +05"
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "reference-data": reference_data,
    "time-zones": time_zones,
}
