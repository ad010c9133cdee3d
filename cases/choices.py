"""The closed vocabularies of case work, each value with its words for a worker."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    """What sort of body works on cases."""

    CRISIS_CENTRE = "crisis-centre", _("Crisis centre")
    POLICE = "police", _("Police")
    SCHOOL = "school", _("School")
    CLINIC = "clinic", _("Clinic")
    MINISTRY = "ministry", _("Ministry or akimat")
    PROSECUTOR = "prosecutor", _("Prosecutor")
    COURT = "court", _("Court")


class Role(TextChoices):
    """What a person is inside one organisation."""

    CASE_WORKER = "case-worker", _("Case worker")
    SUPERVISOR = "supervisor", _("Supervisor")
    INSPECTOR = "inspector", _("Inspector")
    INTAKE_WORKER = "intake-worker", _("Intake worker")
    AUDITOR = "auditor", _("Auditor")


class CaseStatus(TextChoices):
    """How far a case is; the changes allowed are in cases.states."""

    DRAFT = "draft", _("Being opened")
    OPEN = "open", pgettext_lazy("case", "Open")
    CLOSING = "closing", _("Waiting to be closed")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("To be opened again")
    DISPOSED = "disposed", _("Destroyed")
    VOID = "void", _("Void")


class Step(TextChoices):
    """Where the work stands, in the order of the practice guidelines."""

    ENGAGE = "engage", _("First contact")
    ASSESS = "assess", _("Assessment")
    PLAN = "plan", _("Plan")
    IMPLEMENT = "implement", _("Carrying out the plan")
    FOLLOW_UP = "follow-up", _("Follow-up")
    CLOSE = "close", pgettext_lazy("step of a case", "Closing")


class Risk(TextChoices):
    """How great the danger is held to be; set by a person."""

    UNKNOWN = "unknown", _("Not assessed")
    STANDARD = "standard", _("Standard")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")
    IMMEDIATE = "immediate", _("Immediate danger")


class Confidentiality(TextChoices):
    """Who besides the people named on it may see a case."""

    NORMAL = "normal", _("Normal: the people named and the lead's supervisor")
    RESTRICTED = "restricted", _("Restricted: only the people named")
    SEALED = "sealed", _("Sealed: only the people named, no emergency access")


class AccessKind(TextChoices):
    """Why somebody may see a case."""

    LEAD = "lead", _("Leads the case")
    COWORKER = "coworker", _("Works on the case")
    SUPERVISOR = "supervisor", _("Supervises the case")
    REFERRAL = "referral", _("Received a referral")
    AUDITOR_TEMP = "auditor-temp", _("Audits for a time")


class Section(TextChoices):
    """A part of a case that a grant can cover."""

    SUMMARY = "summary", _("Summary")
    PARTIES = "parties", _("People in the case")
    IDENTITY = "identity", _("Names, numbers and addresses")
    CONTACT = "contact", _("Rules for safe contact")
    INCIDENTS = "incidents", _("Incidents and events")
    NOTES = "notes", _("Notes")
    ASSESSMENTS = "assessments", _("Assessments and safety plans")
    PLAN = "plan", _("Plan, tasks and referrals")
    MEASURES = "measures", _("Measures and duties")
    FILES = "files", _("Files")


class BreakGlassStatus(TextChoices):
    """How far a request for emergency access is."""

    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    REVIEWED = "reviewed", _("Reviewed")


class Verdict(TextChoices):
    """What the review of an emergency access found."""

    JUSTIFIED = "justified", _("Justified")
    DOUBTFUL = "doubtful", _("Doubtful")
    UNJUSTIFIED = "unjustified", _("Not justified")


class PartyKind(TextChoices):
    """What a person is in a case."""

    SURVIVOR = "survivor", _("Survivor")
    CHILD = "child", _("Child")
    ALLEGED_OFFENDER = "alleged-offender", _("Alleged offender")
    WITNESS = "witness", _("Witness")
    REPORTER = "reporter", _("Person who reported")


class AgeBand(TextChoices):
    """Age, as coarsely as the work allows."""

    UNKNOWN = "unknown", _("Not known")
    UNDER_7 = "0-6", _("Under 7")
    UNDER_14 = "7-13", _("7 to 13")
    UNDER_18 = "14-17", _("14 to 17")
    ADULT = "18-59", _("18 to 59")
    OLDER = "60+", _("60 and older")


class Sex(TextChoices):
    """As recorded for the services that differ by it."""

    UNKNOWN = "unknown", _("Not recorded")
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class Relationship(TextChoices):
    """What a person is to the survivor."""

    UNKNOWN = "unknown", _("Not known")
    SELF = "self", _("The survivor herself or himself")
    SPOUSE = "spouse", _("Husband or wife")
    FORMER_SPOUSE = "former-spouse", _("Former husband or wife")
    PARTNER = "partner", _("Partner")
    PARENT = "parent", _("Parent")
    CHILD = "child", _("Son or daughter")
    RELATIVE = "relative", _("Other relative")
    ACQUAINTANCE = "acquaintance", _("Somebody known")
    COLLEAGUE = "colleague", _("Employer or colleague")
    STRANGER = "stranger", _("Stranger")


class ContactChannel(TextChoices):
    """How a person may be reached."""

    PHONE = "phone", _("Telephone")
    MESSAGE = "message", _("Text message")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Visit")
    THROUGH_SOMEBODY = "through-somebody", _("Through somebody trusted")


class ServiceKind(TextChoices):
    """What help a goal of the plan is about, and what a person is referred for."""

    SHELTER = "shelter", _("Safety and shelter")
    PROTECTION = "protection", _("Protection by the police")
    LEGAL = "legal", _("Legal help")
    MEDICAL = "medical", _("Medical help")
    PSYCHOLOGICAL = "psychological", _("Psychological help")
    SOCIAL = "social", _("Social help")
    CHILD_PROTECTION = "child-protection", _("Protection of a child")
    CHILDREN = "children", _("Help for children")
    EDUCATION = "education", _("School or training")
    WORK = "work", _("Work, money, housing")
    OTHER = "other", _("Other help")


class Purpose(TextChoices):
    """Why something confidential is looked at; asked each time, kept for ever."""

    CONTACT = "contact", _("To contact the person")
    DOCUMENT = "document", _("To write a document or a referral")
    SAFETY = "safety", _("Immediate safety")
    CHECK = "check", _("To check or correct the record")
    SUPERVISION = "supervision", _("Supervision of the work")


class Deed(TextChoices):
    """What was done, in the record of accesses."""

    LISTED = "listed", _("Looked at the list")
    READ = "read", _("Read")
    REVEALED = "revealed", _("Revealed who it is")
    CREATED = "created", _("Created")
    CHANGED = "changed", _("Changed")
    GRANTED = "granted", _("Gave access")
    REVOKED = "revoked", _("Took access back")
    BARRED = "barred", pgettext_lazy("what was done", "Set a barrier")
    UNBARRED = "unbarred", _("Lifted a barrier")
    ASKED = "asked", _("Asked for emergency access")
    DECIDED = "decided", _("Decided on emergency access")
    REVIEWED = "reviewed", _("Reviewed emergency access")
    HANDED_OVER = "handed-over", _("Handed over")
    SENT = "sent", _("Sent to another organisation")
    ANSWERED = "answered", _("Answered")
    COPIED = "copied", _("Took a copy out")
    MATCHED = "matched", _("Was told that somebody with the same number may be in this case")
    REFUSED = "refused", _("Was refused")
    EXPORTED = "exported", _("Exported")
    PUBLISHED = "published", _("Made public")
    PROPOSED = "proposed", _("Proposed to destroy")
    AGREED = "agreed", _("Approved destroying")
    HELD = "held", _("Ordered to keep")
    RELEASED = "released", _("Lifted an order to keep")
    DISPOSED = "disposed", _("Destroyed")
    ALARM = "alarm", _("Alarm: read more than 30 cases within an hour")


class Result(TextChoices):
    """How it went."""

    ALLOWED = "allowed", _("Allowed")
    REFUSED = "refused", _("Refused")
