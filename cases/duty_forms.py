"""What is filled in about duties, measures and doubts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.actions.measures import Last
from cases.forms import SeenForm, WorkForm
from cases.law_choices import Known, UntilSource
from cases.law_forms import LocalisedField, MomentForm, day_field, time_field, words_field
from cases.outcomes import Outcome
from kbase.localised import localised
from legislation.clocks.moments import Moment
from legislation.labels import provision_label


class ReasonForm(SeenForm):
    """Why something is done."""

    reason = words_field(_("Reason"), rows=3, max_length=1000)


class ClosingForm(WorkForm):
    """How the work ended."""

    outcome = forms.ChoiceField(choices=Outcome.choices, label=_("How it ended"), widget=forms.RadioSelect)
    note = words_field(
        _("In words"), required=False, max_length=2000,
        help_text=_("What the next one who opens this case should know. It is encrypted."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == Outcome.OTHER and not data.get("note", "").strip():
            self.add_error("note", _("Say it in words."))
        return data


class GoOnForm(WorkForm):
    """Why a case is not closed, or taken up again."""

    reason = words_field(_("Reason"), rows=3, max_length=1000, help_text=_("It is encrypted."))


class ResolutionForm(SeenForm):
    """How a doubt was settled."""

    resolution = words_field(
        _("How it was settled"), max_length=1000,
        help_text=_("Who looked, what was found, and what follows. It is encrypted."),
    )  # fmt: skip

    alike = forms.BooleanField(
        label=_("Settle the same doubt about all provisions named above"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_others:
            del self.fields["alike"]


class ExactForm(MomentForm):
    """A day and an hour, both known."""

    known = None  # type: ignore[assignment]
    time = time_field(_("Hour"), help_text=_("On the clocks of the place."))

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["known"] = Known.EXACT.value
        return super().clean()


class DoneForm(ExactForm):
    """That a duty was done, and what proves it; when, unless just now."""

    field_order = ("seen", "evidence", "day", "time", "which")
    evidence = words_field(
        _("What proves it"), rows=3, max_length=1000,
        help_text=_("For example the number of the letter or of the entry. It is encrypted."),
    )  # fmt: skip
    day = day_field(_("Day"), required=False, help_text=_("Empty if it was done just now."))
    time = time_field(_("Hour"), required=False, help_text=_("On the clocks of the place."))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("day") and "day" in data:
            if data.get("time"):
                self.add_error("day", _("Give the day too, or neither."))
            return data
        return super().clean()

    @property
    def done(self) -> Moment | None:
        """When it was done; None is just now. The form is valid."""
        return self.moment if self.cleaned_data["day"] else None


class OverrideForm(ExactForm):
    """Another time for a duty, and why."""

    field_order = ("seen", "day", "time", "which", "reason")
    day = day_field(_("Due on"))
    reason = words_field(_("Reason"), rows=3, max_length=1000)


class WaiveForm(ReasonForm):
    """Why a duty is let be, and the provision that allows it."""

    field_order = ("seen", "under", "reason")
    under = forms.ChoiceField(label=_("Which provision allows it"))

    def __init__(self, *args: Any, provisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provisions = {str(each.pk): each for each in provisions}
        self.fields["under"].choices = [  # type: ignore[attr-defined]
            (key, _named(provision)) for key, provision in self.provisions.items()
        ]

    @property
    def provision(self) -> Any:
        """The provision chosen; the form is valid."""
        return self.provisions[self.cleaned_data["under"]]


def _named(provision: Any) -> str:
    heading = localised(provision, "heading")
    return f"{provision_label(provision)} · {heading}" if heading else provision_label(provision)


class NormField(LocalisedField):
    """A measure as a version of the law has it."""

    def label_from_instance(self, obj: Any) -> str:
        provision = obj.version.provision
        law = localised(provision.law, "short_title")
        return f"{super().label_from_instance(obj)} · {provision_label(provision)}, {law}"


class MeasureForm(ExactForm):
    """A measure that was ordered: what the law of that day offers."""

    field_order = ("seen", "jurisdiction", "day", "time", "which", "norm", "issuer", "document", "conditions")
    jurisdiction = LocalisedField(queryset=None, label=_("Whose law and clocks"), empty_label=None)
    day = day_field(_("Issued on"), help_text=_("The law of this day says what could be ordered."))
    norm = NormField(queryset=None, label=_("Which measure"))
    issuer = LocalisedField(
        queryset=None, label=_("Issued by"), required=False, empty_label=_("as the law says")
    )
    document = forms.CharField(
        label=_("Number of the document"), max_length=100, required=False, help_text=_("It is encrypted.")
    )
    conditions = words_field(_("Conditions"), required=False, help_text=_("As ordered. They are encrypted."))

    def __init__(self, *args: Any, jurisdictions: Any, norms: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = jurisdictions  # type: ignore[attr-defined]
        self.fields["norm"].queryset = norms  # type: ignore[attr-defined]
        self.fields["norm"].error_messages["invalid_choice"] = _(
            "This measure, as chosen, was not in the law on that day. Below is what was: choose again."
        )
        self.fields["issuer"].queryset = roles  # type: ignore[attr-defined]


class TermForm(ExactForm):
    """The last day of a measure, and by what it is set."""

    last_day = day_field(_("Last day"), required=False)
    source = forms.ChoiceField(choices=UntilSource.choices, label=_("Who sets the last day"))
    reason = words_field(
        _("Reason"), rows=3, required=False, max_length=1000,
        help_text=_("Needed for a day that is set by hand."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("source") == UntilSource.OVERRIDE and not data.get("reason", "").strip():
            self.add_error("reason", _("Give a reason."))
        return data

    @property
    def last(self) -> Last:
        """The last day and its source; the form is valid."""
        data = self.cleaned_data
        return Last(day=data["last_day"], source=data["source"], reason=data["reason"])


class ServeForm(TermForm):
    """When a measure was served, and until when it lasts."""

    day = day_field(_("Served on"))
    last_day = day_field(
        _("Last day"), required=False,
        help_text=_("Empty where the law gives one term: it is counted from the day of service."),
    )  # fmt: skip


class ServiceForm(ServeForm):
    """That a measure was served at another time than was recorded."""

    field_order = ("seen", "day", "time", "which", "last_day", "source", "reason", "why")
    why = words_field(_("Reason for the correction"), rows=3, max_length=1000)


class ExtendForm(TermForm):
    """That a measure goes on."""

    day = day_field(_("Decided on"))
    last_day = day_field(_("New last day"))


class BreachForm(MomentForm):
    """That a measure was breached."""

    field_order = ("seen", "known", "day", "time", "which", "detail")
    detail = words_field(
        _("What was done"), required=False, help_text=_("Only what the work needs. It is encrypted.")
    )
