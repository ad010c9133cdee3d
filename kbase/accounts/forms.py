"""allauth's forms with our words, and the form of the first editor."""

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
from django import forms
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

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


def relabel(form: forms.Form, **labels: Any) -> None:
    """Give fields our labels, and no placeholder that says the same again."""
    for name, label in labels.items():
        form.fields[name].label = label
        form.fields[name].widget.attrs.pop("placeholder", None)


def _describe_new_password(form: forms.Form) -> None:
    relabel(form, password1=_("New password"), password2=_("New password again"))
    form.fields["password1"].help_text = PASSWORD_HELP


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, login=_("User name or e-mail address"), password=_("Password"))
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username", "autocapitalize": "off", "spellcheck": "false", "autofocus": True,
        }  # fmt: skip
        self.fields["password"].help_text = ""


class ConfirmPasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, password=_("Password"))
        self.fields["password"].help_text = ""


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, oldpassword=_("Present password"))
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
        relabel(self, email=_("E-mail address"))


class SecondStepForm(MFAAuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code=_("Code"))
        self.fields["code"].widget.attrs |= CODE_ATTRS
        self.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")


class ConfirmCodeForm(MFAReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code=_("Code"))
        self.fields["code"].widget.attrs |= CODE_ATTRS
        self.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")


class AppSetUpForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relabel(self, code=_("Code that the app shows now"))
        # Without the focus: the picture above comes first.
        self.fields["code"].widget.attrs |= CODE_ATTRS | {"autofocus": False}


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
