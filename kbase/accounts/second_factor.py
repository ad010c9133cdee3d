"""Who needs a second factor, and whether this session has seen it."""

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest
from django.utils.module_loading import import_string

from kbase.accounts import sessions
from kbase.accounts.passkeys import is_sealed

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# In the session: where a person was going before a second factor had to be set up.
NEXT = "accounts.next"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_required(user: "User | AbstractBaseUser | AnonymousUser") -> bool:
    """Every member of staff needs one, and everyone who does confidential work."""
    if getattr(user, "is_staff", False) or getattr(user, "is_superuser", False):
        return True
    return does_confidential_work(user)


def does_confidential_work(user: "User | AbstractBaseUser | AnonymousUser") -> bool:
    """Whether the app that settings.CONFIDENTIAL_WORK names says so; asked once for each user loaded."""
    if not isinstance(user, AbstractBaseUser):
        return False
    known: bool | None = getattr(user, "_does_confidential_work", None)
    if known is None:
        known = user._does_confidential_work = bool(  # type: ignore[attr-defined]
            import_string(settings.CONFIDENTIAL_WORK)(user)
        )
    return known


def is_missing(request: HttpRequest, user: "User | AbstractBaseUser | AnonymousUser") -> bool:
    """Whether this session must not count as signed in yet."""
    return is_required(user) and not is_done(request, user)


def is_done(request: HttpRequest, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether a second factor of this user was proved in this session."""
    if not isinstance(user, AbstractBaseUser):
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def has_any(user: AbstractBaseUser) -> bool:
    """Whether the user has set one up; recovery codes alone are none."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def is_last(authenticator: Authenticator) -> bool:
    """Whether removing this one would leave its user without any that signs in."""
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
    return authenticator.type in FACTORS and not any(map(_counts, others.exclude(pk=authenticator.pk)))


def _counts(factor: Authenticator) -> bool:
    """Whether a factor is accepted: a passkey without its seal is there and opens nothing."""
    return factor.type == Authenticator.Type.TOTP or is_sealed(factor)


def record_set_up(request: HttpRequest, authenticator: Authenticator) -> None:
    """Count a factor as proved by having been set up here just now; change the session's key."""
    record_authentication(
        request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True
    )
    sessions.change_key(request)
