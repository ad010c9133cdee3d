"""What the pages of sharing show, hide and record."""

import datetime as dt
import io
import uuid

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from cases.actions import consents
from cases.actions.grounds import Ground
from cases.actions.parties import Identity
from cases.choices import OrganisationKind, Section
from cases.context import acting_as
from cases.models import AccessEvent, Approval, Case, CaseExport, Referral, Transfer
from kbase.jobs.running import do_job
from kbase.models import Job
from legislation.models import Duty
from tests.factories import accounts
from tests.factories.cases import make_case, make_party, make_place
from tests.factories.sharing import consent_to, copied, decide, law_now, make_copy, offer, refer

pytestmark = pytest.mark.django_db
WHO = Identity(name="Invented Name", phones="+7 701 555 01 23")


@pytest.fixture
def police(db):
    return make_place(OrganisationKind.POLICE)


@pytest.fixture
def case(place):
    return make_case(place)


@pytest.fixture
def party(case):
    return make_party(case, identity=WHO)


def client(place, name="worker") -> Client:
    return accounts.sign_in(Client(), place.user(name))


def body(response) -> str:
    return response.content.decode()


def content(**given):
    sent = {"service_kind": "shelter", "sections": ["parties"], "message": "Call first", "days": "14"}
    return sent | {"request_key": str(uuid.uuid4())} | given


def seen(case, model):
    with acting_as(case.lead.user):
        return model.objects.get()


# Referring


def test_refer_page_offers_the_consents_that_count_now(place, police, case, party):
    consent = consent_to(case, party, police.organisation)
    page = body(client(place).get(reverse("work-refer", args=(case.pk,))))
    assert reverse("work-refer-consent", args=(case.pk, consent.pk)) in page
    assert str(police.organisation) in page


def test_form_with_consent_offers_no_part_that_it_does_not_cover(place, police, case, party):
    consent = consent_to(case, party, police.organisation)
    address = reverse("work-refer-consent", args=(case.pk, consent.pk))
    page = body(client(place).get(address))
    assert 'value="parties"' in page
    assert 'value="identity"' not in page
    refused = client(place).post(address, content(sections=["identity"]))
    assert refused.status_code == 200
    with acting_as(case.lead.user):
        assert not Referral.objects.exists()


def test_referral_with_consent_is_sent_and_shown(place, police, case, party):
    consent = consent_to(case, party, police.organisation)
    address = reverse("work-refer-consent", args=(case.pk, consent.pk))
    answered = client(place).post(address, content())
    referral = seen(case, Referral)
    assert answered["Location"] == reverse("work-referral", args=(case.pk, referral.pk))
    page = body(client(place).get(answered["Location"]))
    for shown in ("Sent, no answer yet", "Call first", str(police.organisation), "People in the case"):
        assert shown in page


def test_consent_that_ends_while_one_writes_is_said_above_what_was_written(place, police, case, party):
    consent = consent_to(case, party, police.organisation)
    address = reverse("work-refer-consent", args=(case.pk, consent.pk))
    with acting_as(case.lead.user):
        consents.withdraw_consent(actor=case.lead.user, consent_id=consent.pk)
    answered = client(place).post(address, content())
    assert answered.status_code == 200
    assert "There is no consent, now, to share with this receiver" in body(answered)
    assert "Call first" in body(answered)
    assert client(place).get(address).status_code == 404
    with acting_as(case.lead.user):
        assert not Referral.objects.exists()


def test_second_click_on_taking_back_is_answered_in_the_words_of_the_page(place, police, case):
    referral = refer(case, police.organisation)
    address = reverse("work-referral-revoke", args=(case.pk, referral.pk))
    browser = client(place)
    browser.post(address)
    page = body(browser.post(address, follow=True))
    assert "That is no longer possible as things stand" in page
    assert "can become" not in page


