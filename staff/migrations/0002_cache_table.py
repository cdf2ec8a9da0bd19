from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """The cache that all processes share (limits on sign-in need one)."""
    call_command("createcachetable", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_people")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
