"""A provision's page says what others can learn from it, and what it came from."""

import pytest
from django.test import Client

from legislation.models import Provision
from tests.factories import collaborations as made

pytestmark = pytest.mark.django_db


def page(client: Client, provision: Provision) -> str:
    return client.get(provision.get_absolute_url()).content.decode()


def test_both_provisions_of_a_transfer_lead_to_it(client: Client) -> None:
    model = Provision.objects.get(law__identifier="kz-offence-prevention-2025", eid="art_60")
    theirs = Provision.objects.filter(law__jurisdiction__code="PK").first()
    assert theirs
    assert "Lessons for other countries" not in page(client, model)
    transfer = made.make_transfer(provision=model, status="enacted", enacted_provision=theirs)
    assert "recommended to Pakistan: Enacted" in page(client, model)
    assert "what came of a recommendation to Pakistan" in page(client, theirs)
    assert transfer.get_absolute_url() in page(client, theirs)
