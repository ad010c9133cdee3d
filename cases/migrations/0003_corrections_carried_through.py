import cases.sealing
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_one_case'),
        ('legislation', '0003_search_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='casemeasure',
            name='measure_takes_allowed_changes',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_is_sealed',
        ),
        migrations.RemoveConstraint(
            model_name='caseduty',
            name='rule_makes_one_duty_of_an_event',
        ),
        migrations.AddField(
            model_name='case',
            name='step_reason',
            field=cases.sealing.SealedField(blank=True, db_default='', default='', help_text='Empty where the work went on to the next one.', verbose_name='why it went back or past a step'),
        ),
        migrations.AddField(
            model_name='caseevent',
            name='step_reason',
            field=cases.sealing.SealedField(blank=True, db_default='', default='', help_text='Empty where the work went on to the next one.', verbose_name='why it went back or past a step'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("closed_at", "closed_by_id", "confidentiality", "created_at", "created_by_id", "dispose_after", "id", "lead_id", "legal_hold", "opened_at", "organisation_id", "outcome", "outcome_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_no", "retention_basis", "risk", "row_version", "sent_back", "status", "step", "step_reason") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."confidentiality", NEW."created_at", NEW."created_by_id", NEW."dispose_after", NEW."id", NEW."lead_id", NEW."legal_hold", NEW."opened_at", NEW."organisation_id", NEW."outcome", NEW."outcome_note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_no", NEW."retention_basis", NEW."risk", NEW."row_version", NEW."sent_back", NEW."status", NEW."step", NEW."step_reason"); RETURN NULL;', hash='88659746487c885c72cadfe933990459edaba8ec', operation='INSERT', pgid='pgtrigger_insert_insert_0b483', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."confidentiality" IS DISTINCT FROM (NEW."confidentiality") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."dispose_after" IS DISTINCT FROM (NEW."dispose_after") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lead_id" IS DISTINCT FROM (NEW."lead_id") OR OLD."legal_hold" IS DISTINCT FROM (NEW."legal_hold") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."outcome_note" IS DISTINCT FROM (NEW."outcome_note") OR OLD."public_no" IS DISTINCT FROM (NEW."public_no") OR OLD."retention_basis" IS DISTINCT FROM (NEW."retention_basis") OR OLD."risk" IS DISTINCT FROM (NEW."risk") OR OLD."row_version" IS DISTINCT FROM (NEW."row_version") OR OLD."sent_back" IS DISTINCT FROM (NEW."sent_back") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."step" IS DISTINCT FROM (NEW."step") OR OLD."step_reason" IS DISTINCT FROM (NEW."step_reason"))', func='INSERT INTO "cases_caseevent" ("closed_at", "closed_by_id", "confidentiality", "created_at", "created_by_id", "dispose_after", "id", "lead_id", "legal_hold", "opened_at", "organisation_id", "outcome", "outcome_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_no", "retention_basis", "risk", "row_version", "sent_back", "status", "step", "step_reason") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."confidentiality", NEW."created_at", NEW."created_by_id", NEW."dispose_after", NEW."id", NEW."lead_id", NEW."legal_hold", NEW."opened_at", NEW."organisation_id", NEW."outcome", NEW."outcome_note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_no", NEW."retention_basis", NEW."risk", NEW."row_version", NEW."sent_back", NEW."status", NEW."step", NEW."step_reason"); RETURN NULL;', hash='263d9a3045fd7ddaca9d7f41195301562fd494f1', operation='UPDATE', pgid='pgtrigger_update_update_f5146', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_caseevent" ("closed_at", "closed_by_id", "confidentiality", "created_at", "created_by_id", "dispose_after", "id", "lead_id", "legal_hold", "opened_at", "organisation_id", "outcome", "outcome_note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_no", "retention_basis", "risk", "row_version", "sent_back", "status", "step", "step_reason") VALUES (OLD."closed_at", OLD."closed_by_id", OLD."confidentiality", OLD."created_at", OLD."created_by_id", OLD."dispose_after", OLD."id", OLD."lead_id", OLD."legal_hold", OLD."opened_at", OLD."organisation_id", OLD."outcome", OLD."outcome_note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."public_no", OLD."retention_basis", OLD."risk", OLD."row_version", OLD."sent_back", OLD."status", OLD."step", OLD."step_reason"); RETURN NULL;', hash='dbf5856d9478c391ea7c8e46eda66cff3f149f0e', operation='DELETE', pgid='pgtrigger_delete_delete_8d49e', table='cases_case', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casemeasure',
            trigger=pgtrigger.compiler.Trigger(name='measure_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{recorded:in-force,recorded:cancelled,in-force:extended,in-force:cancelled,in-force:violated,violated:extended,violated:cancelled,violated:in-force}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fd0ec73fe800ae9c6fdf05e2e0b7da8766be3ef4', operation='UPDATE', pgid='pgtrigger_measure_takes_allowed_changes_46d0e', table='cases_casemeasure', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome_note', ''), ('outcome_note__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('sent_back', ''), ('sent_back__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('step_reason', ''), ('step_reason__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='case_is_sealed'),
        ),
        migrations.AddConstraint(
            model_name='caseduty',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'replaced'), _negated=True), fields=('clock', 'event', 'seq'), name='rule_makes_one_duty_of_an_event'),
        ),
    ]
