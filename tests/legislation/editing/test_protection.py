"""What is published can't be rewritten in place, not even by plain SQL of the application."""

import pytest
from django.db import DatabaseError, connection, transaction

from legislation.models import Duty, ProvisionText, ProvisionVersion, Role
from tests.factories import editors
from tests.factories.legislation import as_loaded, make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    _law, (article, _other) = editors.law_with_articles()
    return article.versions.get()


@pytest.fixture
@as_loaded
def duty(version):
    return Duty.objects.create(
        version=version, bearer=Role.objects.first(), action="Act", to_be_confirmed=True
    )


def refused(statement, *values):
    with (
        pytest.raises(DatabaseError, match="never changed in place"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    [
        "valid = daterange('2001-01-01', NULL)",
        "change_summary = 'forged'",
        "author_id = NULL, confidence = 'low'",
        "ceased_unknown = true",
    ],
)
def test_published_version_is_not_rewritten(version, change):
    refused(f"UPDATE legislation_provisionversion SET {change} WHERE id = %s", version.pk)


def test_published_version_is_not_deleted(version):
    refused("DELETE FROM legislation_provisionversion WHERE id = %s", version.pk)


def test_superseded_version_is_not_rewritten(version):
    ProvisionVersion.objects.filter(pk=version.pk).update(state="superseded")
    refused("UPDATE legislation_provisionversion SET change_summary = 'forged' WHERE id = %s", version.pk)


def test_end_and_checks_of_a_published_version_may_be_written(version):
    changed = ProvisionVersion.objects.filter(pk=version.pk).update(
        valid=("2020-07-01", "2027-01-01"), verified_on="2026-11-21", check_due_on="2027-11-21"
    )
    assert changed == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE legislation_provisiontext SET summary = 'forged' WHERE version_id = %s",
        "UPDATE legislation_provisiontext SET to_be_confirmed = true WHERE version_id = %s",
        "UPDATE legislation_provisiontext SET status = 'draft' WHERE version_id = %s",
        "DELETE FROM legislation_provisiontext WHERE version_id = %s",
    ],
)
def test_text_of_a_published_version_is_not_rewritten(version, statement):
    refused(statement, version.pk)


def test_authoritative_text_is_not_added_to_a_published_version(version):
    with pytest.raises(DatabaseError, match="never changed in place"), transaction.atomic():
        ProvisionText.objects.create(
            version=version, language="kk", official_text="…", status="authoritative", text_sha256="0" * 64
        )


def test_translation_of_a_published_version_is_added_and_changed(version):
    text = ProvisionText.objects.create(
        version=version, language="kk", summary="30 күн", status="draft", text_sha256="0" * 64
    )
    text.summary = "отыз күн"
    text.save()
    assert ProvisionText.objects.get(pk=text.pk).summary == "отыз күн"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE legislation_duty SET action = 'forged' WHERE version_id = %s",
        "DELETE FROM legislation_duty WHERE version_id = %s",
    ],
)
def test_norm_of_a_published_version_is_not_rewritten(version, duty, statement):
    refused(statement, version.pk)


def test_norm_is_not_added_to_a_published_version(version):
    with pytest.raises(DatabaseError, match="never changed in place"), transaction.atomic():
        Duty.objects.create(version=version, bearer=Role.objects.first(), action="Act")


def test_norm_is_not_moved_to_a_published_version(version):
    editor = editors.make_editor()
    law, (article, _other) = editors.law_with_articles()
    editors.amendment_of(law, editors.substitution(article), actor=editor)
    duty = Duty.objects.create(version=editors.draft_of(article), bearer=Role.objects.first(), action="Act")
    refused("UPDATE legislation_duty SET version_id = %s WHERE id = %s", version.pk, duty.pk)


def test_norm_is_confirmed_but_not_doubted_again(duty):
    assert Duty.objects.filter(pk=duty.pk).update(to_be_confirmed=False) == 1
    refused("UPDATE legislation_duty SET to_be_confirmed = true WHERE id = %s", duty.pk)


def test_missing_translation_of_a_norm_may_be_added_but_not_changed(duty):
    assert Duty.objects.filter(pk=duty.pk).update(i18n={"action_ru": "Действовать"}) == 1
    refused("UPDATE legislation_duty SET i18n = '{}' WHERE id = %s", duty.pk)


@as_loaded
def test_loader_and_factories_may_rewrite(version):
    assert make_text(version, language="ru", summary="30 дней")
    assert ProvisionText.objects.filter(version=version).update(summary="changed") == 2


def test_what_someone_wrote_needs_a_reviewer_even_in_sql(version):
    editor = editors.make_editor()
    law, (article, _other) = editors.law_with_articles()
    amendment = editors.amendment_of(law, editors.substitution(article), actor=editor)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE legislation_amendment SET state = 'in-review' WHERE id = %s; "
            "UPDATE legislation_amendment SET state = 'published' WHERE id = %s",
            [amendment.pk, amendment.pk],
        )
