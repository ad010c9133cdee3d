"""Tests 62, 63 and 66: a backup restored on another machine, whose database is then killed at work."""

import random
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from cases.actions.parties import Identity
from cases.chain import verify
from cases.context import acting_as
from cases.models import Case, Party, PartyIdentity
from cases.sealing import opened
from kbase.database import DEFAULT, OWNER_ALIAS
from tests.cases.faults import machine
from tests.factories.cases import Place, make_case, make_party, make_place
from tests.journeys.site import serving
from tests.workers import wait_until

pytestmark = pytest.mark.xdist_group("faults")
COUNTED = (
    r"SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    r"WHERE relkind = 'r' AND nspname IN ('public', 'sec') AND relname <> 'context_key' ORDER BY 1"
)
MARKERS = ["Zhasyrynova", "Kupiya street", "990101300987"]
TYPED = "kk-marker"  # in the field for the language, which takes ten characters


@pytest.fixture
def place(committing_db) -> Place:
    """A caseload with identities; committed."""
    made = make_place()
    for number in range(24):
        who = Identity(name=f"Zhasyrynova {number}", iin="990101300987", address=f"Kupiya street {number}")
        make_party(make_case(made), identity=who)
    return made


@pytest.fixture
def counts(place) -> dict[str, int]:
    return rows_by_table()


@pytest.fixture
def restored(place, counts, tmp_path):
    """Another machine with the backup of this database, after docs/operations.md."""
    file = tmp_path / "qorgau.dump"
    machine.dump(file)
    with machine.new_machine() as server:
        machine.restore(file, server)
        with machine.pointing_at(server):
            call_command("migrate", verbosity=0, interactive=False)
            yield server


def rows_by_table() -> dict[str, int]:
    """How many rows each table has, as the superuser sees them."""
    values = connections[OWNER_ALIAS].settings_dict
    name = connections[DEFAULT].settings_dict["NAME"]
    found = {}
    with psycopg.connect(
        host=values["HOST"], port=values["PORT"], user="postgres", dbname=name, autocommit=True
    ) as server:
        for (table,) in server.execute(COUNTED).fetchall():
            schema = "sec" if table in ("case_number", "chain_head", "demo_case", "left_case") else "public"
            found[table] = server.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchone()[0]
    return found


def test_66_restored_backup_has_every_row_the_chain_and_what_was_sealed(place, counts, restored):
    after = rows_by_table()
    for table in ("kbase_cache",):  # emptied and filled at any time
        after.pop(table, None)
        counts.pop(table, None)
    assert after == counts
    assert verify().problems == ()
    worker = place.user("worker")
    with acting_as(worker):
        identities = list(PartyIdentity.objects.visible_to(worker).select_related("case"))
        assert len(identities) == 24
        for row in random.Random(66).sample(identities, 20):
            assert opened(row, "name").startswith("Zhasyrynova")
    with acting_as(place.user("other")):
        assert Case.objects.count() == 0


def test_62_63_database_killed_in_the_middle_of_a_write(place, restored):
    """Nothing half-saved, typed text given back, no restart of the site, nothing in clear in its files."""
    worker = place.user("worker")
    with acting_as(worker):
        case_id = Case.objects.visible_to(worker).order_by("pk").values_list("pk", flat=True)[0]
        before = Party.objects.filter(case=case_id).count()
    path = f"/en/work/{case_id}/people/new/"
    with serving(machine.application_url(restored), **machine.keys_of_tests()) as (site, _server):
        browser = machine.Browser(site, worker)
        body = browser.filled(path, kind="witness", language=TYPED)
        answers: list[tuple[int, str]] = []
        with machine.HeldChain():
            sending = threading.Thread(target=lambda: answers.append(browser.ask("POST", path, body)))
            sending.start()
            wait_until(machine.somebody_waits, "the request waits for the chain, all but committed")
            machine.kill_database(restored)
            sending.join(60)
        (status, page) = answers[0]
        assert status == 503
        assert TYPED in page
        assert "Not saved yet" in page
        assert browser.ask("GET", path)[0] == 503
        restored.ensure_running()
        wait_until(lambda: browser.ask("GET", path)[0] == 200, "the site is there again, by itself")
        with acting_as(worker):
            assert Party.objects.filter(case=case_id).count() == before
        assert browser.ask("POST", path, body)[0] == 302
    with acting_as(worker):
        assert Party.objects.filter(case=case_id).count() == before + 1
        assert PartyIdentity.objects.visible_to(worker).count() == 24
    assert verify().problems == ()
    assert in_clear(restored.directory) == b""


def in_clear(directory: Path) -> bytes:
    found = subprocess.run(
        ["grep", "-rlaF", *[part for marker in MARKERS for part in ("-e", marker)], str(directory)],
        capture_output=True,
    )
    return found.stdout
