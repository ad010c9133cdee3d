"""Corrections, translations, checks, the tree, history and conflicts, through the pages."""

import datetime as dt

import pytest
from django.urls import reverse

from kbase.history import history_of
from legislation.choices import EffectState
from legislation.editing import amending
from legislation.models import LoadedRecord, Provision, ProvisionVersion, ReferenceConflict
from tests.factories import editors
from tests.factories.desk import sign_in_as
from tests.factories.history import give_a_past
from tests.factories.legislation import make_provision

pytestmark = pytest.mark.django_db


def sent(client, version):
    forms = client.get(reverse("desk-draft", args=[version.pk])).context["forms"]
    return {**{name: value for name, value in forms.current.items() if value}, "base": forms.token}


def test_correction_is_reviewed_and_shown_with_its_reason(editor, reviewer, work):
    editor.post(reverse("desk-correct", args=[work.published.pk]), {"reason": "We misread the term."})
    draft = work.published.corrections.get()
    values = sent(editor, draft) | {"text-en-summary": "within 31 days"}
    editor.post(reverse("desk-draft", args=[draft.pk]), values)
    editor.post(reverse("desk-version-submit", args=[draft.pk]))
    reviewer.post(reverse("desk-version-publish", args=[draft.pk]))
    page = editor.get(work.other.get_absolute_url()).content.decode()
    assert "within 31 days" in page
    assert "We misread the term." in page
    work.published.refresh_from_db()
    assert work.published.state == "superseded"


def test_correction_without_a_reason_is_refused(editor, work):
    response = editor.post(reverse("desk-correct", args=[work.published.pk]), {"reason": ""})
    assert response.status_code == 200
    assert not work.published.corrections.exists()


def test_second_correction_at_once_is_refused_in_words(editor, work):
    address = reverse("desk-correct", args=[work.published.pk])
    editor.post(address, {"reason": "A slip."})
    assert "under way already" in editor.post(address, {"reason": "Another."}).content.decode()


def test_superseded_wording_is_restored_as_a_draft(editor, reviewer, work):
    test_correction_is_reviewed_and_shown_with_its_reason(editor, reviewer, work)
    editor.post(reverse("desk-restore", args=[work.published.pk]), {"reason": "It was right after all."})
    draft = work.other.versions.get(state="draft")
    assert draft.texts.get().summary == work.published.texts.get().summary
    assert draft.corrects.texts.get().summary == "within 31 days"


def test_published_version_has_no_edit_page(editor, work):
    assert editor.get(reverse("desk-draft", args=[work.published.pk])).status_code == 404


def translation(client, work, **values):
    address = reverse("desk-translate", args=[work.published.pk, "ru"])
    return client.post(address, {**client.get(address).context["form"].initial, **values})


def test_translation_is_shown_at_once_and_leaves_its_list(editor, work):
    listed = reverse("desk-list", args=["translation"]) + "?language=ru&q=" + work.law.identifier
    before = editor.get(listed).context["total"]
    translation(editor, work, summary="в течение 30 дней")
    assert editor.get(listed).context["total"] == before - 1
    text = work.published.texts.get(language="ru")
    assert text.made_from_sha256 == work.published.texts.get(language="en").text_sha256


def test_two_translators_see_each_others_words(editor, work):
    address = reverse("desk-translate", args=[work.published.pk, "ru"])
    mine = editor.get(address).context["form"].initial
    translation(sign_in_as("editor", "second"), work, summary="за 30 дней")
    response = editor.post(address, {**mine, "summary": "в течение 30 дней"})
    assert response.status_code == 409
    assert "за 30 дней" in response.content.decode()
    assert "в течение 30 дней" in response.content.decode()
    assert work.published.texts.get(language="ru").summary == "за 30 дней"


def test_translation_of_changed_words_is_marked_as_stale(editor, work):
    values = sent(editor, work.draft) | {"text-ru-summary": "в течение 30 дней"}
    editor.post(reverse("desk-draft", args=[work.draft.pk]), values)
    values = sent(editor, work.draft) | {"text-en-summary": "within 45 days"}
    editor.post(reverse("desk-draft", args=[work.draft.pk]), values)
    page = editor.get(reverse("desk-amendment", args=[work.amendment.pk])).content.decode()
    assert "the words it was made from have changed" in page


