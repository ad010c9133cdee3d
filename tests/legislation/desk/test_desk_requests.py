"""What a second person has to agree to, through the pages: another day, other particulars, a repeal."""

import datetime as dt

import pytest
from django.urls import reverse

from legislation.choices import EffectKind
from legislation.editing import amending
from legislation.editing.plans import PlannedChange
from legislation.models import Provision
from tests.factories import editors

pytestmark = pytest.mark.django_db
FAR, FARTHER = dt.date(2198, 1, 1), dt.date(2198, 6, 1)


def publish(work, change):
    amendment = editors.amendment_of(work.law, change, actor=work.author)
    amending.submit_amendment(amendment=amendment, actor=work.author)
    return amending.publish_amendment(amendment=amendment, actor=editors.make_reviewer())


@pytest.fixture
def coming(work):
    """A published rewording of the law's second article that is far off."""
    return publish(work, editors.substitution(work.other, FAR))


def put_off(client, amendment, **values):
    effects = [effect.pk for effect in amendment.effects.all()]
    given = {"effects": effects, "commencement": "date", "day": FARTHER.isoformat(), "reason": "Law 301-IX."}
    return client.post(reverse("desk-amendment-commencement", args=[amendment.pk]), given | values)


def test_published_change_is_put_off_and_readers_see_the_new_day(editor, reviewer, client, work, coming):
    page = editor.get(reverse("desk-amendment", args=[coming.pk])).content.decode()
    assert reverse("desk-amendment-commencement", args=[coming.pk]) in page
    put_off(editor, coming)
    asked = coming.change_requests.get()
    listed = reviewer.get(reverse("desk-list", args=["to-review"])).context
    assert reverse("desk-request", args=[asked.pk]) in [row.url for row in listed["page"]]
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]), {"comment": "Checked."})
    page = client.get(work.other.get_absolute_url()).content.decode()
    assert "1 June 2198" in page
    assert "1 January 2198" not in page


def test_published_change_put_off_without_a_day_is_said_to_readers(editor, reviewer, client, work, coming):
    put_off(editor, coming, commencement="unknown", day="")
    reviewer.post(reverse("desk-request-agree", args=[coming.change_requests.get().pk]))
    page = client.get(work.other.get_absolute_url()).content.decode()
    assert "1 January 2198" not in page
    assert "on a day that is not established" in page.casefold()
    assert editors.wording(work.other, FARTHER).endswith("within 30 days")


def test_version_to_come_leads_to_its_day(editor, coming):
    version = coming.versions.get()
    page = editor.get(reverse("desk-version", args=[version.pk])).content.decode()
    assert reverse("desk-commencement", args=[coming.effects.get().pk]) in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"day": ""}, "Give the day"),
        ({"commencement": "unknown"}, "Leave the day empty"),
        ({"commencement": "event", "day": ""}, "which event"),
        ({"effects": []}, "Choose at least one change"),
        ({"reason": ""}, "This field is required"),
        ({"day": "2019-01-01"}, "before the law was adopted"),
    ],
)
def test_day_that_cannot_be_is_refused_in_words(editor, coming, values, words):
    response = put_off(editor, coming, **values)
    assert words in response.content.decode()
    assert not coming.change_requests.exists()


def test_author_does_not_agree_even_with_a_forged_request(coming):
    both = editors.make_person("change_provisionversion", "review_provisionversion", "view_provisionversion")
    from django.test import Client

    from tests.factories import accounts

    client = accounts.sign_in(Client(), both)
    put_off(client, coming)
    asked = coming.change_requests.get()
    assert client.post(reverse("desk-request-agree", args=[asked.pk])).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "in-review"


def test_request_sent_back_is_changed_and_sent_again(editor, reviewer, coming):
    put_off(editor, coming)
    first = coming.change_requests.get()
    reviewer.post(reverse("desk-request-send-back", args=[first.pk]), {"comment": "Which law?"})
    assert editor.get(reverse("desk-list", args=["sent-back"])).context["total"] == 1
    again = reverse("desk-commencement-again", args=[first.pk])
    form = editor.get(again).context["form"]
    assert form.initial["day"] == FARTHER.isoformat()
    values = {"effects": form.initial["effects"], "commencement": "date", "day": "2198-07-01"}
    editor.post(again, values | {"reason": "Law 301-IX, article 2."})
    assert coming.change_requests.get().values["day"] == "2198-07-01"


def test_outstanding_repeal_is_worked_in_from_its_list(editor, reviewer, work):
    amendment = publish(work, editors.repeal(work.other, None))
    effect = amendment.effects.get()
    rows = editor.get(reverse("desk-list", args=["outstanding"]) + f"?q={work.law.identifier}").context[
        "page"
    ]
    address = reverse("desk-establish", args=[effect.pk])
    assert [row.url for row in rows] == [address]
    assert "What it follows from" in editor.get(address).content.decode()
    editor.post(address, {"day": "2027-03-01", "reason": "Decree 5."})
    asked = work.law.change_requests.get()
    assert editors.wording(work.other, dt.date(2027, 3, 1))
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    assert editors.wording(work.other, dt.date(2027, 3, 1)) == ""


