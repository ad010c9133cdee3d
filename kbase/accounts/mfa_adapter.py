"""How allauth keeps second factors here: secrets encrypted, each bound to its user."""

import logging

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kbase.accounts import second_factor
from kbase.accounts.account_adapter import AccountAdapter
from kbase.encryption import DecryptionError, Place, keyring

logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "unreadable": _("Your second factor can't be read here. Ask an administrator to remove it."),
        "cannot_delete_authenticator": _(
            "Staff need a second factor: add another one before you remove this."
        ),
    }

    def encrypt(self, text: str) -> str:
        return keyring().encrypt(text, place_of_secret(_current_user()))

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return keyring().decrypt(encrypted_text, place_of_secret(_current_user()))
        except DecryptionError:
            logger.error("second factor unreadable")
            raise self.validation_error("unreadable") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (second_factor.is_required(authenticator.user) and second_factor.is_last(authenticator))

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}

    def get_totp_issuer(self) -> str:
        return "Qorgau"


def place_of_secret(user: AbstractBaseUser) -> Place:
    """Where a user's TOTP secret and seed of recovery codes are kept."""
    return Place("mfa_authenticator", "data", f"user {user.pk}")


def _current_user() -> AbstractBaseUser:
    """Return who is signed in, else who gave a right password and is now asked for the second factor."""
    request = context.request
    stage = getattr(request, "_login_stage", None)
    user = stage.login.user if stage else request.user
    if not isinstance(user, AbstractBaseUser):
        raise PermissionDenied("A second factor is read only for the user who is signing in.")
    return user
