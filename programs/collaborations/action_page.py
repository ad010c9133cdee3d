"""What the pages of one action and of one policy transfer say."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from kbase.localised import localised
from legislation.law_rows import Fact
from programs.collaborations.rows import names_of_places, place_names, provision_words, status_text
from programs.models import CollaborationAction, PolicyTransfer


def action_facts(action: CollaborationAction, today: dt.date) -> list[Fact]:
    """Give what is known of an action; days that nobody set say so."""
    owner = action.owner
    facts = [
        Fact(_("Status"), status_text(action, today)),
        Fact(_("Between"), place_names(action.jurisdictions, names_of_places())),
        Fact(_("Owner"), localised(owner, "name"), owner.get_absolute_url()),
        Fact(_("Agreed on"), action.agreed_on),
        Fact(_("Starts on"), action.starts_on),
        Fact(_("Due on"), action.due_on),
    ]
    if action.completed_on:
        facts.append(Fact(_("Completed on"), action.completed_on))
    if action.result:
        facts.append(Fact(_("Result"), localised(action, "result")))
    if action.drop_reason:
        facts.append(Fact(_("Why it was cancelled"), localised(action, "drop_reason")))
    return facts


def transfer_facts(transfer: PolicyTransfer) -> list[Fact]:
    """Give what is known of a policy transfer."""
    model, enacted = transfer.provision, transfer.enacted_provision
    facts = [
        Fact(_("Status"), str(transfer.get_status_display())),
        Fact(_("As of"), transfer.status_on),
        Fact(_("Learn from"), provision_words(model), model.get_absolute_url()),
        Fact(_("Law of"), localised(model.law.jurisdiction, "name")),
        Fact(_("Recommended to"), localised(transfer.to_jurisdiction, "name")),
    ]
    if transfer.topic:
        facts.append(Fact(_("Topic"), localised(transfer.topic, "name")))
    if enacted:
        facts.append(Fact(_("Enacted as"), provision_words(enacted), enacted.get_absolute_url()))
    if transfer.reject_reason:
        facts.append(Fact(_("Why it was rejected"), localised(transfer, "reject_reason")))
    if transfer.action:
        action = transfer.action
        facts.append(Fact(_("Part of"), localised(action, "title"), action.get_absolute_url()))
    return facts
