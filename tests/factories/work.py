"""Pages of case work as a member of the place opens and sends them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import accounts
from tests.factories.cases import Place


class Desk:
    """A signed-in member of a place, and a case she works on."""

    def __init__(self, place: Place, case: Any, who: str = "worker") -> None:
        self.place, self.case, self.user = place, case, place.user(who)
        self.client = accounts.sign_in(Client(), self.user)

    def address(self, name: str, record: Any = None) -> str:
        return reverse(name, args=(self.case.pk, *([record.pk] if record else [])))

    def get(self, name: str, record: Any = None, *, status: int = 200, language: str = "en") -> str:
        """Open a page; return what it says."""
        response = self.client.get(self.address(name, record).replace("/en/", f"/{language}/"))
        assert response.status_code == status, response.status_code
        return response.content.decode()

    def send(self, name: str, record: Any = None, **values: Any) -> HttpResponse:
        """Send a form of a page."""
        return self.client.post(self.address(name, record), values)
