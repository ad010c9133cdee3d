
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("legislation", "0007_protection"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PastedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="pasted at")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Of the file; blank for what was pasted.",
                        max_length=200,
                        verbose_name="name",
                    ),
                ),
                (
                    "new_law",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Jurisdiction, kind, title, number, day of adoption.",
                        verbose_name="new law",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"), ("ur", "اردو")],
                        max_length=3,
                        verbose_name="language",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("authoritative", "Official text"),
                            ("official-translation", "Official translation"),
                            ("own", "Our own words, unofficial"),
                            ("draft", "Draft translation"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty where not established.",
                        null=True,
                        verbose_name="first day valid",
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=500, verbose_name="source")),
                (
                    "tree",
                    models.JSONField(
                        help_text="As `legislation.structure.tree.to_dict` writes it.", verbose_name="tree"
                    ),
                ),
                (
                    "previous",
                    models.JSONField(
                        blank=True,
                        help_text="What undoing goes back to; empty when there is nothing.",
                        null=True,
                        verbose_name="tree before",
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Counts corrections, so that two windows don't undo each other's.",
                        verbose_name="revision",
                    ),
                ),
                (
                    "saved_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When drafts were made of it; nothing changes after.",
                        null=True,
                        verbose_name="saved at",
                    ),
                ),
                (
                    "law",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for a law that is made when the text is saved.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="legislation.law",
                        verbose_name="law",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        help_text="Nobody else sees it.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pasted_texts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "pasted text",
                "verbose_name_plural": "pasted texts",
                "ordering": ("-created_at",),
            },
        ),
    ]
