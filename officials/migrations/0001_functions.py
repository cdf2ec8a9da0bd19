"""What tables, columns, indexes and policies need beforehand."""

import officials.security.ownership
import officials.schema.sql_files
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        officials.security.ownership.SetPrivileges(
        ),
        officials.schema.sql_files.NeedExtension(
            name='btree_gist',
        ),
        officials.schema.sql_files.NeedExtension(
            name='fuzzystrmatch',
        ),
        officials.schema.sql_files.NeedExtension(
            name='pg_trgm',
        ),
        officials.schema.sql_files.NeedExtension(
            name='unaccent',
        ),
        officials.schema.sql_files.InstallBefore(
            file='before.sql',
            digest='cfa1c3ead8c2fe70',
            first=True,
        ),
    ]
