"""Sealed fields hold ciphertext only, bound to case, table, column and row; everything fails closed."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from cases import keys
from cases.actions.parties import Identity
from cases.context import acting_as
from cases.models import Case, PartyIdentity
from cases.sealing import PlainTextError, opened, seal
from kbase.encryption import DecryptionError, EncryptionKeyError
from tests.factories.cases import Place, make_case, make_party

pytestmark = pytest.mark.django_db
WHO = Identity(name="Invented Name", iin="850101300123", phones="+7 701 555 01 23", address="Nowhere 1")


@pytest.fixture
def identity(place: Place) -> PartyIdentity:
    case = make_case(place)
    party = make_party(case, identity=WHO)
    with acting_as(case.lead.user):
        return PartyIdentity.objects.select_related("case__lead__user").get(party=party)


def test_what_was_sealed_opens(identity):
    assert opened(identity, "name") == "Invented Name"
    assert opened(identity, "address") == "Nowhere 1"


def test_stored_value_is_ciphertext(identity):
    for token in (identity.name, identity.iin, identity.phones, identity.address):
        assert token.startswith("v1.c1.")
    assert "Invented" not in repr(identity.__dict__)


def test_same_text_gives_other_ciphertext_each_time(identity):
    before = identity.name
    seal(identity, name="Invented Name")
    assert identity.name != before


def test_plain_text_is_refused_before_it_reaches_the_database(identity):
    identity.name = "Invented Name"
    with pytest.raises(PlainTextError) as refused, acting_as(identity.case.lead.user):
        identity.save(update_fields=["name"])
    assert "Invented" not in str(refused.value)


def test_database_refuses_plain_text_too(identity):
    with (
        acting_as(identity.case.lead.user),
        pytest.raises(IntegrityError, match="identity_is_sealed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE cases_partyidentity SET name = 'v1 Invented' WHERE id = %s", [identity.pk])


def test_value_moved_to_another_column_does_not_open(identity):
    identity.address = identity.name
    with pytest.raises(DecryptionError):
        opened(identity, "address")


def test_value_moved_to_another_case_does_not_open(place, identity):
    elsewhere = make_case(place)
    other = make_party(elsewhere, identity=Identity(name="Another"))
    with acting_as(elsewhere.lead.user):
        row = PartyIdentity.objects.select_related("case").get(party=other)
    row.name = identity.name
    with pytest.raises(DecryptionError):
        opened(row, "name")


def test_wrapped_key_of_another_case_does_not_unwrap(place, identity):
    identity.case.identity_key = make_case(place).identity_key
    with pytest.raises(DecryptionError):
        opened(identity, "name")


def test_key_of_content_does_not_open_identities(identity):
    identity.case.identity_key = identity.case.content_key
    with pytest.raises(DecryptionError):
        opened(identity, "name")


def test_without_master_key_nothing_opens(identity, settings):
    settings.IDENTITY_KEYS = ""
    with pytest.raises(EncryptionKeyError, match="KBASE_IDENTITY_KEYS"):
        opened(identity, "name")


def test_under_another_master_key_nothing_opens(identity, settings):
    settings.IDENTITY_KEYS = f"local:{'B' * 43}"
    with pytest.raises(DecryptionError):
        opened(identity, "name")


def test_each_case_has_keys_of_its_own(place):
    first, second = make_case(place), make_case(place)
    found = {
        keys.unwrap(wrapped, case.pk, purpose)
        for case in (first, second)
        for wrapped, purpose in ((case.content_key, keys.CONTENT), (case.identity_key, keys.IDENTITY))
    }
    assert len(found) == 4


def test_11_dumpdata_prints_ciphertext(identity, capsys):
    with acting_as(identity.case.lead.user):
        call_command("dumpdata", "cases")
    printed = capsys.readouterr().out
    assert str(identity.pk) in printed
    assert "Invented" not in printed
    assert "850101300123" not in printed


def test_dumpdata_without_anyone_asking_holds_no_case(identity, capsys):
    call_command("dumpdata", "cases")
    assert capsys.readouterr().out.strip() == "[]"
    assert Case.objects.count() == 0
