"""Load the reference data of the law together with that of programmes.

It takes the place of legislation's command, since `programs` is installed before `legislation`.
"""

from __future__ import annotations

from legislation.management.commands.load_reference import Command as LoadLaw
from programs.loading.part import PROGRAMS


class Command(LoadLaw):
    """Load laws, vocabularies, programmes, organisations, help, indicators and collaborations."""

    parts = (PROGRAMS,)
