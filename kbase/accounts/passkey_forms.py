"""allauth's forms for passkeys with our words, and a field that refuses what no browser sends."""

import logging
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal import auth as webauthn_auth
from django import forms
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from kbase.accounts.forms import relabel
from kbase.accounts.passkeys import is_sealed

logger = logging.getLogger(__name__)


class CredentialField(forms.JSONField):
    """What the browser made of a passkey; anything that can't be read is refused here.

    allauth expects well-formed answers: of others the parser raises more than it catches.
    """

    widget = forms.HiddenInput

    def __init__(
        self, *, response: type[RegistrationResponse | AuthenticationResponse], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.response = response
        self.error_messages |= {
            "required": _("The device gave no passkey. Try again."),
            "invalid": _("This passkey could not be read. Try again."),
        }

    def to_python(self, value: Any) -> Any:
        try:
            answer = super().to_python(value)
            if answer in self.empty_values:
                return None
            self.response.from_dict(answer)
        except (
            RecursionError,
            ValueError,
            TypeError,
            LookupError,
            AttributeError,
            ArithmeticError,
            struct.error,
        ) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never send it back: each ceremony gives another."""
        return None


class OwnPasskey:
    """Refuses a passkey that nobody added here, though its row is there."""

    cleaned_data: dict[str, Any]

    def clean_credential(self) -> Authenticator:
        state, answer = webauthn_auth.get_state(), self.cleaned_data["credential"]
        passkey: Authenticator = super().clean_credential()  # type: ignore[misc]
        if not is_sealed(passkey):
            logger.error("passkey not proved")
            raise get_adapter().validation_error("unreadable")
        # allauth reads the keys and then, with another query, the row: the key may have been another's.
        own = passkey.wrap().authenticator_data.credential_data
        try:
            webauthn_auth.get_server().authenticate_complete(state, [own], answer)
        except ValueError as error:
            logger.error("passkey changed while it was checked")
            raise get_adapter().validation_error("incorrect_code") from error
        return passkey


class PasskeyStepForm(OwnPasskey, AuthenticateWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class PasskeySignInForm(OwnPasskey, LoginWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class ConfirmPasskeyForm(OwnPasskey, ReauthenticateWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class AddPasskeyForm(AddWebAuthnForm):
    """Every passkey here is kept by its device and checks the person: it signs in on its own."""

    credential = CredentialField(response=RegistrationResponse)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        relabel(self, name=_("Name for it"))
        self.fields["name"].help_text = _("So that you know it again, for example “work laptop”.")
        self.fields["name"].max_length = 100


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, name=_("Name for it"))
