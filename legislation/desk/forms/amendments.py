"""What an editor enters of an amendment: by which law, from when, and what it does to which provision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legislation.choices import EffectKind, LawKind, ProvisionKind
from legislation.desk.forms.fields import DayField, LawField, ProvisionField, dress, offer
from legislation.editing.laws import law_from
from legislation.editing.plans import AmendmentPlan, NewProvision, PlannedChange
from legislation.models import Law, Provision
from legislation.structure.numbers import slug

ABBREVIATIONS = {
    ProvisionKind.PART: "part",
    ProvisionKind.CHAPTER: "chp",
    ProvisionKind.SECTION: "sec",
    ProvisionKind.ARTICLE: "art",
    ProvisionKind.PARAGRAPH: "para",
    ProvisionKind.POINT: "point",
}
BELOW_AN_ARTICLE = (ProvisionKind.PARAGRAPH, ProvisionKind.POINT)


class AmendmentForm(forms.Form):
    """An amendment of a law, by one that is recorded here or is to be."""

    number = forms.CharField(
        label=_("Number of the amending law"), max_length=100, help_text=_("For example 300-IX.")
    )
    adopted = DayField(label=_("Adopted on"), required=False, help_text=_("Empty where not established."))
    commences_on = DayField(
        label=_("In force from"),
        required=False,
        help_text=_("Empty where unknown or on an event; a change of its own day says so itself."),
    )
    summary = forms.CharField(label=_("What it changes"), required=False, widget=forms.Textarea)
    amending_law = LawField(
        label=_("Amending law, if it is recorded here"), queryset=Law.objects.none(), required=False
    )
    title = forms.CharField(
        label=_("Else its title"),
        max_length=500,
        required=False,
        help_text=_("The amending law is then recorded when this amendment is published."),
    )
    kind = forms.ChoiceField(label=_("Its kind"), choices=LawKind, initial=LawKind.ACT, required=False)

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.law = law
        others = Law.objects.filter(jurisdiction=law.jurisdiction_id).exclude(pk=law.pk)
        offer(self, "amending_law", others.exclude(kind=LawKind.BILL).order_by("short_title"))
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Accept a law from the list or a title, and refuse both."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("amending_law") and cleaned.get("title"):
            raise ValidationError(_("Choose the amending law from the list, or give its title; not both."))
        if not self.errors and cleaned.get("title"):
            law_from(self.new_law or {}, beside=self.law)
        return cleaned

    @property
    def new_law(self) -> dict[str, Any] | None:
        """The amending law to be recorded, if one is."""
        cleaned = self.cleaned_data
        if not cleaned.get("title"):
            return None
        days = {"adopted": cleaned.get("adopted"), "in_force": cleaned.get("commences_on")}
        return {
            "title": cleaned["title"],
            "number": cleaned["number"],
            "kind": cleaned.get("kind") or LawKind.ACT,
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        }

    def plan(self) -> AmendmentPlan:
        """Give what was entered."""
        cleaned = self.cleaned_data
        return AmendmentPlan(
            law=self.law,
            number=cleaned["number"],
            adopted=cleaned["adopted"],
            commences_on=cleaned["commences_on"],
            amending_law=cleaned["amending_law"],
            new_law=self.new_law,
            summary=cleaned["summary"],
        )


class ChangeForm(forms.Form):
    """One change: what happens to which provision, from when."""

    KINDS = (
        (EffectKind.SUBSTITUTES, _("Reword it")),
        (EffectKind.REPEALS, _("Repeal it")),
        (EffectKind.RENUMBERS, _("Give it another number")),
        (EffectKind.INSERTS, _("Insert a new provision")),
        (EffectKind.CHANGES, _("It changes; how is not established")),
    )
    BEGINS = (
        ("date", _("On the day below")),
        ("unknown", _("On a day that is not established")),
        ("event", _("On an event")),
    )

    change = forms.ChoiceField(label=_("What happens"), choices=KINDS)
    provision = ProvisionField(
        label=_("Provision"),
        queryset=Provision.objects.none(),
        required=False,
        help_text=_("Of an insertion: the provision it stands after."),
    )
    begins = forms.ChoiceField(label=_("It begins"), choices=BEGINS)
    commences_on = DayField(
        label=_("First day"), required=False, help_text=_("May be later than that of the amendment.")
    )
    event = forms.CharField(label=_("Event"), max_length=300, required=False)
    summary = forms.CharField(label=_("What changes, in a sentence"), required=False, widget=forms.Textarea)
    new_number = forms.CharField(
        label=_("New number"),
        max_length=60,
        required=False,
        help_text=_("Of what is inserted or renumbered."),
    )
    new_kind = forms.ChoiceField(
        label=_("Kind of the new provision"), choices=ProvisionKind, initial=ProvisionKind.ARTICLE
    )
    new_heading = forms.CharField(label=_("Its heading"), max_length=500, required=False)
    new_parent = ProvisionField(
        label=_("Part of"),
        queryset=Provision.objects.none(),
        required=False,
        help_text=_("Empty: part of the same as the provision it stands after."),
    )

    def __init__(self, *args: Any, law: Law, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provisions = Provision.objects.filter(law=law).order_by("position")
        for name in ("provision", "new_parent"):
            offer(self, name, provisions)
        dress(self)

    def clean(self) -> dict[str, Any]:
        """Refuse a day that is missing, or given though it isn't known."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins = cleaned.get("begins")
        if begins == "date" and not cleaned.get("commences_on") and "commences_on" not in self.errors:
            self.add_error("commences_on", _("Give the day, or say that it isn't established."))
        if begins == "event" and not cleaned.get("event"):
            self.add_error("event", _("Say which event it depends on."))
        if cleaned.get("change") in (EffectKind.INSERTS, EffectKind.RENUMBERS) and not cleaned.get(
            "new_number"
        ):
            self.add_error("new_number", _("Give the number of the new provision."))
        return cleaned

    def planned(self) -> PlannedChange:
        """Give what was entered."""
        cleaned = self.cleaned_data
        kind = EffectKind(cleaned["change"])
        inserts = kind == EffectKind.INSERTS
        return PlannedChange(
            kind=kind,
            provision=None if inserts else cleaned["provision"],
            new=self._new() if kind in (EffectKind.INSERTS, EffectKind.RENUMBERS) else None,
            commences_on=cleaned["commences_on"] if cleaned["begins"] == "date" else None,
            event=cleaned["event"] if cleaned["begins"] == "event" else "",
            summary=cleaned["summary"],
        )

    def _new(self) -> NewProvision:
        cleaned = self.cleaned_data
        after: Provision | None = cleaned["provision"]
        parent: Provision | None = cleaned["new_parent"] or (after.parent if after else None)
        kind, number = cleaned["new_kind"], cleaned["new_number"]
        return NewProvision(
            eid=eid_of(kind, number, parent),
            kind=kind,
            number=number,
            heading=cleaned["new_heading"],
            parent=parent,
            after=after if after and after != parent else None,
        )


def eid_of(kind: str, number: str, parent: Provision | None) -> str:
    """Give the eId of a new provision: paragraphs and points carry that of what they are part of.

    >>> eid_of("article", "60-1", None)
    'art_60-1'
    >>> eid_of("point", "б)", None)
    'point_b'
    """
    own = slug(number.rpartition("(")[2] or number)
    if not own:
        raise ValidationError(
            _("“%(given)s” is no number: give it with a digit or a letter.") % {"given": number}
        )
    eid = f"{ABBREVIATIONS[ProvisionKind(kind)]}_{own}"
    return f"{parent.eid}__{eid}" if parent and kind in BELOW_AN_ARTICLE else eid
