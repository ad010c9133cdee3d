"""The command keeps the catalogues of all languages but English."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kbase.management.commands import messages


@pytest.fixture
def base(tmp_path: Path, settings) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% translate "Law" %}')
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def test_each_language_but_english_has_a_catalogue(base):
    assert list(messages.catalogues()) == ["ru", "kk", "ur"]


def test_update_writes_and_counts(base, capsys):
    call_command("messages")
    assert (base / "locale" / "ur" / "LC_MESSAGES" / "django.po").exists()
    assert "ur: 1 strings, 1 to translate" in capsys.readouterr().out


def test_check_fails_while_something_is_untranslated(base, capsys):
    call_command("messages")
    with pytest.raises(CommandError, match="3 translations to mend"):
        call_command("messages", "--check")
    assert "kk: untranslated: 'Law'" in capsys.readouterr().err


def test_check_passes_and_compile_writes_when_all_is_translated(base):
    call_command("messages")
    for path in messages.catalogues().values():
        path.write_text(path.read_text().replace('msgid "Law"\nmsgstr ""', 'msgid "Law"\nmsgstr "x"'))
    call_command("messages", "--check")
    call_command("messages", "--compile")
    assert all(path.with_suffix(".mo").exists() for path in messages.catalogues().values())
