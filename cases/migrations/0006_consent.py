"""What people agreed to, and the first contact at which they were asked."""

import cases.sealing
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_demo_cases'),
        ('legislation', '0020_second_person'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programs', '0007_countries_by_code'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('kind', models.CharField(choices=[('services', 'To be helped and for a case to be kept'), ('share', 'To share parts of the case with one organisation'), ('statistics', 'To be counted in statistics, without anything that identifies'), ('contact', 'To be contacted, by the rules for safe contact'), ('recording', 'To pictures or recordings being kept')], max_length=10, verbose_name='to what')),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('summary', 'Summary'), ('parties', 'People in the case'), ('identity', 'Names, numbers and addresses'), ('contact', 'Rules for safe contact'), ('incidents', 'Incidents and events'), ('notes', 'Notes'), ('assessments', 'Assessments and safety plans'), ('plan', 'Plan, tasks and referrals'), ('measures', 'Measures and duties'), ('files', 'Files')], max_length=12), blank=True, default=list, size=None, verbose_name='parts')),
                ('capacity', models.CharField(choices=[('self', 'The person herself or himself'), ('guardian', 'A guardian'), ('court', 'By decision of a court')], max_length=8, verbose_name='in whose name')),
                ('method', models.CharField(choices=[('spoken', 'Spoken'), ('written', 'In writing'), ('signed', 'In sign language or through an interpreter')], max_length=7, verbose_name='how it was given')),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='given')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until withdrawn.', null=True, verbose_name='ends')),
                ('evidence', cases.sealing.SealedField(blank=True, default='', verbose_name='what shows it')),
                ('status', models.CharField(choices=[('given', 'Given'), ('withdrawn', 'Withdrawn')], default='given', max_length=9, verbose_name='status')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal', cases.sealing.SealedField(blank=True, default='', verbose_name='what was said at the withdrawal')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='cases.party', verbose_name='who agrees')),
                ('recipient', models.ForeignKey(blank=True, help_text='Whom the parts may be shared with; empty for other kinds.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.organisation', verbose_name='recipient')),
                ('recipient_listed', models.ForeignKey(blank=True, help_text="Where the recipient doesn't work on cases here.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.organisation', verbose_name='recipient in the public directory')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawal recorded by')),
            ],
            options={
                'verbose_name': 'consent',
                'verbose_name_plural': 'consents',
                'ordering': ('-given_at', '-created_at'),
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('kind', models.CharField(choices=[('services', 'To be helped and for a case to be kept'), ('share', 'To share parts of the case with one organisation'), ('statistics', 'To be counted in statistics, without anything that identifies'), ('contact', 'To be contacted, by the rules for safe contact'), ('recording', 'To pictures or recordings being kept')], max_length=10, verbose_name='to what')),
                ('sections', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('summary', 'Summary'), ('parties', 'People in the case'), ('identity', 'Names, numbers and addresses'), ('contact', 'Rules for safe contact'), ('incidents', 'Incidents and events'), ('notes', 'Notes'), ('assessments', 'Assessments and safety plans'), ('plan', 'Plan, tasks and referrals'), ('measures', 'Measures and duties'), ('files', 'Files')], max_length=12), blank=True, default=list, size=None, verbose_name='parts')),
                ('capacity', models.CharField(choices=[('self', 'The person herself or himself'), ('guardian', 'A guardian'), ('court', 'By decision of a court')], max_length=8, verbose_name='in whose name')),
                ('method', models.CharField(choices=[('spoken', 'Spoken'), ('written', 'In writing'), ('signed', 'In sign language or through an interpreter')], max_length=7, verbose_name='how it was given')),
                ('given_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='given')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Empty: until withdrawn.', null=True, verbose_name='ends')),
                ('evidence', cases.sealing.SealedField(blank=True, default='', verbose_name='what shows it')),
                ('status', models.CharField(choices=[('given', 'Given'), ('withdrawn', 'Withdrawn')], default='given', max_length=9, verbose_name='status')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('withdrawal', cases.sealing.SealedField(blank=True, default='', verbose_name='what was said at the withdrawal')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party', verbose_name='who agrees')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.consent')),
                ('recipient', models.ForeignKey(blank=True, db_constraint=False, help_text='Whom the parts may be shared with; empty for other kinds.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.organisation', verbose_name='recipient')),
                ('recipient_listed', models.ForeignKey(blank=True, db_constraint=False, help_text="Where the recipient doesn't work on cases here.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programs.organisation', verbose_name='recipient in the public directory')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawal recorded by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FirstContact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('limits_explained', models.BooleanField(default=False, verbose_name='the limits of confidentiality were explained')),
                ('emergency_reason', cases.sealing.SealedField(blank=True, default='', verbose_name='why the work begins before that')),
                ('as_of_on', models.DateField(verbose_name='law as of')),
                ('shown_versions', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='Of the duties to report that the worker was shown.', size=None, verbose_name='versions of the law shown')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='first_contacts', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('jurisdiction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='legislation.jurisdiction', verbose_name='jurisdiction')),
                ('party', models.ForeignKey(blank=True, help_text='Empty where an emergency left no time to record anybody.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.party', verbose_name='with whom')),
            ],
            options={
                'verbose_name': 'first contact',
                'verbose_name_plural': 'first contacts',
                'ordering': ('created_at',),
            },
        ),
        migrations.AddIndex(
            model_name='consent',
            index=models.Index(condition=models.Q(('status', 'given')), fields=['case', 'kind'], name='consents_given'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'share'), ('sections__len__gt', 0), models.Q(models.Q(('recipient__isnull', False), ('recipient_listed__isnull', True)), models.Q(('recipient__isnull', True), ('recipient_listed__isnull', False)), _connector='OR')), models.Q(models.Q(('kind', 'share'), _negated=True), ('recipient__isnull', True), ('recipient_listed__isnull', True), ('sections__len', 0)), _connector='OR'), name='consent_to_share_names_one_recipient_and_parts'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('given_at__lte', models.F('created_at'))), name='consent_was_given_when_it_is_recorded'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('given_at')), _connector='OR'), name='consent_ends_after_it_was_given'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'given'), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='consent_withdrawn_says_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('evidence', ''), ('evidence__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('withdrawal', ''), ('withdrawal__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='consent_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='8c54936bc3eab1badbbc8c0bf72e77f2736d76ed', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_696fd', table='cases_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='consent_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{given:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='97a4b5fcc52831a7c5c21838678394f063fbb5bc', operation='UPDATE', pgid='pgtrigger_consent_takes_allowed_changes_7324e', table='cases_consent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_consentevent" ("capacity", "case_id", "created_at", "created_by_id", "ends_at", "evidence", "given_at", "id", "kind", "method", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "recipient_listed_id", "row_version", "sections", "status", "withdrawal", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."capacity", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."ends_at", NEW."evidence", NEW."given_at", NEW."id", NEW."kind", NEW."method", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recipient_id", NEW."recipient_listed_id", NEW."row_version", NEW."sections", NEW."status", NEW."withdrawal", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='23a77390d179261bbcd9ceb0d5e87c9106db662d', operation='INSERT', pgid='pgtrigger_insert_insert_d4098', table='cases_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_consentevent" ("capacity", "case_id", "created_at", "created_by_id", "ends_at", "evidence", "given_at", "id", "kind", "method", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "recipient_listed_id", "row_version", "sections", "status", "withdrawal", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."capacity", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."ends_at", NEW."evidence", NEW."given_at", NEW."id", NEW."kind", NEW."method", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recipient_id", NEW."recipient_listed_id", NEW."row_version", NEW."sections", NEW."status", NEW."withdrawal", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='b24868e5944460dd8598edc610d40f6870eb3297', operation='UPDATE', pgid='pgtrigger_update_update_8a7aa', table='cases_consent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_consentevent" ("capacity", "case_id", "created_at", "created_by_id", "ends_at", "evidence", "given_at", "id", "kind", "method", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "recipient_listed_id", "row_version", "sections", "status", "withdrawal", "withdrawn_at", "withdrawn_by_id") VALUES (OLD."capacity", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."ends_at", OLD."evidence", OLD."given_at", OLD."id", OLD."kind", OLD."method", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recipient_id", OLD."recipient_listed_id", OLD."row_version", OLD."sections", OLD."status", OLD."withdrawal", OLD."withdrawn_at", OLD."withdrawn_by_id"); RETURN NULL;', hash='e5441d3ffaa7fd9faa8f122ca4f825125546f229', operation='DELETE', pgid='pgtrigger_delete_delete_af72a', table='cases_consent', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='firstcontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('limits_explained', True), ('party__isnull', False)), models.Q(('emergency_reason', ''), _negated=True), _connector='OR'), name='first_contact_explains_the_limits_or_says_why_not'),
        ),
        migrations.AddConstraint(
            model_name='firstcontact',
            constraint=models.CheckConstraint(condition=models.Q(('emergency_reason', ''), ('emergency_reason__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), name='first_contact_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='firstcontact',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='01863d1fdb8286f65ee6133cf340c2dd9124f464', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_827e9', table='cases_firstcontact', when='BEFORE')),
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_is_in_the_case_of_its_party "
                "FOREIGN KEY (party_id, case_id) REFERENCES cases_party (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_is_in_the_case_of_its_party",
            )
            for table in ("consent", "firstcontact")
        ],
    ]
