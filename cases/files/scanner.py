"""Asking ClamAV's daemon: a file is streamed to it, and it says what it found.

Source: docs.clamav.net/manual/Usage/ClamdProtocol.html, INSTREAM: chunks, each after its length in four
bytes, big-endian; a length of nothing ends the file. Commands that begin with z end, like answers, in NUL.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECT_SECONDS = 10
ANSWER_SECONDS = 120
LONGEST_ANSWER = 4096


class ScannerError(Exception):
    """The daemon doesn't answer, or not with a verdict; nothing is known of the file."""


@dataclass(frozen=True, slots=True)
class Scanner:
    """One daemon.

    Args:
        address: tcp://HOST:PORT or unix:///PATH.
    """

    address: str

    def version(self) -> str:
        """Return what the daemon is, with the date of its signatures.

        Raises:
            ScannerError: it doesn't answer.
        """
        return self._ask(b"zVERSION\0", ())

    def found_in(self, pieces: Iterable[bytes]) -> str:
        """Return the name of what was found in a file; nothing where it is clean.

        Raises:
            ScannerError: there is no verdict.
        """
        answer = self._ask(b"zINSTREAM\0", pieces)
        verdict = answer.removeprefix("stream:").strip()
        if verdict == "OK":
            return ""
        if verdict.endswith(" FOUND"):
            return verdict.removesuffix(" FOUND")
        raise ScannerError(f"The scanner answered {answer!r}: expected OK or FOUND.")

    def _ask(self, command: bytes, pieces: Iterable[bytes]) -> str:
        try:
            with self._connected() as connection:
                connection.sendall(command)
                for piece in filter(None, pieces):
                    connection.sendall(len(piece).to_bytes(4, "big") + piece)
                if command == b"zINSTREAM\0":
                    connection.sendall(bytes(4))
                answer = b""
                while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
                    part = connection.recv(LONGEST_ANSWER)
                    if not part:
                        break
                    answer += part
        except OSError as error:
            raise ScannerError(f"The scanner at {self.address} doesn't answer: {error}.") from error
        if not answer:
            raise ScannerError(f"The scanner at {self.address} said nothing.")
        return answer.rstrip(b"\0\n").decode(errors="replace")

    def _connected(self) -> socket.socket:
        parts = urlsplit(self.address)
        if parts.scheme == "unix" and parts.path:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.settimeout(CONNECT_SECONDS)
                connection.connect(parts.path)
            except OSError:
                connection.close()
                raise
        elif parts.scheme == "tcp" and parts.hostname and parts.port:
            connection = socket.create_connection((parts.hostname, parts.port), CONNECT_SECONDS)
        else:
            raise ScannerError(f"CLAMAV is {self.address!r}: expected tcp://HOST:PORT or unix:///PATH.")
        connection.settimeout(ANSWER_SECONDS)
        return connection
