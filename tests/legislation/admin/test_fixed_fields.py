"""What readers see of numbers, places and days isn't changed among the records, past the second person."""

import pytest
from django.forms import modelform_factory
from django.test import Client
from django.urls import reverse

from legislation.admin.provisions import ProvisionForm as Form
from legislation.models import Amendment, Effect, Provision
from tests.factories import editors
from tests.factories.legislation import make_provision

pytestmark = pytest.mark.django_db


def fields_of(client: Client, kind: str, key: int) -> set[str]:
    page = client.get(reverse(f"admin:legislation_{kind}_change", args=[key]))
    return set(page.context["adminform"].form.fields)


def test_number_and_place_of_a_provision_are_fixed_once_readers_see_it(as_editor: Client) -> None:
    _law, (article, other) = editors.law_with_articles()
    other.awaits_publication = True
    other.save()
    assert not fields_of(as_editor, "provision", article.pk) & {"number", "parent", "position", "eid"}
    assert fields_of(as_editor, "provision", other.pk) >= {"number", "parent", "position", "eid"}


def test_days_of_a_published_amendment_and_of_its_effects_are_fixed(as_editor: Client) -> None:
    amendment = Amendment.objects.filter(state="published", effects__isnull=False).first()
    effect = Effect.objects.filter(amendment=amendment).first()
    assert not fields_of(as_editor, "amendment", amendment.pk) & {"number", "adopted", "commenced"}
    assert not fields_of(as_editor, "effect", effect.pk) & {"commences_on", "state", "version"}


def test_cycle_in_the_tree_is_refused_in_words() -> None:
    law, (article, _other) = editors.law_with_articles()
    part = make_provision(law, parent=article, position=1, depth=1)
    law.provisions.update(awaits_publication=True)
    fields = ["law", "parent"]
    form = modelform_factory(Provision, form=Form, fields=fields)(
        {"law": law.pk, "parent": part.pk}, instance=article
    )
    assert "below itself" in str(form.errors)
