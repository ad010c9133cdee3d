"""Writes to the law bring the search index along, in the same transaction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection

from legislation.actions import load_reference
from legislation.loading.flatten import flatten
from legislation.loading.reading import read
from legislation.loading.rows import Row
from legislation.management.commands.load_reference import SHIPPED
from legislation.models import Law

pytestmark = pytest.mark.django_db

EDUCATION = "kz-education-2007"


def shipped() -> list[Row]:
    return flatten(read(SHIPPED))


def indexed(law: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM provision_search WHERE law = %s", [law])
        return int(cursor.fetchone()[0])


def words_found(word: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_law_name WHERE name LIKE %s", [f"%{word}%"])
        return int(cursor.fetchone()[0])


def test_shipped_laws_are_indexed() -> None:
    assert all(indexed(law) for law in Law.objects.values_list("pk", flat=True))


def test_changed_law_is_indexed_anew() -> None:
    rows = [
        replace(row, values={**row.values, "short_title": "Zebrawood Act"})
        if (row.model, row.key) == ("Law", EDUCATION)
        else row
        for row in shipped()
    ]
    assert words_found("zebrawood") == 0
    load_reference(rows=rows)
    assert words_found("zebrawood") == 1


def test_removed_law_leaves_the_index() -> None:
    law = Law.objects.get(identifier=EDUCATION)
    assert indexed(law.pk)
    load_reference(
        rows=[row for row in shipped() if row.law != EDUCATION and f"/{EDUCATION}#" not in row.key]
    )
    assert not Law.objects.filter(pk=law.pk).exists()
    assert indexed(law.pk) == 0
