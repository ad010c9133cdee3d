"""Events: a kind from the areas, a place and a time on its clock, who registered, what was handed out."""

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltrans.fields import TranslationField

from kbase.local_times import UnknownZoneError, zone
from kbase.sealed import Sealed
from legislation.choices import Language
from programs.collaborations import states
from programs.collaborations.choices import EventState, RegistrationState, Sex
from programs.models.actions import CollaborationAction, jurisdictions_field
from programs.models.collaborations import CollaborationEventKind
from programs.models.organisations import Organisation
from programs.models.places_taken import capacity_holds, places_suffice
from programs.querysets_collaborations import EventQuerySet, RegistrationQuerySet

MOST_PLACES = 10_000
# What identifies a person, or would let one pass for them: never copied into the history.
# Says not which of the two it was: whoever tries learns no more than needed.
TWICE = _("Someone has registered with this address or number already.")
PERSONAL_FIELDS = [
    "receipt_digest",
    "email_index",
    "phone_index",
    "name_token",
    "email_token",
    "phone_token",
    "needs_token",
]


@pghistory.track()
class Event(models.Model):
    """A workshop, conference, study visit, forum or other meeting."""

    uid = models.UUIDField(_("identity in calendars"), default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Part of the address; lasting.")
    )
    kind = models.ForeignKey(
        CollaborationEventKind, verbose_name=_("kind"), on_delete=models.PROTECT, related_name="held"
    )
    action = models.ForeignKey(
        CollaborationAction,
        verbose_name=_("action"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="held_events",
        help_text=_("The action that it belongs to, if there is one."),
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    organiser = models.ForeignKey(
        Organisation, verbose_name=_("organiser"), on_delete=models.PROTECT, related_name="organised_events"
    )
    jurisdictions = jurisdictions_field()
    venue = models.CharField(
        _("place"), max_length=300, blank=True, help_text=_("Address; empty when online.")
    )
    online_url = models.URLField(
        _("online address"),
        max_length=500,
        blank=True,
        help_text=_("Where to take part online. Shown to those who registered, never on the public page."),
    )
    is_online = models.BooleanField(_("can be attended online"), default=False)
    zone = models.CharField(_("time zone"), max_length=50, help_text=_("For example Asia/Almaty."))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    languages = ArrayField(
        models.CharField(max_length=3, choices=Language), verbose_name=_("languages"), default=list
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    register_until = models.DateTimeField(_("registration until"))
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.DRAFT)
    cancel_reason = models.TextField(_("why it was cancelled"), blank=True)
    sequence = models.PositiveIntegerField(
        _("revision in calendars"),
        default=0,
        editable=False,
        help_text=_("Grows with each announced change."),
    )
    changed_at = models.DateTimeField(_("changed at"), editable=False)
    i18n = TranslationField(fields=("title", "description", "venue", "cancel_reason"))

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("starts_at", "pk")
        indexes = [
            GinIndex(fields=["jurisdictions"], name="event_jurisdictions"),
            models.Index(fields=["starts_at"], name="event_starts_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The event ends before it starts. Correct one of the two times."),
            ),
            models.CheckConstraint(
                condition=Q(register_until__lte=F("ends_at")),
                name="event_registration_ends_before_the_event",
                violation_error_message=_("Registration can't go on after the event has ended."),
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="event_has_a_place",
                violation_error_message=_("An event has at least one place."),
            ),
            models.CheckConstraint(
                condition=Q(jurisdictions__len__gte=1),
                name="event_is_of_some_jurisdiction",
                violation_error_message=_("Choose the countries that take part."),
            ),
            models.CheckConstraint(
                condition=~Q(venue="") | Q(is_online=True),
                name="event_is_somewhere",
                violation_error_message=_("Give a place, or say that it can be attended online."),
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancel_reason=""),
                name="cancelled_event_says_why",
                violation_error_message=_("Say why it was cancelled."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="event_takes_allowed_steps", field="state", transitions=states.steps(states.EVENT)
            ),
            places_suffice(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Address of the event's page."""
        return reverse("event-detail", args=(self.slug,))

    def clean(self) -> None:
        """Refuse what is no time zone, saying how to write one."""
        try:
            zone(self.zone)
        except UnknownZoneError as error:
            words = _("“%(given)s” is not a time zone. Write it as Asia/Almaty or Asia/Karachi.")
            raise ValidationError({"zone": words % {"given": self.zone[:40]}}) from error


@pghistory.track(exclude=PERSONAL_FIELDS)
class Registration(models.Model):
    """Someone's place at an event, or in its waiting list; who it is stays encrypted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="registrations"
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("Order of arrival, from 1; never reused."))
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState)
    language = models.CharField(_("language"), max_length=3, choices=Language)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1 code."))
    sex = models.CharField(_("sex"), max_length=5, choices=Sex, blank=True)
    registered_at = models.DateTimeField(_("registered at"))
    changed_at = models.DateTimeField(_("changed at"))
    attended = models.BooleanField(_("attended"), null=True, blank=True)
    erased_at = models.DateTimeField(_("details deleted at"), null=True, blank=True)
    receipt_digest = models.CharField(_("digest of the receipt code"), max_length=64, unique=True)
    email_index = models.CharField(_("blind index of the e-mail address"), max_length=64, blank=True)
    phone_index = models.CharField(_("blind index of the telephone"), max_length=64, blank=True)
    name_token = models.TextField(_("name, encrypted"), blank=True)
    email_token = models.TextField(_("e-mail address, encrypted"), blank=True)
    phone_token = models.TextField(_("telephone, encrypted"), blank=True)
    needs_token = models.TextField(_("access needs, encrypted"), blank=True)

    name = Sealed("name_token")
    email = Sealed("email_token")
    phone = Sealed("phone_token")
    needs = Sealed("needs_token")

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("event", "number")
        constraints = [
            models.UniqueConstraint(fields=("event", "number"), name="registration_number_once"),
            models.UniqueConstraint(
                fields=("event", "email_index"),
                condition=~Q(state="withdrawn") & ~Q(email_index=""),
                name="address_registers_once",
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                fields=("event", "phone_index"),
                condition=~Q(state="withdrawn") & ~Q(phone_index=""),
                name="number_registers_once",
                violation_error_message=TWICE,
            ),
            models.CheckConstraint(
                condition=Q(attended=None) | Q(state="registered"),
                name="only_the_registered_attend",
                violation_error_message=_("Attendance is recorded of those who have a place."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="registration_takes_allowed_steps",
                field="state",
                transitions=states.steps(states.REGISTRATION),
            ),
            capacity_holds(),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.number}"


@pghistory.track()
class EventMaterial(models.Model):
    """A file or a link that an event leaves behind; shown once the event has ended."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="materials"
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=3, choices=Language, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="events/", max_length=200, blank=True)
    file_kind = models.CharField(_("type of file"), max_length=5, blank=True)
    file_size = models.PositiveIntegerField(_("size in bytes"), null=True, blank=True)
    added_at = models.DateTimeField(_("added at"))
    i18n = TranslationField(fields=("title",))

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ("event", "pk")
        constraints = [
            models.CheckConstraint(
                condition=(Q(url="") & ~Q(file="")) | (~Q(url="") & Q(file="")),
                name="material_is_a_file_or_a_link",
                violation_error_message=_("Give a file or an address: one of them."),
            )
        ]

    def __str__(self) -> str:
        return self.title
