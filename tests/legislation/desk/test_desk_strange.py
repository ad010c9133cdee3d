"""What no page of the desk asks for: days before the law, numbers that are none, NUL, forged keys."""

import datetime as dt

import pytest
from django.urls import reverse

from legislation.choices import EffectKind
from legislation.editing.planning import add_change
from legislation.editing.plans import NewProvision, PlannedChange
from tests.factories import editors

pytestmark = pytest.mark.django_db


def page(name, *keys):
    return reverse(name, args=keys)


def sent(client, version):
    forms = client.get(page("desk-draft", version.pk)).context["forms"]
    return {**{name: value for name, value in forms.current.items() if value}, "base": forms.token}


@pytest.mark.parametrize(
    ("day", "words"),
    [("2026-11-30", "before it is adopted"), ("1900-01-01", "before the law"), ("", "Give the first day")],
)
def test_draft_begins_neither_before_its_amendment_nor_before_the_law(editor, work, day, words):
    values = sent(editor, work.draft) | {"version-start": day, "text-en-summary": "half saved?"}
    response = editor.post(page("desk-draft", work.draft.pk), values)
    assert words in response.content.decode()
    work.draft.refresh_from_db()
    assert work.draft.valid.lower == dt.date(2027, 1, 1)
    assert not work.draft.texts.filter(summary="half saved?").exists()


def test_old_number_ends_on_the_day_to_which_the_draft_of_the_new_one_moved(editor, reviewer, work):
    new = NewProvision(eid="art_77", kind="article", number="77", heading="Renumbered")
    change = PlannedChange(
        kind=EffectKind.RENUMBERS, provision=work.other, commences_on=editors.NEW_YEAR, new=new
    )
    add_change(amendment=work.amendment, change=change, actor=work.author)
    draft = editors.draft_of(work.law.provisions.get(eid="art_77"))
    editor.post(page("desk-draft", draft.pk), sent(editor, draft) | {"version-start": "2027-06-01"})
    editor.post(page("desk-amendment-submit", work.amendment.pk))
    reviewer.post(page("desk-amendment-publish", work.amendment.pk))
    draft.refresh_from_db()
    assert (draft.state, work.other.versions.get().valid.upper) == ("published", dt.date(2027, 6, 1))


def test_nul_in_a_comment_is_left_out(editor, reviewer, work):
    editor.post(page("desk-amendment-submit", work.amendment.pk))
    reviewer.post(page("desk-amendment-send-back", work.amendment.pk), {"comment": "Which\x00 one?"})
    work.amendment.refresh_from_db()
    assert work.amendment.review_comment == "Which one?"


def test_nul_in_a_search_finds_nothing_special(editor):
    assert editor.get(page("desk-choose-law"), {"q": "\x00"}).status_code == 200


@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "\x00"])
def test_move_of_no_provision_is_not_found(editor, work, key):
    assert editor.post(page("desk-move", work.law.pk), {"move": f"up-{key}"}).status_code == 404


def test_place_beyond_all_places_is_refused_in_words(editor, work):
    response = editor.post(page("desk-move-to", work.article.pk), {"place": "9" * 40})
    assert "20000" in response.content.decode()


def test_number_without_a_digit_or_a_letter_is_refused(editor, work):
    values = {"kind": "article", "number": "()", "heading": "x"}
    response = editor.post(page("desk-insert", work.article.pk), values)
    assert "is no number" in response.content.decode()
    assert work.law.provisions.count() == 2


def test_cyrillic_letters_of_points_give_different_addresses(editor, work):
    for number in ("а)", "б)"):
        editor.post(page("desk-insert", work.article.pk), {"kind": "article", "number": number})
    assert set(work.law.provisions.values_list("eid", flat=True)) >= {"art_a", "art_b"}


def test_check_in_the_future_is_refused(editor, work):
    days = {"on": "2126-01-01", "due_on": "2127-01-01"}
    response = editor.post(page("desk-verify-law", work.law.pk), days)
    assert "in the future" in response.content.decode()
    work.law.refresh_from_db()
    assert work.law.verified_on != dt.date(2126, 1, 1)
