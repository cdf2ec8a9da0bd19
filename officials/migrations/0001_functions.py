"""What tables, columns, indexes and policies need beforehand."""

import officials.schema.sql_files
import officials.security.ownership
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
            file='clearance/before.sql',
            digest='161c5aed335dd16c',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='institutions/before.sql',
            digest='2296f10faa47da89',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='names/before.sql',
            digest='e5a893aecda668f1',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='people/before.sql',
            digest='75a71293566ac451',
            first=True,
        ),
        officials.schema.sql_files.InstallBefore(
            file='security/before.sql',
            digest='4f896ac142c58c5c',
            first=True,
        ),
    ]
