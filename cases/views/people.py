"""The people in a case: adding, writing who they are, safe contact, revealing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import care_door, door, record
from cases.actions import parties
from cases.choices import Deed, Section
from cases.forms import ContactForm, IdentityForm, PartyEditForm, PartyForm, PurposeForm
from cases.law_facts import fact
from cases.names import name_of
from cases.querysets import WRITE
from cases.snapshot_words import day_names
from cases.views.pages import CaseFormView, CasePage
from kbase.tables import Cell, Column

COLUMNS = (_("Person"), _("In the case"), _("Age"), _("To the survivor"), _("Safe contact"))


class PeopleView(CasePage):
    """The people in a case, by code, with whether it is agreed how each may be reached."""

    template_name = "cases/people.html"
    section = Section.PARTIES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        record.note_ids(Deed.LISTED, case_id=self.case.pk, kind="party")
        parties = list(door.parties_of(user, self.case))
        rules = door.contacts_by_person(user, self.case)
        return super().get_context_data(
            columns=[Column(str(word)) for word in COLUMNS],
            rows=[self.row(party, rules.get(party.pk)) for party in parties],
            may_add=door.may_use(user, self.case.pk, section=self.section, level=WRITE),
            **kwargs,
        )

    def row(self, party: Any, rule: Any) -> list[Cell]:
        return [
            Cell(text=party.code, url=reverse("work-person", args=(self.case.pk, party.pk))),
            Cell(text=party.get_kind_display()),
            Cell(text=party.get_age_band_display()),
            Cell(text=party.get_relationship_display()),
            Cell(text=contact_words(rule)),
        ]


def contact_words(rule: Any) -> str:
    """Say in a few words how a person may be reached, by the agreement that holds."""
    if rule and rule.do_not_contact:
        return gettext("Do not contact")
    if rule is None or not care_door.safe_times(rule).weekdays:
        return gettext("not agreed")
    words: str = rule.get_channel_display()
    return words


class PartyNewView(CaseFormView):
    """Add a person by code."""

    part = "work-people"
    form_class = PartyForm
    section = Section.PARTIES
    title = _("Add a person")
    lead = _("No name here: who this is is written apart, and masked.")
    submit = _("Add")

    def act(self, data: dict[str, Any]) -> None:
        parties.add_party(actor=self.request.user, case_id=self.case.pk, **data)


class PartyEditView(CaseFormView):
    """Correct what is known of a person."""

    looks_at = "party"
    part = "work-people"
    form_class = PartyEditForm
    section = Section.PARTIES
    title = _("What the work needs to know")
    lead = _("No name here. What stood there before is kept in the history.")
    submit = _("Save")

    @cached_property
    def party(self) -> Any:
        return person(self)

    def check_access(self) -> None:
        _case, _party = self.case, self.party

    def get_initial(self) -> dict[str, Any]:
        kept = {name: getattr(self.party, name) for name in ("kind", "code", *parties.FACTS)}
        return kept | {"seen": self.party.row_version}

    def act(self, data: dict[str, Any]) -> None:
        parties.edit_party(actor=self.request.user, party_id=self.party.pk, **data)

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        kept = person(self)
        return kept.row_version, party_facts(kept)

    def get_success_url(self) -> str:
        return reverse("work-person", args=(self.kwargs["case_id"], self.kwargs["party_id"]))


class PartyView(CasePage):
    """A person in a case: safe contact first, the identity masked."""

    template_name = "cases/person.html"
    part = "work-people"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        party = person(self)
        record.note(Deed.READ, party)
        writable = door.cases_of(user, section=Section.IDENTITY, level=WRITE)
        may_write = writable.filter(pk=party.case_id).exists()
        has_identity = (
            door.may_use(user, party.case_id, section=Section.IDENTITY)
            and door.identity_of(user, party) is not None
        )
        ask = door.leads_of_possible_matches(party) if has_identity and may_write else ()
        return super().get_context_data(
            party=party,
            facts=party_facts(party),
            contacts=contact_rules(user, party),
            has_identity=has_identity,
            may_write=may_write,
            may_be_known_to=[name_of(member.user) for member in ask],
            may_edit=door.may_use(user, party.case_id, section=Section.PARTIES, level=WRITE),
            **kwargs,
        )


class OfPartyView(CaseFormView):
    """A form about a person in the case that the address names."""

    part = "work-people"

    @cached_property
    def party(self) -> Any:
        return person(self)

    def check_access(self) -> None:
        _case, _party = self.case, self.party

    def get_success_url(self) -> str:
        return reverse("work-person", args=(self.kwargs["case_id"], self.kwargs["party_id"]))


class IdentityView(OfPartyView):
    """Write who a person is."""

    looks_at = "partyidentity"
    form_class = IdentityForm
    section = Section.IDENTITY
    title = _("Who this is")
    lead = _("What you write takes the place of what stood there. It is encrypted and masked.")
    submit = _("Save")

    def act(self, data: dict[str, Any]) -> None:
        seen = data.pop("seen")
        parties.write_identity(
            actor=self.request.user, party_id=self.party.pk, identity=parties.Identity(**data), seen=seen
        )

    def get_initial(self) -> dict[str, Any]:
        kept = door.identity_of(self.request.user, self.party)
        return {"seen": kept.row_version if kept else 0}

    def standing(self) -> tuple[int, list[dict[str, Any]]]:
        """Say which fields another person filled in; what with is shown on the page that asks why."""
        kept = door.identity_of(self.request.user, self.party)
        where = reverse("work-person-who", args=(self.case.pk, self.party.pk))
        facts = [
            fact(str(field.label), "•••••••••" if getattr(kept, name) else gettext("empty"), where)
            for name, field in IdentityForm.base_fields.items()
            if name != "seen"
        ]
        return kept.row_version, facts


class ContactView(OfPartyView):
    """Agree how a person may be reached."""

    looks_at = "safecontact"
    form_class = ContactForm
    section = Section.CONTACT
    title = _("How this person may safely be reached")
    lead = _("Ask; don't guess. A new agreement takes the place of the former.")
    submit = _("Save")

    def act(self, data: dict[str, Any]) -> None:
        parties.add_safe_contact(actor=self.request.user, party_id=self.party.pk, **data)


class RevealView(OfPartyView):
    """Show who a person is, once, after the rules for contact and the question why."""

    looks_at = "safecontact"
    form_class = PurposeForm
    template_name = "cases/reveal.html"
    section = Section.IDENTITY
    level = "read"
    needs_proof = True
    title = _("Who this is")
    lead = _("Your name, the time and the reason are recorded, and the lead of the case sees them.")
    submit = _("Show")

    def form_valid(self, form: Any) -> HttpResponse:
        """Answer with the identity itself: it stands in no address and no session."""
        shown = parties.reveal(actor=self.request.user, party_id=self.party.pk, **form.cleaned_data)
        return self.render_to_response(self.get_context_data(form=form, shown=shown))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contacts = contact_rules(self.request.user, self.party)
        return super().get_context_data(party=self.party, contacts=contacts, **kwargs)


def party_facts(party: Any) -> list[dict[str, Any]]:
    """Return what the work knows of a person, for components/facts.html."""
    yes, no = gettext("yes"), gettext("no")
    told = (
        (gettext("In the case"), f"{party.get_kind_display()} · {party.code}"),
        (gettext("Age"), party.get_age_band_display()),
        (gettext("Sex"), party.get_sex_display()),
        (gettext("To the survivor"), party.get_relationship_display()),
        (gettext("Language"), party.language),
        (gettext("Has a disability that help must take into account"), yes if party.needs_access else no),
        (gettext("Works for a state body"), yes if party.is_official else no),
    )
    return [fact(label, value) for label, value in told if value]


def person(view: Any) -> Any:
    """Return the person that a page's address names, if in the case it names."""
    party = door.party_for(view.request.user, view.kwargs["party_id"])
    if party.case_id != view.kwargs["case_id"]:
        raise door.NotThere
    return party


def contact_rules(user: Any, party: Any) -> list[Any]:
    """Return the rule that holds and the former ones, with what is sealed in them opened."""
    return [
        {
            "rule": rule,
            "days": day_names(care_door.safe_times(rule).weekdays),
            "code_word": door.opened(rule, "code_word"),
            "who_may_answer": door.opened(rule, "who_may_answer"),
        }
        for rule in door.contacts_of(user, party)[:1]
    ]
