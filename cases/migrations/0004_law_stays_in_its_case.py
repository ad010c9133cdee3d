"""Pins, duties and flags stand in the same case as what they are about: keys of two columns."""

from django.db import migrations

POINTED_AT = ("incident", "event", "caseduty", "casemeasure")
KEYS = (
    ("incident", "supersedes", "incident"),
    ("event", "incident", "incident"),
    ("event", "measure", "casemeasure"),
    ("event", "supersedes", "event"),
    ("lawpin", "incident", "incident"),
    ("lawpin", "event", "event"),
    ("caseduty", "event", "event"),
    ("caseduty", "replaced_by", "caseduty"),
    ("casemeasure", "extension_of", "casemeasure"),
    ("flag", "incident", "incident"),
    ("flag", "event", "event"),
    ("flag", "duty", "caseduty"),
    ("flag", "measure", "casemeasure"),
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_incidents_events_duties_measures")]

    operations = [
        *[
            migrations.RunSQL(
                f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_and_its_case UNIQUE (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_and_its_case",
            )
            for table in POINTED_AT
        ],
        *[
            migrations.RunSQL(
                f"ALTER TABLE cases_{table} ADD CONSTRAINT {table}_is_in_the_case_of_its_{column} "
                f"FOREIGN KEY ({column}_id, case_id) REFERENCES cases_{target} (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT {table}_is_in_the_case_of_its_{column}",
            )
            for table, column, target in KEYS
        ],
    ]
