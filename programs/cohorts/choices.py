"""The closed vocabularies of cohorts, each value with its words for a reader."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programs.cohorts import states


class CohortState(TextChoices):
    """How far a cohort has come."""

    IN_PREPARATION = states.IN_PREPARATION, _("In preparation")
    OPEN = states.OPEN, _("Open for applications")
    CLOSED = states.CLOSED, _("Closed for applications")


class ApplicationState(TextChoices):
    """How far an application has come."""

    DRAFT = states.DRAFT, pgettext_lazy("application", "Not sent yet")
    SUBMITTED = states.SUBMITTED, pgettext_lazy("application", "Sent")
    SHORTLISTED = states.SHORTLISTED, pgettext_lazy("application", "Shortlisted")
    WAITLISTED = states.WAITLISTED, pgettext_lazy("application", "On the waiting list")
    ACCEPTED = states.ACCEPTED, pgettext_lazy("application", "Accepted")
    DECLINED = states.DECLINED, pgettext_lazy("application", "Declined")
    ENROLLED = states.ENROLLED, pgettext_lazy("application", "Enrolled")
    COMPLETED = states.COMPLETED, pgettext_lazy("application", "Completed")
    WITHDRAWN = states.WITHDRAWN, pgettext_lazy("application", "Withdrawn")


class QuestionKind(TextChoices):
    """How a question is answered."""

    YES_NO = "yes-no", _("Yes or no")
    CHOICE = "choice", _("One of several choices")
    NUMBER = "number", _("A whole number")
    DATE = "date", _("A day")
    TEXT = "text", _("A few words")
    FILE = "file", _("A file: PDF, JPEG or PNG")


class DateRule(TextChoices):
    """Which days a question about a day accepts."""

    ANY = "any", _("Any day")
    PAST = "past", _("Not in the future, as a day of birth")
    FUTURE = "future", _("Not in the past")


class AttachmentKind(TextChoices):
    """Files that are accepted, told by their content."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"


class Looked(TextChoices):
    """What of an application a member of staff looked at."""

    PAGE = "page", _("The application")
    FILE = "file", _("A file")
    OUTCOME = "outcome", _("The page of an outcome")


class RevocationReason(TextChoices):
    """Why a certificate is not valid any more; one of these, so that nothing of a person is written here."""

    MISTAKE = "mistake", _("It was given by mistake")
    DETAILS = "details", _("Its details are wrong")
    CONDITIONS = "conditions", _("The conditions were not met, as was found out later")
    WISH = "wish", _("She asked for it")


class Presence(TextChoices):
    """Whether someone came."""

    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    EXCUSED = "excused", _("Excused")


class Occupation(TextChoices):
    """What someone does some months after."""

    BUSINESS = "business", _("Runs a business")
    NEW_BUSINESS = "new-business", _("Has begun a business since")
    EMPLOYED = "employed", _("Is employed")
    STUDYING = "studying", _("Studies")
    SEEKING = "seeking", _("Looks for work or a start")
    OTHER = "other", _("Something else")
    NOT_SAID = "not-said", _("Doesn't want to say")


class IncomeChange(TextChoices):
    """How income has changed since."""

    LOWER = "lower", _("Lower than before")
    SAME = "same", _("As before")
    HIGHER = "higher", _("Higher than before")
    NOT_SAID = "not-said", _("Doesn't want to say")
