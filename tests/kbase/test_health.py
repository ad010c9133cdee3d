"""The health checks: alive without a database, ready only with everything in place."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from kbase import health


def test_live_asks_no_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready_when_every_check_passes(client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["checks"] == ["database", "migrations", "reference-data", "time-zones"]


@pytest.mark.django_db
def test_ready_without_workers_and_says_how_the_queue_stands(client):
    assert client.get("/readyz").json()["jobs"] == {
        "workers": 0,
        "waiting": 0,
        "running": 0,
        "stalled": 0,
        "waited_seconds": 0,
    }


def unready(client) -> tuple[int, str, str]:
    response = client.get("/readyz")
    return response.status_code, response.json()["check"], response.json()["reason"]


@pytest.mark.django_db
def test_unready_without_database(client, monkeypatch):
    def fail() -> str:
        raise OperationalError("connection to server at 10.1.2.3 failed")

    monkeypatch.setitem(health.CHECKS, "database", fail)
    assert unready(client) == (503, "database", "the database doesn't answer, or refuses")


@pytest.mark.django_db
def test_unready_with_unapplied_migrations(client, monkeypatch):
    applied = MigrationRecorder.applied_migrations

    def without_sessions(recorder: MigrationRecorder) -> dict:
        return {key: value for key, value in applied(recorder).items() if key != ("sessions", "0001_initial")}

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", without_sessions)
    status, check, reason = unready(client)
    assert (status, check) == (503, "migrations")
    assert "manage.py migrate" in reason


@pytest.mark.django_db
def test_unready_without_reference_data(client, monkeypatch):
    monkeypatch.setattr("legislation.models.Law.objects.exists", lambda: False)
    assert unready(client)[:2] == (503, "reference-data")


@pytest.mark.django_db
def test_unready_with_old_time_zones_in_python(client, monkeypatch):
    monkeypatch.setattr(health, "OFFSET", timedelta(hours=6))
    status, check, reason = unready(client)
    assert (status, check) == (503, "time-zones")
    assert "2024a" in reason


@pytest.mark.django_db
def test_time_zones_of_postgresql_are_checked_too(monkeypatch):
    monkeypatch.setattr(health, "ZoneInfo", lambda name: health.UTC)
    monkeypatch.setattr(health, "OFFSET", timedelta(0))
    assert "PostgreSQL" in health.time_zones()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_neither_cached_nor_posted(client, address):
    assert "no-store" in client.get(address)["Cache-Control"]
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_database_agrees_on_the_time_in_almaty():
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '2024-03-02 12:00+00' AT TIME ZONE 'Asia/Almaty'")
        assert cursor.fetchone()[0].hour == 17
