"""What a law's page shows on a day, gathered in a fixed number of queries whatever its size."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import Q

from kbase.localised import Localised, localised
from kbase.outline import Row, outline
from legislation.choices import EffectState, ProvisionKind
from legislation.dates import Status, Stretch, law_status, provision_status
from legislation.labels import provision_label
from legislation.models import Amendment, Effect, Law, LawRelation, Provision, ProvisionText, ProvisionVersion


@dataclass(frozen=True)
class Node:
    """A provision in the tree of a law."""

    pk: int
    eid: str
    depth: int
    kind: str
    number: str
    label: str
    heading: Localised
    url: str
    status: str = ""
    text: Localised = field(default_factory=lambda: Localised("", "en"))

    @property
    def mark(self) -> str:
        """What hangs in the margin: the number, with its word where it counts apart from the articles."""
        return self.label if self.kind in {ProvisionKind.PART, ProvisionKind.CHAPTER} else self.number


@dataclass(frozen=True)
class LawPage:
    """Everything a law's page shows."""

    law: Law
    status: Status
    rows: list[Row[Node]]
    amendments: list[Amendment]
    outstanding: list[Effect]
    future: list[Effect]
    dates_of_change: list[dt.date]
    relations_from: list[LawRelation]
    relations_to: list[LawRelation]


def stretches_of(law: Law) -> dict[int, list[Stretch]]:
    """Give the stretches of the published versions of each provision of a law, oldest first."""
    rows = (
        ProvisionVersion.objects.published()
        .filter(provision__law=law)
        .in_order()
        .values_list(
            "provision_id", "valid", "start_known", "ceased_unknown", "unrecorded_before", "unrecorded_after"
        )
    )
    found: dict[int, list[Stretch]] = {}
    for provision, valid, *known in rows.iterator(chunk_size=5000):
        found.setdefault(provision, []).append(Stretch(valid.lower, valid.upper, *known))
    return found


def status_of_law(law: Law, day: dt.date, stretches: Iterable[list[Stretch]]) -> Status:
    """Give the status of a law from its days and those of its provisions."""
    any_in_force = any(provision_status(each, day).code == "in-force" for each in stretches)
    return law_status(law.days, day, has_provision_in_force=any_in_force)


def nodes(law: Law, day: dt.date, stretches: dict[int, list[Stretch]], suffix: str = "") -> list[Node]:
    """Give the tree of a law in order; a status only where it differs from being in force."""
    base = law.get_absolute_url()
    made = []
    for provision in Provision.objects.published().filter(law=law).order_by("position"):
        # Without this each address and each language fallback would ask for the law again.
        provision.law = law
        known = stretches.get(provision.pk)
        code = ""
        if known:
            code = provision_status(
                known, day, is_bill=law.is_bill, law_begins=law.begins, law_ends=law.repealed
            ).code
        made.append(
            Node(
                pk=provision.pk,
                eid=provision.eid,
                depth=provision.depth,
                kind=provision.kind,
                number=provision.number,
                label=provision_label(provision),
                heading=localised(provision, "heading"),
                url=f"{base}{provision.eid}/{suffix}",
                status="" if code in {"in-force", "proposed"} else code,
            )
        )
    return made


def with_texts(tree: list[Node], law: Law, day: dt.date, *, in_full: bool) -> list[Node]:
    """Add the text of the day, in the nearest language, to provisions without a heading or to all."""
    wanted = [node.pk for node in tree if in_full or not node.heading]
    texts = ProvisionText.objects.shown_on(day).for_provisions(wanted).nearest_to(law.content_languages)
    found = {text.version.provision_id: text for text in texts}
    return [replace(node, text=_words(found[node.pk])) if node.pk in found else node for node in tree]


def _words(text: ProvisionText) -> Localised:
    return Localised(text.official_text or text.summary, text.language)


def law_page(law: Law, day: dt.date, suffix: str = "", *, in_full: bool = False) -> LawPage:
    """Gather a law's page for a day.

    Args:
        law: with its jurisdiction.
        day: the day shown.
        in_full: every provision's text, not only of those without a heading.
        suffix: query string to keep on links into the law, such as ``?on=2025-06-01``.
    """
    stretches = stretches_of(law)
    effects = list(Effect.objects.published().with_address().filter(provision__law=law))
    tree = with_texts(nodes(law, day, stretches, suffix), law, day, in_full=in_full)
    starts = {s.start for each in stretches.values() for s in each if s.start and s.start_known}
    ends = {s.end for each in stretches.values() for s in each if s.end}
    relations = list(
        LawRelation.objects.filter(Q(from_law=law) | Q(to_law=law)).select_related(
            "from_law__jurisdiction", "to_law__jurisdiction"
        )
    )
    return LawPage(
        law=law,
        status=status_of_law(law, day, stretches.values()),
        rows=outline(tree, lambda node: node.depth),
        amendments=list(law.amendments.published().select_related("amending_law__jurisdiction")),
        outstanding=[e for e in effects if e.state == EffectState.OUTSTANDING],
        future=[e for e in effects if e.commences_on and e.commences_on > day],
        dates_of_change=sorted(starts | ends),
        relations_from=[r for r in relations if r.from_law_id == law.pk],
        relations_to=[r for r in relations if r.to_law_id == law.pk],
    )
