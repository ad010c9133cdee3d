"""Links that an administrator gives a person: to make the first account, to choose a new password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import User
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

SALT = "kbase.accounts.first_editor"
FIRST_EDITOR_SECONDS = 24 * 60 * 60


def is_first_editor_wanted() -> bool:
    """Whether nobody can administer the site yet; after that no link to make the first account is valid."""
    return not User.objects.filter(is_superuser=True).exists()


def first_editor_path(language: str = "en") -> str:
    """Return the path of a page, valid for a day, on which the first account is made."""
    with override(language):
        return reverse("account_first_editor", kwargs={"token": signing.dumps("", salt=SALT)})


def is_first_editor_token(token: str) -> bool:
    """Whether a token was made here, in time, and is still of use."""
    try:
        signing.loads(token, salt=SALT, max_age=FIRST_EDITOR_SECONDS)
    except signing.BadSignature:
        return False
    return is_first_editor_wanted()


def new_password_path(user: User, language: str = "en") -> str:
    """Return the path of a page on which this user chooses a new password, once.

    It dies when used, when the user signs in, and after settings.PASSWORD_RESET_TIMEOUT.
    """
    key = default_token_generator.make_token(user)
    with override(language):
        return reverse(
            "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
        )