def test_referral_by_law_names_a_duty_that_is_law_today(place, police, case):
    address = reverse("work-refer-law", args=(case.pk,))
    assert "Tell law-enforcement bodies" in body(client(place).get(address))
    duty = Duty.objects.filter(version=law_now()).exclude(recipient=None).first()
    answered = client(place).post(
        address, content(duty=str(duty.pk), organisation=str(police.organisation.pk))
    )
    assert answered.status_code == 302, body(answered)
    assert seen(case, Referral).version == law_now()


def test_no_form_takes_two_receivers(place, police, case):
    address = reverse("work-refer-without", args=(case.pk,))
    sent = content(reason="Danger", organisation=str(police.organisation.pk), contact="somebody")
    assert "one of the three" in body(client(place).post(address, sent))


def test_52_same_form_sent_twice_is_one_referral(place, police, case):
    address = reverse("work-refer-without", args=(case.pk,))
    sent = content(reason="Danger", organisation=str(police.organisation.pk))
    for _time in range(2):
        assert client(place).post(address, sent).status_code == 302
    assert seen(case, Referral).status == "draft"


@pytest.mark.parametrize("name", ["status", "created_by", "case", "approval", "basis", "version", "sent_at"])
def test_4_fields_that_a_form_does_not_name_are_ignored(place, police, case, name):
    foreign = make_case(place, "other")
    sent = content(reason="Danger", organisation=str(police.organisation.pk)) | {name: str(foreign.pk)}
    client(place).post(reverse("work-refer-without", args=(case.pk,)), sent)
    referral = seen(case, Referral)
    assert (referral.case_id, referral.status, referral.basis) == (case.pk, "draft", "override")


def test_supervisor_approves_on_the_page_and_the_worker_sends(place, police, case):
    referral = refer(case, police.organisation, ground=Ground(reason="He knows where she is"))
    supervisor = client(place, "supervisor")
    assert reverse("work-approvals") in body(supervisor.get(reverse("work")))
    assert case.shown_number in body(supervisor.get(reverse("work-approvals")))
    address = reverse("work-approval", args=(referral.approval.pk,))
    assert "He knows where she is" in body(supervisor.get(address))
    assert supervisor.post(address, {"decision": "approve"}).status_code == 302
    client(place).post(reverse("work-referral-send", args=(case.pk, referral.pk)))
    assert (seen(case, Approval).status, seen(case, Referral).status) == ("approved", "sent")


def test_refusal_in_words_stands_on_the_page(place, police, case):
    referral = refer(case, police.organisation, ground=Ground(reason="Danger"))
    page = client(place).post(reverse("work-referral-send", args=(case.pk, referral.pk)), follow=True)
    assert "has not approved it" in body(page)


# Receiving


def test_receiver_finds_it_reads_it_and_the_sender_sees_that(place, police, case, party):
    referral = refer(case, police.organisation)
    inspector = client(police)
    assert reverse("work-received-item", args=(referral.pk,)) in body(inspector.get(reverse("work-received")))
    page = body(inspector.get(reverse("work-received-item", args=(referral.pk,))))
    for shown in ("Call before you come", "S1", "Survivor"):
        assert shown in page
    for hidden in (case.shown_number, case.public_no, WHO.name):
        assert hidden not in page
    with acting_as(case.lead.user):
        event = AccessEvent.objects.get(deed="read", object_id=referral.pk)
    assert (event.actor, event.case_id) == (police.user("worker"), case.pk)


def test_names_are_masked_until_a_purpose_is_given(police, case, party):
    referral = refer(case, police.organisation, sections=[Section.IDENTITY])
    inspector, address = client(police), reverse("work-received-who", args=(referral.pk,))
    for page in (reverse("work-received-item", args=(referral.pk,)), address):
        assert WHO.name not in body(inspector.get(page))
    assert WHO.name in body(inspector.post(address, {"purpose": "safety"}))


