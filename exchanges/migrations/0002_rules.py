"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('exchanges', '0001_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='rules.sql',
            digest='32ba1766761f5322',
            first=True,
        ),
    ]
