"""Translations of the interface: `manage.py messages`, `--check`, `--compile`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kbase.catalogue import collect, compile_catalogue, problems, read, update

FOLDERS = ("kbase", "legislation", "programs", "cases", "templates")
SHOWN = 20


class Command(BaseCommand):
    """Collect the strings of the sources into the PO files, or check or compile these."""

    help = "Update the PO files in kbase/locale from the sources; with --check or --compile, do that instead."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--check", action="store_true", help="Fail when a string is missing or untranslated."
        )
        what.add_argument("--compile", action="store_true", help="Write the MO files that are out of date.")

    def handle(self, *, check: bool, compile: bool, **options: Any) -> None:
        if compile:
            compile_all()
        elif check:
            self.check_all()
        else:
            collected = collect(settings.BASE_DIR, FOLDERS)
            for language, path in catalogues().items():
                updated = update(path, language, collected)
                waiting = sum(not line.startswith("n") for line in problems(updated, collected))
                self.stdout.write(f"{language}: {len(updated)} strings, {waiting} to translate")

    def check_all(self) -> None:
        collected = collect(settings.BASE_DIR, FOLDERS)
        failed = 0
        for language, path in catalogues().items():
            found = list(problems(read(path, language), collected))
            failed += len(found)
            for line in found[:SHOWN]:
                self.stderr.write(f"{language}: {line}")
            if len(found) > SHOWN:
                self.stderr.write(f"{language}: and {len(found) - SHOWN} more")
        if failed:
            raise CommandError(f"{failed} translations to mend: run manage.py messages and fill them in.")


def catalogues() -> dict[str, Path]:
    """Return the PO file of each language of the interface but English, which is the source."""
    (folder,) = settings.LOCALE_PATHS
    return {
        language: folder / language / "LC_MESSAGES" / "django.po"
        for language, _name in settings.LANGUAGES
        if language != "en"
    }


def compile_all() -> None:
    """Compile each catalogue that is out of date."""
    for language, path in catalogues().items():
        if path.exists():
            compile_catalogue(path, language)
