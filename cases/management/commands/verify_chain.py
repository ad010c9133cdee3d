"""Prove the record of accesses."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.chain import Head, verify
from kbase.database import WORKER_ALIAS


class Command(BaseCommand):
    """Recompute the chain of access events and name what doesn't fit."""

    help = "Proves that no access event was changed, removed or slipped in; prints the head to publish."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--published", default="", help="a head printed earlier: NUMBER:DIGEST")
        parser.add_argument("--database", default=WORKER_ALIAS, help="alias of the worker's connection")

    def handle(self, *, published: str, database: str, **_options: Any) -> None:
        verdict = verify(using=database, published=_head(published))
        for problem in verdict.problems:
            self.stderr.write(problem)
        self.stdout.write(f"head {verdict.head}")
        if verdict.problems:
            raise CommandError(f"The record of accesses is not whole: {len(verdict.problems)} problems.")


def _head(text: str) -> Head | None:
    if not text:
        return None
    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) not in (0, 64):
        raise CommandError(f"--published {text!r} can't be read: expected NUMBER:DIGEST as printed earlier.")
    return Head(int(number), digest)
