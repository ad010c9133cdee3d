"""An amendment from the choice of the law to its publication, through the pages alone."""

import datetime as dt

import pytest
from django.urls import reverse

from legislation.models import Amendment, CrossReference, Duty, Measure, Role
from tests.factories import editors
from tests.factories.desk import sign_in_as
from tests.factories.legislation import as_loaded

pytestmark = pytest.mark.django_db
START = {"number": "300-IX", "adopted": "2026-12-01", "commences_on": "2027-01-01", "kind": "act"}
CHANGE = {"change": "substitutes", "begins": "date", "commences_on": "2027-01-01", "new_kind": "article"}


def begin(client, law, **values):
    return client.post(reverse("desk-amend", args=[law.pk]), {**START, **values})


def add(client, amendment, article, **values):
    address = reverse("desk-change-add", args=[amendment.pk])
    return client.post(address, {**CHANGE, "provision": article.pk, **values})


def sent(client, version):
    """What a browser would send back from the edit page, unchanged."""
    forms = client.get(reverse("desk-draft", args=[version.pk])).context["forms"]
    return {**{name: value for name, value in forms.current.items() if value}, "base": forms.token}


@pytest.fixture
@as_loaded
def law():
    law, articles = editors.law_with_articles()
    version, role = articles[0].versions.get(), Role.objects.first()
    Duty.objects.create(
        version=version, bearer=role, action="Send a copy", deadline_value=30, deadline_unit="days"
    )
    Measure.objects.create(
        version=version, slug="order", name="Protective order", issued_by=role,
        maximum_value=30, maximum_unit="days",
    )  # fmt: skip
    return law


@pytest.fixture
def article(law):
    return law.provisions.order_by("position").first()


def test_from_the_law_to_the_readers(editor, reviewer, law, article):
    begin(editor, law)
    amendment = Amendment.objects.get(law=law)
    add(editor, amendment, article)
    draft = editors.draft_of(article)
    measure = draft.measure_set.get()
    values = sent(editor, draft)
    values |= {
        "text-en-summary": "within 45 days",
        f"measure-{measure.pk}-maximum_value": "45",
        "preview": "1",
    }
    response = editor.post(reverse("desk-draft", args=[draft.pk]), values)
    assert response["Location"] == reverse("desk-amendment", args=[amendment.pk])
    page = editor.get(response["Location"]).content.decode()
    assert "<del>30</del>" in page
    assert "<ins>45</ins>" in page
    editor.post(reverse("desk-amendment-submit", args=[amendment.pk]))
    assert reviewer.get(reverse("desk-list", args=["to-review"])).context["total"] == 1
    reviewer.post(reverse("desk-amendment-publish", args=[amendment.pk]), {"comment": "Checked."})
    assert editors.wording(article, dt.date(2027, 1, 1)) == "within 45 days"
    assert editors.wording(article, dt.date(2026, 12, 31)).endswith("within 30 days")
    amendment.refresh_from_db()
    assert amendment.reviewer == reviewer.user


