"""Strings are collected from code and templates, and a catalogue's faults are found."""

import gettext
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from kbase.catalogue import collect, compile_catalogue, problems, read, update

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
_("Law")
gettext_lazy("Duty")
ngettext("%(count)d law", "%(count)d laws", 2)
pgettext("of a code", "Part")
# Translators: on the button
_("Go")
not_translated("Nothing")
"""
TEMPLATE = """
{% load i18n %}
    <p title="{% translate "Search" %}">it's {{ _("Home") }}</p>
  {% blocktranslate trimmed with name=law.title %}
    Read
    {{ name }}
  {% endblocktranslate %}
        {% blocktranslate count n=total %}{{ n }} duty{% plural %}{{ n }} duties{% endblocktranslate %}
{% translate "Part" context "of a page" %}
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "app" / "migrations").mkdir(parents=True)
    (tmp_path / "app" / "views.py").write_text(CODE)
    (tmp_path / "app" / "page.html").write_text(TEMPLATE)
    (tmp_path / "app" / "migrations" / "0001.py").write_text('_("Old")')
    return tmp_path


@pytest.fixture
def collected(sources: Path) -> Catalog:
    return collect(sources, ["app"])


@pytest.fixture
def po(tmp_path: Path) -> Path:
    return tmp_path / "locale" / "ru" / "django.po"


def filled(po: Path, collected: Catalog, **translations: str | tuple[str, ...]) -> Catalog:
    """A catalogue in which every string is its own translation, but for those given."""
    catalogue = update(po, "ru", collected)
    for message in catalogue:
        if message.id:
            plural = isinstance(message.id, tuple)
            key = message.id[-1] if plural else message.id
            message.string = translations.get(key, (key,) * 3 if plural else key)
    return catalogue


def test_code_and_templates_are_collected(collected):
    ids = {(message.context, message.id) for message in collected if message.id}
    assert ids == {
        (None, "Law"),
        (None, "Duty"),
        (None, ("%(count)d law", "%(count)d laws")),
        ("of a code", "Part"),
        (None, "Go"),
        (None, "Search"),
        (None, "Home"),
        (None, "Read %(name)s"),
        (None, ("%(n)s duty", "%(n)s duties")),
        ("of a page", "Part"),
    }


def test_notes_to_translators_are_kept(collected):
    assert collected.get("Go").auto_comments == ["Translators: on the button"]


def test_file_is_the_same_after_a_second_update(po, collected):
    update(po, "ru", collected)
    before = po.read_bytes()
    update(po, "ru", collected)
    assert po.read_bytes() == before
    assert b"app/views.py\n" in before


def test_new_string_comes_in_empty_and_unused_goes(po, collected, sources):
    update(po, "ru", collected)
    (sources / "app" / "views.py").write_text('_("Penalty")')
    update(po, "ru", collect(sources, ["app"]))
    catalogue = read(po, "ru")
    assert catalogue.get("Penalty").string == ""
    assert catalogue.get("Law") is None


def test_translation_survives_an_update(po, collected, sources):
    update(po, "ru", collected)
    po.write_text(po.read_text().replace('msgid "Law"\nmsgstr ""', 'msgid "Law"\nmsgstr "Закон"'))
    assert update(po, "ru", collected).get("Law").string == "Закон"


def test_complete_catalogue_has_no_problem(po, collected):
    assert list(problems(filled(po, collected), collected)) == []


@pytest.mark.parametrize(
    ("key", "translation", "problem"),
    [
        ("Law", "", "untranslated: 'Law'"),
        ("%(count)d laws", ("%(count)d", "", "%(count)d"), "untranslated: '%(count)d laws'"),
        ("%(count)d laws", ("%(count)d", "%(count)d"), "untranslated: '%(count)d laws'"),
        ("Read %(name)s", "Читать", "missing placeholder: 'Read %(name)s'"),
        ("Read %(name)s", "Читать %(имя)s", "unknown placeholder: 'Read %(name)s'"),
    ],
)
def test_fault_is_named(po, collected, key, translation, problem):
    assert list(problems(filled(po, collected, **{key: translation}), collected)) == [problem]


def test_fuzzy_is_a_fault(po, collected):
    catalogue = filled(po, collected)
    catalogue.get("Law").flags.add("fuzzy")
    assert list(problems(catalogue, collected)) == ["fuzzy: 'Law'"]


def test_difference_from_the_sources_is_named(po, collected, sources):
    catalogue = filled(po, collected)
    (sources / "app" / "page.html").write_text('{% load i18n %}{% translate "New" %}{% translate "Search" %}')
    found = list(problems(catalogue, collect(sources, ["app"])))
    assert "not in the catalogue: 'New'" in found
    assert "no longer in the sources: 'Home'" in found


@pytest.mark.parametrize(("language", "forms"), [("ru", 3), ("kk", 2), ("ur", 2)])
def test_languages_have_their_plural_forms(tmp_path, language, forms):
    assert read(tmp_path / "none.po", language).num_plurals == forms


def test_compiled_catalogue_is_read_by_gettext(po, collected):
    update(po, "ru", collected)
    po.write_text(po.read_text().replace('msgid "Law"\nmsgstr ""', 'msgid "Law"\nmsgstr "Закон"'))
    assert compile_catalogue(po, "ru")
    with po.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.gettext("Law") == "Закон"
    assert compiled.ngettext("%(n)s duty", "%(n)s duties", 2) == "%(n)s duties"


def test_compiling_is_skipped_when_nothing_changed(po, collected):
    update(po, "ru", collected)
    assert compile_catalogue(po, "ru")
    assert not compile_catalogue(po, "ru")
