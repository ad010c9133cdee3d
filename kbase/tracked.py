"""What happens to accounts, kept in history: who may do what, second factors, sign-ins, new passwords.

Each list of fields says all that is kept: never a password or its hash, a secret, an address, a device.
"""

from __future__ import annotations

import pghistory
import pgtrigger
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

ACCOUNT_FIELDS = [
    "id",
    "username",
    "first_name",
    "last_name",
    "email",
    "is_active",
    "is_staff",
    "is_superuser",
]


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.UpdateEvent("password", condition=pgtrigger.Q(old__password__df=pgtrigger.F("new__password"))),
    pghistory.DeleteEvent(),
    app_label="kbase",
    model_name="AccountEvent",
    fields=ACCOUNT_FIELDS,
)
class Account(User):
    """A person's account; a new password is an event without its contents."""

    class Meta:
        proxy = True
        app_label = "kbase"
        verbose_name = _("account")
        verbose_name_plural = _("accounts")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    app_label="kbase",
    model_name="MembershipEvent",
    fields=["id", "user", "group"],
)
class Membership(User.groups.through):  # type: ignore[name-defined]
    """That a person belongs to a group."""

    class Meta:
        proxy = True
        app_label = "kbase"
        verbose_name = _("membership of a group")
        verbose_name_plural = _("memberships of groups")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    app_label="kbase",
    model_name="SecondFactorEvent",
    fields=["id", "user", "type"],
)
class SecondFactor(Authenticator):
    """A code app, a passkey, recovery codes: that there is one, not its secret."""

    class Meta:
        proxy = True
        app_label = "kbase"
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    app_label="kbase",
    model_name="SignInEvent",
    fields=["id", "user"],
)
class SignIn(UserSession):
    """A sign-in from its beginning to its end, without where and with what."""

    class Meta:
        proxy = True
        app_label = "kbase"
        verbose_name = _("sign-in")
        verbose_name_plural = _("sign-ins")
