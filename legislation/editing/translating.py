"""Translate what is published: the one text that may be added or changed without a new version."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from legislation.actions import reindex
from legislation.choices import TextStatus
from legislation.editing.rights import Actor, require_editor
from legislation.editing.texts import source_text, text_digest
from legislation.models import ProvisionText, ProvisionVersion


class TranslatedMeanwhileError(ValidationError):
    """Somebody else saved this translation since the form was opened; `held` is theirs."""

    def __init__(self, held: ProvisionText) -> None:
        self.held = held
        super().__init__(
            _("Someone else saved this translation meanwhile. Compare theirs with yours, then save again.")
        )


@transaction.atomic
def translate(
    *,
    version: ProvisionVersion,
    language: str,
    words: dict[str, str],
    made_from: str,
    held: str,
    actor: Actor,
) -> ProvisionText:
    """Save our own or draft translation of a version.

    Args:
        words: heading, summary, official_text, status.
        made_from: digest of the source as the translator saw it; an older one leaves it marked as stale.
        held: digest of the translation that the translator began with; '' for none.

    Raises:
        PermissionDenied: the actor may not edit.
        TranslatedMeanwhileError: somebody else saved another one since.
        ValidationError: the language has an official text, or is that of the source.
    """
    require_editor(actor)
    version = ProvisionVersion.objects.select_for_update(of=("self",)).with_address().get(pk=version.pk)
    texts = {text.language: text for text in version.texts.all()}
    source = source_text(texts.values(), version.provision.content_languages)
    text = texts.get(language) or ProvisionText(version=version, language=language)
    if text == source or (text.pk and not is_ours(text)):
        raise ValidationError(
            _("This is no translation of ours: correct the version, or enter an amendment.")
        )
    if (text.text_sha256 if text.pk else "") != held:
        raise TranslatedMeanwhileError(text)
    for name, value in words.items():
        setattr(text, name, value)
    text.made_from_sha256 = made_from
    text.to_be_confirmed = False
    text.text_sha256 = text_digest(text)
    text.full_clean()
    text.save()
    reindex(laws=[version.provision.law_id])
    return text


def is_ours(text: ProvisionText) -> bool:
    """Tell whether a text is a translation that may be changed in place."""
    return text.status == TextStatus.DRAFT or (text.status == TextStatus.OWN and bool(text.made_from_sha256))
