import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legislation", "0011_unrecorded"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="sent at")),
                ("name", models.CharField(max_length=200, verbose_name="name of the file")),
                (
                    "tables",
                    models.JSONField(
                        help_text="As `legislation.bulk.tables` writes them.", verbose_name="tables"
                    ),
                ),
                ("lines", models.JSONField(help_text="What would become of each row.", verbose_name="lines")),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of what was shown; nothing else is carried out.",
                        max_length=64,
                        verbose_name="digest",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason for the corrections")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="carried out at")),
                (
                    "owner",
                    models.ForeignKey(
                        help_text="Nobody else sees it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bulk_imports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-created_at",),
            },
        ),
    ]
