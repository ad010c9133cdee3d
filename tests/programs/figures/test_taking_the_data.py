"""The data's value of a figure is taken by a correction, and a reload leaves what was corrected alone."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from legislation.models import LoadedRecord, ReferenceConflict
from legislation.permissions import EDITOR
from programs.figures import correcting, drafting, reviewing
from programs.models import Observation, Target
from programs.permissions import OFFICER
from tests.factories import accounts
from tests.factories.figures import (
    TODAY,
    draft,
    loaded,
    loaded_target,
    make_indicator,
    make_reviewer,
    make_writer,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return accounts.staff_client(Client(), [EDITOR])


def conflict_about(record: Any, **fields: Any) -> ReferenceConflict:
    differences = [{"field": name, "here": "what is here", "data": value} for name, value in fields.items()]
    return ReferenceConflict.objects.create(
        model=type(record).__name__, key="x", object_id=record.pk, reason="differs",
        differences=differences, digest="d" * 64,
    )  # fmt: skip


def settle(client: Client, conflict: ReferenceConflict, *names: str) -> Any:
    chosen = {f"field-{name}": "data" for name in names} | {"reason": "As its source has it."}
    return client.post(reverse("desk-conflict", args=(conflict.pk,)), chosen, follow=True)


def test_published_figure_takes_the_data_by_a_correction(editor: Client) -> None:
    figure = loaded(make_indicator())
    page = settle(
        editor, conflict_about(figure, publisher="The Office", note_ru="По выборке"), "publisher", "note_ru"
    )
    correction = figure.corrections.get()
    assert (correction.publisher, correction.i18n["note_ru"], correction.state) == (
        "The Office",
        "По выборке",
        "draft",
    )
    assert page.redirect_chain[-1][0] == reverse("figures-figure", args=("observation", correction.pk))
    figure.refresh_from_db()
    assert (figure.publisher, figure.state) == ("Made up", "published")
    assert LoadedRecord.objects.get(key="x").digest == "d" * 64


def test_someone_else_publishes_what_was_taken(editor: Client) -> None:
    figure = loaded_target(make_indicator())
    settle(editor, conflict_about(figure, value="35"), "value")
    correction = figure.corrections.get()
    editor_person = editor.user  # type: ignore[attr-defined]
    drafting.submit(figure=correction, actor=editor_person, on=TODAY)
    reviewing.publish(figure=correction, actor=make_reviewer(), on=TODAY)
    figure.refresh_from_db()
    assert (figure.state, Target.objects.get(pk=correction.pk).value) == ("superseded", Decimal(35))


def test_conflict_about_what_was_corrected_since_goes_to_what_stands_now(editor: Client) -> None:
    figure = loaded(make_indicator())
    settle(editor, conflict_about(figure, publisher="The Office"), "publisher")
    first = figure.corrections.get()
    drafting.submit(figure=first, actor=editor.user, on=TODAY)  # type: ignore[attr-defined]
    reviewing.publish(figure=first, actor=make_reviewer(), on=TODAY)
    ReferenceConflict.objects.all().delete()
    settle(editor, conflict_about(figure, publisher="The Agency"), "publisher")
    assert first.corrections.get().publisher == "The Agency"


def test_own_draft_takes_the_data_in_place(editor: Client) -> None:
    figure = draft(make_indicator(), make_writer())
    settle(editor, conflict_about(figure, publisher="The Office"), "publisher")
    figure.refresh_from_db()
    assert figure.publisher == "The Office"


def test_second_conflict_joins_the_same_correction(editor: Client) -> None:
    figure = loaded(make_indicator())
    settle(editor, conflict_about(figure, publisher="The Office"), "publisher")
    ReferenceConflict.objects.all().delete()
    settle(editor, conflict_about(figure, value="21"), "value")
    correction = figure.corrections.get()
    assert (correction.publisher, correction.value) == ("The Office", Decimal(21))


def test_correction_by_someone_else_under_way_is_said(editor: Client) -> None:
    figure = loaded(make_indicator())
    correcting.start_correction(figure=figure, actor=make_writer(), reason="Revised")
    conflict = conflict_about(figure, publisher="The Office")
    assert "under way already" in settle(editor, conflict, "publisher").content.decode()
    conflict.refresh_from_db()
    assert conflict.decided_at is None


def test_withdrawn_figure_takes_nothing(editor: Client) -> None:
    figure = loaded(make_indicator())
    correcting.ask_withdrawal(figure=figure, actor=make_writer(), reason="Wrong")
    correcting.withdraw(figure=figure, actor=make_reviewer(), on=TODAY)
    page = settle(editor, conflict_about(figure, publisher="The Office"), "publisher")
    assert "It was withdrawn here" in page.content.decode()


@pytest.mark.parametrize("name", ["indicator_id", "state"])
def test_which_series_it_is_of_is_not_taken(editor: Client, name: str) -> None:
    figure = loaded(make_indicator())
    conflict = conflict_about(figure, **{name: "1"})
    page = editor.get(reverse("desk-conflict", args=(conflict.pk,))).content.decode()
    assert "disabled" in page
    settle(editor, conflict, name)
    assert not figure.corrections.exists()


def test_page_says_that_a_published_figure_is_never_changed_in_place(editor: Client) -> None:
    figure = loaded(make_indicator())
    conflict = conflict_about(figure, publisher="The Office")
    page = editor.get(reverse("desk-conflict", args=(conflict.pk,))).content.decode()
    assert "never changed in place" in page
    assert reverse("figures-figure", args=("observation", figure.pk)) in page


def test_officer_takes_no_figure() -> None:
    figure = loaded(make_indicator())
    officer = accounts.staff_client(Client(), [OFFICER])
    assert settle(officer, conflict_about(figure, publisher="X"), "publisher").status_code == 403
    assert not figure.corrections.exists()


def load() -> str:
    out = io.StringIO()
    call_command("load_reference", stdout=out, stderr=out)
    return out.getvalue()


def test_reload_leaves_what_was_corrected_alone() -> None:
    figure = Observation.objects.published().order_by("pk").first()
    assert figure is not None
    correction = correcting.start_correction(figure=figure, actor=make_writer(), reason="Revised")
    correction.publisher = "The Office, revised"
    writer = correction.author
    drafting.save_draft(figure=correction, actor=writer)  # type: ignore[arg-type]
    drafting.submit(figure=correction, actor=writer, on=TODAY)  # type: ignore[arg-type]
    reviewing.publish(figure=correction, actor=make_reviewer(), on=TODAY)
    before = Observation.objects.count()
    assert "Nothing changed." in load()
    assert Observation.objects.count() == before
    figure.refresh_from_db()
    correction.refresh_from_db()
    assert (figure.state, correction.state) == ("superseded", "published")
    assert not ReferenceConflict.objects.exists()
