"""An editor gives a duty of a draft its clock; what can't be counted by is refused in words."""

import pytest
from django.urls import reverse

from legislation.desk.forms.drafts import DraftForms
from legislation.editing.drafts import save_draft
from legislation.models import ClockRule, EventKind
from tests.factories import editors
from tests.factories.clocks import make_clock, make_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return editors.make_editor()


@pytest.fixture
def draft(editor):
    law, (article, _other) = editors.law_with_articles()
    make_clock(make_duty(article.versions.get()))
    editors.amendment_of(law, editors.substitution(article), actor=editor)
    return editors.draft_of(article)


def filled(draft, **changes):
    """What a browser sends back, with the clock's fields changed."""
    forms = DraftForms(draft)
    prefix = next(name for name in forms.forms if name.startswith("clockrule-"))
    posted = {**forms.current, "base": forms.token}
    return DraftForms(draft, posted | {f"{prefix}-{name}": value for name, value in changes.items()})


def save(forms, draft, editor):
    assert forms.is_valid(), {name: form.errors for name, form in forms.forms.items() if form.errors}
    rows, removed = forms.changed()
    save_draft(version=draft, actor=editor, rows=rows, removed=removed)


def test_page_without_changes_changes_nothing(draft):
    forms = filled(draft)
    assert forms.is_valid()
    assert forms.changed() == ([], [])


def test_editor_changes_how_a_term_is_counted_and_has_read_it(draft, editor):
    save(filled(draft, offset_value="48"), draft, editor)
    clock = ClockRule.objects.get(duty__version=draft)
    assert (clock.offset_value, clock.read_by) == (48, editor)
    assert not clock.to_be_confirmed
    assert not clock.is_confirmed


def test_editor_removes_a_clock_and_the_duty_stays(draft, editor):
    save(filled(draft, remove="on"), draft, editor)
    assert not ClockRule.objects.filter(duty__version=draft).exists()
    assert draft.duty_set.count() == 1


def test_editor_gives_a_clock_to_a_duty_that_had_none(draft, editor):
    ClockRule.objects.filter(duty__version=draft).delete()
    kind = EventKind.objects.get(slug="order-served")
    save(filled(draft, event_kind=str(kind.pk), offset_value="7", offset_unit="days"), draft, editor)
    clock = ClockRule.objects.get(duty__version=draft)
    assert (clock.event_kind, clock.offset_value, clock.offset_unit) == (kind, 7, "days")


def test_what_cannot_be_counted_by_is_refused_in_words(draft):
    forms = filled(draft, offset_value="0")
    assert not forms.is_valid()
    form = next(form for name, form in forms.forms.items() if name.startswith("clockrule-"))
    assert "0 hours is no term" in str(form.errors)


def test_counting_that_the_law_states_needs_its_source(draft):
    forms = filled(draft, counting_stated="on", counting_url="")
    assert not forms.is_valid()


def test_duty_that_is_removed_takes_its_clock_along(draft, editor):
    forms = DraftForms(draft)
    posted = {**forms.current, "base": forms.token}
    duty = next(name for name in forms.forms if name.startswith("duty-") and name != "duty-new")
    clock = next(name for name in forms.forms if name.startswith("clockrule-"))
    save(DraftForms(draft, posted | {f"{duty}-remove": "on", f"{clock}-offset_value": "48"}), draft, editor)
    assert not draft.duty_set.exists()
    assert not ClockRule.objects.filter(duty__version=draft).exists()


def test_page_of_a_draft_shows_the_clock_with_its_duty(client, draft):
    from tests.factories.desk import sign_in_as

    page = sign_in_as("editor").get(reverse("desk-draft", args=[draft.pk])).content.decode()
    assert "Clock: how its term is counted" in page
