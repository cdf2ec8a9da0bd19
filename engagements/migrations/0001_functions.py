"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='before.sql',
            digest='352f96017f0adc19',
            first=True,
        ),
    ]
