"""What tables, columns, indexes and policies need beforehand."""

import officials.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.sql_files.InstallBefore(
            file='before.sql',
            digest='e5570ddac681baa8',
            first=True,
        ),
    ]
