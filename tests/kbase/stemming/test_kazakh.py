"""All forms of a Kazakh word meet: the document's one key is among the keys that the query asks for."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbase.stemming.kazakh import index_key, stem_chain
from kbase.text import words

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "kk-forms.tsv"


def _pairs(table: str) -> list[list[str]]:
    return [pair.split() for line in table.strip().splitlines() for pair in line.split("|")]


PAIRS = _pairs(
    """
    нұсқамасын нұсқама | нұсқамалардың нұсқама | құқықтарын құқық | құқығынан құқық | тәртібімен тәртіп
    халқының халық | ерікті ерікті | еркіне ерік | орнында орын | орынға орын | мойнына мойын
    органы орган | органдарына орган | органға орган | қылмысы қылмыс | қылмыстың қылмыс
    қатынасы қатынас | қатынастарда қатынас | рецепті рецепт | актісі акт | актілерге акт
    министрлігінде министрлік | қызметкерлерден қызметкер | әйелдерді әйел | әйелдің әйел | баласы бала
    балаларына бала | адаммен адам | адамдардан адам | сотта сот | соттың сот | полицияға полиция
    конвенцияларымен конвенция | ұйымдағы ұйым | үйдегі үй | үйге үй | ісінен іс | істердің іс
    заңнамасына заңнама | кодексінің кодекс | баптың бап | бабының бап | тармағында тармақ
    бөлігіне бөлік | жәбірленушіге жәбірленуші | бұзушылықтар бұзушылық | мүгедегі мүгедек
    қорғаудың қорғау | қорғауға қорғау | хабарлаған хабарлау | бұзғаны бұзу | толмағандардың толмаған
    автомобилі автомобиль | мәжілісінде мәжіліс | отбасында отбасы | отбасына отбасы | саудасына сауда
    рыногындағы рынок | реттеуді реттеу | қаржысы қаржы | сауалнаманы сауалнама | субъектісінің субъект
    объектілер объекті
    """
)
MINE = _pairs("құқығым құқық | күйеуімнің күйеу | балаңыз бала | өмірімізге өмір")
UNRELATED = [
    "заң зат",
    "бап баға",
    "сот сөз",
    "әйел әке",
    "қылмыс қызмет",
    "бала балық",
    "іс ісік",
    "жаза жазба",
]


def plain(word: str) -> str:
    return words(word, "kk")[0]


def met(pairs: Iterable[tuple[str, str]]) -> list[bool]:
    """For each pair: does a query for either find a document with the other?"""
    return [
        index_key(plain(form)) in stem_chain(plain(lemma))
        and index_key(plain(lemma)) in stem_chain(plain(form))
        for form, lemma in pairs
    ]


@pytest.mark.parametrize(("form", "lemma"), PAIRS)
def test_form_and_dictionary_form_find_each_other(form, lemma):
    assert met([(form, lemma)]) == [True]


@pytest.mark.parametrize(("form", "lemma"), MINE)
def test_query_in_the_first_or_second_person_finds_the_dictionary_form(form, lemma):
    assert index_key(lemma) in stem_chain(form)


@pytest.mark.parametrize("pair", UNRELATED)
def test_unrelated_words_stay_apart(pair):
    one, other = pair.split()
    assert index_key(one) not in stem_chain(other)
    assert index_key(other) not in stem_chain(one)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the repository (../shared/corpus)")
def test_at_least_98_percent_of_forms_in_published_statutes_meet():
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    results = met(line.split("\t") for line in lines if line and not line.startswith("#"))
    assert len(results) > 50
    assert sum(results) / len(results) >= 0.98


@given(st.text(alphabet="абгғқкңнылрстіиуұөәьсд", min_size=1, max_size=30))
def test_key_is_one_of_the_keys_asked_for(word):
    assert index_key(word) in stem_chain(word)


@given(st.text(max_size=20))
def test_any_word_has_a_key(word):
    assert bool(index_key(word)) == bool(word)
    assert len(stem_chain(word)) <= 40


def test_50_000_words_a_second():
    forms = [form for form, _ in PAIRS] * 50
    uncached = index_key.__wrapped__
    begun = time.process_time()
    for form in forms:
        uncached(form)
    assert len(forms) / (time.process_time() - begun) > 50_000
