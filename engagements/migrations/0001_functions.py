"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='assessment/before.sql',
            digest='ae0229a03116f970',
            first=True,
        ),
    ]
