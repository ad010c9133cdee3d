"""The desk of figures: who reaches it, and each step through its pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from programs.figures.rows import address
from programs.models import Indicator, Observation, Target
from tests.factories import figures

pytestmark = pytest.mark.django_db
PAGES = ["figures-front", "figures-series-list", "figures-import"]
LISTS = ["to-review", "sent-back", "drafts", "withdrawals", "overdue"]


@pytest.fixture
def writer() -> Client:
    return figures.sign_in_as(*figures.WRITER)


@pytest.fixture
def reviewer() -> Client:
    return figures.sign_in_as(*figures.REVIEWER)


@pytest.fixture
def series() -> Indicator:
    return figures.make_indicator()


def filled(**values: str) -> dict[str, str]:
    return {
        "period": "2024", "value": "21.5", "publisher": "Made up", "source_url": figures.SOURCE,
    } | values  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_led_to_sign_in_and_outsiders_refused(name: str, client: Client) -> None:
    assert client.get(reverse(name)).status_code == 302
    assert figures.sign_in_as().get(reverse(name)).status_code == 403


@pytest.mark.parametrize("language", ["en", "ru", "kk", "ur"])
@pytest.mark.parametrize("key", LISTS)
def test_every_list_opens_in_every_language(key: str, language: str, writer: Client) -> None:
    writer.cookies["django_language"] = language
    with translation.override(language):
        assert writer.get(reverse("figures-list", args=(key,))).status_code == 200


def test_observation_is_entered_reviewed_and_read(
    writer: Client, reviewer: Client, series: Indicator
) -> None:
    page = writer.post(reverse("figures-new", args=(series.pk, "observation")), filled(note="Page 4"))
    draft = series.observations.get()
    assert page.url == address(draft)  # type: ignore[attr-defined]
    writer.post(address(draft, "figures-submit"))
    assert b"21.5" not in Client().get(series.get_absolute_url()).content
    assert address(draft) in reviewer.get(reverse("figures-list", args=("to-review",))).content.decode()
    reviewer.post(address(draft, "figures-publish"), {"comment": ""})
    assert b"21.5" in Client().get(series.get_absolute_url()).content


def test_value_outside_its_unit_comes_back_with_words(writer: Client, series: Indicator) -> None:
    page = writer.post(reverse("figures-new", args=(series.pk, "observation")), filled(value="215"))
    assert "outside what" in page.content.decode()
    assert not series.observations.exists()


def test_target_rests_on_the_provisions_named(writer: Client, series: Indicator) -> None:
    given = {
        "value": "30", "by": "2030", "source_url": figures.SOURCE,
        "bases": "kz-elections-1995/art_89__para_4\n",
    }  # fmt: skip
    writer.post(reverse("figures-new", args=(series.pk, "target")), given)
    assert [b.provision.eid for b in series.targets.get().bases.all()] == ["art_89__para_4"]


def test_unknown_provision_is_said(writer: Client, series: Indicator) -> None:
    given = {"value": "30", "by": "2030", "source_url": figures.SOURCE, "bases": "kz-nothing/art_1"}
    page = writer.post(reverse("figures-new", args=(series.pk, "target")), given)
    assert "is no provision here" in page.content.decode()


def test_what_another_saved_meanwhile_is_not_overwritten(writer: Client, series: Indicator) -> None:
    draft = figures.draft(series, writer.user)  # type: ignore[attr-defined]
    url = address(draft, "figures-draft")
    held = writer.get(url).context["form"].initial["held"]
    other = figures.sign_in_as(*figures.WRITER)
    other.post(url, filled(value="30", held=held))
    page = writer.post(url, filled(value="40", held=held))
    assert "Someone else changed this draft" in page.content.decode()
    draft.refresh_from_db()
    assert draft.value == 30


def test_sent_back_figure_waits_for_its_author_with_the_comment(
    writer: Client, reviewer: Client, series: Indicator
) -> None:
    draft = figures.draft(series, writer.user)  # type: ignore[attr-defined]
    writer.post(address(draft, "figures-submit"))
    reviewer.post(address(draft, "figures-send-back"), {"comment": "Which table?"})
    assert "Which table?" in writer.get(reverse("figures-list", args=("sent-back",))).content.decode()


def test_refused_step_is_said_and_changes_nothing(
    writer: Client, reviewer: Client, series: Indicator
) -> None:
    draft = figures.draft(series, writer.user)  # type: ignore[attr-defined]
    page = reviewer.post(address(draft, "figures-publish"), follow=True)
    assert "can become in-review, not published" in page.content.decode()
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_several_drafts_are_sent_and_published_together(
    writer: Client, reviewer: Client, series: Indicator
) -> None:
    drafts = [figures.draft(series, writer.user, period=str(year)) for year in (2022, 2023)]  # type: ignore[attr-defined]
    keys = {"figure": [f"observation-{draft.pk}" for draft in drafts]}
    writer.post(reverse("figures-several", args=("submit",)), keys)
    reviewer.post(reverse("figures-several", args=("publish",)), keys)
    assert series.observations.published().count() == 2  # type: ignore[attr-defined]


def test_writer_does_not_publish(writer: Client, series: Indicator) -> None:
    draft = figures.draft(series, figures.make_writer())
    assert writer.post(address(draft, "figures-publish")).status_code == 403
    keys = {"figure": [f"observation-{draft.pk}"]}
    assert writer.post(reverse("figures-several", args=("publish",)), keys).status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_correction_is_told_to_readers(writer: Client, reviewer: Client, series: Indicator) -> None:
    former = figures.loaded(series)
    page = writer.post(address(former, "figures-correct"), {"reason": "The office revised it."})
    draft = series.observations.get(corrects=former)
    held = writer.get(page.url).context["form"].initial["held"]  # type: ignore[attr-defined]
    writer.post(address(draft, "figures-draft"), filled(value="22.5", held=held))
    writer.post(address(draft, "figures-submit"))
    reviewer.post(address(draft, "figures-publish"))
    said = Client().get(series.get_absolute_url()).content.decode()
    assert "The office revised it." in said
    assert "22.5" in said
    assert "20%" in said


def test_withdrawal_is_told_to_readers(writer: Client, reviewer: Client, series: Indicator) -> None:
    figure = figures.loaded(series)
    writer.post(address(figure, "figures-ask-withdrawal"), {"reason": "The source took it back."})
    assert address(figure) in reviewer.get(reverse("figures-list", args=("withdrawals",))).content.decode()
    reviewer.post(address(figure, "figures-withdraw"))
    said = Client().get(series.get_absolute_url()).content.decode()
    assert "The source took it back." in said


def test_check_is_recorded_and_leaves_the_list(writer: Client, series: Indicator) -> None:
    figures.loaded(series, period="2020")
    url = reverse("figures-check", args=(series.pk,))
    overdue = reverse("figures-list", args=("overdue",))
    assert url in writer.get(overdue).content.decode()
    writer.post(url, {"on": "2026-11-01", "due_on": "2099-11-01"})
    assert url not in writer.get(overdue).content.decode()


@pytest.mark.parametrize("name", ["figures-front", "figures-list", "figures-series"])
def test_pages_need_few_queries_however_much_waits(
    name: str, series: Indicator, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = figures.sign_in_as(*figures.WRITER, *figures.REVIEWER)
    for year in range(2000, 2020):
        figures.draft(series, client.user, period=str(year))  # type: ignore[attr-defined]
    args = {"figures-list": ("drafts",), "figures-series": (series.pk,)}.get(name, ())
    with django_assert_max_num_queries(24):
        assert client.get(reverse(name, args=args)).status_code == 200


ABSURD = "77.31"


def test_draft_is_seen_on_no_page_that_readers_have(client: Client) -> None:
    target = Target.objects.published().filter(programme__isnull=False).first()
    assert target is not None
    indicator, programme = target.indicator, target.programme
    figures.draft(indicator, figures.make_writer(), value=ABSURD, period="2025")
    hidden = figures.target(indicator, value=ABSURD, programme=programme, author=figures.make_writer())
    hidden.save()
    pages = [
        reverse("indicator-list"), reverse("target-list"), indicator.get_absolute_url(),
        programme.get_absolute_url(), reverse("home"), f"{reverse('search')}?q=women",  # type: ignore[union-attr]
    ]  # fmt: skip
    pages += [f"{url}?format={form}" for url in pages[:4] for form in ("csv", "json")]
    for url in pages:
        answer = client.get(url, follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code == 200, url
        assert ABSURD.encode() not in body, url


def test_figures_of_every_state_stand_on_the_page_of_the_series(writer: Client, series: Indicator) -> None:
    figures.loaded(series)
    figures.draft(series, writer.user, period="2025")  # type: ignore[attr-defined]
    said = writer.get(reverse("figures-series", args=(series.pk,))).content.decode()
    assert said.count("desk-rows") == 2
    assert "Draft" in said
    assert "Published" in said


def test_history_names_who_and_what(reviewer: Client, series: Indicator) -> None:
    figure = figures.loaded(series)
    assert reviewer.get(reverse("admin:programs_observation_history", args=(figure.pk,))).status_code == 200


def test_export_of_all_is_refused_to_outsiders() -> None:
    assert figures.sign_in_as().get(reverse("figures-export", args=("csv",))).status_code == 403


def test_export_holds_what_is_published(writer: Client) -> None:
    answer = writer.get(reverse("figures-export", args=("csv",)))
    lines = b"".join(answer).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]
    assert len([line for line in lines if line]) >= Observation.objects.published().count()
