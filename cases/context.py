"""Telling the database who asks, as cases do; the words are made in kbase/context.py."""

from kbase.context import SECONDS, SETTING, acting_as, renew, signed, signing_keys

__all__ = ["SECONDS", "SETTING", "acting_as", "renew", "signed", "signing_keys"]
