"""Which language of a translated field is shown."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from kbase.localised import Localised, direction, localised, localised_from


def law(**fields: object) -> SimpleNamespace:
    defaults = {"title": "Law", "i18n": {"title_ru": "Закон", "title_kk": "Заң"}}
    return SimpleNamespace(**{**defaults, **fields})


def test_language_asked_comes_first() -> None:
    assert localised(law(), "title", "ru") == Localised("Закон", "ru")


def test_english_is_read_from_the_column() -> None:
    assert localised(law(), "title", "en") == Localised("Law", "en")


def test_official_languages_come_before_english() -> None:
    assert localised(law(content_languages=["kk", "ru"]), "title", "ur") == Localised("Заң", "kk")


def test_without_official_languages_english_is_the_fallback() -> None:
    assert localised(law(), "title", "ur") == Localised("Law", "en")


def test_any_language_is_better_than_nothing() -> None:
    assert localised(law(title="", i18n={"title_kk": "Заң"}), "title", "ur") == Localised("Заң", "kk")


def test_a_longer_field_name_is_not_a_translation_of_a_shorter_one() -> None:
    assert localised(law(title="", i18n={"title_short_ru": "З"}), "title", "ur") == Localised("", "ur")


@pytest.mark.parametrize("i18n", [None, {}])
def test_record_without_translations_shows_english(i18n: dict[str, str] | None) -> None:
    assert localised(law(i18n=i18n), "title", "ru") == Localised("Law", "en")


def test_nothing_at_all_is_false() -> None:
    assert not localised(law(title="", i18n={}), "title", "ru")


def test_language_of_the_page_is_the_default() -> None:
    with translation.override("kk"):
        assert localised(law(), "title").lang == "kk"


def test_mapping_follows_the_same_order() -> None:
    assert localised_from({"en": "Law", "ru": "Закон"}, "ur", ["ru"]) == Localised("Закон", "ru")


def test_mapping_in_an_unexpected_language_is_still_shown() -> None:
    assert localised_from({"tr": "Yasa"}, "ur") == Localised("Yasa", "tr")


@pytest.mark.parametrize(
    ("language", "expected"), [("ur", "rtl"), ("ur-pk", "rtl"), ("kk", "ltr"), ("en", "ltr")]
)
def test_urdu_runs_from_right_to_left(language: str, expected: str) -> None:
    assert direction(language) == expected
