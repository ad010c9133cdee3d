"""The models that the loader writes, those that others point to first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from legislation.models import (
    Amendment,
    ClockRule,
    Conduct,
    CrossReference,
    Duty,
    Effect,
    EventKind,
    GlossaryForm,
    GlossaryTerm,
    Jurisdiction,
    Law,
    LawAlias,
    LawRelation,
    LawSource,
    Measure,
    MovedDay,
    Penalty,
    Provision,
    ProvisionText,
    ProvisionVersion,
    ReferenceAmount,
    ReferenceAmountRule,
    ReferenceUnit,
    Right,
    Role,
    Topic,
)

if TYPE_CHECKING:
    from legislation.loading.problems import Problem
    from legislation.loading.reading import Documents
    from legislation.loading.rows import Row


@dataclass(frozen=True, slots=True)
class Spec:
    """How one model is loaded.

    `unique` names the sets of fields by which a record that an editor entered is recognised as the
    same; `apart` the field within which ranges in `valid` must not overlap; `editors` the fields
    that the data know nothing of; `in_index` whether the search index of the law holds its words.
    """

    model: type[models.Model]
    name: str
    unique: tuple[tuple[str, ...], ...] = ()
    apart: str = ""
    editors: tuple[str, ...] = ()
    in_index: bool = True

    @property
    def fields(self) -> list[models.Field[Any, Any]]:
        """The fields that the loader writes."""
        return [
            field
            for field in self.model._meta.concrete_fields
            if not field.primary_key and field.name not in self.editors
        ]


EDITING = (
    "author",
    "contributors",
    "reviewer",
    "review_comment",
    "corrects",
    "correction_reason",
    "corrected_on",
)
VERIFICATION = ("verified_on", "verified_by", "check_due_on", "recorded_at")


SPECS = (
    Spec(Jurisdiction, "Jurisdiction", (("code",),)),
    Spec(Topic, "Topic", (("slug",),)),
    Spec(EventKind, "EventKind", (("slug",),), in_index=False),
    Spec(MovedDay, "MovedDay", (("jurisdiction", "day"),), in_index=False),
    Spec(Role, "Role", (("slug",),)),
    Spec(GlossaryTerm, "GlossaryTerm", (("slug",),)),
    Spec(GlossaryForm, "GlossaryForm", (("term", "language", "text"), ("term", "language", "position"))),
    Spec(ReferenceUnit, "ReferenceUnit", (("code",),)),
    Spec(ReferenceAmount, "ReferenceAmount", apart="unit"),
    Spec(
        Law,
        "Law",
        (("identifier",), ("frbr_uri",), ("jurisdiction", "slug")),
        editors=("published", "stage", *VERIFICATION),
    ),
    Spec(Law.topics.through, "LawTopic", (("law", "topic"),)),
    Spec(LawAlias, "LawAlias", (("law", "language", "alias"),)),
    Spec(LawSource, "LawSource"),
    Spec(LawRelation, "LawRelation", (("from_law", "to_law", "kind"),)),
    Spec(
        Amendment,
        "Amendment",
        (("law", "number", "adopted"),),
        editors=("author", "contributors", "reviewer", "review_comment", "new_law"),
    ),
    Spec(Provision, "Provision", (("law", "eid"),), editors=("renumbered_to", "awaits_publication")),
    Spec(Provision.topics.through, "ProvisionTopic", (("provision", "topic"),)),
    Spec(ReferenceAmountRule, "ReferenceAmountRule", (("unit", "law"),)),
    Spec(ProvisionVersion, "ProvisionVersion", apart="provision", editors=(*VERIFICATION, *EDITING)),
    Spec(
        ProvisionText,
        "ProvisionText",
        (("version", "language"),),
        editors=("official_text", "made_from_sha256", "to_be_confirmed"),
    ),
    Spec(Conduct, "Conduct", editors=("to_be_confirmed",)),
    Spec(Duty, "Duty", editors=("to_be_confirmed",)),
    Spec(
        ClockRule,
        "ClockRule",
        (("duty",),),
        editors=("to_be_confirmed", "read_by", "confirmed_by", "confirmed_on"),
        in_index=False,
    ),
    Spec(Penalty, "Penalty", editors=("to_be_confirmed",)),
    Spec(Measure, "Measure", editors=("to_be_confirmed",)),
    Spec(Right, "Right", editors=("to_be_confirmed",)),
    Spec(CrossReference, "CrossReference", (("from_provision", "kind", "to_law", "to_provision"),)),
    Spec(Effect, "Effect", editors=("commencement_event", "successor")),
)


@dataclass(frozen=True, slots=True)
class Taking:
    """How an app takes what the data say for those of its records that are never changed in place.

    `names` are those of the models. `take` gets what `legislation.editing.taking.take` gets, and gives the
    draft that someone else reviews, or nothing. `address` is where a record or such a draft is seen.
    """

    names: frozenset[str]
    may_be_taken: Callable[[models.Model, str], bool]
    take: Callable[..., models.Model | None]
    address: Callable[[models.Model], str]


@dataclass(frozen=True, slots=True)
class Part:
    """What another app adds to the reference data; it is loaded with the law, in one transaction.

    `validate` gets all documents and adds its problems; `specs` come after those of the law; `protected`
    are the triggers (app.Model:name) that keep what was published, which the load alone passes by;
    `taking` says how an editor takes the data's value there.
    """

    files: tuple[str, ...]
    validate: Callable[[Documents, list[Problem]], None]
    flatten: Callable[[Documents], Iterable[Row]]
    specs: tuple[Spec, ...]
    protected: tuple[str, ...] = ()
    taking: Taking | None = None
