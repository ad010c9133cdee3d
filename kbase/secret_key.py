"""The secret key of an installation that only its own machine reaches, kept beside its data."""

import os
import secrets
from pathlib import Path


def local_secret_key(data_dir: Path) -> str:
    """Return the key in DATA_DIR/secret-key; the first call makes one, readable for its owner alone."""
    path = data_dir / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    data_dir.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"secret-key.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # fails when another process was first, so all share one key
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
