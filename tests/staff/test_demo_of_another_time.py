"""A demo that an older Rapport made is not thrown away unasked."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_demo_of_an_older_rapport_says_how_to_make_it_anew():
    MigrationRecorder(connection).record_applied("officials", "0005_of_long_ago")

    with pytest.raises(CommandError, match="older Rapport.* --fresh to make it anew"):
        call_command("demo", no_serve=True)
