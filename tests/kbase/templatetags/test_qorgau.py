"""What the template tags print."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from kbase.localised import Localised

DAY = dt.date(2026, 3, 2)


def printed(source: str, path: str = "/en/laws/", **context: Any) -> str:
    request = RequestFactory().get(path)
    return Template("{% load qorgau %}" + source).render(RequestContext(request, context))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "2 March 2026"), ("ru", "2 марта 2026 г."), ("kk", "2026 ж. 2 наурыз"), ("ur", "2 مارچ 2026")],
)
def test_day_is_written_in_full(language: str, expected: str) -> None:
    with translation.override(language):
        # Babel joins 'г.' and 'ж.' to their number with a narrow space that doesn't break.
        shown = printed("{% day d %}", d=DAY).replace("\u202f", " ")
    assert shown == f'<time datetime="2026-03-02">{expected}</time>'


def test_day_of_an_instant_is_the_day_where_the_site_is() -> None:
    evening = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
    assert printed("{% day d %}", d=evening) == '<time datetime="2026-03-02">2 March 2026</time>'


def test_unknown_day_prints_nothing() -> None:
    assert printed("{% day d %}{{ d|day_text }}", d=None) == ""


@pytest.mark.parametrize(("language", "expected"), [("en", "865,000 tenge"), ("ru", "865\xa0000")])
def test_money_is_grouped_and_its_currency_spelled(language: str, expected: str) -> None:
    with translation.override(language):
        assert printed('{% money 865000 "KZT" %}').startswith(expected)


def test_text_in_the_language_of_the_page_has_no_span() -> None:
    assert printed("{% text t %}", t=Localised("Law", "en")) == "Law"


def test_text_in_another_language_says_which() -> None:
    assert printed("{% text t %}", t=Localised("Заң", "kk")) == '<span lang="kk" dir="ltr">Заң</span>'


def test_text_is_escaped() -> None:
    assert printed("{% text t %}", t="<b>") == "&lt;b&gt;"
    assert "<b>" not in printed("{% text t %}", t=Localised("<b>", "ur"))


def test_citation_in_urdu_keeps_its_order() -> None:
    assert '<bdi dir="ltr">115-1</bdi>' in printed("{% text t %}", t=Localised("دفعہ 115-1", "ur"))


def test_address_on_an_urdu_page_keeps_its_order() -> None:
    with translation.override("ur"):
        assert printed("{% text t %}", t="/akn/pk/act/2010/4") == '<bdi dir="ltr">/akn/pk/act/2010/4</bdi>'


def test_citation_in_left_to_right_text_is_left_alone() -> None:
    assert printed("{% text t %}", t="art. 115-1") == "art. 115-1"


def test_localised_reads_the_translated_field() -> None:
    law = SimpleNamespace(title="Law", i18n={"title_ru": "Закон"})
    with translation.override("ru"):
        assert printed('{% localised law "title" %}', law=law) == "Закон"


def test_link_keeps_the_date_chosen() -> None:
    assert printed('{% keep_on "/en/x/" %}', "/en/?on=2025-06-01&q=a") == "/en/x/?on=2025-06-01"


def test_link_without_a_date_chosen_stays_as_it_is() -> None:
    assert printed('{% keep_on "/en/x/?a=1" %}') == "/en/x/?a=1"


def test_date_from_the_address_cannot_break_out_of_a_link() -> None:
    assert '"' not in printed('{% keep_on "/en/x/" %}', "/en/?on=%22%3E%3Cscript%3E")


def test_query_changes_one_parameter_and_keeps_the_others() -> None:
    assert printed("{% query page=2 %}", "/en/?q=a&q=b&page=1") == "?q=a&amp;q=b&amp;page=2"


def test_query_drops_a_parameter_set_to_none() -> None:
    assert printed("{% query on=None %}", "/en/?on=2025-06-01") == "?"


def test_hidden_inputs_leave_out_what_the_form_sets() -> None:
    assert (
        printed('{% hidden_query "on" %}', '/en/?on=1&q="x')
        == '<input type="hidden" name="q" value="&quot;x">'
    )


def test_tags_see_the_request_inside_an_include_with_only() -> None:
    template = Template("{% load qorgau %}{% include inner with x=1 only %}")
    inner = Template("{% load qorgau %}{% query page=x %}")
    context = RequestContext(RequestFactory().get("/en/?q=a"), {"inner": inner})
    assert template.render(context) == "?q=a&amp;page=1"


def test_other_language_is_the_same_page_with_its_query() -> None:
    assert printed('{% in_language "ur" %}', "/en/laws/kz/?on=2025-06-01") == "/ur/laws/kz/?on=2025-06-01"


def test_other_language_of_an_address_without_one_is_home() -> None:
    assert printed('{% in_language "ru" %}', "/nowhere/") == "/ru/"


def test_tags_work_without_a_request() -> None:
    source = '{% load qorgau %}{% keep_on "/x/" %}{% query page=2 %}{% in_language "kk" %}'
    assert Template(source).render(Context()) == "/x/?page=2/kk/"
