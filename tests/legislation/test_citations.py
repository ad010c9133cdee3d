"""Citations are read as people in four languages write them."""

import doctest
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from legislation import aliases as aliases_module
from legislation import citations as citations_module
from legislation.aliases import Aliases, match_alias
from legislation.citations import find_citations, parse_citation

REFERENCE = Path(__file__).parents[2] / "legislation" / "reference"
DATA = yaml.safe_load((REFERENCE / "aliases.yaml").read_text(encoding="utf-8"))
ALIASES = Aliases.from_mapping(DATA)

CRIMINAL = "kz-criminal-code-2014"
ADMINISTRATIVE = "kz-administrative-offences-2014"
PENAL = "pk-penal-code-1860"


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("article 60", "60", "article"),
        ("Article 60(2)", "60(2)", "article"),
        ("art. 115-1", "115-1", "article"),
        ("article 51(3)(9)", "51(3)(9)", "article"),
        ("paragraph 9 of part 3 of article 51", "51(3)(9)", "article"),
        ("Article 25A", "25A", "article"),
        ("art 1(4-1)", "1(4-1)", "article"),
        ("section 509", "509", "section"),
        ("s. 509", "509", "section"),
        ("s 509", "509", "section"),
        ("sec. 354-A", "354A", "section"),
        ("u/s 376", "376", "section"),
        ("§ 5", "5", "section"),
        ("§5(2)", "5(2)", "section"),
        ("ст. 461", "461", "article"),
        ("ст.73-1", "73-1", "article"),
        ("cт. 73", "73", "article"),
        ("статьёй 67-1", "67-1", "article"),
        ("п. 2 ст. 60", "60(2)", "article"),
        ("пп. 3 п. 2 ст. 60", "60(2)(3)", "article"),
        ("ст. 60, п. 2, пп. 3", "60(2)(3)", "article"),
        ("часть первая статьи 73", "73(1)", "article"),
        ("ст. 115¹", "115-1", "article"),
        ("ст. 115\u20111", "115-1", "article"),
        ("115-1-бап", "115-1", "article"),
        ("115-1 бап", "115-1", "article"),
        ("60-баптың 2-тармағы", "60(2)", "article"),
        ("51-баптың 3-тармағының 9) тармақшасы", "51(3)(9)", "article"),
        ("120-баптың бірінші бөлігі", "120(1)", "article"),
        ("бап 60", "60", "article"),
        ("دفعہ 509", "509", "section"),
        ("دفعه ۵۰۹", "509", "section"),
        ("\u202bدفعہ 509\u202c", "509", "section"),
        ("دفعہ 354 اے", "354A", "section"),
        ("دفعہ 509 کی ذیلی دفعہ (2)", "509(2)", "section"),
        ("آرٹیکل 25", "25", "article"),
        ("115-1", "115-1", "number"),
        ("509A", "509A", "number"),
        ("1(4-1)", "1(4-1)", "number"),
        (" 509 ", "509", "number"),
    ],
)
def test_number_and_parts_are_read(text, number, kind):
    citation = parse_citation(text)
    assert (citation.full_number, citation.kind) == (number, kind)


