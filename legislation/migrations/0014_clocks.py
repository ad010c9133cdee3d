
import django.db.models.deletion
import modeltrans.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('legislation', '0013_unit_names'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClockRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choose_by', models.CharField(choices=[('event-date', 'The date of the event that starts the clock'), ('incident-date', 'The date of the incident')], default='event-date', max_length=14, verbose_name='version of the law by')),
                ('applies_if', models.JSONField(blank=True, default=list, help_text='A list of field, op and value, all of which must hold; empty for always.', verbose_name='applies only if')),
                ('offset_value', models.PositiveSmallIntegerField(default=0, help_text='0 days is the same day; at once has none.', verbose_name='how many')),
                ('offset_unit', models.CharField(choices=[('immediately', 'at once'), ('hours', 'hours'), ('days', 'days'), ('working-days', 'working days'), ('months', 'months'), ('years', 'years')], max_length=12, verbose_name='of what')),
                ('start_rule', models.CharField(choices=[('moment', 'At the moment of the event'), ('next-local-midnight', 'At the midnight after the event')], default='moment', max_length=20, verbose_name='starts')),
                ('end_rule', models.CharField(choices=[('moment', 'At the moment reached'), ('end-of-local-day', 'With the day reached')], default='moment', max_length=20, verbose_name='ends')),
                ('rollover', models.CharField(choices=[('none', 'It stays'), ('next-working-day', 'It moves to the next working day')], default='none', max_length=20, verbose_name='if it ends on a day off')),
                ('recurs_times', models.PositiveSmallIntegerField(blank=True, help_text='Empty where it is done once.', null=True, verbose_name='at least so many times')),
                ('recurs_at_most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most so many times')),
                ('recurs_every', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='in every')),
                ('recurs_unit', models.CharField(blank=True, choices=[('immediately', 'at once'), ('hours', 'hours'), ('days', 'days'), ('working-days', 'working days'), ('months', 'months'), ('years', 'years')], max_length=12, verbose_name='unit of the recurrence')),
                ('ends_with_measure', models.BooleanField(default=False, help_text='A recurring duty ends when the measure does.', verbose_name='ends with the measure')),
                ('counting_stated', models.BooleanField(default=False, help_text='Off: it is silent, and the cautious reading is taken.', verbose_name='the law says how to count')),
                ('counting_url', models.URLField(blank=True, help_text="Where it isn't held here.", max_length=500, verbose_name='where it says how to count')),
                ('counting_note', models.TextField(blank=True, help_text='What the source says; or, where the law is silent, what the cautious reading is.', verbose_name='how it counts, in words')),
                ('to_be_confirmed', models.BooleanField(default=False, help_text='Copied from an earlier version and not yet confirmed; readers see the mark.', verbose_name='to be confirmed')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('i18n', modeltrans.fields.TranslationField(fields=('counting_note',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'verbose_name': 'clock',
                'verbose_name_plural': 'clocks',
            },
        ),
        migrations.CreateModel(
            name='ClockRuleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('choose_by', models.CharField(choices=[('event-date', 'The date of the event that starts the clock'), ('incident-date', 'The date of the incident')], default='event-date', max_length=14, verbose_name='version of the law by')),
                ('applies_if', models.JSONField(blank=True, default=list, help_text='A list of field, op and value, all of which must hold; empty for always.', verbose_name='applies only if')),
                ('offset_value', models.PositiveSmallIntegerField(default=0, help_text='0 days is the same day; at once has none.', verbose_name='how many')),
                ('offset_unit', models.CharField(choices=[('immediately', 'at once'), ('hours', 'hours'), ('days', 'days'), ('working-days', 'working days'), ('months', 'months'), ('years', 'years')], max_length=12, verbose_name='of what')),
                ('start_rule', models.CharField(choices=[('moment', 'At the moment of the event'), ('next-local-midnight', 'At the midnight after the event')], default='moment', max_length=20, verbose_name='starts')),
                ('end_rule', models.CharField(choices=[('moment', 'At the moment reached'), ('end-of-local-day', 'With the day reached')], default='moment', max_length=20, verbose_name='ends')),
                ('rollover', models.CharField(choices=[('none', 'It stays'), ('next-working-day', 'It moves to the next working day')], default='none', max_length=20, verbose_name='if it ends on a day off')),
                ('recurs_times', models.PositiveSmallIntegerField(blank=True, help_text='Empty where it is done once.', null=True, verbose_name='at least so many times')),
                ('recurs_at_most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='at most so many times')),
                ('recurs_every', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='in every')),
                ('recurs_unit', models.CharField(blank=True, choices=[('immediately', 'at once'), ('hours', 'hours'), ('days', 'days'), ('working-days', 'working days'), ('months', 'months'), ('years', 'years')], max_length=12, verbose_name='unit of the recurrence')),
                ('ends_with_measure', models.BooleanField(default=False, help_text='A recurring duty ends when the measure does.', verbose_name='ends with the measure')),
                ('counting_stated', models.BooleanField(default=False, help_text='Off: it is silent, and the cautious reading is taken.', verbose_name='the law says how to count')),
                ('counting_url', models.URLField(blank=True, help_text="Where it isn't held here.", max_length=500, verbose_name='where it says how to count')),
                ('counting_note', models.TextField(blank=True, help_text='What the source says; or, where the law is silent, what the cautious reading is.', verbose_name='how it counts, in words')),
                ('to_be_confirmed', models.BooleanField(default=False, help_text='Copied from an earlier version and not yet confirmed; readers see the mark.', verbose_name='to be confirmed')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('i18n', modeltrans.fields.TranslationField(fields=('counting_note',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EventKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('name', models.CharField(help_text="As in 'from …': the service of an order.", max_length=200, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'verbose_name': 'kind of event',
                'verbose_name_plural': 'kinds of event',
                'ordering': ('position', 'slug'),
            },
        ),
        migrations.CreateModel(
            name='EventKindEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='slug')),
                ('name', models.CharField(help_text="As in 'from …': the service of an order.", max_length=200, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('i18n', modeltrans.fields.TranslationField(fields=('name',), required_languages=(), virtual_fields=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MovedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('is_working', models.BooleanField(help_text='Off: it is a day off.', verbose_name='is a working day')),
                ('decision', models.CharField(help_text='Number and date of the decision.', max_length=300, verbose_name='decision')),
                ('source_url', models.URLField(max_length=500, verbose_name='source')),
            ],
            options={
                'verbose_name': 'moved day',
                'verbose_name_plural': 'moved days',
                'ordering': ('jurisdiction', 'day'),
            },
        ),
        migrations.CreateModel(
            name='MovedDayEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('is_working', models.BooleanField(help_text='Off: it is a day off.', verbose_name='is a working day')),
                ('decision', models.CharField(help_text='Number and date of the decision.', max_length=300, verbose_name='decision')),
                ('source_url', models.URLField(max_length=500, verbose_name='source')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='duty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='duty',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='duty',
            name='delete_delete',
        ),
        migrations.RemoveField(
            model_name='duty',
            name='counting_rule',
        ),
        migrations.RemoveField(
            model_name='duty',
            name='event_kind',
        ),
        migrations.RemoveField(
            model_name='dutyevent',
            name='counting_rule',
        ),
        migrations.RemoveField(
            model_name='dutyevent',
            name='event_kind',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_dutyevent" ("action", "bearer_id", "deadline_unit", "deadline_value", "i18n", "id", "immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recipient_id", "to_be_confirmed", "trigger", "version_id") VALUES (NEW."action", NEW."bearer_id", NEW."deadline_unit", NEW."deadline_value", NEW."i18n", NEW."id", NEW."immediate", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."recipient_id", NEW."to_be_confirmed", NEW."trigger", NEW."version_id"); RETURN NULL;', hash='92b43c3977de2ecaaa004029c20e04d8fc6fc25e', operation='INSERT', pgid='pgtrigger_insert_insert_4eb36', table='legislation_duty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "legislation_dutyevent" ("action", "bearer_id", "deadline_unit", "deadline_value", "i18n", "id", "immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recipient_id", "to_be_confirmed", "trigger", "version_id") VALUES (NEW."action", NEW."bearer_id", NEW."deadline_unit", NEW."deadline_value", NEW."i18n", NEW."id", NEW."immediate", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."recipient_id", NEW."to_be_confirmed", NEW."trigger", NEW."version_id"); RETURN NULL;', hash='fa3009d2cfe10eea34e670ab9a14ba67ba95b6c4', operation='UPDATE', pgid='pgtrigger_update_update_1018f', table='legislation_duty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='duty',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_dutyevent" ("action", "bearer_id", "deadline_unit", "deadline_value", "i18n", "id", "immediate", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recipient_id", "to_be_confirmed", "trigger", "version_id") VALUES (OLD."action", OLD."bearer_id", OLD."deadline_unit", OLD."deadline_value", OLD."i18n", OLD."id", OLD."immediate", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."recipient_id", OLD."to_be_confirmed", OLD."trigger", OLD."version_id"); RETURN NULL;', hash='6845e01d2c8385decc435831f0905bacda298ffe', operation='DELETE', pgid='pgtrigger_delete_delete_4baa7', table='legislation_duty', when='AFTER')),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by a second person'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='consequence',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consequence_of', to='legislation.provision', verbose_name='what follows if missed'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='counting_provision',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='counts_clocks', to='legislation.provision', verbose_name='provision that says how to count'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='duty',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='clock', to='legislation.duty', verbose_name='duty'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='read_by',
            field=models.ForeignKey(blank=True, help_text='Empty for what was shipped.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by a second person'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='consequence',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.provision', verbose_name='what follows if missed'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='counting_provision',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.provision', verbose_name='provision that says how to count'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='duty',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.duty', verbose_name='duty'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='legislation.clockrule'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='read_by',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Empty for what was shipped.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='read by'),
        ),
        migrations.AddField(
            model_name='eventkind',
            name='jurisdiction',
            field=models.ForeignKey(blank=True, help_text='Empty where it is used everywhere.', null=True, on_delete=django.db.models.deletion.PROTECT, to='legislation.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.AddField(
            model_name='clockruleevent',
            name='event_kind',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.eventkind', verbose_name='event that starts it'),
        ),
        migrations.AddField(
            model_name='clockrule',
            name='event_kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='legislation.eventkind', verbose_name='event that starts it'),
        ),
        migrations.AddField(
            model_name='eventkindevent',
            name='jurisdiction',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='Empty where it is used everywhere.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.AddField(
            model_name='eventkindevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='eventkindevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='legislation.eventkind'),
        ),
        migrations.AddField(
            model_name='movedday',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moved_days', to='legislation.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.AddField(
            model_name='moveddayevent',
            name='jurisdiction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='legislation.jurisdiction', verbose_name='jurisdiction'),
        ),
        migrations.AddField(
            model_name='moveddayevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='moveddayevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='legislation.movedday'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventkind',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_eventkindevent" ("i18n", "id", "jurisdiction_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."i18n", NEW."id", NEW."jurisdiction_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;', hash='34eb739984fcc9b585310f77cffa8d841c959094', operation='INSERT', pgid='pgtrigger_insert_insert_f105d', table='legislation_eventkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventkind',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "legislation_eventkindevent" ("i18n", "id", "jurisdiction_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (NEW."i18n", NEW."id", NEW."jurisdiction_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."slug"); RETURN NULL;', hash='2f24034584f8feb1ac6b36d8033333f4c6e70651', operation='UPDATE', pgid='pgtrigger_update_update_ba8f9', table='legislation_eventkind', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='eventkind',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_eventkindevent" ("i18n", "id", "jurisdiction_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "slug") VALUES (OLD."i18n", OLD."id", OLD."jurisdiction_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."slug"); RETURN NULL;', hash='2407c0b1a1ef9301254ccefb4f8dbc4f9fb2da12', operation='DELETE', pgid='pgtrigger_delete_delete_099ad', table='legislation_eventkind', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('offset_unit', 'immediately'), _negated=True), models.Q(('end_rule', 'moment'), ('offset_value', 0), ('start_rule', 'moment')), _connector='OR'), name='clock_at_once_has_no_term', violation_error_message='At once has no number, and starts and ends at the moment itself.'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('offset_unit', 'immediately'), ('offset_value__gt', 0), models.Q(('end_rule', 'end-of-local-day'), ('offset_unit__in', ('days', 'working-days')), ('start_rule', 'moment')), _connector='OR'), name='clock_of_nothing_is_the_same_day', violation_error_message='0 is the same day only: in days, and ending with the day.'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('end_rule', 'end-of-local-day'), models.Q(('offset_unit__in', ('immediately', 'hours')), ('rollover', 'none')), models.Q(('offset_unit', 'days'), ('rollover', 'none'), ('start_rule', 'moment')), _connector='OR'), name='clock_of_the_calendar_ends_with_a_day', violation_error_message='Only hours and days counted from a moment end at a moment.'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recurs_every__isnull', True), ('recurs_times__isnull', True), ('recurs_unit', ''), ('recurs_at_most__isnull', True)), models.Q(('recurs_every__gt', 0), ('recurs_times__gt', 0), ('recurs_unit__in', ('hours', 'days', 'months', 'years')), models.Q(('recurs_at_most__isnull', True), ('recurs_at_most__gte', models.F('recurs_times')), _connector='OR')), _connector='OR'), name='clock_recurrence_is_whole', violation_error_message='A recurrence has a number of times, a number of units and a unit.'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('counting_stated', False), ('counting_provision__isnull', False), models.Q(('counting_url', ''), _negated=True), _connector='OR'), name='clock_stated_counting_has_a_source', violation_error_message='Where the law says how to count, say where.'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_on__isnull', True)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='clock_confirmation_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), ('read_by__isnull', True), models.Q(('confirmed_by', models.F('read_by')), _negated=True), _connector='OR'), name='clock_is_confirmed_by_someone_else', violation_error_message="Whoever read the rule can't be the second person."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clockrule',
            trigger=pgtrigger.compiler.Trigger(name='published_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n\nIF NOT EXISTS (\n    SELECT FROM legislation_provisionversion v JOIN legislation_duty d ON d.version_id = v.id\n    WHERE v.state IN ('published', 'superseded')\n      AND d.id IN (CASE WHEN TG_OP <> 'INSERT' THEN OLD.duty_id END,\n                   CASE WHEN TG_OP <> 'DELETE' THEN NEW.duty_id END)\n) THEN\n IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END IF;\nIF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'What is published is never changed in place: correct it, or enter an amendment.' USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME; END IF;\nIF to_jsonb(NEW) - ARRAY['to_be_confirmed', 'confirmed_by_id', 'confirmed_on', 'i18n']\n      IS DISTINCT FROM to_jsonb(OLD) - ARRAY['to_be_confirmed', 'confirmed_by_id', 'confirmed_on', 'i18n']\n   OR (NEW.to_be_confirmed AND NOT OLD.to_be_confirmed)\n   OR NOT COALESCE(NEW.i18n, '{}') @> COALESCE(OLD.i18n, '{}')\nTHEN RAISE EXCEPTION 'What is published is never changed in place: correct it, or enter an amendment.' USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME; END IF;\nRETURN NEW;\n", hash='b301d3e63a10dcfd1c2a0677232a69aaf52f4b72', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_stays_45bc2', table='legislation_clockrule', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clockrule',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_clockruleevent" ("applies_if", "choose_by", "confirmed_by_id", "confirmed_on", "consequence_id", "counting_note", "counting_provision_id", "counting_stated", "counting_url", "duty_id", "end_rule", "ends_with_measure", "event_kind_id", "i18n", "id", "offset_unit", "offset_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_by_id", "recurs_at_most", "recurs_every", "recurs_times", "recurs_unit", "rollover", "start_rule", "to_be_confirmed") VALUES (NEW."applies_if", NEW."choose_by", NEW."confirmed_by_id", NEW."confirmed_on", NEW."consequence_id", NEW."counting_note", NEW."counting_provision_id", NEW."counting_stated", NEW."counting_url", NEW."duty_id", NEW."end_rule", NEW."ends_with_measure", NEW."event_kind_id", NEW."i18n", NEW."id", NEW."offset_unit", NEW."offset_value", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."read_by_id", NEW."recurs_at_most", NEW."recurs_every", NEW."recurs_times", NEW."recurs_unit", NEW."rollover", NEW."start_rule", NEW."to_be_confirmed"); RETURN NULL;', hash='306f5172cc6aa3fc20f801ff2eae3a37def85f27', operation='INSERT', pgid='pgtrigger_insert_insert_dc211', table='legislation_clockrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clockrule',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "legislation_clockruleevent" ("applies_if", "choose_by", "confirmed_by_id", "confirmed_on", "consequence_id", "counting_note", "counting_provision_id", "counting_stated", "counting_url", "duty_id", "end_rule", "ends_with_measure", "event_kind_id", "i18n", "id", "offset_unit", "offset_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_by_id", "recurs_at_most", "recurs_every", "recurs_times", "recurs_unit", "rollover", "start_rule", "to_be_confirmed") VALUES (NEW."applies_if", NEW."choose_by", NEW."confirmed_by_id", NEW."confirmed_on", NEW."consequence_id", NEW."counting_note", NEW."counting_provision_id", NEW."counting_stated", NEW."counting_url", NEW."duty_id", NEW."end_rule", NEW."ends_with_measure", NEW."event_kind_id", NEW."i18n", NEW."id", NEW."offset_unit", NEW."offset_value", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."read_by_id", NEW."recurs_at_most", NEW."recurs_every", NEW."recurs_times", NEW."recurs_unit", NEW."rollover", NEW."start_rule", NEW."to_be_confirmed"); RETURN NULL;', hash='e1aa087efd9fada6508516ee1cef1665018164bd', operation='UPDATE', pgid='pgtrigger_update_update_44fc9', table='legislation_clockrule', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='clockrule',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_clockruleevent" ("applies_if", "choose_by", "confirmed_by_id", "confirmed_on", "consequence_id", "counting_note", "counting_provision_id", "counting_stated", "counting_url", "duty_id", "end_rule", "ends_with_measure", "event_kind_id", "i18n", "id", "offset_unit", "offset_value", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_by_id", "recurs_at_most", "recurs_every", "recurs_times", "recurs_unit", "rollover", "start_rule", "to_be_confirmed") VALUES (OLD."applies_if", OLD."choose_by", OLD."confirmed_by_id", OLD."confirmed_on", OLD."consequence_id", OLD."counting_note", OLD."counting_provision_id", OLD."counting_stated", OLD."counting_url", OLD."duty_id", OLD."end_rule", OLD."ends_with_measure", OLD."event_kind_id", OLD."i18n", OLD."id", OLD."offset_unit", OLD."offset_value", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."read_by_id", OLD."recurs_at_most", OLD."recurs_every", OLD."recurs_times", OLD."recurs_unit", OLD."rollover", OLD."start_rule", OLD."to_be_confirmed"); RETURN NULL;', hash='e85eaed4ac13c7fa5fee471b3e81fe07f851c794', operation='DELETE', pgid='pgtrigger_delete_delete_4ce9a', table='legislation_clockrule', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='movedday',
            constraint=models.UniqueConstraint(fields=('jurisdiction', 'day'), name='day_is_moved_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movedday',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_moveddayevent" ("day", "decision", "id", "is_working", "jurisdiction_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url") VALUES (NEW."day", NEW."decision", NEW."id", NEW."is_working", NEW."jurisdiction_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_url"); RETURN NULL;', hash='37f381680be3729f67d64d968008a123a46233af', operation='INSERT', pgid='pgtrigger_insert_insert_bb8cd', table='legislation_movedday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movedday',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "legislation_moveddayevent" ("day", "decision", "id", "is_working", "jurisdiction_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url") VALUES (NEW."day", NEW."decision", NEW."id", NEW."is_working", NEW."jurisdiction_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_url"); RETURN NULL;', hash='3da35728a530993e89dbaaae10d434a355394b5d', operation='UPDATE', pgid='pgtrigger_update_update_21a71', table='legislation_movedday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movedday',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "legislation_moveddayevent" ("day", "decision", "id", "is_working", "jurisdiction_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_url") VALUES (OLD."day", OLD."decision", OLD."id", OLD."is_working", OLD."jurisdiction_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source_url"); RETURN NULL;', hash='d343a8bd53f95293580457734d73fe474dac5b13', operation='DELETE', pgid='pgtrigger_delete_delete_f70ee', table='legislation_movedday', when='AFTER')),
        ),
    ]
