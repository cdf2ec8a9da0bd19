"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0003_rules'),
        ('staff', '0002_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='rules.sql',
            digest='c5afee3f2c6b126a',
            first=True,
            stands_for='officials/security/before.sql',
        ),
    ]