def test_check_is_recorded_and_due_again(editor, work):
    address = reverse("desk-verify-version", args=[work.published.pk])
    editor.post(address, {"on": "2026-11-21", "due_on": "2027-11-21"})
    work.published.refresh_from_db()
    assert (work.published.verified_on, work.published.verified_by) == (dt.date(2026, 11, 21), editor.user)


def test_check_due_before_it_was_made_is_refused(editor, work):
    address = reverse("desk-verify-law", args=[work.law.pk])
    response = editor.post(address, {"on": "2026-11-21", "due_on": "2026-11-20"})
    assert "has to be after" in response.content.decode()


def test_outstanding_change_is_worked_in_once_its_day_is_known(editor, reviewer, work):
    change = editors.substitution(work.other, None, summary="45 days")
    waiting = editors.amendment_of(work.law, change, actor=work.author)
    amending.submit_amendment(amendment=waiting, actor=work.author)
    amending.publish_amendment(amendment=waiting, actor=reviewer.user)
    effect = waiting.effects.get()
    editor.post(reverse("desk-establish", args=[effect.pk]), {"day": "2027-03-01"})
    draft = editors.draft_of(work.other)
    editor.post(reverse("desk-version-submit", args=[draft.pk]))
    reviewer.post(reverse("desk-version-publish", args=[draft.pk]))
    effect.refresh_from_db()
    assert (effect.state, effect.commences_on) == (EffectState.APPLIED, dt.date(2027, 3, 1))
    assert work.other.effects.count() == 1


def move(client, law, step, provision):
    return client.post(reverse("desk-move", args=[law.pk]), {"move": f"{step}-{provision.pk}"}, follow=True)


def in_order(law):
    return list(law.provisions.order_by("position").values_list("pk", "depth"))


def seen(client, law):
    rows = client.get(reverse("desk-tree", args=[law.pk])).context["rows"]
    return [(provision.pk, depth) for provision, _label, depth, _moved in rows]


def test_provisions_move_up_down_in_and_out_before_the_eyes_of_the_editor(editor, work):
    first, second = work.article, work.other
    before = in_order(work.law)
    move(editor, work.law, "down", first)
    assert seen(editor, work.law) == [(second.pk, 0), (first.pk, 0)]
    move(editor, work.law, "up", first)
    move(editor, work.law, "in", second)
    assert seen(editor, work.law) == [(first.pk, 0), (second.pk, 1)]
    move(editor, work.law, "out", second)
    assert seen(editor, work.law) == [(first.pk, 0), (second.pk, 0)]
    assert in_order(work.law) == before


def test_order_that_readers_see_changes_once_someone_else_agrees(editor, reviewer, work):
    move(editor, work.law, "in", work.other)
    asked = work.law.change_requests.get()
    editor.post(reverse("desk-request-send", args=[asked.pk]), {"reason": "It is its paragraph."})
    page = reviewer.get(reverse("desk-request", args=[asked.pk])).content.decode()
    assert "It is its paragraph." in page
    assert in_order(work.law) == [(work.article.pk, 0), (work.other.pk, 0)]
    editor.post(reverse("desk-request-agree", args=[asked.pk]))
    assert in_order(work.law) == [(work.article.pk, 0), (work.other.pk, 0)]
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    assert in_order(work.law) == [(work.article.pk, 0), (work.other.pk, 1)]


def test_moves_without_a_reason_are_not_sent(editor, work):
    move(editor, work.law, "down", work.article)
    asked = work.law.change_requests.get()
    response = editor.post(reverse("desk-request-send", args=[asked.pk]), {"reason": ""}, follow=True)
    assert "Say what the change follows from" in response.content.decode()


def test_moves_are_not_collected_while_another_order_is_in_review(editor, work):
    move(editor, work.law, "down", work.article)
    asked = work.law.change_requests.get()
    editor.post(reverse("desk-request-send", args=[asked.pk]), {"reason": "As printed."})
    response = move(sign_in_as("editor", "second"), work.law, "down", work.article)
    assert "wait until it is decided" in response.content.decode()


def test_law_that_nobody_reads_yet_is_rearranged_at_once(editor, work):
    work.law.provisions.update(awaits_publication=True)
    move(editor, work.law, "in", work.other)
    assert in_order(work.law) == [(work.article.pk, 0), (work.other.pk, 1)]
    assert not work.law.change_requests.exists()


