"""A published change that hasn't begun is put off once a second person agrees; then its day is found."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from legislation.choices import Commencement, EffectKind, EffectState, RequestKind
from legislation.editing import amending, requests, versions
from legislation.editing.commencing import Beginning, together
from legislation.editing.correcting import start_correction
from legislation.editing.plans import NewProvision, PlannedChange
from legislation.editing.working_in import ask_for_repeal, work_in
from legislation.models import Effect, Provision
from tests.factories import editors
from tests.factories.editors import NEW_YEAR

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 12, 10)
MARCH = dt.date(2027, 3, 1)
BEFORE = NEW_YEAR - dt.timedelta(days=1)


@pytest.fixture
def editor():
    return editors.make_editor()


@pytest.fixture
def reviewer():
    return editors.make_reviewer()


def publish(law, *changes, editor, reviewer):
    amendment = editors.amendment_of(law, *changes, actor=editor)
    for version in amendment.versions.all():
        editors.reword(version, "within 45 days", editor)
    amending.submit_amendment(amendment=amendment, actor=editor)
    return amending.publish_amendment(amendment=amendment, actor=reviewer)


def put_off(amendment, editor, day=MARCH, event="", effects=None):
    kind = Commencement.DATE if day else Commencement.EVENT if event else Commencement.UNKNOWN
    chosen = effects if effects is not None else Effect.objects.filter(amendment=amendment)
    return requests.ask_for(
        kind=RequestKind.COMMENCEMENT,
        law=amendment.law,
        amendment=amendment,
        values={"effects": together(chosen), **Beginning(kind, day, event).values()},
        reason="Law 301-IX puts it off.",
        actor=editor,
        on=TODAY,
    )


def agree(request, reviewer, on=TODAY):
    return requests.agree(request=request, actor=reviewer, on=on)


def renumbering(article):
    new = NewProvision(eid="art_99", kind="article", number="99", heading="Moved", after=article)
    return PlannedChange(kind=EffectKind.RENUMBERS, provision=article, new=new, commences_on=NEW_YEAR)


def test_nothing_changes_until_someone_else_agrees(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    request = put_off(amendment, editor)
    assert editors.wording(article, NEW_YEAR) == "within 45 days"
    with pytest.raises(PermissionDenied, match="You wrote this"):
        agree(request, editor)
    assert editors.wording(article, NEW_YEAR) == "within 45 days"


def test_wording_begins_on_the_later_day_and_the_old_one_holds_until_then(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    was = amendment.versions.get()
    agree(put_off(amendment, editor), reviewer)
    assert editors.wording(article, NEW_YEAR).endswith("within 30 days")
    assert editors.wording(article, MARCH - dt.timedelta(days=1)).endswith("within 30 days")
    assert editors.wording(article, MARCH) == "within 45 days"
    effect, amendment = article.effects.get(), article.effects.get().amendment
    assert (effect.commences_on, effect.state, amendment.commenced) == (MARCH, EffectState.APPLIED, MARCH)
    was.refresh_from_db()
    assert (was.state, was.valid.lower) == ("superseded", NEW_YEAR)
    assert effect.version.corrects == was
    assert effect.version.corrected_on is None


def test_wording_may_begin_earlier_too(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article, MARCH), editor=editor, reviewer=reviewer)
    agree(put_off(amendment, editor, day=NEW_YEAR), reviewer)
    assert editors.wording(article, BEFORE).endswith("within 30 days")
    assert editors.wording(article, NEW_YEAR) == "within 45 days"


def test_on_a_day_nobody_knows_the_law_of_today_goes_on(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    agree(put_off(amendment, editor, day=None), reviewer)
    assert editors.wording(article, MARCH).endswith("within 30 days")
    assert article.versions.published().get().valid.upper is None
    effect = article.effects.get()
    assert (effect.state, effect.commencement) == (EffectState.OUTSTANDING, Commencement.UNKNOWN)
    assert effect.commences_on is None


def test_what_was_put_off_comes_back_with_its_wording_once_the_day_is_known(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    agree(put_off(amendment, editor, day=None, event="When the decree is published"), reviewer)
    draft = work_in(effect=article.effects.get(), day=MARCH, actor=editor)
    assert draft.texts.get(language="en").summary == "within 45 days"
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    effect = article.effects.get()
    assert (effect.state, effect.commences_on, effect.commencement_event) == (EffectState.APPLIED, MARCH, "")
    assert editors.wording(article, NEW_YEAR).endswith("within 30 days")
    assert editors.wording(article, MARCH) == "within 45 days"


def test_repeal_is_put_off(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.repeal(article), editor=editor, reviewer=reviewer)
    assert editors.wording(article, NEW_YEAR) == ""
    agree(put_off(amendment, editor), reviewer)
    assert editors.wording(article, NEW_YEAR)
    assert editors.wording(article, MARCH) == ""


def test_repeal_on_an_unknown_day_is_carried_out_once_its_day_is_known_and_agreed(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    publish(law, editors.repeal(article, None), editor=editor, reviewer=reviewer)
    effect = article.effects.get()
    request = ask_for_repeal(effect=effect, day=MARCH, reason="Decree 5.", actor=editor, on=TODAY)
    assert editors.wording(article, MARCH)
    agree(request, reviewer)
    assert editors.wording(article, MARCH) == ""
    effect.refresh_from_db()
    assert effect.state == EffectState.APPLIED


def test_renumbering_is_put_off_on_both_sides(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, renumbering(article), editor=editor, reviewer=reviewer)
    agree(put_off(amendment, editor, effects=article.effects.all()), reviewer)
    new = law.provisions.get(number="99")
    assert editors.wording(article, NEW_YEAR)
    assert editors.wording(new, NEW_YEAR) == ""
    assert editors.wording(new, MARCH) == "within 45 days"
    assert editors.wording(article, MARCH) == ""


def test_renumbering_put_off_without_a_day_is_worked_in_later(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, renumbering(article), editor=editor, reviewer=reviewer)
    agree(put_off(amendment, editor, day=None), reviewer)
    article.refresh_from_db()
    assert article.renumbered_to is None
    effect = Effect.objects.get(amendment=amendment)
    draft = work_in(effect=effect, day=MARCH, actor=editor)
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    article.refresh_from_db()
    assert article.renumbered_to.number == "99"
    assert editors.wording(article, MARCH) == ""
    assert editors.wording(article.renumbered_to, MARCH) == "within 45 days"


def test_one_side_of_a_renumbering_is_not_put_off_alone(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, renumbering(article), editor=editor, reviewer=reviewer)
    values = {"effects": [article.effects.get().pk], **Beginning(Commencement.DATE, MARCH).values()}
    with pytest.raises(ValidationError, match="choose both"):
        requests.ask_for(
            kind=RequestKind.COMMENCEMENT, law=law, amendment=amendment, values=values,
            reason="Half of it.", actor=editor, on=TODAY,
        )  # fmt: skip


def test_insertion_on_an_unknown_day_is_listed_and_worked_in_later(editor, reviewer):
    law, _articles = editors.law_with_articles()
    new = NewProvision(eid="art_7-1", kind="article", number="7-1", heading="New")
    change = PlannedChange(kind=EffectKind.INSERTS, new=new, summary="A new article.")
    publish(law, change, editor=editor, reviewer=reviewer)
    made = law.provisions.get(number="7-1")
    assert Provision.objects.published().filter(pk=made.pk).exists()
    draft = work_in(effect=made.effects.get(), day=MARCH, actor=editor)
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    assert editors.wording(made, MARCH) == "A new article."
    assert made.effects.get().state == EffectState.APPLIED


def test_renumbering_on_an_unknown_day_is_worked_in_with_its_new_number(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    change = PlannedChange(kind=EffectKind.RENUMBERS, provision=article)
    publish(law, change, editor=editor, reviewer=reviewer)
    effect = article.effects.get()
    with pytest.raises(ValidationError, match="what it becomes"):
        work_in(effect=effect, day=MARCH, actor=editor)
    new = NewProvision(eid="art_99", kind="article", number="99", heading="Moved", after=article)
    draft = work_in(effect=effect, day=MARCH, actor=editor, new=new)
    with pytest.raises(ValidationError, match="worked in already"):
        work_in(effect=effect, day=MARCH, actor=editor, new=new)
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    assert editors.wording(article, MARCH) == ""
    assert editors.wording(draft.provision, MARCH).endswith("within 30 days")


def test_marks_to_be_confirmed_stay_on_what_is_put_off(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=editor)
    amending.submit_amendment(amendment=amendment, actor=editor)
    amending.publish_amendment(amendment=amendment, actor=reviewer)
    agree(put_off(amendment, editor), reviewer)
    assert article.effects.get().version.texts.get().to_be_confirmed


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 12, 1), "not after today"),
        (dt.date(2019, 1, 1), "before the law was adopted"),
        (NEW_YEAR, "nothing to change"),
    ],
)
def test_day_that_cannot_be_is_refused_in_words(editor, reviewer, day, words):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    with pytest.raises(ValidationError, match=words):
        put_off(amendment, editor, day=day)
    assert not amendment.change_requests.exists()


def test_what_has_begun_is_not_put_off(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    request = put_off(amendment, editor)
    with pytest.raises(ValidationError, match="began on 2027-01-01"):
        agree(request, reviewer, on=NEW_YEAR)
    assert editors.wording(article, NEW_YEAR) == "within 45 days"


def test_wording_is_not_put_off_beyond_the_next_one(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    first = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    later = editors.substitution(article, dt.date(2027, 2, 1))
    publish(law, later, editor=editor, reviewer=reviewer)
    with pytest.raises(ValidationError, match="ends on 2027-02-01"):
        put_off(first, editor)


def test_wording_between_two_others_that_loses_its_day_leaves_no_gap(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    first = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    later = editors.substitution(article, dt.date(2027, 2, 1))
    publish(law, later, editor=editor, reviewer=reviewer)
    agree(put_off(first, editor, day=None), reviewer)
    assert editors.wording(article, dt.date(2027, 1, 31)).endswith("within 30 days")
    assert editors.wording(article, dt.date(2027, 2, 1)) == "within 45 days"


def test_correction_under_way_comes_first(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    start_correction(version=amendment.versions.get(), actor=editor, reason="A slip.", on=TODAY)
    with pytest.raises(ValidationError, match="correction of this version is under way"):
        put_off(amendment, editor)


def test_request_without_a_reason_is_refused(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    values = {"effects": [article.effects.get().pk], **Beginning(Commencement.DATE, MARCH).values()}
    with pytest.raises(ValidationError, match="follows from"):
        requests.ask_for(
            kind=RequestKind.COMMENCEMENT, law=law, values=values, reason=" ", actor=editor, on=TODAY
        )


def test_request_sent_back_is_withdrawn_by_its_author_alone(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    request = put_off(amendment, editor)
    with pytest.raises(ValidationError, match="Say what has to change"):
        requests.send_back(request=request, actor=reviewer, comment=" ")
    requests.send_back(request=request, actor=reviewer, comment="Which law?")
    with pytest.raises(PermissionDenied):
        requests.withdraw(request=request, actor=reviewer)
    requests.withdraw(request=request, actor=editor)
    assert not amendment.change_requests.exists()


def test_correction_of_the_first_day_moves_the_end_of_the_wording_before(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = publish(law, editors.substitution(article), editor=editor, reviewer=reviewer)
    draft = start_correction(version=amendment.versions.get(), actor=editor, reason="Misread.", on=TODAY)
    draft.valid = (dt.date(2027, 1, 15), None)
    draft.save()
    draft.refresh_from_db()
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    assert editors.wording(article, dt.date(2027, 1, 14)).endswith("within 30 days")
    assert article.effects.get().commences_on == dt.date(2027, 1, 15)
