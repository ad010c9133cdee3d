"""allauth's forms with our words, and the form of the first editor."""

import struct
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)
from allauth.mfa.base.forms import AuthenticateForm as MFAAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

PASSWORD_HELP = _(
    "12 characters or more. Several words that have nothing to do with each other are easy to remember and "
    "hard to guess. Capitals, digits and signs are allowed, not asked for."
)
CODE_ATTRS = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "autocapitalize": "off",
    "autofocus": True,
}


def _relabel(form: forms.Form, **labels: Any) -> None:
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


def _describe_new_password(form: forms.Form) -> None:
    _relabel(form, password1=_("New password"), password2=_("New password again"))
    form.fields["password1"].help_text = PASSWORD_HELP


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, login=_("User name or e-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username", "autocapitalize": "off", "spellcheck": "false", "autofocus": True,
        }  # fmt: skip
        self.fields["password"].help_text = ""


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, password=_("Password"))
        self.fields["password"].help_text = ""


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, oldpassword=_("Present password"))
        self.fields["oldpassword"].help_text = ""
        _describe_new_password(self)


class FirstPasswordForm(SetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_new_password(self)


class PasswordByLinkForm(ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _describe_new_password(self)


class AskForLinkForm(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, email=_("E-mail address"))


class SecondStepForm(MFAAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, code=_("Code"))
        self.fields["code"].widget.attrs |= CODE_ATTRS
        self.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")


class ConfirmCodeForm(MFAReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, code=_("Code"))
        self.fields["code"].widget.attrs |= CODE_ATTRS
        self.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")


class AppSetUpForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, code=_("Code that the app shows now"))
        self.fields["code"].widget.attrs |= CODE_ATTRS


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


class PasskeyStepForm(AuthenticateWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class PasskeySignInForm(LoginWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class ConfirmPasskeyForm(ReauthenticateWebAuthnForm):
    credential = CredentialField(response=AuthenticationResponse)


class AddPasskeyForm(AddWebAuthnForm):
    """Every passkey here is kept by its device and checks the person: it signs in on its own."""

    credential = CredentialField(response=RegistrationResponse)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        _relabel(self, name=_("Name for it"))
        self.fields["name"].help_text = _("So that you know it again, for example “work laptop”.")
        self.fields["name"].max_length = 100


class RenamePasskeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _relabel(self, name=_("Name for it"))


class FirstEditorForm(BaseUserCreationForm):
    """Name and password of the account that may do everything."""

    class Meta:
        model = User
        fields = ["username", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].help_text = _("Letters, digits and @ . + - _")
        self.fields["username"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "off"}
        self.fields["email"].label = _("E-mail address, if you want to sign in with it")
        self.fields["email"].widget.attrs |= {"autocomplete": "email"}
        self.fields["password1"].label = _("Password")
        self.fields["password2"].label = _("Password again")
        self.fields["password1"].help_text = PASSWORD_HELP
        self.fields["password2"].help_text = ""
