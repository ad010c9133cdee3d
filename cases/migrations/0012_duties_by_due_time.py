"""An index that answers alone which duties are late, however many there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_shared_stays_in_its_case")]

    operations = [
        migrations.AddIndex(
            model_name="caseduty",
            index=models.Index(
                fields=["due_at"],
                include=("override_due_at", "case", "id"),
                condition=models.Q(("status__in", ("pending", "reopened"))),
                name="duties_by_due_time",
            ),
        ),
    ]
