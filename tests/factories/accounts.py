"""Users, and test clients that are signed in as far as a test wants."""

import time
from collections.abc import Iterable

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client

from kbase.accounts import sessions
from kbase.accounts.mfa_adapter import place_of_secret
from kbase.encryption import keyring

PASSWORD = "seven grey horses drink tea"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def user(username: str = "aigerim", *, groups: Iterable[str] = (), **fields: object) -> User:
    """Make a user with PASSWORD; is_staff, is_superuser, email and the like as fields."""
    rights = {name: fields.pop(name) for name in ("is_staff", "is_superuser") if name in fields}
    account = User.objects.create_user(username=username, password=PASSWORD, **fields)
    found = [Group.objects.get_or_create(name=name)[0] for name in groups]
    if found or rights:
        give_rights(account, groups=found, **rights)
    return account


def give_rights(
    account: User, *, is_active: object = None, is_staff: object = None, is_superuser: object = None,
    groups: Iterable[Group] | None = None, permissions: Iterable[Permission] | None = None,
) -> User:  # fmt: skip
    """Change what an account may do, as only the owner of the database may; None leaves it as it is."""
    given = {"is_active": is_active, "is_staff": is_staff, "is_superuser": is_superuser}
    ids = [None if each is None else [row.pk for row in each] for each in (groups, permissions)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT public.give_rights_in_tests(%s, %s, %s, %s, %s::int[], %s::int[])",
            [account.pk, *given.values(), *ids],
        )
    for name, value in given.items():
        if value is not None:
            setattr(account, name, value)
    return account


def staff(username: str = "aigerim", *, groups: Iterable[str] = (), **fields: object) -> User:
    """Make a member of staff with a code app set up."""
    account = user(username, groups=groups, is_staff=True, **fields)
    add_totp(account)
    return account


def add_totp(account: User) -> Authenticator:
    secret = keyring().encrypt(TOTP_SECRET, place_of_secret(account))
    return Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": secret})


def add_recovery_codes(account: User) -> None:
    seed = keyring().encrypt("0123456789abcdef" * 5, place_of_secret(account))
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.RECOVERY_CODES, data={"seed": seed, "used_mask": 0}
    )


# The first codes of that seed.
RECOVERY_CODES = ("64942586", "03959085", "07990366")


def totp_code(*, at: float | None = None, secret: str = TOTP_SECRET) -> str:
    """Return the code that the app shows now, or at another time."""
    return format_hotp_value(hotp_value(secret, int(at if at is not None else time.time()) // 30))


def sign_in(client: Client, account: User, *, second_factor: bool = True) -> Client:
    """Sign a client in, in time, and with the second factor unless it isn't wanted."""
    client.force_login(account)
    session = client.session
    sessions.start(session)
    if second_factor:
        now = time.time()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": now, "username": account.username},
            {"method": "mfa", "at": now, "type": "totp"},
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(account.pk)
    session.save()
    return client


def staff_client(
    client: Client, groups: Iterable[str] = (), *, username: str = "aigerim", **fields: object
) -> Client:
    """Sign a client in as a new member of staff in these groups; `client.user` is the user."""
    account = staff(username, groups=groups, **fields)
    client.user = account  # type: ignore[attr-defined]
    return sign_in(client, account)


def make_sign_in_older(client: Client, seconds: float) -> None:
    """Put back when a client proved who it is."""
    session = client.session
    records = session[AUTHENTICATION_METHODS_SESSION_KEY]
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record | {"at": record["at"] - seconds} for record in records
    ]
    session.save()


def add_passkey_row(account: User, name: str = "Laptop") -> Authenticator:
    """Add a passkey that no device holds: enough to be listed, renamed and removed."""
    return Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": {}}
    )
