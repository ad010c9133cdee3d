"""The closed vocabularies of law in cases: what is known of a time, states of duties and measures, doubts."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Topics of the law under which something is prohibited that is no violence against a person.
NO_VIOLENCE = (
    "privacy", "victim-support", "equal-rights", "political-participation", "labour-rights",
    "economic-empowerment", "education", "healthcare",
)  # fmt: skip

# The kinds of event that issuing, serving and breaching a measure are. Recording them is part of those deeds:
# an event alone would leave the measure as it was. A warning is announced by serving it.
WARNING_ISSUED = "warning-issued"
ISSUED = {
    "protective-order": "order-issued", "special-requirements": "special-requirements-set",
    "official-warning": WARNING_ISSUED,
}  # fmt: skip
SERVED = {"protective-order": "order-served", "official-warning": "warning-announced"}
# Of measures whose service has no kind of its own: it starts no clock, and can be corrected as others can.
MEASURE_SERVED = "measure-served"
BREACHED = "measure-breached"
OF_MEASURES = frozenset({BREACHED, MEASURE_SERVED, *ISSUED.values(), *SERVED.values()})


class Known(TextChoices):
    """How much is known of when something happened."""

    EXACT = "exact", _("The day and the hour")
    DAY = "day", _("The day")
    MONTH = "month", _("The month")
    UNKNOWN = "unknown", _("Not known")


class PlaceKind(TextChoices):
    """Where an incident happened, as coarsely as the work allows."""

    UNKNOWN = "unknown", _("Not recorded")
    HOME = "home", _("At home")
    WORK = "work", _("At work")
    EDUCATION = "education", _("School or university")
    INSTITUTION = "institution", _("Institution")
    STREET = "street", _("Street or public place")
    ONLINE = "online", _("Online")
    OTHER = "other", _("Elsewhere")


class Basis(TextChoices):
    """Whose date chose the version of the law."""

    INCIDENT_DATE = "incident-date", _("Date of the incident")
    EVENT_DATE = "event-date", _("Date of the event")


class DutyStatus(TextChoices):
    """How far a duty is; that it is late is read from the clock and never stored."""

    PENDING = "pending", _("To be done")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Waived")
    REPLACED = "replaced", _("Replaced")
    REOPENED = "reopened", _("To be done again")


class MeasureStatus(TextChoices):
    """How far a measure is; that it has expired is read from the clock and never stored."""

    RECORDED = "recorded", _("Issued, not served yet")
    IN_FORCE = "in-force", _("In force")
    EXTENDED = "extended", _("Extended")
    CANCELLED = "cancelled", _("Cancelled")
    VIOLATED = "violated", _("Breached")


class UntilSource(TextChoices):
    """Where the last day of a measure comes from."""

    RULE = "rule", _("The law")
    OVERRIDE = "override", _("Set by hand, with a reason")
    COURT = "court", _("The decision")


class FlagKind(TextChoices):
    """What a person has to look at."""

    LAW_UNCLEAR = "law-unclear", _("Law unclear")
    RULE_CHANGED = "rule-changed", _("Rule changed")
    NEEDS_LAWYER = "needs-lawyer", _("Needs a lawyer")


class Doubt(TextChoices):
    """Why it has to be looked at."""

    NO_RULE = "no-rule", _("No rule is recorded for this event on this day.")
    NO_LAW = "no-law", _("No provision on this kind of violence is recorded for this day.")
    SEVERAL_VERSIONS = "several-versions", _("Several versions of the law may hold for this date.")
    PART_OF_TIME = "part-of-time", _("This provision was in force on some of these days only.")
    CEASED_SOME_DAY = "ceased-some-day", _("This provision ceased on a day that is not established.")
    NO_INCIDENT = "no-incident", _("The date of the incident chooses the law, and no date is recorded.")
    FACT_MISSING = "fact-missing", _("The rule depends on something that is not recorded.")
    NOT_COUNTABLE = "not-countable", _("The calendar lacks what counting the term needs.")
    LAW_CHANGED_MEANWHILE = "law-changed-meanwhile", _("The conduct went on while the law changed.")
    INCIDENT_CORRECTED = "incident-corrected", _("The incident whose date chose the law was corrected.")
    NEW_VERSION = "new-version", _("The version of the law that this duty follows no longer holds then.")
    PIN_NO_LONGER = "pin-no-longer", _("The version of the law that was pinned no longer holds for that day.")
    PIN_MISSING = "pin-missing", _("By the law as it is recorded now, another provision held then.")
    PIN_TEXT_CHANGED = "pin-text-changed", _("The text that was pinned is not the same any more.")
    MEASURE_VERSION = (
        "measure-version",
        _("The version that this measure follows no longer holds for that day."),
    )
    MEASURE_LAW_CHANGED = "measure-law-changed", _("The law on this measure has changed since it was issued.")
    TERM_OUTSIDE_LAW = "term-outside-law", _("The term is outside what the law allows.")
    TERM_NOT_STATED = "term-not-stated", _("The law recorded here does not say how long it may last.")


class ReportChannel(TextChoices):
    """How somebody was told."""

    PERSON = "person", _("In person")
    PHONE = "phone", _("Telephone")
    LETTER = "letter", _("Letter")
    SYSTEM = "system", _("State information system")
    EMAIL = "email", _("E-mail")


class Informed(TextChoices):
    """Whether the survivor was told of a report."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSAFE = "unsafe", _("No: telling would be unsafe")
