"""Read one file from standard input, write its kind and its clean copy to standard output.

Before it reads anything it gives up what it doesn't need: memory beyond a bound, time beyond a bound, and
writing to any file at all.
"""

from __future__ import annotations

import resource
import sys

from cases.files.cleaning.kinds import RefusedFile
from cases.files.cleaning.whole import cleaned

REFUSED = 3
MEMORY = 1024 * 1024 * 1024
SECONDS = 60


def give_up_rights() -> None:
    """Bound what can be used; what is written goes to a pipe, which this does not touch."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> int:
    """Answer with the kind in the first line; with REFUSED and the reason where it isn't accepted."""
    give_up_rights()
    try:
        result = cleaned(sys.stdin.buffer.read())
    except RefusedFile as refusal:
        sys.stdout.write(refusal.reason)
        return REFUSED
    sys.stdout.buffer.write(result.kind.value.encode() + b"\n" + result.content)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