@pytest.mark.parametrize(
    ("text", "law", "number"),
    [
        ("art. 115-1 CC", CRIMINAL, "115-1"),
        ("ст. 461 КоАП", ADMINISTRATIVE, "461"),
        ("ст.73-1 КоАП РК", ADMINISTRATIVE, "73-1"),
        ("КоАП 461", ADMINISTRATIVE, "461"),
        ("461 КоАП", ADMINISTRATIVE, "461"),
        ("КoАП, статья 73", ADMINISTRATIVE, "73"),
        ("ч.1 ст.115-1 УК РК", CRIMINAL, "115-1"),
        ("ҚК 115-1-бап", CRIMINAL, "115-1"),
        ("ҚР ҚК-нің 115-1-бабы", CRIMINAL, "115-1"),
        ("Қылмыстық кодекстің 115-1-бабының 2-бөлігі", CRIMINAL, "115-1"),
        ("статья 20 закона о бытовом насилии", "kz-domestic-violence-2009", "20"),
        (
            "ст. 60 Закона Республики Казахстан о профилактике правонарушений",
            "kz-offence-prevention-2025",
            "60",
        ),
        ("article 51 of the Education Law", "kz-education-2007", "51"),
        ("section 509 PPC", PENAL, "509"),
        ("sec 354A P.P.C.", PENAL, "354A"),
        ("УК Пакистана ст. 509", PENAL, "509"),
        ("دفعہ 509 تعزیرات پاکستان", PENAL, "509"),
        ("تعزیراتِ پاکستان کی دفعہ ۵۰۹", PENAL, "509"),
        ("دفعہ 302 ت پ", PENAL, "302"),
        ("s.10 PECA", "pk-peca-2016", "10"),
    ],
)
def test_law_is_recognised_by_its_everyday_name(text, law, number):
    citation = parse_citation(text, ALIASES)
    assert (citation.laws, citation.number) == ((law,), number)
    assert citation.law_hint
    assert citation.law_hint in text


def test_name_of_several_laws_means_each_of_them():
    assert len(parse_citation("DV Act s. 4", ALIASES).laws) == 4


def test_law_applies_to_every_number_of_a_list():
    found = find_citations("ст.ст. 73, 73-1 и 73-2 КоАП", ALIASES)
    assert [one.number for one in found] == ["73", "73-1", "73-2"]
    assert {one.laws for one in found} == {(ADMINISTRATIVE,)}


def test_two_laws_in_one_text_each_keep_their_number():
    found = find_citations("ст. 73 КоАП, а также ст. 115-1 УК", ALIASES)
    assert [(one.number, one.laws) for one in found] == [("73", (ADMINISTRATIVE,)), ("115-1", (CRIMINAL,))]


@pytest.mark.parametrize(
    "text",
    [
        "30 days",
        "protective order 30 days",
        "women's 30",
        "2025-06-01",
        "2009-2010",
        "закон 2009 года",
        "",
        "ст.",
        "бап",
    ],
)
def test_other_numbers_are_no_citation(text):
    assert find_citations(text, ALIASES) == []


@pytest.mark.parametrize("text", ["УК 2014", "Закон о бытовом насилии 2009 года"])
def test_year_of_a_law_is_no_citation(text):
    assert find_citations(text, ALIASES) == []


def test_bare_number_is_weak_until_a_law_stands_beside_it():
    assert parse_citation("115-1").is_weak
    assert not parse_citation("115-1 УК", ALIASES).is_weak


def test_span_covers_the_citation_as_typed():
    text = "сталкинг, ч. 2 ст.\u00a0115\u00b9 УК"
    start, end = parse_citation(text).span
    assert text[start:end] == "ч. 2 ст.\u00a0115\u00b9"


def test_every_law_has_names_and_no_name_belongs_to_an_unknown_law():
    laws = {path.stem for path in (REFERENCE / "legislation").glob("*.yaml")}
    assert set(DATA) == laws


@pytest.mark.parametrize(
    ("law", "language", "name"),
    [(law, language, name) for law, names in DATA.items() for language in names for name in names[language]],
)
def test_each_name_leads_to_its_law(law, language, name):
    assert language in ("en", "ru", "kk", "ur")
    assert law in match_alias(name, ALIASES)


@given(st.text(max_size=200))
def test_no_text_is_an_error(text):
    for citation in find_citations(text, ALIASES):
        start, end = citation.span
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit", ["ст. ", "п. 2 ", "1-", "73, ", "(2)", "1-бап ", "دفعہ ", "пп. 3 п. 2 ст. 60, ", "s1", "a"]
)
def test_repetition_takes_no_long(unit):
    begun = time.process_time()
    find_citations(unit * (4000 // len(unit)), ALIASES)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("module", [aliases_module, citations_module])
def test_examples_in_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