def test_answer_reaches_the_sender(place, police, case):
    referral = refer(case, police.organisation)
    address = reverse("work-received-answer", args=(referral.pk,))
    assert "Give a reason" in body(client(police).post(address, {"status": "declined", "words": ""}))
    client(police).post(address, {"status": "declined", "words": "No bed is free"})
    page = body(client(place).get(reverse("work-referral", args=(case.pk, referral.pk))))
    assert "No bed is free" in page
    assert "Declined" in page


def test_taken_back_it_says_so_and_shows_nothing(place, police, case, party):
    referral = refer(case, police.organisation)
    client(place).post(reverse("work-referral-revoke", args=(case.pk, referral.pk)))
    page = body(client(police).get(reverse("work-received-item", args=(referral.pk,))))
    assert "be read any more" in page
    assert "S1" not in page


def test_answered_meanwhile_the_page_says_so_and_keeps_what_was_typed(place, police, case):
    referral = refer(case, police.organisation)
    first, address = client(police), reverse("work-received-answer", args=(referral.pk,))
    first.get(address)
    client(police, "other").post(address, {"status": "accepted"})
    page = first.post(address, {"status": "declined", "words": "No bed is free"})
    assert page.status_code == 200
    assert "No bed is free" in body(page)


# Transfers


def test_case_changes_hands_on_the_pages(place, police, case):
    parts = [section for section in Section if section != Section.SUMMARY]
    consent = consent_to(case, make_party(case), police.organisation, parts)
    lead = client(place)
    form = reverse("work-offer-consent", args=(case.pk, consent.pk))
    assert form in body(lead.get(reverse("work-offer", args=(case.pk,))))
    assert lead.post(form, {"note": "She needs a lawyer", "days": "7"}).status_code == 302
    transfer, inspector = seen(case, Transfer), client(police)
    offered = body(inspector.get(reverse("work-offered", args=(transfer.pk,))))
    assert "She needs a lawyer" in offered
    assert "Consent of the person" in offered
    inspector.post(reverse("work-offered-accept", args=(transfer.pk,)), {"member": str(police.worker.pk)})
    with acting_as(police.user("worker")):
        assert Case.objects.get().organisation_id == police.organisation.pk
    former = client(place)
    assert former.get(reverse("work-item", args=(case.pk,))).status_code == 404
    assert "Cases that you gave away" in body(former.get(reverse("work-received")))


def test_supervisor_reads_what_an_offer_without_consent_says_before_it_is_made(place, police, case):
    lead, supervisor = client(place), client(place, "supervisor")
    sent = {"organisation": str(police.organisation.pk), "note": "She moves there", "days": "7",
            "reason": "He works here"}  # fmt: skip
    assert lead.post(reverse("work-offer-without", args=(case.pk,)), sent).status_code == 302
    transfer = seen(case, Transfer)
    sending = reverse("work-offer-send", args=(case.pk, transfer.pk))
    assert sending not in body(lead.get(reverse("work-sharing", args=(case.pk,))))
    approval = reverse("work-approval", args=(transfer.approval_id,))
    asked = body(supervisor.get(approval))
    assert "He works here" in asked
    assert "She moves there" in asked
    assert police.organisation.name in asked
    supervisor.post(approval, {"decision": "approve", "comment": "Yes"})
    assert sending in body(lead.get(reverse("work-sharing", args=(case.pk,))))
    lead.post(sending)
    assert seen(case, Transfer).status == "offered"


def test_offer_is_cancelled_on_the_page(place, police, case):
    transfer = offer(case, police.organisation)
    client(place).post(reverse("work-offer-cancel", args=(case.pk, transfer.pk)))
    assert client(police).get(reverse("work-offered", args=(transfer.pk,))).status_code == 404


# Copies


def asked(**given):
    sent = {
        "purpose": "Hearing", "order_by": "Court", "order_number": "7", "order_on": "2026-04-01",
        "sections": ["parties"], "language": "ru", "survivor_told": "yes",
    }  # fmt: skip
    return sent | {"request_key": str(uuid.uuid4())} | given


