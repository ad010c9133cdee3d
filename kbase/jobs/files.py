"""Files that jobs make: kept in the database, in pieces, for the job's owner, as long as the job is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kbase.models import Job, JobPiece

PIECE = 1024 * 1024


def keep_file(job: Job, *, name: str, file_type: str, content: Iterable[bytes]) -> None:
    """Keep a file as the result of a job.

    Args:
        content: its bytes, in pieces of any length.
    """
    for position, piece in enumerate(_of_one_size(content)):
        JobPiece.objects.create(job=job, position=position, content=piece)
    job.file_name, job.file_type = name, file_type


def file_pieces(job: Job) -> Iterator[bytes]:
    """Give the bytes of a job's file, piece by piece."""
    position = 0
    while piece := JobPiece.objects.filter(job=job, position=position).first():
        yield bytes(piece.content)
        position += 1


def _of_one_size(content: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for piece in content:
        held += piece
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
