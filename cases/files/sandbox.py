"""Have a file checked and cleaned by a process apart, which has no key and no way to write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cases.files.cleaning.__main__ import REFUSED
from cases.files.cleaning.kinds import Kind, RefusedFile
from cases.files.cleaning.whole import Cleaned

SECONDS = 120
HERE = Path(__file__).resolve().parent.parent.parent


def cleaned_apart(content: bytes) -> Cleaned:
    """Return what a file is and its clean copy.

    Raises:
        RefusedFile: with the reason; 'damaged' also where reading it killed the process, or took too long.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "cases.files.cleaning"],
            input=content, capture_output=True, timeout=SECONDS, cwd=HERE, check=False,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise RefusedFile("too-complex") from None
    if done.returncode == REFUSED:
        raise RefusedFile(done.stdout.decode())
    if done.returncode:
        raise RefusedFile("damaged")
    kind, _, clean = done.stdout.partition(b"\n")
    return Cleaned(Kind(kind.decode()), clean)
