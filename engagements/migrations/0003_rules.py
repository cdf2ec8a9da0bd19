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
            digest='b3cdf685675af5cb',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='letters/rules.sql',
            digest='b68e95ff42013686',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='outcomes/rules.sql',
            digest='50284a845a813c03',
            first=True,
        ),
        officials.schema.sql_files.InstallRules(
            file='relationships/rules.sql',
            digest='09508405e987303e',
            first=True,
        ),
    ]
