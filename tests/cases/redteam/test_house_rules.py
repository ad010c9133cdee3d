"""Tests 33, 34, 35, 48 and 60: rules that the whole code keeps, read from code and settings themselves."""

import ast
import json
import os
import re
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from cases.context import acting_as
from cases.models import AccessEvent, Case
from kbase import context
from tests.factories.cases import make_case

OURS = ("kbase", "legislation", "programs", "cases")
LENGTH = 10_000
SECONDS = 1.0  # of the processor; what grows with the square needs many times that
HOSTILE = [
    piece * (LENGTH // len(piece))
    for piece in ("a", "1", " ", "-", ".", "a ", "1.", "<a", "(", "ст", "\n", "'")
]
# What opens connections, and who may: the web server tries its port, health checks and scanners use a socket.
REACHING = {"requests", "httpx", "aiohttp", "urllib.request", "http.client", "smtplib", "ftplib", "socket"}
MAY_REACH = {
    "kbase/management/commands/serve.py": {"socket"},
    "kbase/supervision.py": {"socket"},
    "kbase/jobs": {"socket"},
    "cases/files": {"socket"},
    "cases/scanner.py": {"socket"},
}
PRODUCTION = {
    "SECRET_KEY": "x" * 60, "KBASE_ENCRYPTION_KEYS": f"ci:{'A' * 43}", "ALLOWED_HOSTS": "qorgau.example",
    "BEHIND_PROXY": "1", "DATABASE_URL": "postgresql://app@db.example/qorgau",
}  # fmt: skip


def expressions() -> dict[str, re.Pattern[str]]:
    """Every regular expression of text that a module of ours keeps, of all that the site loads."""
    _ = get_resolver().url_patterns
    found = {}
    for module_name, module in list(sys.modules.items()):
        if module_name.partition(".")[0] in OURS:
            for name, value in vars(module).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    found[value.pattern] = (f"{module_name}.{name}", value)
    return dict(found.values())


def test_33_no_expression_of_ours_takes_more_than_a_moment():
    slow = []
    kept = expressions()
    assert len(kept) > 20
    for name, expression in kept.items():
        for text in (*HOSTILE, *(f"{each}!" for each in HOSTILE[:4])):
            began = time.process_time()
            expression.match(text)
            if time.process_time() - began > SECONDS:
                slow.append((name, text[:4]))
    assert slow == []


def test_34_35_nothing_of_ours_calls_out():
    """No request leaves the site by itself: no address that somebody typed can make it ask another host."""
    wrong = []
    for package in OURS:
        for path in (settings.BASE_DIR / package).rglob("*.py"):
            relative = path.relative_to(settings.BASE_DIR).as_posix()
            may = set().union(*(each for start, each in MAY_REACH.items() if relative.startswith(start)))
            for node in ast.walk(ast.parse(path.read_text())):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                wrong += [(relative, name) for name in names if name in REACHING - may]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example"])
def test_35_another_host_is_refused(host):
    for address in (reverse("account_login"), reverse("work")):
        assert Client().get(address, HTTP_HOST=host).status_code == 400


def test_48_cookies_in_production():
    """__Host-: this host alone, over TLS alone; read by no script. Lax, for the site has one host for all."""
    program = (
        "import json; from django.conf import settings; "
        "print(json.dumps({n: getattr(settings, n) for n in dir(settings) "
        "if n.startswith(('SESSION_COOKIE', 'CSRF_'))}, default=str))"
    )
    kept = {name: value for name, value in os.environ.items() if name not in ("KBASE_LOCAL", "DEBUG")}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, check=True,
        env={**kept, **PRODUCTION, "DJANGO_SETTINGS_MODULE": "kbase.settings"},
    )  # fmt: skip
    found = json.loads(done.stdout)
    assert found["SESSION_COOKIE_NAME"] == "__Host-s"
    assert found["SESSION_COOKIE_SECURE"] is found["SESSION_COOKIE_HTTPONLY"] is True
    assert found["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert found["SESSION_COOKIE_DOMAIN"] is None
    assert found["CSRF_USE_SESSIONS"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [-1, -24])
def test_60_clock_of_the_site_behind_the_databases_opens_nothing(place, monkeypatch, hours):
    """The database judges by its own clock: a word that it holds for ended opens nothing."""
    make_case(place)
    real = time.time()
    monkeypatch.setattr(context.time, "time", lambda: real + hours * 3600)
    with acting_as(place.user("worker")):
        assert Case.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [-1, 1])
def test_60_record_of_accesses_keeps_the_databases_time(place, monkeypatch, hours):
    real = time.time()
    make_case(place)
    monkeypatch.setattr("django.utils.timezone.now", lambda: pytest.fail("asked this machine's clock"))
    with acting_as(place.user("worker")):
        before = AccessEvent.objects.count()
        AccessEvent.objects.create(deed="read")
        event = AccessEvent.objects.order_by("-at").first()
        assert AccessEvent.objects.count() == before + 1
    assert abs(event.at.timestamp() - real) < 120
