from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_corrections_carried_through'),
        ('legislation', '0003_search_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='transfer',
            name='transfer_has_its_basis',
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('basis', 'consent'), ('consent__isnull', False), ('version__isnull', True), ('approval__isnull', True)), models.Q(('basis', 'statute'), ('law_on__isnull', False), ('version__isnull', False), ('consent__isnull', True), models.Q(('approval__isnull', False), models.Q(('status__in', ['draft', 'offered']), _negated=True), _connector='OR')), models.Q(('approval__isnull', False), ('basis', 'override'), ('consent__isnull', True), ('version__isnull', True)), models.Q(('basis', ''), models.Q(('status__in', ['draft', 'offered']), _negated=True)), _connector='OR'), name='transfer_has_its_basis'),
        ),
    ]
