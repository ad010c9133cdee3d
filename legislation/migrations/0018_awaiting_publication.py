"""Mark the provisions that exist only as drafts so far."""

from django.db import migrations

MARK = """
UPDATE legislation_provision SET awaits_publication = true
WHERE id IN (SELECT provision_id FROM legislation_provisionversion)
  AND id NOT IN (
    SELECT provision_id FROM legislation_provisionversion WHERE state IN ('published', 'superseded')
  )
  AND id NOT IN (SELECT object_id FROM legislation_loadedrecord WHERE model = 'Provision')
"""


class Migration(migrations.Migration):
    dependencies = [("legislation", "0017_change_requests")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
