"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('admin', '0003_logentry_add_action_flag_choices'),
        ('engagements', '0003_rules'),
        ('staff', '0002_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='rules.sql',
            digest='817d3a81dc18badc',
            first=True,
            stands_for='officials/security/before.sql',
        ),
    ]
