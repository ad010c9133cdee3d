"""One person writes a figure, another publishes it; what readers saw is never changed in place."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from legislation.models import Provision
from programs.figures import correcting, drafting, reviewing
from programs.figures.checking import due_for_check, record_check
from programs.models import Indicator, Observation, Target, TargetBasis
from tests.factories import figures
from tests.factories.figures import TODAY

pytestmark = pytest.mark.django_db


def in_review(indicator: Indicator, writer: object, **values: object) -> Observation:
    figure = figures.draft(indicator, writer, **values)
    return drafting.submit(figure=figure, actor=writer, on=TODAY)  # type: ignore[arg-type, return-value]


def published(indicator: Indicator, **values: object) -> Observation:
    figure = in_review(indicator, figures.make_writer(), **values)
    return reviewing.publish(figure=figure, actor=figures.make_reviewer(), on=TODAY)  # type: ignore[return-value]


def test_days_follow_from_the_period() -> None:
    seen = figures.draft(figures.make_indicator(), figures.make_writer(), period="2025-Q2")
    assert (seen.days.lower, seen.days.upper) == (dt.date(2025, 4, 1), dt.date(2025, 7, 1))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("period", "last year", "is not a period"),
        ("value", Decimal(154), "outside what"),
        ("value", Decimal("-0.5"), "outside what"),
        ("publisher", "\x1b", "letters or digits"),
        ("source_url", "", "blank"),
        ("source_url", "nowhere", "valid URL"),
        ("out_of", 148, "Only a rank"),
    ],
)
def test_bad_observation_is_refused_with_words(field: str, value: object, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        figures.draft(figures.make_indicator(), figures.make_writer(), **{field: value})
    assert words in str(refusal.value.message_dict[field])


def test_rank_of_zero_is_refused() -> None:
    with pytest.raises(ValidationError, match="outside what"):
        figures.draft(figures.make_indicator(unit="rank"), figures.make_writer(), value=Decimal(0))


def test_period_that_has_not_begun_is_not_observed() -> None:
    writer = figures.make_writer()
    figure = figures.draft(figures.make_indicator(), writer, period="2027")
    with pytest.raises(ValidationError, match="hasn't begun"):
        drafting.submit(figure=figure, actor=writer, on=TODAY)


def test_author_does_not_publish() -> None:
    reviewer = figures.make_reviewer()
    figure = in_review(figures.make_indicator(), reviewer)
    with pytest.raises(PermissionDenied, match="You wrote this"):
        reviewing.publish(figure=figure, actor=reviewer, on=TODAY)


def test_who_helped_to_write_does_not_publish() -> None:
    writer, helper = figures.make_writer(), figures.make_reviewer()
    figure = figures.draft(figures.make_indicator(), writer)
    drafting.save_draft(figure=figure, actor=helper)
    drafting.submit(figure=figure, actor=writer, on=TODAY)
    with pytest.raises(PermissionDenied):
        reviewing.publish(figure=figure, actor=helper, on=TODAY)


def test_database_refuses_author_as_reviewer() -> None:
    writer = figures.make_writer()
    figure = in_review(figures.make_indicator(), writer)
    with pytest.raises(IntegrityError, match="reviewer_is_not_the_author"), transaction.atomic():
        Observation.objects.filter(pk=figure.pk).update(reviewer=writer)


def test_database_refuses_to_publish_what_nobody_reviewed() -> None:
    figure = in_review(figures.make_indicator(), figures.make_writer())
    with pytest.raises(IntegrityError, match="published_by_someone_else"), transaction.atomic():
        Observation.objects.filter(pk=figure.pk).update(state="published")


def test_sending_back_needs_a_comment_and_keeps_it() -> None:
    reviewer = figures.make_reviewer()
    figure = in_review(figures.make_indicator(), figures.make_writer())
    with pytest.raises(ValidationError, match="what has to change"):
        reviewing.send_back(figure=figure, actor=reviewer, comment=" ")
    back = reviewing.send_back(figure=figure, actor=reviewer, comment="Which table?")
    assert (back.state, back.review_comment) == ("draft", "Which table?")


def test_who_sent_it_back_may_mend_it_and_then_does_not_review_it() -> None:
    reviewer = figures.make_reviewer()
    figure = in_review(figures.make_indicator(), figures.make_writer())
    back = reviewing.send_back(figure=figure, actor=reviewer, comment="Which table?")
    drafting.save_draft(figure=back, actor=reviewer)
    drafting.submit(figure=back, actor=reviewer, on=TODAY)
    with pytest.raises(PermissionDenied):
        reviewing.publish(figure=back, actor=reviewer, on=TODAY)


@pytest.mark.parametrize("change", [{"value": 99}, {"source_url": "https://example.com/"}, {"note": "No."}])
def test_database_keeps_a_published_figure_as_it_is(change: dict[str, object]) -> None:
    figure = published(figures.make_indicator())
    with pytest.raises(DatabaseError, match="never changed in place"), transaction.atomic():
        Observation.objects.filter(pk=figure.pk).update(**change)


def test_database_does_not_delete_a_published_figure() -> None:
    figure = figures.loaded(figures.make_indicator())
    with pytest.raises(DatabaseError, match="never changed in place"), transaction.atomic():
        figure.delete()


def test_database_keeps_the_basis_of_a_published_target() -> None:
    target = figures.loaded_target(figures.make_indicator())
    provision = Provision.objects.first()
    with pytest.raises(DatabaseError, match="never changed in place"), transaction.atomic():
        TargetBasis.objects.create(target=target, provision=provision)


def test_other_source_of_the_same_period_is_published_beside_the_first() -> None:
    indicator = figures.make_indicator()
    figures.loaded(indicator)
    published(indicator, value=Decimal(25), source_url="https://example.com/other")
    assert sorted(indicator.observations.published().values_list("value", flat=True)) == [20, 25]


def test_same_value_of_the_same_source_is_published_once() -> None:
    indicator, writer = figures.make_indicator(), figures.make_writer()
    figures.loaded(indicator)
    figure = figures.draft(indicator, writer)
    drafting.submit(figure=figure, actor=writer, on=TODAY)
    with pytest.raises(ValidationError, match="already been recorded"):
        reviewing.publish(figure=figure, actor=figures.make_reviewer(), on=TODAY)


def test_correction_takes_the_place_and_the_former_value_stays_with_the_reason() -> None:
    indicator, writer = figures.make_indicator(), figures.make_writer()
    former = figures.loaded(indicator)
    draft = correcting.start_correction(figure=former, actor=writer, reason="A misprint.")
    draft.value = Decimal(21)
    drafting.save_draft(figure=draft, actor=writer)
    drafting.submit(figure=draft, actor=writer, on=TODAY)
    assert list(indicator.observations.published()) == [former]
    reviewing.publish(figure=draft, actor=figures.make_reviewer(), on=TODAY)
    former.refresh_from_db()
    assert (former.state, former.value) == ("superseded", 20)
    now = indicator.observations.published().get()
    assert (now.value, now.correction_reason, now.corrected_on) == (21, "A misprint.", TODAY)


def test_one_correction_at_a_time() -> None:
    writer, figure = figures.make_writer(), figures.loaded(figures.make_indicator())
    correcting.start_correction(figure=figure, actor=writer, reason="A misprint.")
    with pytest.raises(ValidationError, match="under way already"):
        correcting.start_correction(figure=figure, actor=writer, reason="Again.")


def test_correction_of_a_target_keeps_its_legal_basis() -> None:
    target = Target.objects.filter(bases__isnull=False).first()
    draft = correcting.start_correction(figure=target, actor=figures.make_writer(), reason="The decree.")  # type: ignore[arg-type]
    assert [b.provision_id for b in draft.bases.all()] == [b.provision_id for b in target.bases.all()]  # type: ignore[union-attr]


def test_withdrawal_takes_two_people_and_a_reason() -> None:
    asker, other = figures.make_reviewer(), figures.make_reviewer()
    figure = figures.loaded(figures.make_indicator())
    with pytest.raises(ValidationError, match="why it is withdrawn"):
        correcting.ask_withdrawal(figure=figure, actor=asker, reason="")
    correcting.ask_withdrawal(figure=figure, actor=asker, reason="The source took it back.")
    with pytest.raises(PermissionDenied, match="You asked for this"):
        correcting.withdraw(figure=figure, actor=asker, on=TODAY)
    gone = correcting.withdraw(figure=figure, actor=other, on=TODAY)
    assert (gone.state, gone.withdrawal_reason) == ("withdrawn", "The source took it back.")


def test_withdrawal_can_be_declined_and_asked_for_again() -> None:
    asker, other = figures.make_writer(), figures.make_reviewer()
    figure = figures.loaded(figures.make_indicator())
    correcting.ask_withdrawal(figure=figure, actor=asker, reason="Wrong.")
    kept = correcting.keep(figure=figure, actor=other, comment="It is in the report, page 4.")
    assert (kept.state, kept.withdrawal_reason) == ("published", "")
    correcting.ask_withdrawal(figure=figure, actor=asker, reason="Wrong all the same.")


def test_several_are_published_together_or_not_at_all() -> None:
    indicator, reviewer = figures.make_indicator(), figures.make_reviewer()
    first = in_review(indicator, figures.make_writer(), period="2022")
    own = in_review(indicator, reviewer, period="2023")
    with pytest.raises(PermissionDenied):
        reviewing.publish_all(figures=[first, own], actor=reviewer, on=TODAY)
    first.refresh_from_db()
    assert first.state == "in-review"


def test_series_is_due_once_its_newest_figure_is_old_and_until_it_is_checked() -> None:
    indicator = figures.make_indicator()
    figures.loaded(indicator, period="2021")
    assert indicator in due_for_check(TODAY)
    record_check(
        indicator=indicator, actor=figures.make_writer(), on=TODAY, due_on=TODAY + dt.timedelta(days=90)
    )
    assert indicator not in due_for_check(TODAY)
    assert indicator in due_for_check(TODAY + dt.timedelta(days=91))


def test_draft_does_not_make_an_old_series_young() -> None:
    indicator = figures.make_indicator()
    figures.loaded(indicator, period="2021")
    figures.draft(indicator, figures.make_writer(), period="2026")
    assert indicator in due_for_check(TODAY)
