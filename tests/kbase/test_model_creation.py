"""Models created at once point at each other, are made into classes only afterwards, and go again."""

import pytest
from django.db import connections, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from kbase.model_creation import CreateModels


def made(name: str, other: str) -> CreateModel:
    key = models.ForeignKey(f"kbase.{other}", models.CASCADE, null=True, related_name="+")
    return CreateModel(name, [("id", models.AutoField(primary_key=True)), ("other", key)])


def pointed_at(tables: tuple[str, ...]) -> set[tuple[str, str]]:
    """From which of the tables to which there is a key, in the database."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = ANY (SELECT to_regclass(t) FROM unnest(%s::text[]) t)",
            [list(tables)],
        )
        return set(cursor.fetchall())


@pytest.mark.django_db(databases=["default", "owner"])
def test_models_that_point_at_each_other_are_created_at_once_and_dropped():
    operation, tables = CreateModels([made("Egg", "hen"), made("Hen", "egg")]), ("kbase_egg", "kbase_hen")
    before = ProjectState()
    assert before.apps  # made already, as while migrating
    after = before.clone()
    operation.state_forwards("kbase", after)
    assert "apps" not in after.__dict__
    with connections["owner"].schema_editor() as editor:
        operation.database_forwards("kbase", editor, before, after)
    assert pointed_at(tables) == {tables, tables[::-1]}
    with connections["owner"].schema_editor() as editor:
        operation.database_backwards("kbase", editor, after, before)
    assert pointed_at(tables) == set()
