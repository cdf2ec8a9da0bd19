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
            digest='61eff436ac307ba2',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='contacts/rules.sql',
            digest='a9368b0b23832618',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='letters/rules.sql',
            digest='7734b4d1d6d9ace8',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='outcomes/rules.sql',
            digest='e330c46df539d665',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='relationships/rules.sql',
            digest='bdbdcf897a020731',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='support/rules.sql',
            digest='c12541531877c687',
            first=True,
        ),
    ]
