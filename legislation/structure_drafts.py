"""Whether a corrected tree can be saved, and what it becomes: provisions in the order of their law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legislation.choices import EditorialState, Language, ProvisionKind
from legislation.models import Law, Provision, ProvisionVersion
from legislation.structure.checking import duplicated
from legislation.structure.tree import Kind, Node, Proposal

NAMED_AT_MOST = 10  # eIds in one message
LONGEST_NUMBER, LONGEST_EID = 60, 120
_BASIC = frozenset({Kind.ARTICLE, Kind.SECTION, Kind.PARAGRAPH, Kind.POINT})
_INNER = frozenset({Kind.PARAGRAPH, Kind.POINT})


@dataclass(slots=True)
class Entry:
    """A node, what it stands in, and the provision that it is or becomes."""

    node: Node
    above: Entry | None
    before: Entry | None
    number: str
    provision: Provision
    is_new: bool = False

    @property
    def text(self) -> str:
        """The words of the node, with those of its notes."""
        notes = [child.text for child in self.node.children if child.kind is Kind.NOTE]
        return "\n".join(filter(None, [self.node.text, *notes]))


def check_savable(tree: Proposal, *, without_unparsed: bool) -> None:
    """Refuse a tree that can't be saved as it is, with every reason.

    Raises:
        ValidationError: no nodes, the same eId twice, no number, a note outside of everything, lines left.
    """
    problems = []
    if not any(node.kind is not Kind.NOTE for node in tree.walk()):
        problems.append(_("There is no provision in it: make one of the unparsed lines."))
    if twice := duplicated(tree):
        problems.append(
            _("The same number is there twice: %(eids)s. Change one, or join it to what stands before.")
            % {"eids": named(twice)}
        )
    if unnumbered := [node.eid for node in tree.walk() if not node.number.strip()]:
        problems.append(_("Give a number to each of these: %(eids)s.") % {"eids": named(unnumbered)})
    if any(node.kind is Kind.NOTE for node in tree.nodes):
        problems.append(_("A note stands outside of all provisions: move it into one, or set it aside."))
    lines = len({piece.line for piece in tree.unparsed})
    if lines and not without_unparsed:
        problems.append(
            ngettext(
                "One line is in no provision. Take it up, or confirm that it is left out.",
                "%(count)d lines are in no provision. Take them up, or confirm that they are left out.",
                lines,
            )
            % {"count": lines}
        )
    if problems:
        raise ValidationError(problems)


def check_existing(tree: Proposal, law: Law, *, as_new_versions: bool) -> None:
    """Refuse a tree with provisions that readers see already, unless they are to get new versions.

    Raises:
        ValidationError: with their eIds.
    """
    if as_new_versions:
        return
    published = set(
        ProvisionVersion.objects.filter(
            provision__law=law, state__in=[EditorialState.PUBLISHED, EditorialState.SUPERSEDED]
        ).values_list("provision__eid", flat=True)
    )
    if taken := [node.eid for node in tree.walk() if node.eid in published]:
        raise ValidationError(
            _(
                "These provisions are published already: %(eids)s. Save them as new draft versions, "
                "or set them aside."
            )
            % {"eids": named(taken)}
        )


def save_provisions(tree: Proposal, law: Law, language: str) -> list[Entry]:
    """Make the provisions that the law lacks, level by level, and number all of it in order."""
    known = {one.eid: one for one in Provision.objects.filter(law=law).order_by("position", "pk")}
    entries = list(_entries(tree.nodes, None, known, law, language))
    level = [entry for entry in entries if entry.above is None]
    while level:
        for entry in level:
            if entry.is_new:
                entry.provision.parent = entry.above.provision if entry.above else None
        Provision.objects.bulk_create([entry.provision for entry in level if entry.is_new], batch_size=500)
        here = {id(entry) for entry in level}
        level = [entry for entry in entries if id(entry.above) in here]
    _arrange(entries, list(known.values()))
    return entries


def named(eids: Iterable[str]) -> str:
    """List eIds in a message, the first few of many."""
    every = list(dict.fromkeys(eids))
    shown = ", ".join(every[:NAMED_AT_MOST])
    return f"{shown} …" if len(every) > NAMED_AT_MOST else shown


def _entries(
    nodes: Iterable[Node], above: Entry | None, known: dict[str, Provision], law: Law, language: str
) -> Iterator[Entry]:
    before: Entry | None = None
    for node in nodes:
        if node.kind is Kind.NOTE:
            continue
        number = _number(node, above)
        found = known.get(node.eid)
        provision = found or _provision(node, number, law, language)
        entry = Entry(node, above, before, number, provision, is_new=found is None)
        yield entry
        yield from _entries(node.children, entry, known, law, language)
        before = entry


def _number(node: Node, above: Entry | None) -> str:
    """Return the number as the law is cited: paragraph 2 of article 60 is 60(2)."""
    is_below = node.kind in _INNER and above is not None and above.node.kind in _BASIC
    return f"{above.number}({node.number})" if is_below and above else node.number


def _provision(node: Node, number: str, law: Law, language: str) -> Provision:
    if len(number) > LONGEST_NUMBER or len(node.eid) > LONGEST_EID:
        raise ValidationError(
            _("The number of %(eid)s is too long: at most %(limit)s characters, with those it stands in.")
            % {"eid": node.eid, "limit": LONGEST_NUMBER}
        )
    is_english = language == Language.ENGLISH
    return Provision(
        law=law,
        eid=node.eid,
        kind=ProvisionKind.PART if node.kind is Kind.ANNEX else ProvisionKind(node.kind.value),
        number=number,
        heading=node.heading if is_english else "",
        i18n={f"heading_{language}": node.heading} if node.heading and not is_english else {},
        position=0,
        awaits_publication=True,
    )


def _arrange(entries: list[Entry], known: list[Provision]) -> None:
    """Number all provisions of the law anew: each new one stands after the one before it in the text."""
    children: dict[int | None, list[Provision]] = {}
    for one in known:
        children.setdefault(one.parent_id, []).append(one)
    for entry in entries:
        if entry.is_new:
            level = children.setdefault(entry.provision.parent_id, [])
            level.insert(_place(entry, level), entry.provision)
    changed: list[Provision] = []
    waiting = [(one, 0) for one in reversed(children.get(None, []))]
    position = 0
    while waiting:
        one, depth = waiting.pop()
        if (one.position, one.depth) != (position, depth):
            one.position, one.depth = position, depth
            changed.append(one)
        position += 1
        waiting += [(child, depth + 1) for child in reversed(children.get(one.pk, []))]
    Provision.objects.bulk_update(changed, ["position", "depth"], batch_size=500)


def _place(entry: Entry, level: list[Provision]) -> int:
    if entry.before is None:
        return 0 if entry.above else len(level)
    before = entry.before.provision
    return level.index(before) + 1 if before in level else len(level)
