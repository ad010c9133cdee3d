"""A corrected tree becomes drafts: all of it or nothing, only its editor's, never over what is published."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError

from legislation import structure_actions as actions
from legislation.choices import Confidence, EditorialState, TextStatus
from legislation.models import Law, PastedText, Provision, ProvisionText, ProvisionVersion
from legislation.permissions import EDITOR
from legislation.structure.reading import read_text
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision, make_text, make_version

pytestmark = pytest.mark.django_db

AT = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
STARTS = dt.date(2026, 7, 1)
TEXT = """Глава 1. Общие положения
Статья 60. Предписание
1. Предписание выносит:
1) суд;
2) полиция.
Примечание. Полиция – это полицейский.
Статья 61. Срок
Тридцать дней."""
KAZAKH = """1-тарау. Жалпы ережелер
60-бап. Нұсқама
1. Нұсқаманы шығарады:
1) сот;
2) полиция.
61-бап. Мерзім
Отыз күн."""


@pytest.fixture
def editor() -> User:
    return accounts.staff("editor", groups=[EDITOR])


@pytest.fixture
def law() -> Law:
    return make_law()


def paste(editor: User, law: Law | None, text: str = TEXT, **about: object) -> PastedText:
    values = {"language": "ru", "status": TextStatus.AUTHORITATIVE, "starts_on": STARTS, **about}
    return actions.start_pasting(
        lines=read_text(text),
        about=actions.PastedLaw(law=law, **values),
        actor=editor,
        at=AT,  # type: ignore[arg-type]
    )


def save(pasted: PastedText, editor: User, **choices: bool) -> actions.Saved:
    return actions.save_as_drafts(
        pasted=pasted, actor=editor, revision=PastedText.objects.get(pk=pasted.pk).revision, at=AT, **choices
    )


def test_every_node_but_notes_becomes_a_provision_in_order(editor: User, law: Law) -> None:
    saved = save(paste(editor, law), editor)
    rows = Provision.objects.filter(law=law).order_by("position").values_list("eid", "number", "depth")
    assert list(rows) == [
        ("chp_1", "1", 0),
        ("art_60", "60", 1),
        ("art_60__para_1", "60(1)", 2),
        ("art_60__para_1__point_1", "60(1)(1)", 3),
        ("art_60__para_1__point_2", "60(1)(2)", 3),
        ("art_61", "61", 1),
    ]
    assert (saved.provisions, saved.versions, saved.texts) == (6, 6, 6)


def test_versions_are_drafts_of_low_confidence_by_their_author(editor: User, law: Law) -> None:
    save(paste(editor, law, source_url="https://law.example/1"), editor)
    version = ProvisionVersion.objects.get(provision__law=law, provision__eid="art_60")
    assert (version.state, version.confidence, version.author) == (
        EditorialState.DRAFT,
        Confidence.LOW,
        editor,
    )
    assert (version.valid.lower, version.valid.upper, version.start_known) == (STARTS, None, True)
    assert version.source_url == "https://law.example/1"


def test_day_not_established_is_the_earliest_possible(editor: User, law: Law) -> None:
    save(paste(editor, law, starts_on=None), editor)
    version = ProvisionVersion.objects.get(provision__law=law, provision__eid="art_60")
    assert (version.valid.lower, version.start_known) == (law.in_force, False)


def test_text_holds_the_words_of_the_law_and_of_its_notes(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    text = ProvisionText.objects.get(version__provision__law=law, version__provision__eid="art_60")
    assert (text.heading, text.language, text.status) == ("Предписание", "ru", TextStatus.AUTHORITATIVE)
    assert text.official_text == "Примечание. Полиция – это полицейский."


def test_heading_is_kept_in_its_language(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    provision = Provision.objects.get(law=law, eid="art_60")
    assert (provision.heading, provision.heading_ru) == ("", "Предписание")  # type: ignore[attr-defined]


def test_readers_see_nothing_of_the_drafts(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    assert not Provision.objects.published().filter(law=law).exists()


def test_other_language_joins_the_drafts_of_the_same_day(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    other = paste(editor, law, KAZAKH, language="kk", status=TextStatus.OFFICIAL_TRANSLATION)
    saved = save(other, editor)
    assert (saved.provisions, saved.versions, saved.texts) == (0, 0, 6)
    version = ProvisionVersion.objects.get(provision__law=law, provision__eid="art_61")
    assert {text.language: text.official_text for text in version.texts.all()} == {
        "ru": "Тридцать дней.",
        "kk": "Отыз күн.",
    }


def test_second_official_text_of_a_draft_is_refused(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    with pytest.raises(ValidationError, match="Only one can be official"):
        save(paste(editor, law, KAZAKH, language="kk"), editor)


def test_same_language_again_is_refused(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    with pytest.raises(ValidationError, match="drafts in Русский already: chp_1, art_60"):
        save(paste(editor, law), editor)


def test_what_is_published_is_not_touched_unasked(editor: User, law: Law) -> None:
    make_version(make_provision(law, eid="art_60"), dt.date(2020, 7, 1))
    pasted = paste(editor, law)
    with pytest.raises(ValidationError, match="published already: art_60"):
        save(pasted, editor)
    assert ProvisionVersion.objects.filter(provision__law=law).count() == 1
    assert Provision.objects.filter(law=law).count() == 1
    assert PastedText.objects.get(pk=pasted.pk).saved_at is None


def test_what_is_published_gets_a_draft_beside_it_when_asked(editor: User, law: Law) -> None:
    published = make_version(make_provision(law, eid="art_60"), dt.date(2020, 7, 1))
    save(paste(editor, law), editor, existing_as_new_versions=True)
    versions = ProvisionVersion.objects.filter(provision=published.provision).order_by("valid")
    assert [version.state for version in versions] == [EditorialState.PUBLISHED, EditorialState.DRAFT]
    published.refresh_from_db()
    assert published.valid.upper is None


def test_new_provisions_stand_between_those_that_exist(editor: User, law: Law) -> None:
    for number in (60, 62):
        make_provision(law, eid=f"art_{number}", position=number)
    save(
        paste(editor, law, "Article 60. A\nOne.\nArticle 61. B\nTwo.\nArticle 62. C\nThree.", language="en"),
        editor,
    )
    rows = Provision.objects.filter(law=law).order_by("position").values_list("eid", flat=True)
    assert list(rows) == ["art_60", "art_61", "art_62"]


def test_new_law_is_made_with_its_text(editor: User) -> None:
    new = {"jurisdiction": "KZ", "kind": "act", "title": "О тишине", "number": "7-I", "adopted": "2026-05-01"}
    saved = save(paste(editor, None, new_law=new), editor)
    assert (saved.law.identifier, saved.law.frbr_uri) == ("kz-o-tishine-2026", "/akn/kz/act/2026-05-01/7-i")
    assert saved.law.title_ru == "О тишине"  # type: ignore[attr-defined]


def test_law_that_is_recorded_is_not_made_twice(editor: User) -> None:
    new = {"jurisdiction": "KZ", "kind": "act", "title": "О тишине", "number": "7-I", "adopted": "2026-05-01"}
    save(paste(editor, None, new_law=new), editor)
    with pytest.raises(ValidationError, match="recorded already"):
        save(paste(editor, None, new_law=new), editor)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Статья 1. А\nТекст.\nСтатья 1. Б\nТекст.", "The same number is there twice: art_1"),
        ("О тишине\nСтатья 1. А\nТекст.", "One line is in no provision"),
        ("Просто слова.", "There is no provision in it"),
    ],
)
def test_tree_that_cannot_be_saved_says_why(editor: User, law: Law, text: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        save(paste(editor, law, text), editor)
    assert not Provision.objects.filter(law=law).exists()


def test_unparsed_lines_are_left_out_when_confirmed_and_kept_with_the_text(editor: User, law: Law) -> None:
    pasted = paste(editor, law, "О тишине\nСтатья 1. А\nТекст.")
    save(pasted, editor, without_unparsed=True)
    pasted.refresh_from_db()
    assert [piece.text for piece in actions.tree_of(pasted).unparsed] == ["О тишине"]


def test_node_without_a_number_is_refused_by_its_eid(editor: User, law: Law) -> None:
    pasted = paste(editor, law)
    key = next(node.key for node in actions.tree_of(pasted).walk() if node.eid == "art_61")
    actions.correct_node(pasted=pasted, actor=editor, revision=0, operation="split", key=key, value="8")
    with pytest.raises(ValidationError, match="Give a number"):
        save(pasted, editor)


def test_correction_is_kept_and_can_be_undone(editor: User, law: Law) -> None:
    pasted = paste(editor, law)
    key = next(node.key for node in actions.tree_of(pasted).walk() if node.eid == "art_61")
    changed = actions.correct_node(
        pasted=pasted, actor=editor, revision=0, operation="number", key=key, value="61-1"
    )
    assert "art_61-1" in [node.eid for node in actions.tree_of(changed).walk()]
    undone = actions.undo(pasted=pasted, actor=editor, revision=1)
    assert "art_61" in [node.eid for node in actions.tree_of(undone).walk()]


def test_correction_of_a_tree_that_changed_meanwhile_is_refused(editor: User, law: Law) -> None:
    pasted = paste(editor, law)
    key = actions.tree_of(pasted).nodes[0].key
    actions.correct_node(pasted=pasted, actor=editor, revision=0, operation="number", key=key, value="2")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.correct_node(pasted=pasted, actor=editor, revision=0, operation="number", key=key, value="3")


def test_what_is_saved_changes_no_more(editor: User, law: Law) -> None:
    pasted = paste(editor, law)
    save(pasted, editor)
    with pytest.raises(PermissionDenied):
        save(pasted, editor)


def test_only_the_owner_may_touch_it(editor: User, law: Law) -> None:
    pasted = paste(editor, law)
    other = accounts.staff("other", groups=[EDITOR])
    with pytest.raises(PermissionDenied):
        save(pasted, other)
    with pytest.raises(PermissionDenied):
        actions.discard(pasted=pasted, actor=accounts.staff("root", is_superuser=True))


def test_whoever_may_not_add_provisions_is_refused(law: Law) -> None:
    with pytest.raises(PermissionDenied):
        paste(accounts.staff("nobody"), law)


def test_text_is_forgotten_after_two_weeks(editor: User, law: Law) -> None:
    old = paste(editor, law)
    later = AT + dt.timedelta(days=14)
    assert not PastedText.objects.kept_at(later).exists()
    actions.start_pasting(
        lines=read_text(TEXT),
        about=actions.PastedLaw(language="ru", status="draft", law=law),
        actor=editor,
        at=later,
    )
    assert not PastedText.objects.filter(pk=old.pk).exists()


def test_draft_of_someone_else_notes_who_contributed(editor: User, law: Law) -> None:
    save(paste(editor, law), editor)
    other = accounts.staff("other", groups=[EDITOR])
    save(paste(other, law, KAZAKH, language="kk", status=TextStatus.DRAFT), other)
    version = ProvisionVersion.objects.get(provision__law=law, provision__eid="art_61")
    assert (version.author, version.contributors) == (editor, [other.pk])


def test_summaries_of_a_published_version_stay(editor: User, law: Law) -> None:
    published = make_version(make_provision(law, eid="art_61"), dt.date(2020, 7, 1))
    make_text(published, language="ru", summary="Наши слова")
    save(paste(editor, law), editor, existing_as_new_versions=True)
    assert published.texts.count() == 2
