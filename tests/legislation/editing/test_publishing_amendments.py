"""An amendment is published with everything it changes, or not at all; what can't be is refused in words."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from legislation.choices import EffectKind, EffectState
from legislation.editing import amending, versions
from legislation.editing.correcting import start_correction
from legislation.editing.planning import remove_change
from legislation.editing.plans import NewProvision, PlannedChange
from legislation.models import Amendment, Law, Provision
from tests.factories import editors
from tests.factories.editors import NEW_YEAR
from tests.factories.legislation import make_provision

pytestmark = pytest.mark.django_db
BEFORE, AFTER = NEW_YEAR - dt.timedelta(days=1), NEW_YEAR + dt.timedelta(days=1)


@pytest.fixture
def editor():
    return editors.make_editor()


@pytest.fixture
def reviewer():
    return editors.make_reviewer()


def publish(amendment, editor, reviewer):
    amending.submit_amendment(amendment=amendment, actor=editor)
    return amending.publish_amendment(amendment=amendment, actor=reviewer)


def insertion(law, number="7-1", **values):
    new = NewProvision(eid=f"art_{number}", kind="article", number=number, heading="New", **values)
    return PlannedChange(kind=EffectKind.INSERTS, new=new, commences_on=NEW_YEAR, summary="A new article.")


def test_new_wording_holds_from_its_day_and_the_old_until_then(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=editor)
    editors.reword(editors.draft_of(article), "within 45 days", editor)
    publish(amendment, editor, reviewer)
    assert editors.wording(article, BEFORE).endswith("within 30 days")
    assert editors.wording(article, NEW_YEAR) == "within 45 days"


def test_one_version_that_fails_holds_all_back(editor, reviewer, monkeypatch):
    law, articles = editors.law_with_articles(3)
    amendment = editors.amendment_of(law, *map(editors.substitution, articles), actor=editor)
    amending.submit_amendment(amendment=amendment, actor=editor)
    publish_version = amending.publish_version

    def fail_at_the_last(*, version, **values):
        if version.provision == articles[-1]:
            raise ValidationError("It can't be.")
        return publish_version(version=version, **values)

    monkeypatch.setattr(amending, "publish_version", fail_at_the_last)
    with pytest.raises(ValidationError):
        amending.publish_amendment(amendment=amendment, actor=reviewer)
    amendment.refresh_from_db()
    assert amendment.state == "in-review"
    assert set(amendment.versions.values_list("state", flat=True)) == {"in-review"}
    assert all(editors.wording(article, AFTER).endswith("30 days") for article in articles)


def test_what_was_published_meanwhile_stops_the_whole_amendment(editor, reviewer):
    law, (article, other) = editors.law_with_articles()
    late = editors.amendment_of(law, editors.substitution(article), editors.substitution(other), actor=editor)
    rival = editors.amendment_of(law, editors.substitution(other), actor=editor)
    publish(rival, editor, reviewer)
    amending.submit_amendment(amendment=late, actor=editor)
    with pytest.raises(ValidationError, match="Another published version"):
        amending.publish_amendment(amendment=late, actor=reviewer)
    assert editors.wording(article, AFTER).endswith("30 days")
    assert article.versions.published().count() == 1


def test_one_version_is_not_taken_out_of_its_amendment(editor, reviewer):
    law, (article, other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, *map(editors.substitution, (article, other)), actor=editor)
    with pytest.raises(ValidationError, match="as a whole"):
        versions.submit_version(version=editors.draft_of(article), actor=editor)
    amending.submit_amendment(amendment=amendment, actor=editor)
    version = article.versions.get(state="in-review")
    with pytest.raises(ValidationError, match="as a whole"):
        versions.send_back_version(version=version, actor=reviewer, comment="No.")
    with pytest.raises(ValidationError, match="as a whole"):
        versions.publish_version(version=version, actor=reviewer)


def test_author_does_not_publish(reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=reviewer)
    amending.submit_amendment(amendment=amendment, actor=reviewer)
    with pytest.raises(PermissionDenied, match="You wrote this"):
        amending.publish_amendment(amendment=amendment, actor=reviewer)


def test_who_changed_a_draft_of_it_does_not_publish_either(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=editor)
    editors.reword(editors.draft_of(article), "within 45 days", reviewer)
    amending.submit_amendment(amendment=amendment, actor=editor)
    with pytest.raises(PermissionDenied, match="You wrote this"):
        amending.publish_amendment(amendment=amendment, actor=reviewer)


def test_repealed_on_its_day_and_not_before(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    publish(editors.amendment_of(law, editors.repeal(article), actor=editor), editor, reviewer)
    assert editors.wording(article, BEFORE)
    assert editors.wording(article, NEW_YEAR) == ""
    assert article.effects.get().state == EffectState.APPLIED


def test_repeal_before_commencement_is_refused(editor):
    law, (article, _other) = editors.law_with_articles()
    for day in (editors.IN_FORCE, dt.date(2020, 6, 1)):
        with pytest.raises(ValidationError):
            editors.amendment_of(law, editors.repeal(article, day), actor=editor, adopted=None)
    assert not Amendment.objects.filter(law=law).exists()


def test_repeal_under_a_later_published_wording_is_refused(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    later = editors.substitution(article, dt.date(2027, 6, 1))
    publish(editors.amendment_of(law, later, actor=editor), editor, reviewer)
    with pytest.raises(ValidationError, match="would outlive its repeal"):
        editors.amendment_of(law, editors.repeal(article), actor=editor)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"adopted": dt.date(2019, 1, 1)}, "before the law itself"),
        ({"adopted": None, "commences_on": dt.date(2019, 1, 1)}, "before the law was adopted"),
        ({"adopted": dt.date(2027, 2, 1)}, "before it is adopted"),
    ],
)
def test_amendment_older_than_the_law_is_refused(editor, values, words):
    law, (article, _other) = editors.law_with_articles()
    with pytest.raises(ValidationError, match=words):
        editors.amendment_of(law, editors.substitution(article), actor=editor, **values)
    assert not Amendment.objects.filter(law=law).exists()


def test_change_that_begins_before_adoption_is_refused(editor):
    law, (article, _other) = editors.law_with_articles()
    early = editors.substitution(article, dt.date(2026, 1, 1))
    with pytest.raises(ValidationError, match="before it is adopted"):
        editors.amendment_of(law, early, actor=editor)


def test_provision_listed_twice_is_refused(editor):
    law, (article, _other) = editors.law_with_articles()
    with pytest.raises(ValidationError, match="listed twice"):
        editors.amendment_of(law, editors.substitution(article), editors.repeal(article), actor=editor)
    assert not Amendment.objects.filter(law=law).exists()


def test_inserted_provision_stands_after_the_whole_of_the_one_before(editor, reviewer):
    law, (article, other) = editors.law_with_articles()
    part = make_provision(law, parent=article, position=1, depth=1)
    Provision.objects.filter(pk=other.pk).update(position=2)
    publish(editors.amendment_of(law, insertion(law, after=article), actor=editor), editor, reviewer)
    in_order = list(law.provisions.order_by("position").values_list("number", flat=True))
    assert in_order == [article.number, part.number, "7-1", other.number]


def test_inserted_provision_is_hidden_until_published(editor, reviewer):
    law, _articles = editors.law_with_articles()
    amendment = editors.amendment_of(law, insertion(law), actor=editor)
    assert not Provision.objects.published().filter(law=law, number="7-1").exists()
    publish(amendment, editor, reviewer)
    assert Provision.objects.published().filter(law=law, number="7-1").exists()


def test_insertion_taken_out_again_leaves_nothing(editor):
    law, _articles = editors.law_with_articles()
    amendment = editors.amendment_of(law, insertion(law), actor=editor)
    remove_change(amendment=amendment, provision=law.provisions.get(number="7-1"), actor=editor)
    assert not law.provisions.filter(number="7-1").exists()


def test_discarded_amendment_leaves_nothing(editor):
    law, (article, other) = editors.law_with_articles()
    changes = [insertion(law), editors.substitution(article), editors.repeal(other)]
    amendment = editors.amendment_of(law, *changes, actor=editor)
    amending.discard_amendment(amendment=amendment, actor=editor)
    assert law.provisions.count() == 2
    assert not Amendment.objects.filter(law=law).exists()
    assert article.versions.count() == 1


def test_renumbered_provision_is_led_to_from_its_old_address(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    new = NewProvision(eid="art_99", kind="article", number="99", heading="Moved", after=article)
    change = PlannedChange(kind=EffectKind.RENUMBERS, provision=article, new=new, commences_on=NEW_YEAR)
    publish(editors.amendment_of(law, change, actor=editor), editor, reviewer)
    article.refresh_from_db()
    assert article.renumbered_to.eid == "art_99"
    assert editors.wording(article, NEW_YEAR) == ""
    assert editors.wording(article.renumbered_to, NEW_YEAR).endswith("30 days")


def test_unknown_day_is_listed_as_outstanding(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    change = editors.substitution(article, None, event="When the decree is published")
    publish(editors.amendment_of(law, change, actor=editor), editor, reviewer)
    effect = article.effects.get()
    assert effect.state == EffectState.OUTSTANDING
    assert effect.commencement_event == "When the decree is published"


def test_amending_law_is_recorded_with_the_publication_and_not_before(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    new_law = {"title": "On amendments", "number": "300-IX", "kind": "act", "adopted": "2026-12-01"}
    change = editors.substitution(article)
    amendment = editors.amendment_of(law, change, actor=editor, number="300-IX", new_law=new_law)
    assert not Law.objects.filter(number="300-IX").exists()
    publish(amendment, editor, reviewer)
    assert Law.objects.get(number="300-IX").acts_on.get().to_law == law


def test_sending_back_needs_a_comment_and_returns_every_draft(editor, reviewer):
    law, articles = editors.law_with_articles()
    amendment = editors.amendment_of(law, *map(editors.substitution, articles), actor=editor)
    amending.submit_amendment(amendment=amendment, actor=editor)
    with pytest.raises(ValidationError, match="Say what has to change"):
        amending.send_back_amendment(amendment=amendment, actor=reviewer, comment=" ")
    amending.send_back_amendment(amendment=amendment, actor=reviewer, comment="Article 2 is wrong.")
    assert set(amendment.versions.values_list("state", flat=True)) == {"draft"}


def test_correction_under_way_follows_an_end_that_is_published_meanwhile(editor, reviewer):
    law, (article, _other) = editors.law_with_articles()
    wrong = article.versions.get()
    correction = start_correction(version=wrong, actor=editor, reason="A slip.", on=dt.date(2026, 11, 21))
    editors.reword(correction, "within 31 days", editor)
    publish(editors.amendment_of(law, editors.substitution(article), actor=editor), editor, reviewer)
    versions.submit_version(version=correction, actor=editor)
    versions.publish_version(version=correction, actor=reviewer)
    assert editors.wording(article, BEFORE) == "within 31 days"
    assert editors.wording(article, NEW_YEAR).endswith("within 30 days")
    wrong.refresh_from_db()
    assert wrong.state == "superseded"
