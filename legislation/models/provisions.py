"""Provisions: the tree of a law, its versions in time, and their texts by language."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from legislation.choices import (
    Confidence,
    EditorialState,
    Language,
    ProvisionKind,
    ReferenceKind,
    TextStatus,
)
from legislation.dates import Stretch
from legislation.models.laws import Law
from legislation.models.protection import (
    published_text_stays,
    published_version_stays,
    second_person_publishes,
)
from legislation.models.vocabulary import Topic
from legislation.querysets import ProvisionQuerySet, TextQuerySet, VersionQuerySet
from legislation.states import STEPS


@pghistory.track()
class Provision(models.Model):
    """A node in a law: part, chapter, section, article, paragraph or point."""

    law = models.ForeignKey(Law, verbose_name=_("law"), on_delete=models.CASCADE, related_name="provisions")
    eid = models.CharField(
        _("eId"),
        max_length=120,
        help_text=_("Akoma Ntoso identifier, for example art_60__para_2; never derived again."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveIntegerField(_("position"), help_text=_("Order within the whole law."))
    depth = models.PositiveSmallIntegerField(_("depth"), default=0, help_text=_("0 at the top of the tree."))
    kind = models.CharField(_("kind"), max_length=10, choices=ProvisionKind)
    number = models.CharField(
        _("number"), max_length=60, help_text=_("As printed, for example 115-1 or 60(2).")
    )
    heading = models.CharField(
        _("heading"),
        max_length=500,
        blank=True,
        help_text=_("The heading by which it is known now; blank where the law gives none."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="provisions")
    renumbered_to = models.ForeignKey(
        "self",
        verbose_name=_("renumbered to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="renumbered_from",
        help_text=_("Its address leads there."),
    )
    awaits_publication = models.BooleanField(
        _("not published yet"),
        default=False,
        editable=False,
        help_text=_("So far it exists only as a draft: readers see it once something of it is published."),
    )
    i18n = TranslationField(fields=("heading",))

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")
        ordering = ("law", "position")
        constraints = [
            models.UniqueConstraint(fields=("law", "eid"), name="provision_eid_is_unique_in_its_law"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="provision_is_not_its_own_parent"),
        ]
        indexes = [models.Index(fields=("law", "position"), name="provision_in_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        """Address of the provision's page; needs law and jurisdiction loaded."""
        return reverse("provision-detail", args=(self.law.jurisdiction.path, self.law.slug, self.eid))

    @property
    def content_languages(self) -> list[str]:
        """Languages to fall back on, in order; needs law and jurisdiction loaded."""
        return self.law.content_languages


@pghistory.track(obj_field=None, meta={"db_table": "legislation_provisiontopicevent"})
class ProvisionTopic(Provision.topics.through):  # type: ignore[name-defined]
    """History of the topics of provisions."""

    class Meta:
        proxy = True


