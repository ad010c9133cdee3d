"""Secrets of an installation that only its own machine reaches, kept beside its data."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """Return the key in DATA_DIR/secret-key; the first call makes one, readable for its owner alone."""
    return written_once(data_dir / "secret-key", lambda: secrets.token_urlsafe(48))


def written_once(path: Path, make: Callable[[], str]) -> str:
    """Return what the file holds; the first call writes what `make` returns, so all share one secret."""
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(make())
    try:
        os.link(draft, path)  # fails when another process was first
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
