"""Every look at a case is recorded: no page about one can forget it."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cases.context import acting_as
from cases.models import AccessEvent
from tests.cases.views.matrix import MATRIX, ROUTES, Scene

pytestmark = pytest.mark.django_db
# They name no case in their address and show one nevertheless.
OF_ONE_CASE = ("work-received-", "work-offered", "work-approval", "work-disposition")


def kept_about(user: Any) -> set[Any]:
    with acting_as(user):
        return set(AccessEvent.objects.filter(actor=user, result="allowed").values_list("pk", flat=True))


def looked(client: Client, user: Any, address: str, before: set[Any]) -> tuple[int, bool]:
    """Open a page and undo it; return what it answered, and whether it was recorded that the person did."""
    with transaction.atomic():
        status = client.get(address, HTTP_HOST="localhost").status_code
        is_recorded = kept_about(user) > before
        transaction.set_rollback(True)
    return status, is_recorded


def test_every_page_that_shows_something_of_a_case_records_who_looked(db):
    scene = Scene()
    users = {actor: scene.user(actor) for actor in ("lead", "supervisor", "referred")}
    clients = {actor: scene.client(actor) for actor in users}
    before = {actor: kept_about(user) for actor, user in users.items()}
    unrecorded, opened = [], 0
    for name, methods in MATRIX.items():
        actor = next((each for each in users if each in methods.get("GET", ())), None)
        if actor is None or not ("case_id" in ROUTES[name] or name.startswith(OF_ONE_CASE)):
            continue
        status, is_recorded = looked(clients[actor], users[actor], scene.address(name), before[actor])
        opened += status == 200
        if status == 200 and not is_recorded:
            unrecorded.append(name)
    assert opened > 80
    assert unrecorded == []
