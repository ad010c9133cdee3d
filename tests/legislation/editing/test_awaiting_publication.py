"""What exists only as a draft is hidden; what readers know stays, also when its first draft is written."""

import pytest

from legislation.choices import EffectKind
from legislation.editing import amending, versions
from legislation.editing.drafts import draft_provision
from legislation.editing.plans import NewProvision, PlannedChange
from legislation.models import Provision, ProvisionVersion
from tests.factories import editors
from tests.factories.legislation import make_provision

pytestmark = pytest.mark.django_db


def seen(provision):
    return Provision.objects.published().filter(pk=provision.pk).exists()


def test_chapter_without_wording_stays_when_its_first_draft_is_written():
    law, _articles = editors.law_with_articles()
    chapter = make_provision(law, kind="chapter", position=5)
    ProvisionVersion.objects.create(
        provision=chapter, valid=("2020-07-01", None), confidence="high", author=editors.make_editor()
    )
    assert seen(chapter)


def test_what_stands_below_a_new_chapter_brings_it_to_the_readers():
    law, _articles = editors.law_with_articles()
    editor, reviewer = editors.make_editor(), editors.make_reviewer()
    chapter = draft_provision(
        law=law, new=NewProvision(eid="chp_9", kind="chapter", number="9", heading="New"), actor=editor
    ).provision
    new = NewProvision(eid="art_91", kind="article", number="91", heading="New", parent=chapter)
    change = PlannedChange(kind=EffectKind.INSERTS, new=new, commences_on=editors.NEW_YEAR, summary="Words")
    amendment = editors.amendment_of(law, change, actor=editor)
    article = law.provisions.get(number="91")
    assert not seen(chapter)
    assert not seen(article)
    amending.submit_amendment(amendment=amendment, actor=editor)
    amending.publish_amendment(amendment=amendment, actor=reviewer)
    assert seen(chapter)
    assert seen(article)


def test_left_out_provision_is_seen_once_it_is_published():
    law, (article, _other) = editors.law_with_articles()
    editor, reviewer = editors.make_editor(), editors.make_reviewer()
    new = NewProvision(eid="art_1-1", kind="article", number="1-1", heading="Left out", after=article)
    draft = draft_provision(law=law, new=new, actor=editor)
    draft.texts.create(language="en", summary="Words", text_sha256="0" * 64)
    assert not seen(draft.provision)
    versions.submit_version(version=draft, actor=editor)
    versions.publish_version(version=draft, actor=reviewer)
    assert seen(draft.provision)