def test_first_moves_no_further_up(editor, work):
    response = move(editor, work.law, "up", work.article)
    assert "any further" in response.content.decode()


def test_address_outlives_a_move(editor, work):
    before = work.other.get_absolute_url()
    move(editor, work.law, "in", work.other)
    assert Provision.objects.with_address().get(pk=work.other.pk).get_absolute_url() == before


def test_cycle_in_the_tree_is_refused_in_words(editor, work):
    part = make_provision(work.law, parent=work.article, position=1, depth=1)
    address = reverse("desk-move-to", args=[work.article.pk])
    response = editor.post(address, {"parent": part.pk, "place": "1"})
    assert "be moved below itself" in response.content.decode()
    work.article.refresh_from_db()
    assert work.article.parent_id is None


def test_provision_left_out_here_is_inserted_as_a_draft(editor, work):
    values = {"kind": "article", "number": "1-1", "heading": "Left out"}
    editor.post(reverse("desk-insert", args=[work.article.pk]), values)
    made = work.law.provisions.get(number="1-1")
    assert made.versions.get().state == "draft"
    assert not Provision.objects.published().filter(pk=made.pk).exists()


def test_number_that_is_taken_is_refused_in_words(editor, work):
    taken = {"kind": "article", "number": work.other.number, "heading": "Twice"}
    page = editor.post(reverse("desk-insert", args=[work.article.pk]), taken).content.decode()
    assert "beside it already" in page
    assert work.law.provisions.count() == 2


def test_number_is_corrected_once_someone_else_agrees_and_the_address_stays(editor, reviewer, work):
    address, page = work.other.get_absolute_url(), reverse("desk-number", args=[work.other.pk])
    editor.post(page, {"number": "77-1", "kind": "article", "reason": "A slip of ours."})
    asked = work.law.change_requests.get()
    work.other.refresh_from_db()
    assert work.other.number != "77-1"
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    found = Provision.objects.with_address().get(pk=work.other.pk)
    assert (found.number, found.get_absolute_url()) == ("77-1", address)


def test_number_of_another_is_refused_in_words(editor, work):
    values = {"number": work.article.number, "kind": "article", "reason": "A slip."}
    response = editor.post(reverse("desk-number", args=[work.other.pk]), values)
    assert "enter an amendment" in response.content.decode()
    assert not work.law.change_requests.exists()


def test_history_says_who_and_compares_two_moments(editor, work):
    give_a_past(ProvisionVersion)
    editor.post(
        reverse("desk-verify-version", args=[work.published.pk]), {"on": "2026-11-21", "due_on": "2027-11-21"}
    )
    address = reverse("desk-history", args=["provisionversion", work.published.pk])
    moments = editor.get(address).context["moments"]
    assert history_of(work.published)[0].who == str(editor.user)
    page = editor.get(f"{address}?at={moments[0][0]}&at={moments[-1][0]}")
    assert "2027-11-21" in [change.after for change in page.context["compared"].changes]


@pytest.mark.parametrize("kind", ["session", "loadedrecord", "user"])
def test_history_of_anything_else_is_not_found(editor, kind):
    assert editor.get(reverse("desk-history", args=[kind, 1])).status_code == 404


def test_conflict_is_settled_field_by_field(editor, work):
    differences = [
        {"field": "number", "here": "1-T", "data": "9-T"},
        {"field": "title_ru", "here": None, "data": "Закон"},
        {"field": "title", "here": work.law.title, "data": "Something else"},
    ]
    conflict = ReferenceConflict.objects.create(
        model="Law",
        key="kz-x",
        object_id=work.law.pk,
        reason="differs",
        differences=differences,
        digest="d" * 64,
    )
    address = reverse("desk-conflict", args=[conflict.pk])
    editor.post(address, {"field-number": "data", "field-title_ru": "data", "field-title": "here"})
    before = work.law.title
    work.law.refresh_from_db()
    assert (work.law.number, work.law.i18n["title_ru"], work.law.title) == ("9-T", "Закон", before)
    assert LoadedRecord.objects.get(model="Law", key="kz-x").digest == "d" * 64
    assert editor.get(reverse("desk-list", args=["conflicts"])).context["total"] == 0
