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
            digest='b90ac5a8f376ef14',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='contacts/rules.sql',
            digest='bea0800ee2411817',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='letters/rules.sql',
            digest='809b739ab4f92c5f',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='outcomes/rules.sql',
            digest='50284a845a813c03',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='relationships/rules.sql',
            digest='aa0d16ebce056bf1',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='support/rules.sql',
            digest='5bf86cc075e15fde',
            first=True,
        ),
    ]
