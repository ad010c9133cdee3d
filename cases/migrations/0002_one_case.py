"""What is recorded about something of a case stands in the same case: keys of two columns."""

from django.db import migrations

POINTED_AT = (
    "party", "incident", "event", "caseduty", "casemeasure", "consent", "safecontact", "caseaccess",
    "approval", "referral", "caseexport",
)
# Table, column, what it points at.
KEYS = (
    ("consent", "party", "party"),
    ("firstcontact", "party", "party"),
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
    ("task", "party", "party"),
    ("task", "consent", "consent"),
    ("contactattempt", "party", "party"),
    ("contactattempt", "rule", "safecontact"),
    ("assessment", "party", "party"),
    ("safetyplan", "party", "party"),
    ("attachment", "consent", "consent"),
    ("referral", "consent", "consent"),
    ("referral", "access", "caseaccess"),
    ("referral", "approval", "approval"),
    ("referralpackage", "referral", "referral"),
    ("transfer", "consent", "consent"),
    ("transfer", "approval", "approval"),
    ("caseexport", "consent", "consent"),
    ("caseexport", "approval", "approval"),
    ("exportedfile", "export", "caseexport"),
)
OF_ONE_PERSON = ("partyidentity", "safecontact")


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0002_parts_belong_together"),
        ("cases", "0004_law_stays_in_its_case"),
        ("cases", "0011_shared_stays_in_its_case"),
    ]

    dependencies = [("cases", "0001_tables")]

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
                f"ALTER TABLE cases_{table} ADD CONSTRAINT cases_{table}_is_in_its_partys_case "
                "FOREIGN KEY (party_id, case_id) REFERENCES cases_party (id, case_id)",
                f"ALTER TABLE cases_{table} DROP CONSTRAINT cases_{table}_is_in_its_partys_case",
            )
            for table in OF_ONE_PERSON
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
