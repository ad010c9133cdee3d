
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('legislation', '0015_bulk_jobs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='clockrule',
            name='clock_of_the_calendar_ends_with_a_day',
        ),
        migrations.AddConstraint(
            model_name='clockrule',
            constraint=models.CheckConstraint(condition=models.Q(('end_rule', 'end-of-local-day'), models.Q(('offset_unit__in', ('immediately', 'hours')), ('rollover', 'none')), models.Q(('offset_unit__in', ('days', 'working-days')), ('rollover', 'none'), ('start_rule', 'moment')), _connector='OR'), name='clock_of_the_calendar_ends_with_a_day', violation_error_message='Only hours and days counted from a moment end at a moment.'),
        ),
    ]
