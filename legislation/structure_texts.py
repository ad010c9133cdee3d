"""The draft versions and texts that a pasted law becomes."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from legislation.choices import Confidence, EditorialState, Language, TextStatus
from legislation.editing.rights import Actor
from legislation.models import Law, PastedText, ProvisionText, ProvisionVersion
from legislation.structure.tree import Proposal
from legislation.structure_drafts import Entry, check_existing, named, save_provisions


@dataclass(frozen=True, slots=True)
class Saved:
    """What was made of a text: new provisions, new versions, texts."""

    law: Law
    provisions: int
    versions: int
    texts: int


def save_tree(tree: Proposal, *, pasted: PastedText, actor: Actor, existing_as_new_versions: bool) -> Saved:
    """Write provisions, draft versions and texts; call it in a transaction.

    Raises:
        ValidationError: a provision is published already, or its draft has such a text already.
    """
    law = Law.objects.select_for_update(of=("self",)).get(pk=pasted.law_id)  # type: ignore[misc]
    check_existing(tree, law, as_new_versions=existing_as_new_versions)
    entries = save_provisions(tree, law, pasted.language)
    begun = _drafts_begun(entries, law, pasted)
    made = [_version(entry, law, pasted, actor) for entry in entries if entry.provision.pk not in begun]
    ProvisionVersion.objects.bulk_create(made, batch_size=500)
    _contribute(list(begun.values()), actor)
    versions = begun | {version.provision_id: version for version in made}
    texts = [_text(entry, versions[entry.provision.pk], pasted) for entry in entries]
    ProvisionText.objects.bulk_create(texts, batch_size=500)
    return Saved(law, sum(entry.is_new for entry in entries), len(made), len(texts))


def _start(law: Law, pasted: PastedText) -> object:
    return pasted.starts_on or law.in_force or law.adopted


def _version(entry: Entry, law: Law, pasted: PastedText, actor: Actor) -> ProvisionVersion:
    return ProvisionVersion(
        provision=entry.provision,
        valid=DateRange(_start(law, pasted), None, "[)"),
        start_known=pasted.starts_on is not None,
        norms_recorded=False,
        state=EditorialState.DRAFT,
        confidence=Confidence.LOW,
        source_url=pasted.source_url,
        author=actor,  # type: ignore[misc]
    )


def _text(entry: Entry, version: ProvisionVersion, pasted: PastedText) -> ProvisionText:
    return ProvisionText(
        version=version,
        language=pasted.language,
        heading=entry.node.heading,
        official_text=entry.text,
        status=pasted.status,
        text_sha256=sha256(entry.text.encode()).hexdigest(),
    )


def _drafts_begun(entries: list[Entry], law: Law, pasted: PastedText) -> dict[int, ProvisionVersion]:
    """Return drafts of the same first day, which another language was pasted for before."""
    existing = [entry.provision.pk for entry in entries if not entry.is_new]
    found = (
        ProvisionVersion.objects.select_for_update(of=("self",))
        .filter(provision__in=existing, state=EditorialState.DRAFT, amendment=None, corrects=None)
        .select_related("provision")
        .prefetch_related("texts")
    )
    start = _start(law, pasted)
    begun = {version.provision_id: version for version in found if version.valid.lower == start}
    texts = {pk: list(version.texts.all()) for pk, version in begun.items()}
    written = [
        begun[pk].provision.eid
        for pk, every in texts.items()
        if any(text.language == pasted.language for text in every)
    ]
    if written:
        raise ValidationError(
            _("There are drafts in %(language)s already: %(eids)s. Go on with those, or discard them first.")
            % {"language": Language(pasted.language).label, "eids": named(written)}
        )
    authoritative = [
        begun[pk].provision.eid
        for pk, every in texts.items()
        if pasted.status == TextStatus.AUTHORITATIVE and any(text.status == pasted.status for text in every)
    ]
    if authoritative:
        raise ValidationError(
            _(
                "These drafts have an official text in another language: %(eids)s. Only one can be official: "
                "save this as an official translation."
            )
            % {"eids": named(authoritative)}
        )
    return begun


def _contribute(versions: list[ProvisionVersion], actor: Actor) -> None:
    changed = []
    for version in versions:
        if actor.pk not in (version.author_id, *version.contributors):
            version.contributors = [*version.contributors, actor.pk]  # type: ignore[list-item]
            changed.append(version)
    ProvisionVersion.objects.bulk_update(changed, ["contributors"], batch_size=500)
