"""Let a system user reach a directory of root's without opening it to everyone."""

import os
import pwd
import stat
import struct
from pathlib import Path

# Layout of the extended attribute: linux/posix_acl_xattr.h. Version, then (tag, permissions, id) entries.
ACL_ATTRIBUTE = "system.posix_acl_access"
ACL_VERSION = 2
OWNER, USER, GROUP_OWNER, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NO_ID = 0xFFFFFFFF
EXECUTE = 1


class DirectoryError(Exception):
    """A directory can't be made reachable; the message names it and the way out."""


def enter_for(user: str, directory: Path) -> None:
    """Let the user pass through every parent of a directory and the directory itself.

    Where the mode keeps others out, an access control entry with the right to enter (not to list)
    is added for that user alone.
    """
    for step in reversed([directory, *directory.parents]):
        if not step.stat().st_mode & stat.S_IXOTH:
            _add_entry(user, step)


def open_for_reading(program_directory: Path) -> None:
    """Let everyone read an installed program that was installed with a strict umask."""
    samples = (program_directory, *program_directory.glob("*/*"))
    if all(path.stat().st_mode & stat.S_IROTH for path in samples):
        return
    for path in (program_directory, *program_directory.rglob("*")):
        mode = path.stat().st_mode
        extra = stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        path.chmod(mode | extra)


def _add_entry(user: str, directory: Path) -> None:
    uid = pwd.getpwnam(user).pw_uid
    try:
        entries = _read_entries(directory)
        entries = [entry for entry in entries if entry[:1] + entry[2:] != (USER, uid)]
        entries.append((USER, EXECUTE, uid))
        mask = EXECUTE
        for tag, permissions, _identity in entries:
            if tag == GROUP_OWNER:
                mask |= permissions
        entries = [entry for entry in entries if entry[0] != MASK] + [(MASK, mask, NO_ID)]
        packed = struct.pack("<I", ACL_VERSION) + b"".join(
            struct.pack("<HHI", *entry) for entry in sorted(entries, key=lambda entry: (entry[0], entry[2]))
        )
        os.setxattr(directory, ACL_ATTRIBUTE, packed)
    except (OSError, AttributeError) as error:
        raise DirectoryError(
            f"{directory}: the system user {user} can't pass through it, which the database server needs "
            f"({error}). Run 'chmod o+x {directory}', or choose a directory elsewhere with KBASE_DATA."
        ) from error


def _read_entries(directory: Path) -> list[tuple[int, int, int]]:
    try:
        packed = os.getxattr(directory, ACL_ATTRIBUTE)
    except OSError:
        mode = directory.stat().st_mode
        return [(OWNER, mode >> 6 & 7, NO_ID), (GROUP_OWNER, mode >> 3 & 7, NO_ID), (OTHER, mode & 7, NO_ID)]
    return [struct.unpack_from("<HHI", packed, offset) for offset in range(4, len(packed), 8)]
