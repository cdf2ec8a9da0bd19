"""Rows that wait to be imported need not survive a crash: they are in their file."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("officials", "0002_tables")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE officials_stagedrow SET UNLOGGED",
            "ALTER TABLE officials_stagedrow SET LOGGED",
        ),
    ]