def test_repeal_before_commencement_is_refused_in_words(editor, work):
    effect = publish(work, editors.repeal(work.other, None)).effects.get()
    values = {"day": editors.IN_FORCE.isoformat(), "reason": "Decree 5."}
    page = editor.post(reverse("desk-establish", args=[effect.pk]), values).content.decode()
    assert "before it is adopted" in page
    assert not work.law.change_requests.exists()


def test_outstanding_renumbering_asks_for_the_new_number(editor, work):
    change = PlannedChange(kind=EffectKind.RENUMBERS, provision=work.other)
    effect = publish(work, change).effects.get()
    address = reverse("desk-establish", args=[effect.pk])
    response = editor.post(address, {"day": "2027-03-01", "new_number": "99", "new_kind": "article"})
    draft = editors.draft_of(work.law.provisions.get(number="99"))
    assert response["Location"] == reverse("desk-draft", args=[draft.pk])


def particulars(client, amendment, **values):
    address = reverse("desk-amendment-edit", args=[amendment.pk])
    given = {"number": "400-IX", "adopted": "2026-12-02", "commences_on": "2027-02-01", "kind": "act"}
    return client.post(address, given | values)


def test_draft_amendment_gets_another_number_and_day_and_its_changes_follow(editor, work):
    particulars(editor, work.amendment)
    work.amendment.refresh_from_db()
    work.draft.refresh_from_db()
    assert (work.amendment.number, work.amendment.commenced) == ("400-IX", dt.date(2027, 2, 1))
    assert (work.draft.changed_by, work.draft.valid.lower) == ("400-IX", dt.date(2027, 2, 1))


def test_who_changed_the_number_of_an_amendment_does_not_review_it(editor, work):
    particulars(editor, work.amendment)
    work.amendment.refresh_from_db()
    assert work.amendment.contributors == [editor.user.pk]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adopted": "2019-01-01"}, "before the law itself"),
        ({"commences_on": "2026-01-01"}, "before it is adopted"),
        ({"adopted": "2027-01-15", "commences_on": ""}, "A change of it begins on 2027-01-01"),
        ({"number": ""}, "This field is required"),
    ],
)
def test_particulars_that_cannot_be_are_refused_in_words(editor, work, values, words):
    number = work.amendment.number
    response = particulars(editor, work.amendment, **values)
    assert words in response.content.decode()
    work.amendment.refresh_from_db()
    assert work.amendment.number == number


def test_published_amendment_is_corrected_with_a_reason_by_two_people(editor, reviewer, work, coming):
    assert particulars(editor, coming).status_code == 404
    address = reverse("desk-amendment-correct", args=[coming.pk])
    values = {"number": "401-IX", "adopted": "2026-12-01", "commences_on": "2027-01-01"}
    assert "This field is required" in editor.post(address, values).content.decode()
    editor.post(address, values | {"reason": "We misread the number."})
    asked = coming.change_requests.get()
    assert "401-IX" in reviewer.get(reverse("desk-request", args=[asked.pk])).content.decode()
    coming.refresh_from_db()
    assert coming.number != "401-IX"
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    coming.refresh_from_db()
    assert (coming.number, coming.effects.get().by) == ("401-IX", "401-IX")


def test_number_and_day_of_another_amendment_are_refused(editor, work, coming):
    other = publish(work, editors.substitution(work.other, FARTHER))
    address = reverse("desk-amendment-correct", args=[coming.pk])
    values = {"number": other.number, "adopted": other.adopted.isoformat(), "reason": "A slip."}
    assert "already exists" in editor.post(address, values).content.decode()
    assert not coming.change_requests.exists()


def test_heading_that_readers_see_is_corrected_with_a_reason_by_two_people(editor, reviewer, work):
    article = work.article
    Provision.objects.filter(pk=article.pk).update(awaits_publication=False)
    address = reverse("desk-number", args=[article.pk])
    values = {
        "number": article.number,
        "kind": article.kind,
        "heading": "Protective order",
        "reason": "A slip.",
    }
    editor.post(address, values | {"heading_ru": "Защитное предписание"})
    asked = article.change_requests.get()
    page = reviewer.get(reverse("desk-request", args=[asked.pk])).content.decode()
    assert "Protective order" in page
    assert "Защитное предписание" in page
    article.refresh_from_db()
    assert article.heading != "Protective order"
    reviewer.post(reverse("desk-request-agree", args=[asked.pk]))
    article.refresh_from_db()
    assert (article.heading, article.heading_ru) == ("Protective order", "Защитное предписание")


def test_heading_that_readers_see_is_only_shown_in_the_admin(editor, work):
    Provision.objects.filter(pk=work.article.pk).update(awaits_publication=False)
    page = editor.get(reverse("admin:legislation_provision_change", args=[work.article.pk])).content.decode()
    assert 'name="heading' not in page
