"""What an editor asks for that a second person has to agree to, and what is worked in from its list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kbase.localised_formats import day_text
from legislation.choices import Commencement, EffectKind, Language, ProvisionKind
from legislation.desk.forms.amendments import AmendmentForm, eid_of
from legislation.desk.forms.fields import DayField, ProvisionField, dress, offer
from legislation.desk.forms.small import Dressed
from legislation.editing.commencing import Beginning
from legislation.editing.numbering import HEADINGS
from legislation.editing.plans import NewProvision
from legislation.labels import provision_label
from legislation.models import Effect, Law, Provision
from legislation.querysets import EffectQuerySet


def reason_field() -> forms.CharField:
    """Make the field that every request has."""
    return forms.CharField(
        label=_("What it follows from"),
        widget=forms.Textarea,
        help_text=_("The law or the notice, so that the reviewer can check it. Kept in the history."),
    )


class EffectsField(forms.ModelMultipleChoiceField):
    """Changes of the law, each by its provision, what happens to it and when."""

    def label_from_instance(self, obj: Effect) -> str:
        """Say which change it is."""
        when = day_text(obj.commences_on) if obj.commences_on else obj.get_commencement_display()
        return f"{provision_label(obj.provision)}: {obj.get_kind_display()} · {when}"


class BeginningForm(forms.Form):
    """Which changes begin when."""

    BEGINS = (
        (Commencement.DATE, _("On the day below")),
        (Commencement.UNKNOWN, _("On a day that is not known yet")),
        (Commencement.EVENT, _("On an event")),
    )

    effects = EffectsField(
        label=_("Which changes"),
        queryset=Effect.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("Choose at least one change.")},
    )
    commencement = forms.ChoiceField(label=_("They begin"), choices=BEGINS)
    day = DayField(label=_("First day"), required=False)
    event = forms.CharField(label=_("Event"), max_length=300, required=False)
    reason = reason_field()

    def __init__(self, *args: Any, effects: EffectQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "effects", effects)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Refuse a day that is missing, or given though it isn't known."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, day = cleaned.get("commencement"), cleaned.get("day")
        if begins == Commencement.DATE and not day and "day" not in self.errors:
            self.add_error("day", _("Give the day, or say that it isn't known."))
        if begins in (Commencement.UNKNOWN, Commencement.EVENT) and day:
            self.add_error("day", _("Leave the day empty, or choose “On the day below”."))
        if begins == Commencement.EVENT and not cleaned.get("event"):
            self.add_error("event", _("Say which event it depends on."))
        return cleaned

    def beginning(self) -> Beginning:
        """Give what was entered."""
        cleaned = self.cleaned_data
        is_event = cleaned["commencement"] == Commencement.EVENT
        return Beginning(
            Commencement(cleaned["commencement"]), cleaned["day"], cleaned["event"] if is_event else ""
        )


class CorrectedParticularsForm(AmendmentForm):
    """What a published amendment says of itself, with a reason."""

    reason = reason_field()

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, law=law, **kwargs)
        del self.fields["title"], self.fields["kind"]
        self.fields["commences_on"].help_text = _(
            "Of the amendment as a whole. When one of its changes begins is said on the change itself."
        )

    def values(self) -> dict[str, Any]:
        """Give what was entered, as a request keeps it."""
        cleaned = self.cleaned_data
        law: Law | None = cleaned["amending_law"]
        days = {"adopted": cleaned["adopted"], "commenced": cleaned["commences_on"]}
        return {
            "number": cleaned["number"],
            "summary": cleaned["summary"],
            "amending_law": law.pk if law else None,
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        }


class NumberForm(Dressed):
    """The number and the heading of a provision as the law prints them."""

    number = forms.CharField(label=_("Number"), max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), choices=ProvisionKind)
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = Provision._meta.get_field("heading").max_length
        for code, field in HEADINGS.items():
            name = Language(code).label
            self.fields[field] = forms.CharField(
                label=f"{gettext('Heading')} ({name})", max_length=limit, required=False
            )
        self.order_fields(["number", "kind", *HEADINGS.values()])

    def values(self) -> dict[str, Any]:
        """Give what was entered, as a request keeps it."""
        cleaned = self.cleaned_data
        headings = {code: cleaned[field].strip() for code, field in HEADINGS.items()}
        return {"number": cleaned["number"], "kind": cleaned["kind"], "headings": headings}


class OrderForm(Dressed):
    """Why provisions stand elsewhere."""

    reason = reason_field()


class WorkInForm(forms.Form):
    """The day of an outstanding change, and what else it needs to become law here."""

    day = DayField(label=_("First day"))
    reason = reason_field()
    new_number = forms.CharField(label=_("New number"), max_length=60)
    new_kind = forms.ChoiceField(
        label=_("Kind of the new provision"), choices=ProvisionKind, initial=ProvisionKind.ARTICLE
    )
    new_heading = forms.CharField(label=_("Its heading"), max_length=500, required=False)
    new_parent = ProvisionField(
        label=_("Part of"),
        queryset=Provision.objects.none(),
        required=False,
        help_text=_("Empty: part of the same as before."),
    )

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if effect.kind != EffectKind.REPEALS:
            del self.fields["reason"]
        if effect.kind == EffectKind.RENUMBERS and effect.successor_id is None:
            offer(self, "new_parent", effect.provision.law.provisions.order_by("position"))
        else:
            for name in ("new_number", "new_kind", "new_heading", "new_parent"):
                del self.fields[name]
        dress(self)


def renumbered(effect: Effect, cleaned: dict[str, Any]) -> NewProvision | None:
    """Give what a provision becomes, as it was entered; None where that isn't asked."""
    if "new_number" not in cleaned:
        return None
    old = effect.provision
    parent: Provision | None = cleaned["new_parent"] or old.parent
    return NewProvision(
        eid=eid_of(cleaned["new_kind"], cleaned["new_number"], parent),
        kind=cleaned["new_kind"],
        number=cleaned["new_number"],
        heading=cleaned["new_heading"] or old.heading,
        parent=parent,
        after=old if parent == old.parent else None,
    )
