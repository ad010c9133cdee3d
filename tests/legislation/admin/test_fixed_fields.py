"""What readers see of numbers, places and days isn't changed among the records, past the second person."""

import pytest
from django.test import Client
from django.urls import reverse

from legislation.models import Amendment, Effect
from tests.factories import editors

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
