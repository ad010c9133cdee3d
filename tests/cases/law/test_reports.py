"""Reports that the law demands: kept once, by the provision of the day on which the matter became known."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import sharing_door
from cases.context import acting_as
from cases.models import AccessEvent, MandatoryReport
from cases.refusals import Refusal
from cases.sealing import opened
from tests.factories import accounts
from tests.factories.case_law import HOUR, make_report
from tests.factories.cases import make_case
from tests.factories.sharing import law_no_more, law_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(place):
    return make_case(place)


def test_report_keeps_its_provision_how_long_it_took_and_to_whom(case):
    made = make_report(case)
    with acting_as(case.lead.user):
        kept = MandatoryReport.objects.select_related("case").get()
        assert (kept.version, kept.elapsed, kept.survivor_informed) == (law_now(), 2 * HOUR, "unsafe")
        assert (opened(kept, "recipient"), opened(kept, "their_ref")) == ("Duty officer", "KUI 12")
        assert len(kept.text_sha256) == 64
        assert AccessEvent.objects.filter(deed="created", object_id=made.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [({"sent": 4 * HOUR}, "after it became known"), ({"sent": -HOUR}, "after"), ({"recipient": " "}, "whom")],
)
def test_report_that_can_not_be_is_refused_in_words(case, wrong, refusal):
    with pytest.raises(Refusal, match=refusal):
        make_report(case, **wrong)


def test_provision_that_was_no_law_on_that_day_is_no_duty(case):
    with pytest.raises(Refusal, match="was not law on"):
        make_report(case, version=law_no_more())


def test_database_lets_nobody_change_it_and_nobody_else_read_it(place, case):
    make_report(case)
    with acting_as(case.lead.user), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute("UPDATE cases_mandatoryreport SET sent_at = now()")
    with acting_as(place.user("other")):
        assert not MandatoryReport.objects.exists()
    with acting_as(place.user("supervisor")):
        assert MandatoryReport.objects.exists()


def test_supervisor_records_none(place, case):
    with pytest.raises(Http404):
        make_report(case, actor=place.user("supervisor"))


def test_pages_from_the_form_to_the_report(place, case):
    client = accounts.sign_in(Client(), place.user("worker"))
    aware = timezone.localtime() - 2 * HOUR
    with acting_as(case.lead.user):
        duty = sharing_door.duties_to_tell(case, aware.date()).first()
    typed = {
        "aware_at": f"{aware:%Y-%m-%dT%H:%M}", "sent_at": f"{aware + HOUR:%Y-%m-%dT%H:%M}", "duty": duty.pk,
        "channel": "phone", "recipient": "Duty officer", "their_ref": "KUI 12", "survivor_informed": "yes",
    }  # fmt: skip
    answer = client.post(reverse("work-report-new", args=(case.pk,)), typed)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "after 1 hour" in page
    assert "Duty officer" in page
    assert answer["Location"] in client.get(reverse("work-duties", args=(case.pk,))).content.decode()
