"""Attributes that are kept encrypted, each bound to its record."""

import uuid

import pytest
from django.db import models

from kbase.encryption import DecryptionError
from kbase.sealed import Sealed


class Person(models.Model):
    """A model without a table: nothing here asks the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    email_token = models.TextField(blank=True)
    email = Sealed("email_token")

    class Meta:
        app_label = "sealed_tests"
        managed = False


def test_attribute_reads_what_it_wrote_and_the_column_hides_it() -> None:
    person = Person()
    person.email = "a@example.org"
    assert person.email == "a@example.org"
    assert "example" not in person.email_token


def test_empty_text_stays_empty() -> None:
    person = Person()
    person.email = "a@example.org"
    person.email = ""
    assert (person.email, person.email_token) == ("", "")


def test_token_of_another_record_cant_be_read() -> None:
    person, other = Person(), Person()
    person.email = "a@example.org"
    other.email_token = person.email_token
    with pytest.raises(DecryptionError):
        _ = other.email


def test_record_without_identity_is_refused() -> None:
    with pytest.raises(ValueError, match="no identity yet"):
        Person(id=None).email = "a@example.org"
