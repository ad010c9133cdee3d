"""A system user gets into a directory of root's, and no one else does."""

import os
import pwd
import stat
import subprocess
from pathlib import Path

import pytest

from kbase.directories import DirectoryError, enter_for, open_for_reading

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives rights to system users")


def succeeds(user: str, *command: str) -> bool:
    gid = pwd.getpwnam(user).pw_gid
    result = subprocess.run(command, user=user, group=gid, extra_groups=[], cwd="/", capture_output=True)
    return result.returncode == 0


def enters(user: str, directory: Path) -> bool:
    return succeeds(user, "stat", f"{directory}/.")


@pytest.fixture
def private(tmp_path: Path) -> Path:
    directory = tmp_path / "private"
    directory.mkdir(mode=0o700)
    for step in tmp_path.parents[:2]:
        step.chmod(0o711)
    tmp_path.chmod(0o711)
    return directory


@needs_root
def test_named_user_enters_and_another_does_not(private):
    enter_for("nobody", private)
    assert enters("nobody", private)
    assert not enters("daemon", private)


@needs_root
def test_named_user_may_not_list(private):
    enter_for("nobody", private)
    assert not succeeds("nobody", "ls", str(private))


@needs_root
def test_second_time_changes_nothing(private):
    enter_for("nobody", private)
    before = os.getxattr(private, "system.posix_acl_access")
    enter_for("nobody", private)
    assert os.getxattr(private, "system.posix_acl_access") == before


@needs_root
def test_rights_of_the_group_stay(private):
    private.chmod(0o750)
    enter_for("nobody", private)
    assert stat.S_IMODE(private.stat().st_mode) == 0o750


@needs_root
def test_filesystem_without_access_lists_is_named(private, monkeypatch):
    def refuse(*arguments: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(DirectoryError, match=r"chmod o\+x"):
        enter_for("nobody", private)


def test_program_installed_with_strict_umask_is_opened(tmp_path):
    program = tmp_path / "bin" / "postgres"
    program.parent.mkdir(mode=0o700)
    program.touch(mode=0o700)
    open_for_reading(tmp_path)
    assert stat.S_IMODE(program.stat().st_mode) == 0o705
    assert stat.S_IMODE(program.parent.stat().st_mode) == 0o705
