"""The rules that ask the tables, and the triggers that call them."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0002_tables'),
    ]

    operations = [
        officials.schema.sql_files.InstallRules(
            file='approach/rules.sql',
            digest='83acdfdd80688610',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='contacts/rules.sql',
            digest='8b3d7c4b9d36f5b8',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='letters/rules.sql',
            digest='311fb259de022862',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='outcomes/rules.sql',
            digest='3b5da56679f76084',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='relationships/rules.sql',
            digest='cd1dac6325c91afa',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='support/rules.sql',
            digest='0a942f6bbafafbc6',
            first=True,
        ),
    ]
