"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.schema.sql_files.InstallBefore(
            file='catalogue/before.sql',
            digest='24a8cb17762f7657',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='deliveries/before.sql',
            digest='dbe482e18b20b87e',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='jobs/before.sql',
            digest='e68970afadb66704',
            first=True,
        ),
    ]
