"""The closed vocabularies of the law model, each value with its words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Confidence(TextChoices):
    """How a fact was established (see legislation/reference/README.md)."""

    HIGH = "high", _("High: read in the text of the law")
    MEDIUM = "medium", _("Medium: read in a reliable secondary source")
    LOW = "low", _("Low: partial or disputed")


class Language(TextChoices):
    """Languages that texts and interface come in, each under its own name."""

    ENGLISH = "en", "English"
    RUSSIAN = "ru", "Русский"
    KAZAKH = "kk", "Қазақша"
    URDU = "ur", "اردو"


class LawKind(TextChoices):
    """Kinds of law; the order is that of rank, used by search and lists."""

    CONSTITUTION = "constitution", _("Constitution")
    CONSTITUTIONAL_ACT = "constitutional-act", _("Constitutional law")
    CODE = "code", pgettext_lazy("kind of law", "Code")
    ACT = "act", _("Law")
    DECREE = "decree", _("Decree")
    REGULATION = "regulation", _("Regulation")
    BILL = "bill", _("Bill")


class ProvisionKind(TextChoices):
    """Levels of the tree of a law."""

    PART = "part", _("Part")
    SECTION = "section", _("Section")
    CHAPTER = "chapter", _("Chapter")
    ARTICLE = "article", _("Article")
    PARAGRAPH = "paragraph", _("Paragraph")
    POINT = "point", _("Point")


class EditorialState(TextChoices):
    """Where a version stands between its author and its readers."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class TextStatus(TextChoices):
    """What a text in a language is worth."""

    AUTHORITATIVE = "authoritative", _("Official text")
    OFFICIAL_TRANSLATION = "official-translation", _("Official translation")
    OWN = "own", _("Our own words, unofficial")
    DRAFT = "draft", _("Draft translation")


class TimeUnit(TextChoices):
    """Units of deadlines and terms."""

    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    WORKING_DAYS = "working-days", _("working days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class PenaltyKind(TextChoices):
    """Kinds of penalty, mildest first."""

    WARNING = "warning", _("Warning")
    FINE = "fine", _("Fine")
    COMMUNITY_SERVICE = "community-service", _("Community service")
    CORRECTIONAL_LABOUR = "correctional-labour", _("Correctional labour")
    DEPRIVATION_OF_OFFICE = "deprivation-of-office", _("Loss of the right to hold an office")
    ADMINISTRATIVE_ARREST = "administrative-arrest", _("Administrative arrest")
    DETENTION = "detention", _("Detention")
    RESTRICTION_OF_LIBERTY = "restriction-of-liberty", _("Restriction of liberty")
    IMPRISONMENT = "imprisonment", _("Imprisonment")
    OTHER = "other", _("Other")


class ReferenceKind(TextChoices):
    """How one provision refers to another."""

    CITES = "cites", _("Cites")
    PUNISHES_BREACH = "punishes-breach", _("Punishes breach of")
    CORRESPONDS = "corresponds", _("Corresponds to")
    DEFINES = "defines", _("Defines")


class LawRelationKind(TextChoices):
    """How one law acts on another."""

    AMENDS = "amends", _("Amends")
    REPLACES = "replaces", _("Replaces")
    IMPLEMENTS = "implements", _("Implements")


class EffectKind(TextChoices):
    """What an amendment does to a provision."""

    INSERTS = "inserts", _("Inserted")
    SUBSTITUTES = "substitutes", _("Reworded")
    REPEALS = "repeals", _("Repealed")
    RENUMBERS = "renumbers", _("Renumbered")
    CHANGES = "changes", _("Changed; in what way is not established")


class Commencement(TextChoices):
    """What is known of the day an effect begins."""

    DATE = "date", _("On a known day")
    UNKNOWN = "unknown", _("On a day that is not established")
    EVENT = "event", _("On an event")


class EffectState(TextChoices):
    """Whether an effect is in the text shown here."""

    APPLIED = "applied", _("In the text shown here")
    OUTSTANDING = "outstanding", _("Not yet in the text shown here")
    UNTRACED = "untraced", _("Its effect on the text is not fully known")


class ValueRule(TextChoices):
    """Which day's reference amount a law takes for a penalty."""

    OFFENCE = "offence", _("The day of the offence")
    UNKNOWN = "unknown", _("Not established")


class ClockUnit(TextChoices):
    """Units that a clock counts in."""

    IMMEDIATELY = "immediately", _("at once")
    HOURS = "hours", _("hours")
    DAYS = "days", _("days")
    WORKING_DAYS = "working-days", _("working days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")


class ClockStart(TextChoices):
    """Where a clock starts."""

    MOMENT = "moment", _("At the moment of the event")
    NEXT_MIDNIGHT = "next-local-midnight", _("At the midnight after the event")


class ClockEnd(TextChoices):
    """Where a clock ends."""

    MOMENT = "moment", _("At the moment reached")
    END_OF_DAY = "end-of-local-day", _("With the day reached")


class ClockRollover(TextChoices):
    """What becomes of an end on a day off."""

    NONE = "none", _("It stays")
    NEXT_WORKING_DAY = "next-working-day", _("It moves to the next working day")


class ClockChoice(TextChoices):
    """Whose date chooses the version of the law."""

    EVENT_DATE = "event-date", _("The date of the event that starts the clock")
    INCIDENT_DATE = "incident-date", _("The date of the incident")


class RequestKind(TextChoices):
    """Changes of what is published that are no new wording."""

    COMMENCEMENT = "commencement", _("It begins on another day")
    AMENDMENT = "amendment", _("Particulars of an amendment")
    PROVISION = "provision", _("Number of a provision")
    ORDER = "order", _("Order of the provisions")
