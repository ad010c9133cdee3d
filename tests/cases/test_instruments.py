"""Instruments: what a definition must hold, what answers come to, and that a wording is its hash."""

import copy
import json

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from cases import instruments
from cases.instrument_loading import SHIPPED
from cases.instruments import LEVELS, NO, UNKNOWN, YES, InvalidInstrumentError, assess, rank
from cases.models import InstrumentVersion

DEFINITION = json.loads((SHIPPED / "local-checklist.json").read_text())
KEYS = [question["key"] for question in instruments.questions_of(DEFINITION)]
ANSWERS = st.fixed_dictionaries({}, optional={key: st.sampled_from([YES, NO, UNKNOWN]) for key in KEYS})


def changed(**values):
    return copy.deepcopy(DEFINITION) | values


def test_shipped_checklist_is_valid_and_says_that_it_is_not_validated():
    instruments.check(DEFINITION)
    assert DEFINITION["is_validated"] is False
    assert [box["key"] for box in DEFINITION["boxes"]] == ["safety", "health", "psychosocial", "legal"]


@pytest.mark.parametrize("word", ["pregnan", "HIV", "religio", "ethnic", "orientation", "believe her", "GPS"])
def test_b6_checklist_asks_nothing_that_must_not_be_collected(word):
    assert word.lower() not in json.dumps(DEFINITION).lower()


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (changed(licence={}), "licence"),
        (changed(provenance={"en": "x"}), "provenance"),
        (changed(is_validated="no"), "is_validated"),
        (changed(levels=DEFINITION["levels"][:3]), "levels"),
        (changed(boxes=DEFINITION["boxes"] * 2), "key of its own"),
    ],
)
def test_definition_that_lacks_something_is_refused(broken, said):
    with pytest.raises(InvalidInstrumentError, match=said):
        instruments.check(broken)


@given(ANSWERS, st.sampled_from(KEYS))
def test_a_yes_never_lowers_score_or_danger(answers, key):
    without = {**answers, key: NO}
    before, after = assess(DEFINITION, without), assess(DEFINITION, {**without, key: YES})
    assert after.score >= before.score
    assert rank(after.level) >= rank(before.level)


@given(ANSWERS)
def test_nothing_is_suggested_without_answers_about_danger(answers):
    weighing = [q["key"] for q in instruments.questions_of(DEFINITION) if q.get("weight")]
    answered = any(answers.get(key) in (YES, NO) for key in weighing)
    assert (assess(DEFINITION, answers).level == "unknown") == (not answered)


@given(st.sampled_from(LEVELS[1:]), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_lower_than_either_is_lower(level, computed, current):
    expected = rank(level) < rank(computed) or rank(level) < rank(current)
    assert instruments.lowers(level, computed=computed, current=current) == expected


@pytest.mark.django_db
def test_shipped_checklist_is_loaded_and_named_by_its_hash(place):
    from cases.context import acting_as

    with acting_as(place.user("worker")):
        kept = InstrumentVersion.objects.current().get(slug="local-checklist")
    assert kept.definition == instruments.canonical(DEFINITION)
    assert kept.sha256 == instruments.digest(kept.definition)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_instrumentversion SET definition = '{}'",
        "DELETE FROM cases_instrumentversion",
        "INSERT INTO cases_instrumentversion (id, row_version, slug, sha256, definition, is_current) "
        "VALUES (gen_random_uuid(), 1, 'x', repeat('0', 64), '{}', false)",
    ],
)
def test_no_persons_request_changes_instruments(place, rows, statement):
    from cases.context import acting_as

    with acting_as(place.administrator), pytest.raises(DatabaseError, match="denied"), transaction.atomic():
        rows(statement)
