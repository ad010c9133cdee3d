"""What is recorded about a person stands in the same case as the person: keys of two columns."""

from django.db import migrations

TABLES = ("cases_partyidentity", "cases_safecontact")


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_cases")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE cases_party ADD CONSTRAINT party_and_its_case UNIQUE (id, case_id)",
            "ALTER TABLE cases_party DROP CONSTRAINT party_and_its_case",
        ),
        *[
            migrations.RunSQL(
                f"ALTER TABLE {table} ADD CONSTRAINT {table}_is_in_its_partys_case "
                "FOREIGN KEY (party_id, case_id) REFERENCES cases_party (id, case_id)",
                f"ALTER TABLE {table} DROP CONSTRAINT {table}_is_in_its_partys_case",
            )
            for table in TABLES
        ],
    ]