def test_norms_that_were_not_touched_are_kept_and_wait_for_confirmation(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    measure = draft.measure_set.get()
    editor.post(
        reverse("desk-draft", args=[draft.pk]),
        sent(editor, draft) | {f"measure-{measure.pk}-maximum_value": "45"},
    )
    measure.refresh_from_db()
    assert (measure.maximum_value, measure.to_be_confirmed) == (45, False)
    duty = draft.duty_set.get()
    assert (duty.action, duty.deadline_value, duty.to_be_confirmed) == ("Send a copy", 30, True)


def test_copied_norm_is_confirmed_in_the_form(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    duty = draft.duty_set.get()
    editor.post(
        reverse("desk-draft", args=[draft.pk]), sent(editor, draft) | {f"duty-{duty.pk}-checked": "on"}
    )
    duty.refresh_from_db()
    assert not duty.to_be_confirmed


def test_norm_is_added_and_removed(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    duty = draft.duty_set.get()
    values = sent(editor, draft) | {
        f"duty-{duty.pk}-remove": "on",
        "right-new-holder": str(Role.objects.first().pk),
        "right-new-right": "To be heard",
        "right-new-right_ru": "Быть услышанным",
    }
    response = editor.post(reverse("desk-draft", args=[draft.pk]), values)
    assert response.status_code == 302, str(
        [(name, dict(form.errors)) for name, form in response.context["forms"].forms.items() if form.errors]
    )
    assert not draft.duty_set.exists()
    assert draft.right_set.get().i18n == {"right_ru": "Быть услышанным"}


def test_new_translation_is_written_with_the_draft(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    editor.post(reverse("desk-draft", args=[draft.pk]), sent(editor, draft) | {"text-kk-summary": "45 күн"})
    text = draft.texts.get(language="kk")
    assert (text.summary, text.made_from_sha256) == ("45 күн", draft.texts.get(language="en").text_sha256)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adopted": "2019-01-01"}, "before the law itself"),
        ({"adopted": "2027-02-01"}, "before it is adopted"),
        ({"number": ""}, "required"),
        ({"adopted": "tomorrow"}, "valid date"),
    ],
)
def test_amendment_that_cannot_be_is_refused_in_words(editor, law, values, words):
    response = begin(editor, law, **values)
    assert words in response.content.decode()
    assert not Amendment.objects.filter(law=law).exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"change": "repeals", "commences_on": "2020-07-01"}, "before it is adopted"),
        ({"commences_on": ""}, "Give the day"),
        ({"begins": "event", "event": ""}, "which event"),
        ({"provision": ""}, "Choose the provision"),
        ({"change": "inserts", "new_number": ""}, "number of the new provision"),
        ({"change": "renames"}, "valid choice"),
    ],
)
def test_change_that_cannot_be_is_refused_in_words(editor, law, article, values, words):
    begin(editor, law)
    amendment = Amendment.objects.get(law=law)
    response = add(editor, amendment, article, **values)
    assert words in response.content.decode()
    assert not amendment.versions.exists()
    assert not amendment.effects.exists()


def test_days_of_a_draft_that_end_before_they_begin_are_refused(editor, work):
    values = sent(editor, work.draft) | {"version-end": "2026-01-01", "text-en-summary": "half saved?"}
    response = editor.post(reverse("desk-draft", args=[work.draft.pk]), values)
    assert "ends before it begins" in response.content.decode()
    assert not work.draft.texts.filter(summary="half saved?").exists()


def test_forged_approval_of_ones_own_work_is_refused(work):
    both = sign_in_as("superuser")
    begin(both, work.law, number="1-X")
    own = Amendment.objects.get(number="1-X")
    add(both, own, work.other)
    both.post(reverse("desk-amendment-submit", args=[own.pk]))
    response = both.post(reverse("desk-amendment-publish", args=[own.pk]))
    own.refresh_from_db()
    assert response.status_code == 403
    assert own.state == "in-review"


def test_sent_back_with_a_comment_waits_for_its_author(editor, reviewer, law, article):
    begin(editor, law)
    amendment = Amendment.objects.get(law=law)
    add(editor, amendment, article)
    editor.post(reverse("desk-amendment-submit", args=[amendment.pk]))
    reviewer.post(reverse("desk-amendment-send-back", args=[amendment.pk]), {"comment": "Which article?"})
    assert editor.get(reverse("desk-list", args=["sent-back"])).context["total"] == 1
    assert "Which article?" in editor.get(reverse("desk-amendment", args=[amendment.pk])).content.decode()


def test_front_page_takes_few_queries(editor, work, django_assert_max_num_queries):
    address = reverse("desk-front")
    editor.get(address)
    with django_assert_max_num_queries(25):
        editor.get(address)


