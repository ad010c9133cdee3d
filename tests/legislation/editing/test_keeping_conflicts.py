"""What the loader can't decide waits for an editor, and what was decided stays decided."""

import pgtrigger
import pytest
from django.core.management import call_command
from django.utils import timezone

from legislation.editing.conflicts import decide_conflict
from legislation.loading.comparing import digest, plain_values
from legislation.loading.keeping import keep_conflicts
from legislation.loading.outcome import Conflict, Difference
from legislation.loading.specs import SPECS
from legislation.models import Law, LoadedRecord, ProvisionText, ReferenceConflict
from legislation.models.protection import PROTECTION
from tests.factories import editors

pytestmark = pytest.mark.django_db


def conflict(law, **values):
    given = {"file": "x.yaml", "model": "Law", "record": law.identifier, "reason": "was changed here"}
    differences = (Difference("number", law.number, "9-T"),)
    return Conflict(**(given | values), differences=differences, identity=law.pk, digest="a" * 64)


@pytest.fixture
def law():
    return editors.law_with_articles()[0]


def test_reported_conflict_waits(law):
    keep_conflicts([conflict(law)])
    kept = ReferenceConflict.objects.get()
    assert kept.differences == [{"field": "number", "here": law.number, "data": "9-T"}]


def test_conflict_reported_no_longer_waits_no_longer(law):
    keep_conflicts([conflict(law)])
    keep_conflicts([])
    assert not ReferenceConflict.objects.exists()


def test_decision_is_kept_until_the_data_change_again(law):
    keep_conflicts([conflict(law)])
    waiting = ReferenceConflict.objects.get()
    decide_conflict(conflict=waiting, from_data=[], actor=editors.make_editor(), at=timezone.now())
    keep_conflicts([])
    assert ReferenceConflict.objects.get().decided_at
    keep_conflicts([conflict(law)])
    assert ReferenceConflict.objects.get().decided_at is None


def test_load_keeps_what_an_editor_changed_as_a_conflict_only_if_the_data_changed():
    Law.objects.filter(identifier="kz-offence-prevention-2025").update(number="changed here")
    call_command("load_reference", verbosity=0)
    assert Law.objects.get(identifier="kz-offence-prevention-2025").number == "changed here"
    assert not ReferenceConflict.objects.exists()


def test_loader_alone_may_bring_published_law_in_line_with_the_data():
    text = ProvisionText.objects.filter(version__provision__eid="art_60", language="en").first()
    words = text.summary
    spec = next(spec for spec in SPECS if spec.model is ProvisionText)
    with pgtrigger.ignore(*PROTECTION):
        ProvisionText.objects.filter(pk=text.pk).update(summary="as the data said before")
    names = [field.attname for field in spec.fields]
    values = ProvisionText.objects.values(*names).get(pk=text.pk)
    LoadedRecord.objects.filter(model=spec.name, object_id=text.pk).update(
        digest=digest(plain_values(values))
    )
    call_command("load_reference", verbosity=0)
    text.refresh_from_db()
    assert text.summary == words
