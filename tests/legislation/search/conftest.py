"""A search in one line: words, language, day, filters as in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from legislation.models import Provision
from legislation.search.answer import Answer, answer
from legislation.search.request import Request, filters
from legislation.search.vocabulary import vocabulary

DAY = "2026-11-21"


@pytest.fixture
def ask(db: None) -> Callable[..., Answer]:
    def search(
        text: str, *, reader: str = "en", on: str = DAY, page: int = 1, per_page: int = 20, **given: Any
    ) -> Answer:
        known = vocabulary()
        values = {name: [value] if isinstance(value, str) else value for name, value in given.items()}
        chosen, numbers = filters(values, known)
        request = Request(
            text=text,
            on=dt.date.fromisoformat(on),
            language=reader,
            page=page,
            per_page=per_page,
            chosen=chosen,
            numbers=numbers,
        )
        return answer(request, known)

    return search


@pytest.fixture
def places(db: None) -> Callable[[Answer], list[str]]:
    """Name the provisions of a page in order: 'kz-offence-prevention-2025 art_60'."""

    def name(found: Answer) -> list[str]:
        order = list(dict.fromkeys(match.provision for match in found.found.matches))
        provisions = Provision.objects.select_related("law").in_bulk(order)
        return [f"{provisions[pk].law.identifier} {provisions[pk].eid}" for pk in order]

    return name
