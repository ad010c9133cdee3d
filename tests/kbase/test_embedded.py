"""The embedded server starts once, comes back after any death with its data, and says what is wrong."""

import os
import signal
import subprocess
import sys
import tempfile
from collections import namedtuple
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from kbase import embedded
from kbase.embedded import OWNER, EmbeddedServerError, Server


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    """A server in a directory that only we may enter, as in a strict home directory."""
    with tempfile.TemporaryDirectory() as directory:
        server = Server(directory=Path(directory).resolve() / "data" / "postgres")
        server.ensure_running()
        yield server
        server.stop()


@pytest.fixture
def server(started: Server) -> Server:
    started.ensure_running()
    return started


def postmaster(server: Server) -> int:
    return int((server.directory / "postmaster.pid").read_text().splitlines()[0])


def execute(server: Server, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(server.conninfo(user=OWNER)) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def test_second_start_finds_the_running_server(server):
    before = postmaster(server)
    server.ensure_running()
    assert postmaster(server) == before


def test_starts_at_once_from_two_sides(server):
    server.stop()
    with ThreadPoolExecutor(2) as pool:
        for running in [pool.submit(server.ensure_running) for _ in range(2)]:
            running.result()
    assert server.answers()


def test_killed_server_comes_back_with_what_was_committed(server):
    execute(server, "CREATE TABLE IF NOT EXISTS kept (word text)")
    execute(server, "INSERT INTO kept VALUES ('қорғау')")
    os.kill(postmaster(server), signal.SIGKILL)
    server.ensure_running()
    assert ("қорғау",) in execute(server, "SELECT word FROM kept")


def test_process_number_left_behind_may_be_anyones(server):
    server.stop()
    (server.directory / "postmaster.pid").write_text(f"{os.getpid()}\n{server.directory}\n")
    server.ensure_running()
    assert server.answers()
    assert psutil.Process().is_running()


def test_stops_only_when_no_one_is_connected(server):
    with psycopg.connect(server.conninfo(user=OWNER)):
        server.stop_if_unused()
        assert server.answers()
    server.stop_if_unused()
    assert not server.answers()


def test_stopping_a_stopped_server_is_nothing(server):
    server.stop()
    server.stop()
    assert not server.answers()


def test_listens_on_no_network_address(server):
    assert execute(server, "SHOW listen_addresses") == [("",)]


def test_others_cannot_reach_the_socket(server):
    mode = (server.socket_directory / ".s.PGSQL.5432").stat().st_mode
    assert mode & 0o077 == 0
    assert server.directory.stat().st_mode & 0o077 == 0


def test_data_is_durable_unless_told_otherwise(tmp_path):
    assert Server(directory=tmp_path).durable
    assert not {"fsync", "full_page_writes", "synchronous_commit"} & set(embedded.SERVER_OPTIONS)


def test_lower_case_knows_kazakh_and_russian(server):
    assert execute(server, "SELECT lower('ҚОРҒАУ Защита')") == [("қорғау защита",)]


def test_owner_may_create_the_extensions(server):
    for extension in ("btree_gist", "btree_gin", "pg_trgm", "unaccent"):
        execute(server, f"CREATE EXTENSION IF NOT EXISTS {extension}")
    assert len(execute(server, "SELECT extname FROM pg_extension")) >= 5


def test_socket_moves_when_the_path_is_too_long():
    short = Server(directory=Path("/srv/qorgau/postgres"))
    long = Server(directory=Path("/srv") / ("long" * 30) / "postgres")
    assert short.socket_directory == short.directory
    assert len(os.fsencode(long.socket_directory / ".s.PGSQL.5432")) <= 107
    assert long.socket_directory == Server(directory=long.directory).socket_directory


def test_socket_directory_of_someone_else_is_refused(server, monkeypatch, tmp_path):
    planted = tmp_path / "socket"
    planted.symlink_to(tmp_path)
    monkeypatch.setattr(Server, "socket_directory", planted)
    with pytest.raises(EmbeddedServerError, match="belongs to someone else"):
        server._make_socket_directory()


def test_other_major_version_is_named(server):
    server.stop()
    version = server.directory / "PG_VERSION"
    original = version.read_text()
    version.write_text("14\n")
    with pytest.raises(EmbeddedServerError, match=r"made by PostgreSQL 14, this is PostgreSQL 18.*pg_dump"):
        server.ensure_running()
    version.write_text(original)


def test_server_that_does_not_start_shows_its_last_words(server):
    server.stop()
    configuration = server.directory / "postgresql.auto.conf"
    original = configuration.read_text()
    configuration.write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match="no_such_setting"):
        server.ensure_running()
    configuration.write_text(original)


def test_directory_with_other_files_is_left_alone(tmp_path):
    directory = tmp_path / "postgres"
    directory.mkdir()
    (directory / "thesis.txt").write_text("mine")
    with pytest.raises(EmbeddedServerError, match="has files in it but is no PostgreSQL data directory"):
        Server(directory=directory).ensure_running()
    assert (directory / "thesis.txt").read_text() == "mine"


def test_full_disk_is_named_before_anything_is_written(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(embedded.shutil, "disk_usage", lambda path: usage(10, 10, 5 * 2**20))
    with pytest.raises(EmbeddedServerError, match="5 MB free on this disk"):
        Server(directory=tmp_path / "postgres").ensure_running()
    assert not (tmp_path / "postgres").exists()


def test_file_in_place_of_the_directory_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedServerError, match=r"file can't be used .*KBASE_DATA"):
        Server(directory=tmp_path / "file" / "postgres").ensure_running()


def test_read_only_disk_is_named(tmp_path, monkeypatch):
    def refuse(*arguments: object) -> int:
        raise OSError(30, "Read-only file system", str(tmp_path))

    monkeypatch.setattr(embedded.os, "open", refuse)
    with pytest.raises(EmbeddedServerError, match="Read-only file system"):
        Server(directory=tmp_path / "postgres").ensure_running()


def test_directory_of_someone_else_is_named(tmp_path, monkeypatch):
    def refuse(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(embedded.os, "open", refuse)
    with pytest.raises(EmbeddedServerError, match=r"permission denied.*KBASE_DATA"):
        Server(directory=tmp_path / "postgres").ensure_running()


def test_command_line_tells_and_stops(server):
    def run(word: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "kbase.embedded", word, str(server.directory)],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    assert run("status").endswith("running\n")
    assert run("stop").endswith("stopped\n")
