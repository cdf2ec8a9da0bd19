"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0002_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='rules.sql',
            digest='ed0ddfd488ced8fa',
            first=True,
        ),
    ]
