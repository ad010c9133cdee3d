"""People who keep the law, signed in, and a draft of theirs."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client

from legislation.choices import EditorialState
from legislation.models import Duty, Penalty, ProvisionVersion, Role
from legislation.permissions import EDITOR, REVIEWER
from tests.factories import accounts
from tests.factories.legislation import make_law, make_provision, make_version


@pytest.fixture
def editor() -> User:
    return accounts.staff("editor", groups=[EDITOR])


@pytest.fixture
def as_editor(editor: User) -> Client:
    return accounts.sign_in(Client(), editor)


@pytest.fixture
def as_reviewer() -> Client:
    return accounts.sign_in(Client(), accounts.staff("reviewer", groups=[REVIEWER]))


@pytest.fixture
def as_superuser() -> Client:
    return accounts.sign_in(Client(), accounts.staff("root", is_superuser=True))


@pytest.fixture
def draft(editor: User) -> ProvisionVersion:
    """A draft of the editor's with a text, a duty and a penalty."""
    version = make_version(
        make_provision(make_law()),
        dt.date(2021, 1, 1),
        text="About zebras.",
        state=EditorialState.DRAFT,
        author=editor,
    )
    ProvisionVersion.objects.filter(pk=version.pk).update(i18n={})  # as actions and the loader leave it
    Duty.objects.create(
        version=version, bearer=Role.objects.get(slug="police"), action="Hand over a copy", i18n={}
    )
    Penalty.objects.create(version=version, kind="fine", maximum=20, unit="MCI", i18n={})
    return version
