"""The PostgreSQL server that comes in a wheel, run for this installation alone.

Its socket lives in a directory that only the server's user (and root) may enter: that is the
authentication. It listens on no network address.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from kbase.directories import DirectoryError
from kbase.postgres_programs import EmbeddedServerError, give_to_server, prepare_system_user, run

SUPERUSER = "postgres"
OWNER = "qorgau_owner"
APPLICATION = "qorgau_app"
WORKER = "qorgau_worker"
BACKUP = "qorgau_backup"
# Owns the functions that decide who may see which case; nobody signs in as it.
GUARD = "qorgau_guard"
ROLES = {
    OWNER: "LOGIN NOSUPERUSER NOCREATEROLE CREATEDB",
    APPLICATION: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB",
    WORKER: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB",
    BACKUP: "LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB BYPASSRLS",
    GUARD: "NOLOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB",
}
DATABASE = "qorgau"
PORT = 5432
SOCKET_PATH_LIMIT = 107  # bytes, of sockaddr_un.sun_path on Linux
FREE_BYTES_NEEDED = 200 * 1024 * 1024
START_SECONDS = 60
SERVER_OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}
# Only for servers whose data may be lost: the tests' own.
# A worker of autovacuum in a database keeps anyone but a superuser from dropping it by force.
THROWAWAY_OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


@dataclass(frozen=True, kw_only=True)
class Server:
    """One data directory and the server that runs on it.

    Args:
        directory: the data directory; created at the first start.
        durable: False lets the server lose data at a crash, for tests only.
    """

    directory: Path
    durable: bool = True

    @property
    def socket_directory(self) -> Path:
        """Where the socket is: in the data directory, or under /tmp when that path is too long."""
        if len(os.fsencode(self.directory / f".s.PGSQL.{PORT}")) <= SOCKET_PATH_LIMIT:
            return self.directory
        digest = hashlib.sha256(os.fsencode(self.directory)).hexdigest()[:12]
        return Path("/tmp") / f"qorgau-{digest}"  # noqa: S108 - made 0700, its owner is checked

    @property
    def log(self) -> Path:
        return self.directory / "server.log"

    def conninfo(self, *, user: str, database: str = DATABASE) -> str:
        return psycopg.conninfo.make_conninfo(
            host=str(self.socket_directory), port=PORT, user=user, dbname=database, connect_timeout=5
        )

    def answers(self, *, user: str = APPLICATION, database: str = DATABASE) -> bool:
        """Whether a connection succeeds now."""
        try:
            psycopg.connect(self.conninfo(user=user, database=database)).close()
        except psycopg.OperationalError:
            return False
        return True

    def is_complete(self) -> bool:
        """Whether the server answers and has every role; an older installation lacks some."""
        try:
            with psycopg.connect(self.conninfo(user=APPLICATION)) as connection:
                found = connection.execute(
                    "SELECT count(*) FROM pg_roles WHERE rolname = ANY(%s)", [[*ROLES]]
                ).fetchone()
                return found == (len(ROLES),)
        except psycopg.OperationalError:
            return False

    def ensure_running(self) -> None:
        """Start the server if it doesn't answer; create data directory, roles and database if missing.

        Raises:
            EmbeddedServerError: with the reason and the way out.
        """
        if self.is_complete():
            return
        try:
            with self._lock():
                if not self.answers(user=SUPERUSER, database=SUPERUSER):
                    self._start()
                self._create_roles_and_database()
        except DirectoryError as error:
            raise EmbeddedServerError(str(error)) from error
        except PermissionError as error:
            raise EmbeddedServerError(
                f"{error.filename}: permission denied. The database in {self.directory} belongs to another "
                "user: run as that user (or as root), or choose another directory with KBASE_DATA."
            ) from error

    def stop(self) -> None:
        """Stop the server if it runs; connected clients are disconnected, nothing is lost."""
        with self._lock():
            if self._processes():
                run("pg_ctl", "-D", str(self.directory), "-m", "fast", "-w", "stop")

    def stop_if_unused(self) -> None:
        """Stop the server unless some process is still connected to it."""
        try:
            with psycopg.connect(self.conninfo(user=SUPERUSER, database=SUPERUSER)) as connection:
                row = connection.execute(
                    "SELECT count(*) FROM pg_stat_activity "
                    "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                ).fetchone()
        except psycopg.OperationalError:
            return
        if row == (0,):
            self.stop()

    @contextmanager
    def _lock(self) -> Iterator[None]:
        """Let one process at a time start, create or stop this server."""
        parent = self.directory.parent
        try:
            parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(parent / f"{self.directory.name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise EmbeddedServerError(
                f"{parent}: permission denied. Make it writable for user "
                f"{pwd.getpwuid(os.geteuid()).pw_name}, or choose another directory with KBASE_DATA."
            ) from error
        except OSError as error:
            raise EmbeddedServerError(
                f"{parent} can't be used ({error.strerror}): choose another directory with KBASE_DATA."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _start(self) -> None:
        self._check_disk()
        if os.geteuid() == 0:
            prepare_system_user(self.directory.parent)
        if not (self.directory / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._make_socket_directory()
        deadline = time.monotonic() + START_SECONDS
        while not self.answers(user=SUPERUSER, database=SUPERUSER):
            processes = self._processes()
            if not processes:
                self._launch()
            elif time.monotonic() > deadline:
                raise EmbeddedServerError(
                    f"The database server in {self.directory} (processes {processes}) runs but hasn't "
                    f"answered for {START_SECONDS} seconds. Its last words in {self.log}:\n"
                    f"{self._last_words()}"
                )
            else:
                time.sleep(0.1)  # recovering, or shutting down, or killed and not yet gone

    def _launch(self) -> None:
        """Start the server; no process of it may be left."""
        # What a killed server left behind; the process number in these may since be anyone's.
        (self.directory / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_directory / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)
        options = SERVER_OPTIONS | {"unix_socket_directories": str(self.socket_directory)}
        if not self.durable:
            options |= THROWAWAY_OPTIONS
        arguments = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in options.items())
        try:
            run(
                "pg_ctl", "-D", str(self.directory), "-l", str(self.log), "-o", arguments,
                "-w", "-t", str(START_SECONDS), "start",
            )  # fmt: skip
        except EmbeddedServerError as error:
            raise EmbeddedServerError(
                f"The database server in {self.directory} doesn't start. "
                f"Its last words in {self.log}:\n{self._last_words()}"
            ) from error

    def _initialise(self) -> None:
        """Create the data directory beside its place and move it there whole: none is ever half made."""
        if self.directory.exists() and any(self.directory.iterdir()):
            raise EmbeddedServerError(
                f"{self.directory} has files in it but is no PostgreSQL data directory: "
                "move them away, or choose another directory with KBASE_DATA."
            )
        fresh = self.directory.with_name(f"{self.directory.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        give_to_server(fresh)
        run(
            "initdb", "-D", str(fresh), "-U", SUPERUSER, "--auth-local=trust", "--auth-host=reject",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            f"--lc-ctype={'en_US.UTF-8' if sys.platform == 'darwin' else 'C.UTF-8'}",
            "--no-instructions",
        )  # fmt: skip
        fresh.replace(self.directory)

    def _check_disk(self) -> None:
        parent = self.directory.parent
        free = shutil.disk_usage(parent).free
        if free < FREE_BYTES_NEEDED:
            raise EmbeddedServerError(
                f"{parent}: {free // 2**20} MB free on this disk, the database needs at least "
                f"{FREE_BYTES_NEEDED // 2**20} MB. Free some, or choose another directory with KBASE_DATA."
            )

    def _check_version(self) -> None:
        ours = run("postgres", "--version").split()[2].partition(".")[0]
        theirs = (self.directory / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise EmbeddedServerError(
                f"{self.directory} was made by PostgreSQL {theirs}, this is PostgreSQL {ours}. Export it "
                "with the previous release (pg_dump), move the directory away, restore: docs/operations.md, "
                "'Upgrading PostgreSQL'."
            )

    def _make_socket_directory(self) -> None:
        directory = self.socket_directory
        if directory == self.directory:
            return
        try:
            directory.mkdir(mode=0o700)
        except FileExistsError:
            status = directory.lstat()
            if directory.is_symlink() or status.st_uid not in (os.geteuid(), self.directory.stat().st_uid):
                raise EmbeddedServerError(
                    f"{directory}, needed for the database's socket, belongs to someone else: remove it, or "
                    "choose a data directory with a shorter path with KBASE_DATA."
                ) from None
            directory.chmod(0o700)
        give_to_server(directory)

    def _processes(self) -> list[int]:
        """The numbers of all live processes of this server; each works inside the data directory.

        After a kill of the first, the others may write for a moment more: as long as there is one,
        starting another server would damage the data.
        """
        return [
            process.pid
            for process in psutil.process_iter(["name", "cwd", "status"])
            if process.info["name"] == "postgres"
            and process.info["status"] != psutil.STATUS_ZOMBIE
            and process.info["cwd"] == str(self.directory.resolve())
        ]

    def _last_words(self, lines: int = 8) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return "(none)"

    def _create_roles_and_database(self) -> None:
        """Create the roles and the database, each unless it is there."""
        with psycopg.connect(
            self.conninfo(user=SUPERUSER, database=SUPERUSER), autocommit=True
        ) as connection:
            roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            for role, rights in ROLES.items():
                if role not in roles:
                    connection.execute(f"CREATE ROLE {role} {rights}")
            # The owner may act as the guard, and has none of its rights unless it does.
            connection.execute(f"GRANT {GUARD} TO {OWNER} WITH INHERIT FALSE, SET TRUE")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")


def main(arguments: Sequence[str]) -> int:
    """Answer `python -m kbase.embedded start|stop|status DIRECTORY`."""
    if len(arguments) != 2 or arguments[0] not in ("start", "stop", "status"):
        print("usage: python -m kbase.embedded start|stop|status DIRECTORY", file=sys.stderr)
        return 2
    server = Server(directory=Path(arguments[1]).resolve())
    try:
        if arguments[0] == "start":
            server.ensure_running()
        elif arguments[0] == "stop":
            server.stop()
    except EmbeddedServerError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{server.directory}: {'running' if server.answers() else 'stopped'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
