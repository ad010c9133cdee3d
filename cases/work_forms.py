"""What people fill in in the daily work: notes, tasks, contact, assessments, plans; see cases.forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import care_choices as care
from cases import choices, instruments
from cases.care_forms import DAY
from cases.forms import MemberField, WorkForm
from kbase.localised import localised_from

LONG = forms.Textarea(attrs={"rows": 6})
SHORT = forms.Textarea(attrs={"rows": 2})
ANSWERS = [(instruments.YES, _("Yes")), (instruments.NO, _("No")), (instruments.UNKNOWN, _("Not known"))]
PLAN_PARTS = {
    "signs": _("Signs that danger is near"),
    "places": _("Where to go, and how to get there"),
    "people": _("Whom to call or tell; a word that means 'come'"),
    "bag": _("What to have ready: papers, money, keys, medicines"),
    "children": _("What the children know and do"),
    "telephone": _("Telephone and internet: what to do, what not"),
}


class VersionedForm(WorkForm):
    """Knows which version of the record it was opened with, so that nobody writes over another's words."""

    row_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteForm(WorkForm):
    """What happened in the work."""

    body = forms.CharField(
        label=_("Note"), widget=LONG, max_length=20_000,
        help_text=_(
            "What was said and done, in her or his words. Not: whether you believe it, religion or "
            "ethnicity, health status, passwords, neighbours' names."
        ),
    )  # fmt: skip


class NoteEditForm(NoteForm, VersionedForm):
    """A note that stands already."""


class TaskForm(WorkForm):
    """Who does what by when."""

    kind = forms.ChoiceField(choices=care.TaskKind.choices[:2], label=_("Kind"))
    what = forms.CharField(label=_("What is to be done"), required=False, max_length=500, widget=SHORT)
    party: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label=_("About whom"), required=False
    )
    assignee = MemberField(queryset=None, label=_("Who does it"))
    due_on = forms.DateField(label=_("By"), widget=DAY)

    def __init__(self, *args: Any, workers: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = workers  # type: ignore[attr-defined]
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]


class SettleForm(WorkForm):
    """What came of a task."""

    outcome = forms.CharField(label=_("What came of it"), required=False, max_length=1000, widget=SHORT)
    cancel = forms.BooleanField(label=_("It is not to be done any more"), required=False)


class AttemptForm(WorkForm):
    """An attempt to reach a person."""

    channel = forms.ChoiceField(choices=choices.ContactChannel.choices, label=_("Way"))
    outcome = forms.ChoiceField(choices=care.ContactOutcome.choices, label=_("What came of it"))
    at = forms.DateTimeField(
        label=_("When"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], help_text=_("Empty: now."),
    )  # fmt: skip
    override_reason = forms.CharField(
        label=_("Why it could not wait"), required=False, max_length=500, widget=SHORT,
        help_text=_("Only for contact outside what was agreed."),
    )  # fmt: skip
    detail = forms.CharField(label=_("Detail"), required=False, max_length=500, widget=SHORT)


class BeginAssessmentForm(WorkForm):
    """Whom to assess with what."""

    party: forms.ModelChoiceField[Any] = forms.ModelChoiceField(queryset=None, label=_("Of whom"))
    instrument = forms.ChoiceField(label=_("With what"))

    def __init__(self, *args: Any, parties: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = parties  # type: ignore[attr-defined]
        self.fields["instrument"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), localised_from(each.content["title"]).text) for each in offered
        ]


class AnswersForm(VersionedForm):
    """The questions of an instrument, box by box; each may stay without an answer."""

    def __init__(self, *args: Any, definition: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        for box in definition["boxes"]:
            for question in box["questions"]:
                self.fields[question["key"]] = forms.ChoiceField(
                    choices=ANSWERS, widget=forms.RadioSelect, required=False,
                    label=localised_from(question["text"]).text,
                )  # fmt: skip
            self.fields[f"{instruments.NOTE}-{box['key']}"] = forms.CharField(
                label=_("What was said"), required=False, max_length=4000, widget=SHORT
            )
        for field in self.fields.values():
            field.widget.attrs.update({"autocomplete": "off"})

    def boxes(self) -> list[dict[str, Any]]:
        """The fields by box, for the page."""
        return [
            {
                "title": localised_from(box["title"]),
                "questions": [self[question["key"]] for question in box["questions"]],
                "note": self[f"{instruments.NOTE}-{box['key']}"],
            }
            for box in self.definition["boxes"]
        ]


class SignForm(VersionedForm):
    """How great a person judges the danger to be."""

    level = forms.ChoiceField(
        choices=choices.Risk.choices[1:], widget=forms.RadioSelect, label=_("How great is the danger?")
    )
    reason = forms.CharField(
        label=_("Why you judge otherwise than the score"), required=False, max_length=1000, widget=SHORT,
        help_text=_("Needed where your judgement differs. A lower danger needs a supervisor, too."),
    )  # fmt: skip
    sets_danger = forms.BooleanField(
        label=_("This becomes the danger of the case"), required=False, initial=True
    )


class ApproveForm(VersionedForm):
    """Why a supervisor agrees."""

    words = forms.CharField(label=_("Why you agree"), max_length=1000, widget=SHORT)


class SafetyPlanForm(VersionedForm):
    """A safety plan, part by part, in the person's own words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, words in PLAN_PARTS.items():
            self.fields[part] = forms.CharField(
                label=words, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
            )
            self.fields[part].widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})


class AgreeForm(VersionedForm):
    """Which copy she or he has."""

    copy_given = forms.ChoiceField(
        choices=care.PlanCopy.choices, widget=forms.RadioSelect, label=_("Which copy does she or he have?"),
        help_text=_("Paper can be found. A copy is never sent electronically."),
    )  # fmt: skip


class PlanItemForm(WorkForm):
    """A goal, the help it needs, who sees to it and by when."""

    goal = forms.CharField(
        label=_("Goal, in her or his own words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    service_kind = forms.ChoiceField(choices=choices.ServiceKind.choices, label=_("Which help"))
    owner = MemberField(queryset=None, label=_("Who sees to it"))
    due_on = forms.DateField(label=_("By"), widget=DAY)

    def __init__(self, *args: Any, workers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = workers  # type: ignore[attr-defined]


class PlanItemEditForm(PlanItemForm, VersionedForm):
    """An item that stands already."""


class ProgressForm(WorkForm):
    """How far an item is."""

    status = forms.ChoiceField(choices=care.ItemStatus.choices[1:], label=_("Status"))
    outcome = forms.CharField(
        label=_("What came of it"), required=False, max_length=1000, widget=SHORT,
        help_text=_("Needed where it is given up."),
    )  # fmt: skip
