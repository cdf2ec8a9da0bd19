"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0003_rules'),
        ('staff', '0001_people'),
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='locks/before.sql',
            digest='a6c0392fa2c1f0a5',
            first=True,
        ),
    ]
