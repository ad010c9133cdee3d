"""Which text of a version the others follow, and whether they still do."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from legislation.choices import TextStatus
from legislation.models import ProvisionText


def text_digest(text: ProvisionText) -> str:
    """Give the SHA-256 of the official text, or of the summary where none is held."""
    return sha256((text.official_text or text.summary).encode()).hexdigest()


def source_text(texts: Iterable[ProvisionText], official: Iterable[str]) -> ProvisionText | None:
    """Choose the text that translations are made from.

    The authoritative one, else one that is no translation of another: in English first, where summaries
    of ours are written, then in an official language.
    """
    order = {code: place for place, code in enumerate(["en", *official])}
    ranked = sorted(
        texts,
        key=lambda text: (
            text.status != TextStatus.AUTHORITATIVE,
            bool(text.made_from_sha256) or text.status == TextStatus.DRAFT,
            order.get(text.language, len(order)),
        ),
    )
    return ranked[0] if ranked else None


def is_stale(text: ProvisionText, source: ProvisionText | None) -> bool:
    """Tell whether a translation was made from words that have changed since."""
    return bool(source and text.made_from_sha256 and text.made_from_sha256 != source.text_sha256)
