"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='approach/before.sql',
            digest='08d07caeeb758d44',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='assessment/before.sql',
            digest='ae0229a03116f970',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='contacts/before.sql',
            digest='5a8caa915910153b',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='letters/before.sql',
            digest='267492c22f5d19b7',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='outcomes/before.sql',
            digest='7cd49e5f8322729c',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='relationships/before.sql',
            digest='f94266e4a1bf6d59',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='support/before.sql',
            digest='11278da1144668a6',
            first=True,
        ),
    ]
