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
            digest='afb3d8fc9f7decf2',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='assessment/before.sql',
            digest='ae0229a03116f970',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='contacts/before.sql',
            digest='ee6ed28ad5214214',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='letters/before.sql',
            digest='7b0b3040d93a121c',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='outcomes/before.sql',
            digest='7cd49e5f8322729c',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='relationships/before.sql',
            digest='33723d9d48d90957',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='support/before.sql',
            digest='ef7fc9a7c1fbf90e',
            first=True,
        ),
    ]
