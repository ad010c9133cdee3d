"""Notes, tasks, attempts at contact, assessments, safety plans and goals, each in its case."""

import cases.sealing
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

# What is about a person, a consent or a rule stands in the same case: table, column, what it points at.
KEYS = (
    ("task", "party", "party"),
    ("task", "consent", "consent"),
    ("contactattempt", "party", "party"),
    ("contactattempt", "rule", "safecontact"),
    ("assessment", "party", "party"),
    ("safetyplan", "party", "party"),
)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_consent'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('answers', cases.sealing.SealedField(blank=True, default='', verbose_name='answers')),
                ('score', models.PositiveSmallIntegerField(default=0, verbose_name='score')),
                ('level_computed', models.CharField(choices=[('unknown', 'Not assessed'), ('standard', 'Standard'), ('medium', 'Medium'), ('high', 'High'), ('immediate', 'Immediate danger')], default='unknown', max_length=9, verbose_name='danger by the score')),
                ('level_final', models.CharField(choices=[('unknown', 'Not assessed'), ('standard', 'Standard'), ('medium', 'Medium'), ('high', 'High'), ('immediate', 'Immediate danger')], default='unknown', help_text='Chosen by a person; the score only suggests.', max_length=9, verbose_name='danger as judged')),
                ('override_reason', cases.sealing.SealedField(blank=True, default='', verbose_name='why it differs from the score')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed'), ('superseded', 'Replaced by a later one')], default='draft', max_length=10, verbose_name='status')),
                ('lowering_asked', models.BooleanField(default=False, verbose_name='a supervisor was asked about a lower danger')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed')),
                ('next_due_on', models.DateField(blank=True, null=True, verbose_name='to be made again by')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('lowering_approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.membership', verbose_name='lower danger approved by')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='cases.party', verbose_name='of whom')),
                ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.membership', verbose_name='signed by')),
            ],
            options={
                'verbose_name': 'assessment',
                'verbose_name_plural': 'assessments',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='InstrumentVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('slug', models.SlugField(max_length=60, verbose_name='instrument')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the definition')),
                ('definition', models.TextField(help_text='JSON as cases.instruments writes it: questions, levels, provenance.', verbose_name='definition')),
                ('is_current', models.BooleanField(default=True, verbose_name='offered for new assessments')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'verbose_name': 'version of an instrument',
                'verbose_name_plural': 'versions of instruments',
                'ordering': ('slug', '-created_at'),
            },
        ),
        migrations.CreateModel(
            name='AssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('answers', cases.sealing.SealedField(blank=True, default='', verbose_name='answers')),
                ('score', models.PositiveSmallIntegerField(default=0, verbose_name='score')),
                ('level_computed', models.CharField(choices=[('unknown', 'Not assessed'), ('standard', 'Standard'), ('medium', 'Medium'), ('high', 'High'), ('immediate', 'Immediate danger')], default='unknown', max_length=9, verbose_name='danger by the score')),
                ('level_final', models.CharField(choices=[('unknown', 'Not assessed'), ('standard', 'Standard'), ('medium', 'Medium'), ('high', 'High'), ('immediate', 'Immediate danger')], default='unknown', help_text='Chosen by a person; the score only suggests.', max_length=9, verbose_name='danger as judged')),
                ('override_reason', cases.sealing.SealedField(blank=True, default='', verbose_name='why it differs from the score')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('signed', 'Signed'), ('superseded', 'Replaced by a later one')], default='draft', max_length=10, verbose_name='status')),
                ('lowering_asked', models.BooleanField(default=False, verbose_name='a supervisor was asked about a lower danger')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed')),
                ('next_due_on', models.DateField(blank=True, null=True, verbose_name='to be made again by')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('lowering_approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.membership', verbose_name='lower danger approved by')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party', verbose_name='of whom')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.assessment')),
                ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.membership', verbose_name='signed by')),
                ('instrument', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.instrumentversion', verbose_name='instrument')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='assessment',
            name='instrument',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.instrumentversion', verbose_name='instrument'),
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('body', cases.sealing.SealedField(blank=True, default='', verbose_name='note')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.organisation', verbose_name='written for')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='NoteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('body', cases.sealing.SealedField(blank=True, default='', verbose_name='note')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.organisation', verbose_name='written for')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.note')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('goal', cases.sealing.SealedField(blank=True, default='', help_text="In the survivor's own words.", verbose_name='goal')),
                ('service_kind', models.CharField(choices=[('safety', 'Safety and shelter'), ('health', 'Medical help'), ('psychosocial', 'Psychological and social support'), ('legal', 'Legal help'), ('police', 'Police protection'), ('children', 'Help for children'), ('livelihood', 'Work, money, housing'), ('other', 'Other')], max_length=12, verbose_name='help')),
                ('due_on', models.DateField(verbose_name='by')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('under-way', 'Under way'), ('done', 'Done'), ('dropped', 'Given up')], default='planned', max_length=9, verbose_name='status')),
                ('outcome', cases.sealing.SealedField(blank=True, default='', verbose_name='what came of it')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='cases.membership', verbose_name='who sees to it')),
            ],
            options={
                'verbose_name': 'item of the plan',
                'verbose_name_plural': 'items of the plan',
                'ordering': ('due_on', 'created_at'),
            },
        ),
        migrations.CreateModel(
            name='PlanItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('goal', cases.sealing.SealedField(blank=True, default='', help_text="In the survivor's own words.", verbose_name='goal')),
                ('service_kind', models.CharField(choices=[('safety', 'Safety and shelter'), ('health', 'Medical help'), ('psychosocial', 'Psychological and social support'), ('legal', 'Legal help'), ('police', 'Police protection'), ('children', 'Help for children'), ('livelihood', 'Work, money, housing'), ('other', 'Other')], max_length=12, verbose_name='help')),
                ('due_on', models.DateField(verbose_name='by')),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('under-way', 'Under way'), ('done', 'Done'), ('dropped', 'Given up')], default='planned', max_length=9, verbose_name='status')),
                ('outcome', cases.sealing.SealedField(blank=True, default='', verbose_name='what came of it')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.membership', verbose_name='who sees to it')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.planitem')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SafetyPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('body', cases.sealing.SealedField(blank=True, default='', verbose_name='plan')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed with the survivor'), ('superseded', 'Replaced by a later one')], default='draft', max_length=10, verbose_name='status')),
                ('agreed_with_survivor_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed with the survivor')),
                ('copy_given', models.CharField(choices=[('none', 'No copy'), ('paper', 'On paper'), ('memorised', 'Memorised')], default='none', help_text='A copy is never sent electronically.', max_length=9, verbose_name='copy given')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='safety_plans', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='safety_plans', to='cases.party', verbose_name='whose')),
            ],
            options={
                'verbose_name': 'safety plan',
                'verbose_name_plural': 'safety plans',
                'ordering': ('-number',),
            },
        ),
        migrations.CreateModel(
            name='SafetyPlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('number', models.PositiveSmallIntegerField(verbose_name='version')),
                ('body', cases.sealing.SealedField(blank=True, default='', verbose_name='plan')),
                ('status', models.CharField(choices=[('draft', 'Draft'), ('agreed', 'Agreed with the survivor'), ('superseded', 'Replaced by a later one')], default='draft', max_length=10, verbose_name='status')),
                ('agreed_with_survivor_at', models.DateTimeField(blank=True, null=True, verbose_name='agreed with the survivor')),
                ('copy_given', models.CharField(choices=[('none', 'No copy'), ('paper', 'On paper'), ('memorised', 'Memorised')], default='none', help_text='A copy is never sent electronically.', max_length=9, verbose_name='copy given')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('party', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party', verbose_name='whose')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.safetyplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('kind', models.CharField(choices=[('general', 'Task'), ('contact', 'Contact the person'), ('tell-recipient', 'Tell the recipient that consent was withdrawn'), ('contact-review', 'Decide how to go on: three attempts at contact failed'), ('lowering', 'Decide whether the danger may be held to be lower')], default='general', max_length=14, verbose_name='kind')),
                ('what', cases.sealing.SealedField(blank=True, default='', verbose_name='what is to be done')),
                ('due_on', models.DateField(verbose_name='by')),
                ('status', models.CharField(choices=[('open', 'To be done'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=9, verbose_name='status')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('outcome', cases.sealing.SealedField(blank=True, default='', verbose_name='what came of it')),
                ('assignee', models.ForeignKey(blank=True, help_text='Empty where there is nobody to name: the lead sees to it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.membership', verbose_name='who does it')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.case')),
                ('consent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='cases.consent', verbose_name='about which consent')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('party', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.party', verbose_name='about whom')),
            ],
            options={
                'verbose_name': 'task',
                'verbose_name_plural': 'tasks',
                'ordering': ('due_on', 'created_at'),
            },
        ),
        migrations.CreateModel(
            name='TaskEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('kind', models.CharField(choices=[('general', 'Task'), ('contact', 'Contact the person'), ('tell-recipient', 'Tell the recipient that consent was withdrawn'), ('contact-review', 'Decide how to go on: three attempts at contact failed'), ('lowering', 'Decide whether the danger may be held to be lower')], default='general', max_length=14, verbose_name='kind')),
                ('what', cases.sealing.SealedField(blank=True, default='', verbose_name='what is to be done')),
                ('due_on', models.DateField(verbose_name='by')),
                ('status', models.CharField(choices=[('open', 'To be done'), ('done', 'Done'), ('cancelled', 'Cancelled')], default='open', max_length=9, verbose_name='status')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('outcome', cases.sealing.SealedField(blank=True, default='', verbose_name='what came of it')),
                ('assignee', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty where there is nobody to name: the lead sees to it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.membership', verbose_name='who does it')),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('consent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.consent', verbose_name='about which consent')),
                ('created_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('done_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
                ('party', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.party', verbose_name='about whom')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='cases.task')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactAttempt',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('row_version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version of the record')),
                ('channel', models.CharField(choices=[('phone', 'Telephone'), ('message', 'Text message'), ('email', 'E-mail'), ('visit', 'Visit'), ('through-somebody', 'Through somebody trusted')], max_length=16, verbose_name='way')),
                ('attempted_at', models.DateTimeField(verbose_name='when')),
                ('was_safe', models.BooleanField(verbose_name='within what was agreed')),
                ('override_reason', cases.sealing.SealedField(blank=True, default='', verbose_name='why it could not wait')),
                ('outcome', models.CharField(choices=[('reached', 'Reached'), ('no-answer', 'No answer'), ('somebody-else', 'Somebody else answered'), ('message-left', 'A message was left')], max_length=13, verbose_name='what came of it')),
                ('detail', cases.sealing.SealedField(blank=True, default='', verbose_name='detail')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_attempts', to='cases.case')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_attempts', to='cases.party', verbose_name='whom')),
                ('rule', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.safecontact', verbose_name='rule that held')),
            ],
            options={
                'verbose_name': 'attempt at contact',
                'verbose_name_plural': 'attempts at contact',
                'ordering': ('-attempted_at', '-created_at'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rule__isnull', False), ('was_safe', True)), models.Q(('was_safe', False), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='unsafe_attempt_has_a_reason'), models.CheckConstraint(condition=models.Q(('attempted_at__lte', models.F('created_at'))), name='attempt_was_made_when_it_is_recorded'), models.CheckConstraint(condition=models.Q(models.Q(('override_reason', ''), ('override_reason__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('detail', ''), ('detail__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='contact_attempt_is_sealed')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='contactattempt',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='e731ed4a120f412993fab7f17b13becef38fd567', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_92bb1', table='cases_contactattempt', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='instrumentversion',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('slug',), name='instrument_has_one_current_version'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('signed_by__isnull', True), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('next_due_on__isnull', False), ('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('level_final', 'unknown'), _negated=True)), _connector='OR'), name='signed_assessment_says_by_whom_what_and_until_when'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'draft'), ('level_final', models.F('level_computed')), models.Q(('override_reason', ''), _negated=True), _connector='OR'), name='assessment_that_departs_from_the_score_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('lowering_approved_by__isnull', True), ('signed_by__isnull', True), models.Q(('lowering_approved_by', models.F('signed_by')), _negated=True), _connector='OR'), name='lower_danger_is_approved_by_a_second_person'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('party',), name='person_has_one_assessment_in_draft'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'signed')), fields=('party',), name='person_has_one_assessment_that_holds'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answers', ''), ('answers__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('override_reason', ''), ('override_reason__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='assessment_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='917d9142ebe2e41025a40e970d033099d88496b9', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_b8617', table='cases_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:signed,signed:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='386dd1a25073d7c29f47724bb85c522eb586da30', operation='UPDATE', pgid='pgtrigger_assessment_takes_allowed_changes_f646a', table='cases_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_assessmentevent" ("answers", "case_id", "created_at", "created_by_id", "id", "instrument_id", "level_computed", "level_final", "lowering_approved_by_id", "lowering_asked", "next_due_on", "override_reason", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "score", "signed_at", "signed_by_id", "status") VALUES (NEW."answers", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."instrument_id", NEW."level_computed", NEW."level_final", NEW."lowering_approved_by_id", NEW."lowering_asked", NEW."next_due_on", NEW."override_reason", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version", NEW."score", NEW."signed_at", NEW."signed_by_id", NEW."status"); RETURN NULL;', hash='43d42aee204f57f24edb88d59105a8eff3cfeb41', operation='INSERT', pgid='pgtrigger_insert_insert_718b4', table='cases_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_assessmentevent" ("answers", "case_id", "created_at", "created_by_id", "id", "instrument_id", "level_computed", "level_final", "lowering_approved_by_id", "lowering_asked", "next_due_on", "override_reason", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "score", "signed_at", "signed_by_id", "status") VALUES (NEW."answers", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."instrument_id", NEW."level_computed", NEW."level_final", NEW."lowering_approved_by_id", NEW."lowering_asked", NEW."next_due_on", NEW."override_reason", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version", NEW."score", NEW."signed_at", NEW."signed_by_id", NEW."status"); RETURN NULL;', hash='3e80cbface1448a791f9cf04d878ab1a3d37798f', operation='UPDATE', pgid='pgtrigger_update_update_75ec5', table='cases_assessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_assessmentevent" ("answers", "case_id", "created_at", "created_by_id", "id", "instrument_id", "level_computed", "level_final", "lowering_approved_by_id", "lowering_asked", "next_due_on", "override_reason", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "score", "signed_at", "signed_by_id", "status") VALUES (OLD."answers", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."instrument_id", OLD."level_computed", OLD."level_final", OLD."lowering_approved_by_id", OLD."lowering_asked", OLD."next_due_on", OLD."override_reason", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_version", OLD."score", OLD."signed_at", OLD."signed_by_id", OLD."status"); RETURN NULL;', hash='3d2c1c42186d68cb29c6523aa653b80fe5a51364', operation='DELETE', pgid='pgtrigger_delete_delete_c79aa', table='cases_assessment', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('body', ''), ('body__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), name='note_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='15fc7576d3e8db3430a6f415949cc75bc4670531', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_4a9bc', table='cases_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_noteevent" ("body", "case_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version") VALUES (NEW."body", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version"); RETURN NULL;', hash='684bb67e4ce265de563b0015ffb3c30c3e3b12b3', operation='INSERT', pgid='pgtrigger_insert_insert_11671', table='cases_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_noteevent" ("body", "case_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version") VALUES (NEW."body", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version"); RETURN NULL;', hash='5affa158d4d06d0eb5f5d8a5c137253d42e98fc6', operation='UPDATE', pgid='pgtrigger_update_update_98d44', table='cases_note', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_noteevent" ("body", "case_id", "created_at", "created_by_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version") VALUES (OLD."body", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_version"); RETURN NULL;', hash='7f6f5b93a947ab0c3b66d190a04325663b9578c1', operation='DELETE', pgid='pgtrigger_delete_delete_c56dc', table='cases_note', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('goal', ''), _negated=True), name='plan_item_has_a_goal'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='plan_item_given_up_says_why'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('goal', ''), ('goal__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('outcome', ''), ('outcome__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='plan_item_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='3d57e8b8514b84a65bd6116b2883f57fb28bb0de', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_495a5', table='cases_planitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='plan_item_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{planned:under-way,planned:done,planned:dropped,under-way:done,under-way:dropped}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='25ec5499df4d54c6059332901b811674ddf3fecc', operation='UPDATE', pgid='pgtrigger_plan_item_takes_allowed_changes_311ce', table='cases_planitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_planitemevent" ("case_id", "created_at", "created_by_id", "due_on", "goal", "id", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "service_kind", "status") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."goal", NEW."id", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version", NEW."service_kind", NEW."status"); RETURN NULL;', hash='dabfec65b0038b1e1e55b37ba34b4086a4360fae', operation='INSERT', pgid='pgtrigger_insert_insert_e9d40', table='cases_planitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_planitemevent" ("case_id", "created_at", "created_by_id", "due_on", "goal", "id", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "service_kind", "status") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."due_on", NEW."goal", NEW."id", NEW."outcome", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version", NEW."service_kind", NEW."status"); RETURN NULL;', hash='5fc59946c5826074092d01ace94e3143f5040879', operation='UPDATE', pgid='pgtrigger_update_update_2e9fc', table='cases_planitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_planitemevent" ("case_id", "created_at", "created_by_id", "due_on", "goal", "id", "outcome", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "service_kind", "status") VALUES (OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."due_on", OLD."goal", OLD."id", OLD."outcome", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_version", OLD."service_kind", OLD."status"); RETURN NULL;', hash='b71693624f5d6c8568ad14517cb670ca4ccfc71e', operation='DELETE', pgid='pgtrigger_delete_delete_395f5', table='cases_planitem', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='safetyplan',
            constraint=models.UniqueConstraint(fields=('party', 'number'), name='safety_plan_has_a_number_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='safetyplan',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('party',), name='person_has_one_plan_in_draft'),
        ),
        migrations.AddConstraint(
            model_name='safetyplan',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'agreed')), fields=('party',), name='person_has_one_plan_that_holds'),
        ),
        migrations.AddConstraint(
            model_name='safetyplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('agreed_with_survivor_at__isnull', True), ('status', 'draft')), models.Q(models.Q(('status', 'draft'), _negated=True), ('agreed_with_survivor_at__isnull', False)), _connector='OR'), name='agreed_plan_says_when'),
        ),
        migrations.AddConstraint(
            model_name='safetyplan',
            constraint=models.CheckConstraint(condition=models.Q(('body', ''), ('body__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), name='safety_plan_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='55b4cacddcb8b41aa008c51200986ef55efd589e', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_23694', table='cases_safetyplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='safety_plan_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:agreed,agreed:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='33583b57659584948c802c1e5b978751ff7732f0', operation='UPDATE', pgid='pgtrigger_safety_plan_takes_allowed_changes_36a1b', table='cases_safetyplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_safetyplanevent" ("agreed_with_survivor_at", "body", "case_id", "copy_given", "created_at", "created_by_id", "id", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status") VALUES (NEW."agreed_with_survivor_at", NEW."body", NEW."case_id", NEW."copy_given", NEW."created_at", NEW."created_by_id", NEW."id", NEW."number", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version", NEW."status"); RETURN NULL;', hash='2384cc5161b61c2c3e7f85419195ac5c6f20e669', operation='INSERT', pgid='pgtrigger_insert_insert_e8531', table='cases_safetyplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_safetyplanevent" ("agreed_with_survivor_at", "body", "case_id", "copy_given", "created_at", "created_by_id", "id", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status") VALUES (NEW."agreed_with_survivor_at", NEW."body", NEW."case_id", NEW."copy_given", NEW."created_at", NEW."created_by_id", NEW."id", NEW."number", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version", NEW."status"); RETURN NULL;', hash='6796b1a7f873317f4e1968e367ebdf681504505f', operation='UPDATE', pgid='pgtrigger_update_update_0ee9b', table='cases_safetyplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safetyplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_safetyplanevent" ("agreed_with_survivor_at", "body", "case_id", "copy_given", "created_at", "created_by_id", "id", "number", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status") VALUES (OLD."agreed_with_survivor_at", OLD."body", OLD."case_id", OLD."copy_given", OLD."created_at", OLD."created_by_id", OLD."id", OLD."number", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_version", OLD."status"); RETURN NULL;', hash='47e63ffad348d161eec1f3a27c85257c7b86153a', operation='DELETE', pgid='pgtrigger_delete_delete_9f4a4', table='cases_safetyplan', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(condition=models.Q(('status', 'open')), fields=['assignee', 'due_on'], name='tasks_to_be_done'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True), ('status', 'open')), models.Q(models.Q(('status', 'open'), _negated=True), ('done_at__isnull', False), ('done_by__isnull', False)), _connector='OR'), name='task_settled_says_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'general'), _negated=True), models.Q(('what', ''), _negated=True), _connector='OR'), name='task_says_what_is_to_be_done'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('contact', 'contact-review')), _negated=True), ('party__isnull', False), _connector='OR'), name='task_of_contact_says_with_whom'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'contact-review'), ('status', 'open')), fields=('party',), name='contact_is_reviewed_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='task',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('what', ''), ('what__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR'), models.Q(('outcome', ''), ('outcome__regex', '^v1\\.[A-Za-z0-9_-]{1,32}\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+$'), _connector='OR')), name='task_is_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='recorded_by_the_servers_clock', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.created_at := clock_timestamp(); RETURN NEW;', hash='efbfa0e92327295532325c6c1ca1059021ef49ab', operation='INSERT', pgid='pgtrigger_recorded_by_the_servers_clock_f205a', table='cases_task', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='task_takes_allowed_changes', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:done,open:cancelled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='3cc73cf012e2b5e0be5b70aac4a9624fde3b496e', operation='UPDATE', pgid='pgtrigger_task_takes_allowed_changes_a1d51', table='cases_task', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_taskevent" ("assignee_id", "case_id", "consent_id", "created_at", "created_by_id", "done_at", "done_by_id", "due_on", "id", "kind", "outcome", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "what") VALUES (NEW."assignee_id", NEW."case_id", NEW."consent_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."outcome", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."row_version", NEW."status", NEW."what"); RETURN NULL;', hash='93416d6365dc2daae5d650ebd0bac5d58f622bbc', operation='INSERT', pgid='pgtrigger_insert_insert_62e7a', table='cases_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_taskevent" ("assignee_id", "case_id", "consent_id", "created_at", "created_by_id", "done_at", "done_by_id", "due_on", "id", "kind", "outcome", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "what") VALUES (NEW."assignee_id", NEW."case_id", NEW."consent_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", NEW."kind", NEW."outcome", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."row_version", NEW."status", NEW."what"); RETURN NULL;', hash='30de9ec365f8ab596d057830d9fcafa696e19b85', operation='UPDATE', pgid='pgtrigger_update_update_e050d', table='cases_task', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='task',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_taskevent" ("assignee_id", "case_id", "consent_id", "created_at", "created_by_id", "done_at", "done_by_id", "due_on", "id", "kind", "outcome", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "row_version", "status", "what") VALUES (OLD."assignee_id", OLD."case_id", OLD."consent_id", OLD."created_at", OLD."created_by_id", OLD."done_at", OLD."done_by_id", OLD."due_on", OLD."id", OLD."kind", OLD."outcome", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."row_version", OLD."status", OLD."what"); RETURN NULL;', hash='8ad818f819df58154f0f14380763d1c084a9da35', operation='DELETE', pgid='pgtrigger_delete_delete_b7669', table='cases_task', when='AFTER')),
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_and_its_case UNIQUE (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_and_its_case",
            )
            for table in ("consent", "safecontact")
        ],
        *[
            migrations.RunSQL(
                f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_is_in_the_case_of_its_{column} "
                f"FOREIGN KEY ({column}_id, case_id) REFERENCES cases_{target} (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_is_in_the_case_of_its_{column}",
            )
            for table, column, target in KEYS
        ],
        migrations.RunSQL(
            "ALTER TABLE cases_instrumentversion ADD CONSTRAINT instrument_is_named_by_its_hash "
            "CHECK (sha256 = encode(sha256(convert_to(definition, 'UTF8')), 'hex'))",
            "ALTER TABLE cases_instrumentversion DROP CONSTRAINT instrument_is_named_by_its_hash",
        ),
    ]
