"""Test 62: kill -9 of a web process in the middle of a write, of a rotation of keys in a batch."""

import http.client
import os
import signal
import subprocess
import sys
import threading
from io import StringIO

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.db import connection, connections

from cases import rotation
from cases.actions.parties import Identity
from cases.chain import verify
from cases.context import acting_as
from cases.models import AccessEvent, Case, Party, PartyIdentity
from cases.sealing import opened
from kbase.database import DEFAULT, OWNER_ALIAS, WORKER_ALIAS
from tests.cases.faults import machine
from tests.cases.faults.machine import HeldChain, HeldRecord, somebody_waits
from tests.factories.cases import make_case, make_party, make_place
from tests.journeys.site import serving
from tests.workers import wait_until

pytestmark = pytest.mark.xdist_group("faults")
NEXT = {"CASE_KEYS": f"next:{'C' * 43}", "IDENTITY_KEYS": f"next:{'D' * 43}"}


def url(alias: str) -> str:
    """The address of this test's database for one of its roles."""
    values = connections[alias].settings_dict
    name = connections[DEFAULT].settings_dict["NAME"]
    return f"host={values['HOST']} port={values['PORT']} user={values['USER']} dbname={name}"


@pytest.mark.parametrize("held", [HeldRecord, HeldChain])
def test_62_web_process_killed_in_the_middle_of_a_write(committing_db, held):
    """Before the commit is sent nothing is there afterwards; after it all may be, and never a part."""
    place = make_place()
    case = make_case(place)
    worker = place.user("worker")
    path = f"/en/work/{case.pk}/people/new/"
    with serving(url(DEFAULT), **machine.keys_of_tests()) as (site, server):
        browser = machine.Browser(site, worker)
        body = browser.filled(path, kind="witness")
        lost: list[object] = []

        def send() -> None:
            try:
                lost.append(browser.ask("POST", path, body))
            except (OSError, http.client.HTTPException) as error:
                lost.append(error)

        with held():
            sending = threading.Thread(target=send)
            sending.start()
            wait_until(somebody_waits, "the request waits in the middle")
            assert machine.kill_web_workers(server) >= 1
            sending.join(60)
        assert isinstance(lost[0], Exception)
        wait_until(nobody_waits, "the database notices")
        kept = what_is_kept(case)
        assert kept in ({(0, 0, 0)} if held is HeldRecord else {(0, 0, 0), (1, 1, 1)})

        def answers_again() -> bool:
            try:
                return browser.ask("GET", path)[0] == 200
            except (OSError, http.client.HTTPException):
                return False

        wait_until(answers_again, "another process answers", 60)
        assert browser.ask("POST", path, browser.filled(path, kind="witness"))[0] == 302
    assert what_is_kept(case)[0] == kept[0] + 1
    assert verify().problems == ()


def what_is_kept(case: Case) -> tuple[int, int, int]:
    """How many people were added, rows of history say so, and records of the deed."""
    worker = case.lead.user
    with acting_as(worker), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_partyevent WHERE case_id = %s", [case.pk])
        history = cursor.fetchone()[0]
        people = Party.objects.filter(case=case)
        deeds = AccessEvent.objects.filter(object_kind="party", object_id__in=people.values("pk"))
        return people.count(), history, deeds.filter(deed="created").count()


def nobody_waits() -> bool:
    return not somebody_waits()


def test_62_t11_rotation_killed_in_the_middle_of_a_batch(committing_db, settings):
    place = make_place()
    for number in range(7):
        make_party(make_case(place), identity=Identity(name=f"Name {number}"))
    worker = place.user("worker")
    old = {name: getattr(site_settings, name) for name in NEXT}
    both = {name: f"{NEXT[name]},{old[name]}" for name in NEXT}
    settings.CASE_KEYS, settings.IDENTITY_KEYS = both["CASE_KEYS"], both["IDENTITY_KEYS"]
    with connections[WORKER_ALIAS].cursor() as cursor:
        cursor.execute("SELECT id FROM cases_case ORDER BY id OFFSET 5 LIMIT 1")
        sixth = cursor.fetchone()[0]
    held = connections[WORKER_ALIAS].copy()
    with held.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "SELECT id, content_key, identity_key, content_master, identity_master FROM cases_case "
            "WHERE id = %s FOR UPDATE",
            [sixth],
        )
        rotating = rotate_elsewhere(both)
        try:
            wait_until(somebody_waits, "the rotation is in the middle of its third batch", 90)
        finally:
            rotating.send_signal(signal.SIGKILL)
            assert rotating.wait(20) == -signal.SIGKILL
    held.close()
    wait_until(nobody_waits, "the database notices")
    assert rotation.waiting() == 3
    assert names(worker) == [f"Name {number}" for number in range(7)]
    out = StringIO()
    call_command("rotate_case_keys", stdout=out)
    assert "3 cases" in out.getvalue()
    settings.CASE_KEYS, settings.IDENTITY_KEYS = NEXT["CASE_KEYS"], NEXT["IDENTITY_KEYS"]
    assert names(worker) == [f"Name {number}" for number in range(7)]
    assert rotation.waiting() == 0
    connections[WORKER_ALIAS].close()


def rotate_elsewhere(keys: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start the command with batches of two."""
    environment = {
        **os.environ, **machine.keys_of_tests(), **{f"KBASE_{name}": text for name, text in keys.items()},
        "DJANGO_SETTINGS_MODULE": "kbase.settings", "KBASE_LOCAL": "1", "DATABASE_URL": url(DEFAULT),
        "DATABASE_WORKER_URL": url(WORKER_ALIAS),
    }  # fmt: skip
    program = (
        "import django; django.setup()\n"
        "from cases import rotation; from django.core.management import call_command\n"
        "rotation.BATCH = 2; call_command('rotate_case_keys')"
    )
    return subprocess.Popen([sys.executable, "-c", program], cwd=site_settings.BASE_DIR, env=environment)


def names(worker) -> list[str]:
    with acting_as(worker):
        rows = PartyIdentity.objects.visible_to(worker).select_related("case")
        found = sorted(opened(row, "name") for row in rows)
    connection.close()
    return found


def test_committed_work_outlives_its_writer(committing_db):
    """What an answer has confirmed stays, however its process ends."""
    place = make_place()
    program = (
        "import os, sys, django; django.setup()\n"
        "from django.contrib.auth.models import User; from cases.context import acting_as\n"
        "from cases.models import Membership; from cases.actions import opening\n"
        "user = User.objects.get(pk=int(sys.argv[1]))\n"
        "with acting_as(user): made = opening.open_case(actor=user, lead=Membership.objects.get(user=user))\n"
        "print(made, flush=True); os.kill(os.getpid(), 9)"
    )
    environment = {
        **os.environ, **machine.keys_of_tests(), "DJANGO_SETTINGS_MODULE": "kbase.settings",
        "KBASE_LOCAL": "1", "DATABASE_URL": url(DEFAULT),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", program, str(place.user("worker").pk)], cwd=site_settings.BASE_DIR,
        env=environment, capture_output=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    with acting_as(place.user("worker")):
        assert [str(pk) for pk in Case.objects.values_list("pk", flat=True)] == [done.stdout.decode().strip()]
    connections[OWNER_ALIAS].close()
