"""Words of sources that the data repeats are known, so that readers of every language can read them."""

from __future__ import annotations

import pytest

from kbase.localised import Localised
from programs.models import Programme, ProgrammeFigure, ProgrammeTerm
from programs.source_words import KNOWN, in_page_language, translated


@pytest.mark.django_db
def test_every_status_term_and_unit_of_the_data_is_known() -> None:
    said = {programme.status_words for programme in Programme.objects.all()}
    said |= {term.words for term in ProgrammeTerm.objects.all() if any(map(str.isalpha, term.words))}
    for unit in ProgrammeFigure.objects.values_list("unit", flat=True):
        currency, _comma, rest = unit.partition(",")
        said.add(rest.strip() if currency in {"KZT", "PKR", "USD"} else unit)
    assert said - KNOWN <= {"", "percent"}


def test_words_that_nobody_knows_stay_as_they_were_read() -> None:
    words = Localised("as the crow flies", "en")
    assert in_page_language(words) is words
    assert translated("as the crow flies") == "as the crow flies"
