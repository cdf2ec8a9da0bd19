"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0002_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='clearance/rules.sql',
            digest='9240fd4d3e5235df',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='rules.sql',
            digest='8f7c0970263f6464',
            first=True,
        ),
    ]
