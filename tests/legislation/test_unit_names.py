"""What units of law are called: by the law, else by its jurisdiction, else by the interface."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from legislation.labels import label, provision_label
from legislation.models import Provision
from legislation.unit_names import unit_name, validate_unit_names

CODE = {"paragraph": {"en": "Part {number}", "ru": "Часть {number}"}}
COUNTRY = {"paragraph": {"ru": "Абзац {number}"}, "section": {"ur": "دفعہ {number}"}}


def test_law_names_its_units_before_its_jurisdiction_does() -> None:
    assert unit_name("paragraph", "2", "ru", CODE, COUNTRY) == "Часть 2"
    assert unit_name("paragraph", "2", "ru", {}, COUNTRY) == "Абзац 2"


def test_interface_names_what_neither_names() -> None:
    with translation.override("kk"):
        assert label("paragraph", "2", CODE, COUNTRY) == "2-тармақ"


def test_number_stays_whole_between_words_written_from_right_to_left() -> None:
    assert unit_name("section", "365-A", "ur", COUNTRY) == "دفعہ \u2068365-A\u2069"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["Part"], "Expected names by kind"),
        ({"verse": {"en": "Verse {number}"}}, "no kind of provision"),
        ({"section": {}}, "by language"),
        ({"section": {"de": "Abschnitt {number}"}}, "no language of this site"),
        ({"section": {"en": "Section"}}, "Write {number} once"),
        ({"section": {"en": 5}}, "Write {number} once"),
    ],
)
def test_names_that_could_not_be_used_are_refused_in_words(given: object, said: str) -> None:
    with pytest.raises(ValidationError, match=said.replace("{", r"\{")):
        validate_unit_names(given)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("law", "eid", "language", "name"),
    [
        ("kz-criminal-code-2014", "art_99__para_2", "en", "Article 99(2)"),
        ("kz-criminal-code-2014", "art_99__para_2", "ru", "Статья 99, часть 2"),
        ("kz-criminal-code-2014", "art_99__para_2", "kk", "99-бап, 2-бөлік"),
        ("kz-labour-code-2015", "art_22__para_1__point_14", "ru", "Статья 22, пункт 1, подпункт 14"),
        ("kz-labour-code-2015", "art_22__para_1__point_14", "en", "Article 22(1)(14)"),
        ("pk-penal-code-1860", "sec_354A", "ru", "Статья 354A"),
        ("pk-penal-code-1860", "sec_354A", "kk", "354A-бап"),
    ],
)
def test_real_codes_are_cited_as_their_lawyers_do(law: str, eid: str, language: str, name: str) -> None:
    provision = Provision.objects.with_address().get(law__identifier=law, eid=eid)
    with translation.override(language):
        assert provision_label(provision) == name
