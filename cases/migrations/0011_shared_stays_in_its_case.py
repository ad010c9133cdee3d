"""What is shared stands in the same case as what it rests on: keys of two columns."""

from django.db import migrations

POINTED_AT = ("caseaccess", "approval", "referral", "caseexport")
KEYS = (
    ("referral", "consent", "consent"),
    ("referral", "access", "caseaccess"),
    ("referral", "approval", "approval"),
    ("referralpackage", "referral", "referral"),
    ("caseexport", "consent", "consent"),
    ("caseexport", "approval", "approval"),
    ("exportedfile", "export", "caseexport"),
)


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_sharing")]

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
