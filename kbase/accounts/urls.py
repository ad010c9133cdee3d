"""Addresses of the account pages, inside the language prefix; names are those that allauth looks up."""

from allauth.account import views as account
from allauth.mfa.recovery_codes import views as recovery_codes
from django.conf import settings
from django.urls import path, re_path

from kbase.accounts.views import factors, first_editor, kept, own, session_list, sign_in

urlpatterns = [
    path("", factors.AccountView.as_view(), name="mfa_index"),
    path("sign-in/", sign_in.SignInView.as_view(), name="account_login"),
    path("sign-in/passkey/", sign_in.PasskeySignInView.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second-step/", sign_in.SecondStepView.as_view(), name="mfa_authenticate"),
    path("sign-out/", sign_in.SignOutView.as_view(), name="account_logout"),
    path("confirm/", sign_in.ConfirmPasswordView.as_view(), name="account_reauthenticate"),
    path("confirm/code/", sign_in.ConfirmCodeView.as_view(), name="mfa_reauthenticate"),
    path("confirm/passkey/", sign_in.ConfirmPasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("set-up/", factors.SetUpView.as_view(), name="account_set_up"),
    path("app/", factors.AppSetUpView.as_view(), name="mfa_activate_totp"),
    path("app/remove/", own.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("passkeys/", factors.passkey_list, name="mfa_list_webauthn"),
    path("passkeys/add/", factors.AddPasskeyView.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/rename/", factors.RenamePasskeyView.as_view(), name="mfa_edit_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
    path("recovery-codes/", factors.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        recovery_codes.GenerateRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path("password/", own.NewPasswordView.as_view(), name="account_change_password"),
    path("password/first/", own.FirstPasswordView.as_view(), name="account_set_password"),
    re_path(
        r"^password/link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "password/link/used/",
        account.PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", session_list.SessionListView.as_view(), name="usersessions_list"),
    path("continue/", kept.ContinueView.as_view(), name="account_continue"),
    path("first/<str:token>/", first_editor.FirstEditorView.as_view(), name="account_first_editor"),
]

if settings.EMAIL_HOST:  # without mail an administrator gives the link: manage.py sign_in_link
    urlpatterns += [
        path("password/reset/", account.PasswordResetView.as_view(), name="account_reset_password"),
        path(
            "password/reset/sent/",
            account.PasswordResetDoneView.as_view(),
            name="account_reset_password_done",
        ),
    ]