@pghistory.track()
class ProvisionVersion(models.Model):
    """A provision as it stood between two dates; norms and texts hang on it."""

    provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.CASCADE, related_name="versions"
    )
    valid = DateRangeField(
        _("valid"),
        help_text=_(
            "First day inclusive, last day exclusive. Where the first day is not established, the earliest "
            "day possible: that of the law's commencement, else of its adoption."
        ),
    )
    start_known = models.BooleanField(
        _("start is established"),
        default=True,
        help_text=_("Off: the first day is only the earliest day possible."),
    )
    ceased_unknown = models.BooleanField(
        _("ceased on a day not established"),
        default=False,
        help_text=_("It is no longer in force, but since when is not established."),
    )
    unrecorded_before = models.BooleanField(
        _("an earlier wording is not recorded"),
        default=False,
        help_text=_(
            "It took the place of a wording that is not held here: before its first day nothing is known."
        ),
    )
    unrecorded_after = models.BooleanField(
        _("a later wording is not recorded"),
        default=False,
        help_text=_("Something takes its place that is not held here: from its end on nothing is known."),
    )
    changed_by = models.CharField(
        _("changed by"),
        max_length=100,
        blank=True,
        help_text=_("Number of the amending law as the source gives it."),
    )
    amendment = models.ForeignKey(
        "legislation.Amendment",
        verbose_name=_("amendment"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
    )
    change_summary = models.TextField(_("what changed"), blank=True)
    norms_recorded = models.BooleanField(
        _("norms are recorded"),
        default=True,
        help_text=_("Off for a past wording whose duties, penalties and so on were not worked into records."),
    )
    state = models.CharField(_("state"), max_length=10, choices=EditorialState, default=EditorialState.DRAFT)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    check_due_on = models.DateField(_("next check due on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded here at"), auto_now_add=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versions_written",
        help_text=_("Empty for what came with the reference data."),
    )
    contributors = ArrayField(
        models.IntegerField(),
        verbose_name=_("contributors"),
        default=list,
        blank=True,
        help_text=_(
            "Identities of people other than the author who changed the draft; they can't review it."
        ),
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="versions_reviewed",
    )
    review_comment = models.TextField(
        _("reviewer's comment"), blank=True, help_text=_("Why it was sent back, or what the reviewer noted.")
    )
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("corrects"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        help_text=_("The version that held a mistake of ours; it never was the law."),
    )
    correction_reason = models.TextField(_("reason for the correction"), blank=True)
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    i18n = TranslationField(fields=("change_summary",))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("provision", F("valid").asc(nulls_first=True))
        constraints = [
            ExclusionConstraint(
                name="version_ranges_do_not_overlap",
                expressions=[("provision", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                condition=Q(state=EditorialState.PUBLISHED),
                deferrable=models.Deferrable.IMMEDIATE,  # the loader moves a boundary in two statements
                violation_error_message=_(
                    "Another published version of this provision is valid on some of these days."
                ),
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="version_range_is_not_empty"),
            models.CheckConstraint(
                condition=Q(ceased_unknown=False) | Q(valid__upper_inf=True),
                name="version_that_ceased_on_an_unknown_day_has_no_end",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="reviewer_is_not_the_author",
                violation_error_message=_("Nobody reviews a version of their own."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[EditorialState.PUBLISHED, EditorialState.SUPERSEDED])
                | Q(author__isnull=True)
                | Q(reviewer__isnull=False),
                name="what_someone_wrote_is_published_by_someone_else",
                violation_error_message=_(
                    "Someone else has to review what you wrote before it is published."
                ),
            ),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | ~Q(contributors__contains=[F("reviewer_id")]),
                name="reviewer_did_not_contribute",
                violation_error_message=_("Nobody reviews what they helped to write."),
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                name="correction_has_a_reason",
                violation_error_message=_("Say why this is corrected."),
            ),
        ]
        permissions = [("review_provisionversion", "Can review and publish versions")]
        triggers = [
            pgtrigger.FSM(name="version_takes_allowed_steps", field="state", transitions=STEPS),
            published_version_stays(),
            *second_person_publishes(),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id} {self.valid}"

    @property
    def stretch(self) -> Stretch:
        """The days it is valid for, and what is known beyond them."""
        return Stretch(
            self.valid.lower,
            self.valid.upper,
            self.start_known,
            self.ceased_unknown,
            self.unrecorded_before,
            self.unrecorded_after,
        )


@pghistory.track()
class ProvisionText(models.Model):
    """One version in one language."""

    version = models.ForeignKey(
        ProvisionVersion, verbose_name=_("version"), on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=3, choices=Language)
    heading = models.CharField(_("heading"), max_length=500, blank=True)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("In our own words; never the words of the law.")
    )
    official_text = models.TextField(
        _("official text"), blank=True, help_text=_("Blank where the official words are not held here.")
    )
    status = models.CharField(_("status"), max_length=20, choices=TextStatus, default=TextStatus.OWN)
    text_sha256 = models.CharField(
        _("SHA-256 of the text"),
        max_length=64,
        help_text=_("Of the official text, or of the summary where none is held."),
    )

    made_from_sha256 = models.CharField(
        _("made from"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of the text this was translated from or summarises; stale once that differs."),
    )
    to_be_confirmed = models.BooleanField(
        _("to be confirmed"),
        default=False,
        help_text=_("Copied from an earlier version and not yet confirmed; readers see the mark."),
    )

    objects = TextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ("version", "language")
        constraints = [
            models.UniqueConstraint(fields=("version", "language"), name="one_text_per_version_and_language"),
            models.UniqueConstraint(
                fields=("version",),
                condition=Q(status=TextStatus.AUTHORITATIVE),
                name="one_authoritative_text_per_version",
            ),
        ]
        triggers = [published_text_stays()]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language}"


@pghistory.track()
class CrossReference(models.Model):
    """A provision refers to another provision, or to a law as a whole."""

    from_provision = models.ForeignKey(
        Provision, verbose_name=_("provision"), on_delete=models.CASCADE, related_name="references"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=ReferenceKind)
    to_law = models.ForeignKey(
        Law, verbose_name=_("other law"), on_delete=models.CASCADE, related_name="referred_by"
    )
    to_provision = models.ForeignKey(
        Provision,
        verbose_name=_("other provision"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="referred_by",
        help_text=_("Empty where the law as a whole is meant."),
    )

    class Meta:
        verbose_name = _("cross-reference")
        verbose_name_plural = _("cross-references")
        constraints = [
            models.UniqueConstraint(
                fields=("from_provision", "kind", "to_law", "to_provision"),
                name="cross_reference_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_provision_id} {self.kind} {self.to_provision_id or self.to_law_id}"
