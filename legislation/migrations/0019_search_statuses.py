"""Let the search know, as pages do, on which days nothing is established of a wording."""

from django.db import migrations

ADD = """
ALTER TABLE provision_search
    ADD COLUMN begun date NOT NULL DEFAULT '-infinity',
    ADD COLUMN gone date NOT NULL DEFAULT 'infinity';
"""
# What is exact needs the laws' days, and comes with the next rewriting of a law's rows; until then as it was.
FILL = """
UPDATE provision_search SET begun = coalesce(lower(valid), '-infinity'), gone = coalesce(upper(valid), 'infinity')
WHERE NOT isempty(valid)
"""
REMOVE = "ALTER TABLE provision_search DROP COLUMN begun, DROP COLUMN gone"


class Migration(migrations.Migration):
    dependencies = [("legislation", "0018_awaiting_publication")]

    operations = [
        migrations.RunSQL(ADD, REMOVE),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
