"""Words inside texts that lead to what is gone, or to what is about to change."""

import datetime as dt

import pgtrigger
import pytest
from django.urls import reverse

from legislation.dangling import Cites, citing, dangling_texts
from legislation.editing import amending
from legislation.models import Duty, LawAlias, ProvisionText, Role
from legislation.models.protection import PROTECTION
from tests.factories import editors
from tests.factories.legislation import make_law, make_provision, make_version

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def cited(work):
    """The law's second article, and others that name it in their words."""
    number = work.other.number
    article = make_provision(work.law, position=7)
    version = make_version(article, editors.IN_FORCE, text=f"As article {number} has it.")
    work.citing = version.texts.get()
    LawAlias.objects.create(law=work.law, language="ru", alias="Закон о выдумках")
    elsewhere = make_provision(make_law())
    russian = make_version(elsewhere, editors.IN_FORCE, text="Nothing is named here.")
    with pgtrigger.ignore(*PROTECTION):
        work.russian = ProvisionText.objects.create(
            version=russian, language="ru", text_sha256="0" * 64,
            summary=f"По статье {number} Закона о выдумках.",
        )  # fmt: skip
    make_version(make_provision(make_law()), editors.IN_FORCE, text=f"As article {number} has it.")
    return work


def repeal(work, day, **values):
    amendment = editors.amendment_of(
        work.law, editors.repeal(work.other, day), actor=work.author, adopted=None, commences_on=day
    )
    amending.submit_amendment(amendment=amendment, actor=work.author)
    return amending.publish_amendment(amendment=amendment, actor=editors.make_reviewer())


def test_texts_that_name_a_provision_are_found_in_its_own_law_and_in_others_by_their_names(cited):
    found = citing([cited.other], TODAY)
    assert found == [Cites(cited.citing.pk, cited.other.pk), Cites(cited.russian.pk, cited.other.pk)]


def test_text_that_names_what_was_repealed_is_on_the_list(editor, cited):
    listed = reverse("desk-list", args=["dangling"]) + f"?q={cited.law.identifier}"
    before = editor.get(listed).context["total"]
    repeal(cited, dt.date(2026, 1, 1))
    page = editor.get(listed)
    assert page.context["total"] == before + 1
    assert f"its text names Article {cited.other.number}" in page.content.decode()


def test_text_leaves_the_list_once_it_is_mended(cited):
    repeal(cited, dt.date(2026, 1, 1))
    assert cited.citing.pk in {each.text for each in dangling_texts(TODAY)}
    with pgtrigger.ignore(*PROTECTION):
        ProvisionText.objects.filter(pk=cited.citing.pk).update(summary="As the law has it.")
    assert cited.citing.pk not in {each.text for each in dangling_texts(TODAY)}


def test_repeal_to_come_leaves_nothing_hanging_yet(cited):
    repeal(cited, dt.date(2198, 1, 1))
    assert cited.citing.pk not in {each.text for each in dangling_texts(TODAY)}


def test_preview_of_a_repeal_names_the_texts_that_would_lead_nowhere(editor, cited):
    amendment = editors.amendment_of(cited.law, editors.repeal(cited.other), actor=cited.author)
    page = editor.get(reverse("desk-amendment", args=[amendment.pk])).content.decode()
    assert page.count("names it in its text and would lead nowhere") == 2


def test_preview_of_a_new_wording_says_what_else_depends_on_it(editor, cited):
    amendment = editors.amendment_of(cited.law, editors.substitution(cited.other), actor=cited.author)
    draft = cited.other.versions.get(state="draft")
    Duty.objects.create(version=draft, bearer=Role.objects.first(), action="Send a copy")
    ProvisionText.objects.create(
        version=draft, language="ru", summary="30 дней", made_from_sha256="0" * 64, text_sha256="1" * 64
    )
    page = editor.get(reverse("desk-amendment", args=[amendment.pk])).content.decode()
    assert "1 norm hangs on it" in page
    assert "Translations of words that have changed: Русский" in page
    assert page.count("names it in its text: see if that still fits") == 2


def test_queries_do_not_grow_with_the_changes(editor, cited, django_assert_max_num_queries):
    amendment = editors.amendment_of(cited.law, editors.repeal(cited.other), actor=cited.author)
    address = reverse("desk-amendment", args=[amendment.pk])
    editor.get(address)
    with django_assert_max_num_queries(26):
        editor.get(address)
