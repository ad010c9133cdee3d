"""Where files lie: a directory of objects with random names, whole or not there, for our user alone. Pure.

What an object holds is ciphertext whose key is elsewhere. A draft becomes an object when it is complete;
what was left half written keeps the ending of a draft, and the sweep takes it away.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

NAME = re.compile(r"[0-9a-f]{32}")
DRAFT = ".part"


class Store:
    """The objects below one directory.

    Args:
        root: made on first use, with no rights for others.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def new(self) -> Draft:
        """Begin an object under a new random name."""
        name = secrets.token_hex(16)
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.root.chmod(0o700)
        return Draft(name, path)

    def open(self, name: str) -> BinaryIO:
        """Open an object for reading."""
        return self._path(name).open("rb")

    def holds(self, name: str) -> bool:
        """Whether there is such an object."""
        return self._path(name).exists()

    def destroy(self, name: str) -> None:
        """Remove an object; one that isn't there is no error."""
        self._path(name).unlink(missing_ok=True)

    def older_than(self, moment: float) -> Iterator[tuple[str, bool]]:
        """Yield name and whether it is a draft of everything that was last written to before a moment.

        Args:
            moment: in seconds of Unix time.
        """
        for path in sorted(self.root.glob("??/*")):
            name = path.name.removesuffix(DRAFT)
            if NAME.fullmatch(name) and path.stat().st_mtime < moment:
                yield name, path.suffix == DRAFT

    def destroy_draft(self, name: str) -> None:
        """Remove what was left of an object that was never completed."""
        _draft_of(self._path(name)).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no object's name: expected 32 hexadecimal digits.")
        return self.root / name[:2] / name


class Draft:
    """An object that is being written."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self._path = name, path
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        self._file = os.fdopen(os.open(_draft_of(path), flags, 0o600), "wb", buffering=0)

    def write(self, content: bytes) -> None:
        """Add to it.

        Raises:
            OSError: there is no room, or the disk fails; abandon it then.
        """
        left = memoryview(content)
        while left:
            left = left[self._file.write(left) :]

    def complete(self) -> None:
        """Put it in its place once it is safely on the disk."""
        os.fsync(self._file.fileno())
        self._file.close()
        _draft_of(self._path).replace(self._path)
        directory = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def abandon(self) -> None:
        """Remove it, complete or not."""
        self._file.close()
        _draft_of(self._path).unlink(missing_ok=True)
        self._path.unlink(missing_ok=True)


def _draft_of(path: Path) -> Path:
    return path.with_name(path.name + DRAFT)
