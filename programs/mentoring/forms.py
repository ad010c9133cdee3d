"""The forms of mentoring: a profile, a code, a meeting, feedback, a run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kbase.localised import current_language
from kbase.number_codes import EXAMPLE, InvalidCodeError, canonical
from legislation.choices import Language
from legislation.desk.forms.fields import dress
from programs.contact_fields import NameField, PhoneField
from programs.countries import country_choices, zone_choices
from programs.finance.choices import BusinessSector
from programs.mentoring.availability import DAYS
from programs.mentoring.choices import Borders, EndReason, Goal, Side
from programs.mentoring.joining import Details
from programs.mentoring.scoring import ANYWHERE, Rules
from programs.models import MentoringProfile
from programs.models.mentoring import MOST_MENTEES

WEEK = [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")]
HOURS = [("", "–"), *((f"{hour:02}:00", f"{hour:02}:00") for hour in range(6, 24)), ("24:00", "24:00")]


def several(label: Any, choices: Any, **options: Any) -> forms.MultipleChoiceField:
    """Return a field for at least one of several choices."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **options
    )


class ProfileForm(forms.Form):
    """What a mentor or mentee tells of herself. Which side it is for is given with it."""

    form_number = forms.CharField(required=False, widget=forms.HiddenInput, empty_value="")
    name = NameField()
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=200,
        help_text=_("An e-mail address or a telephone number is enough. Only your partner and staff see it."),
    )
    phone = PhoneField(required=False)
    country = forms.ChoiceField(label=_("Your country"), choices=country_choices, widget=forms.RadioSelect)
    zone = forms.ChoiceField(label=_("Where your clock is"), choices=zone_choices)
    languages = several(_("Languages you can talk in"), Language.choices)
    sectors = several(_("Your sectors"), BusinessSector.choices)
    goals = several(_("What it is about"), Goal.choices)
    borders = forms.ChoiceField(
        label=_("Across the border?"), choices=Borders.choices, widget=forms.RadioSelect, initial=ANYWHERE
    )
    years = forms.IntegerField(label=_("Years of experience"), required=False, min_value=0, max_value=80)
    capacity = forms.IntegerField(
        label=_("How many mentees at a time?"), min_value=1, max_value=MOST_MENTEES, initial=1
    )
    about = forms.CharField(
        label=_("A few words about you"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Your partner reads them before she accepts: leave out what shows who you are."),
    )

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.side = side
        if side == Side.MENTEE:
            del self.fields["capacity"]
        for number, day in enumerate(DAYS):
            for end, label in (("from", _("%(day)s, from")), ("to", _("%(day)s, to"))):
                self.fields[f"{day}_{end}"] = forms.ChoiceField(
                    label=label % {"day": WEEK[number]}, choices=HOURS, required=False
                )

    def clean(self) -> dict[str, Any]:
        """Refuse a profile that nobody could answer or meet."""
        cleaned = super().clean() or {}
        if (
            not cleaned.get("email")
            and not cleaned.get("phone")
            and not {"email", "phone"} & set(self.errors)
        ):
            self.add_error("email", ValidationError(_("Give an e-mail address or a telephone number.")))
        cleaned["windows"] = list(self._windows(cleaned))
        if not cleaned["windows"] and not self.errors:
            self.add_error(
                "mon_from", ValidationError(_("Give at least one hour of the week in which you can meet."))
            )
        return cleaned

    def _windows(self, cleaned: dict[str, Any]) -> Iterator[str]:
        for number, day in enumerate(DAYS):
            start, end = cleaned.get(f"{day}_from", ""), cleaned.get(f"{day}_to", "")
            if start and end and start < end:
                yield f"{day} {start}-{end}"
            elif start or end:
                words = _("%(day)s: give both, the earlier first.") % {"day": WEEK[number]}
                self.add_error(f"{day}_to", ValidationError(words))

    @classmethod
    def of(cls, profile: MentoringProfile) -> ProfileForm:
        """Give the form filled with a profile, for its owner to change."""
        names = ("name", "email", "phone", "country", "zone", "languages", "sectors", "goals", "borders",
                 "years", "capacity", "about")  # fmt: skip
        initial: dict[str, Any] = {name: getattr(profile, name) for name in names}
        for window in profile.windows:
            day, _space, hours = window.partition(" ")
            initial[f"{day}_from"], _dash, initial[f"{day}_to"] = hours.partition("-")
        return cls(side=profile.side, initial=initial)

    def week_fields(self) -> list[tuple[Any, Any]]:
        """Give the fields of each day."""
        return [(self[f"{day}_from"], self[f"{day}_to"]) for day in DAYS]

    def details(self) -> Details:
        """Give what was told; the form is valid."""
        given = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.endswith(("_from", "_to")) and name != "form_number"
        }
        return Details(side=self.side, language=current_language(), **given)


class CodeForm(forms.Form):
    """Someone comes back."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=60,
        help_text=_("16 digits, as %(example)s.") % {"example": EXAMPLE},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"}),
    )

    def clean_code(self) -> str:
        """Refuse what no code can be, without repeating it."""
        try:
            return canonical(self.cleaned_data["code"])
        except InvalidCodeError as error:
            raise ValidationError(
                _("This is no code. A code has 16 digits, as %(example)s."), params={"example": EXAMPLE}
            ) from error


class MeetingForm(forms.Form):
    """A meeting that took place."""

    held_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=60)
    note = forms.CharField(
        label=_("What you agreed on"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FeedbackForm(forms.Form):
    """How it was."""

    rating = forms.TypedChoiceField(
        label=_("How useful was it?"),
        choices=[(5, _("5: very")), (4, "4"), (3, "3"), (2, "2"), (1, _("1: not at all"))],
        coerce=int,
        widget=forms.RadioSelect,
    )
    reached_goal = forms.BooleanField(label=_("The goal was reached"), required=False)
    words = forms.CharField(
        label=_("In your words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class EndForm(forms.Form):
    """Why staff end a pair."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", "—"), *EndReason.choices],
        help_text=_("Staff alone read it. Both are told that the pair has ended, and asked how it was."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class RunForm(forms.Form):
    """What an officer asks of a run."""

    borders = forms.ChoiceField(
        label=_("Which pairs"),
        choices=[
            ("anywhere", _("All")),
            ("across", _("Only across borders")),
            ("home", _("Only within a country")),
        ],
    )
    prefer_across = forms.BooleanField(label=_("Prefer pairs across the border"), required=False)

    def rules(self) -> Rules:
        """Give the rules; the form is valid."""
        return Rules(**self.cleaned_data)