def test_two_editors_of_one_draft_lose_nothing(editor, work):
    other = sign_in_as("editor", "second-editor")
    mine, theirs = sent(editor, work.draft), sent(other, work.draft)
    address = reverse("desk-draft", args=[work.draft.pk])
    other.post(address, theirs | {"text-en-summary": "within 40 days", "text-ru-summary": "40 дней"})
    response = editor.post(address, mine | {"text-en-summary": "within 45 days", "version-confidence": "low"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "within 40 days" in page
    assert "within 45 days" in page
    again = {
        bound.html_name: bound.value()
        for form in response.context["forms"].forms.values()
        for bound in form
        if bound.value() not in (None, "", False)
    }
    again["base"] = response.context["forms"].token
    final = editor.post(address, again | {"choose-text-en-summary": "theirs"})
    assert final.status_code == 302
    work.draft.refresh_from_db()
    texts = dict(work.draft.texts.values_list("language", "summary"))
    assert texts == {"en": "within 40 days", "ru": "40 дней"}
    assert work.draft.confidence == "low"


def test_what_i_wrote_in_a_norm_that_someone_removed_comes_back(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    duty = draft.duty_set.get()
    other = sign_in_as("editor", "second-editor")
    address = reverse("desk-draft", args=[draft.pk])
    mine, theirs = sent(editor, draft), sent(other, draft)
    other.post(address, theirs | {f"duty-{duty.pk}-remove": "on"})
    assert not draft.duty_set.exists()
    editor.post(address, mine | {f"duty-{duty.pk}-deadline_value": "45"})
    kept = draft.duty_set.get()
    assert (kept.action, kept.deadline_value, kept.bearer) == ("Send a copy", 45, duty.bearer)


def test_norm_that_someone_removed_and_i_left_alone_stays_removed(editor, law, article):
    begin(editor, law)
    add(editor, Amendment.objects.get(law=law), article)
    draft = editors.draft_of(article)
    duty = draft.duty_set.get()
    other = sign_in_as("editor", "second-editor")
    address = reverse("desk-draft", args=[draft.pk])
    mine, theirs = sent(editor, draft), sent(other, draft)
    other.post(address, theirs | {f"duty-{duty.pk}-remove": "on"})
    assert editor.post(address, mine | {"text-en-summary": "within 45 days"}).status_code == 302
    assert not draft.duty_set.exists()


@pytest.mark.parametrize(
    ("values", "eid"),
    [
        ({"change": "inserts", "new_number": "60-1"}, "art_60-1"),
        ({"change": "renumbers", "new_number": "61"}, "art_61"),
        ({"change": "inserts", "new_number": "60(2)", "new_kind": "paragraph"}, "para_2"),
    ],
)
def test_new_provision_gets_its_eid_from_its_number(editor, reviewer, law, article, values, eid):
    begin(editor, law)
    amendment = Amendment.objects.get(law=law)
    add(editor, amendment, article, summary="New words", new_heading="New", **values)
    assert law.provisions.filter(eid=eid).exists()
    editor.post(reverse("desk-amendment-submit", args=[amendment.pk]))
    assert editor.get(reverse("desk-amendment", args=[amendment.pk])).status_code == 200
    reviewer.post(reverse("desk-amendment-publish", args=[amendment.pk]))
    made = law.provisions.get(eid=eid)
    assert editors.wording(made, dt.date(2027, 1, 1))
    assert (made.renumbered_from.count() == 1) == (values["change"] == "renumbers")


def test_repeal_says_what_would_be_left_hanging(editor, law, article):
    begin(editor, law)
    amendment = Amendment.objects.get(law=law)
    CrossReference.objects.create(
        from_provision=law.provisions.last(), kind="cites", to_law=law, to_provision=article
    )
    add(editor, amendment, article, change="repeals")
    page = editor.get(reverse("desk-amendment", args=[amendment.pk])).content.decode()
    assert "refers to it and would lead nowhere" in page


def test_form_that_was_not_made_here_is_refused(editor, work):
    response = editor.post(reverse("desk-draft", args=[work.draft.pk]), {"base": "forged"})
    assert response.status_code == 400