def test_copy_goes_from_the_form_to_a_file_that_opens(place, case, party):
    worker = client(place)
    page = worker.post(reverse("work-export", args=(case.pk,)), asked())
    export = seen(case, CaseExport)
    assert page["Location"] == reverse("work-exported", args=(case.pk, export.pk))
    approval = reverse("work-approval", args=(export.approval_id,))
    client(place, "supervisor").post(approval, {"decision": "approve", "comment": ""})
    do_job(pk=Job.objects.get().pk, is_stopping=lambda: False)
    opened = worker.post(reverse("work-exported-open", args=(case.pk, export.pk)))
    password = body(opened).partition('translate="no">')[2].partition("<")[0]
    file = worker.post(reverse("work-exported-download", args=(case.pk, export.pk)))
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert file["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert file["Cache-Control"] == "no-store, private"
    with pikepdf.open(io.BytesIO(file.content), password=password) as pdf:
        assert len(pdf.pages) == 1
    assert password not in body(worker.get(reverse("work-exported", args=(case.pk, export.pk))))


@pytest.mark.parametrize(
    "wrong",
    [
        {"order_number": ""}, {"order_by": "", "order_number": "", "order_on": ""}, {"sections": []},
        {"language": "xx"}, {"purpose": ""}, {"sections": ["everything"]},
    ],
)  # fmt: skip
def test_form_of_a_copy_says_what_is_missing(place, case, wrong):
    page = client(place).post(reverse("work-export", args=(case.pk,)), asked(**wrong))
    assert page.status_code == 200
    with acting_as(case.lead.user):
        assert not CaseExport.objects.exists()


@pytest.mark.parametrize("name", ["work-exported-open", "work-exported-download"])
def test_password_and_file_need_a_fresh_proof(place, case, name):
    export = copied(case)
    decide(place, export.approval)
    make_copy(export)
    worker = client(place)
    accounts.make_sign_in_older(worker, 600)
    page = worker.post(reverse(name, args=(case.pk, export.pk)))
    assert page["Location"].startswith(reverse("account_reauthenticate"))
    assert seen(case, CaseExport).sha256 == ""


@pytest.mark.parametrize("name", ["work-refer-law", "work-refer-without", "work-export", "work-offer-law"])
def test_what_leaves_a_case_needs_a_fresh_proof(place, case, name):
    worker = client(place)
    accounts.make_sign_in_older(worker, 600)
    page = worker.get(reverse(name, args=(case.pk,)))
    assert page["Location"].startswith(reverse("account_reauthenticate"))


def test_colleague_takes_no_copy_that_another_asked_for(place, case):
    export = copied(case)
    decide(place, export.approval)
    make_copy(export)
    supervisor = client(place, "supervisor")
    for name in ("work-exported-open", "work-exported-download", "work-exported-delete"):
        assert supervisor.post(reverse(name, args=(case.pk, export.pk))).status_code == 404


def test_sharing_lists_all_that_left(place, police, case):
    refer(case, police.organisation)
    offer(case, police.organisation)
    copied(case)
    page = body(client(place).get(reverse("work-sharing", args=(case.pk,))))
    for shown in ("Sent, no answer yet", "Offered, no answer yet", "Waiting for approval"):
        assert shown in page


def test_2_referral_is_not_reached_through_another_case(place, police, case):
    other, referral = make_case(place), refer(case, police.organisation)
    export = copied(case)
    worker = client(place)
    for name, record in (("work-referral", referral), ("work-exported", export)):
        assert worker.get(reverse(name, args=(other.pk, record.pk))).status_code == 404


@pytest.mark.parametrize("language", ["ru", "kk", "ur"])
def test_pages_open_in_each_language(place, police, case, party, language):
    referral = refer(case, police.organisation, respond_by=dt.date(2026, 12, 1))
    assert client(police).get(f"/{language}/work/received/{referral.pk}/").status_code == 200
    assert client(place).get(f"/{language}/work/{case.pk}/sharing/").status_code == 200
