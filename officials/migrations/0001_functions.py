"""What tables, columns, indexes and policies need beforehand."""

import officials.ownership
import officials.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.ownership.SetPrivileges(
        ),
        officials.sql_files.NeedExtension(
            name='btree_gist',
        ),
        officials.sql_files.NeedExtension(
            name='fuzzystrmatch',
        ),
        officials.sql_files.NeedExtension(
            name='pg_trgm',
        ),
        officials.sql_files.NeedExtension(
            name='unaccent',
        ),
        officials.sql_files.InstallBefore(
            file='before.sql',
            digest='cfa1c3ead8c2fe70',
            first=True,
        ),
    ]
