"""Single seats known to appointments, and Wikidata items among the identifiers."""

import django.contrib.postgres.constraints
from django.db import migrations, models

import officials.models.appointments
import officials.row_security
from officials.context import as_system

SEATS = """
    UPDATE officials_appointment a SET single_seat = true
    FROM officials_post p WHERE p.id = a.post_id AND p.single_seat;
"""
CONTRADICTIONS = """
    UPDATE officials_appointment a SET disputed = true
    FROM officials_appointment b
    WHERE a.single_seat AND b.single_seat AND NOT a.acting AND NOT b.acting
      AND a.post_id = b.post_id AND a.circle_id = b.circle_id
      AND a.official_id <> b.official_id
      AND app_certain_days(a.started, a.started_circa, a.ended, a.ended_circa)
          && app_certain_days(b.started, b.started_circa, b.ended, b.ended_circa);
"""
ITEMS = """
    INSERT INTO officials_identifier (official_id, circle_id, scheme, value)
    SELECT id, circle_id, 'wikidata', wikidata_id
    FROM officials_official WHERE wikidata_id <> '';
"""


def bring_over(apps, schema_editor):
    with as_system(), schema_editor.connection.cursor() as cursor:
        for statement in (SEATS, CONTRADICTIONS, ITEMS):
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [("officials", "0005_depth")]

    operations = [
        migrations.RunPython(bring_over, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=officials.row_security.CopiesFrom(column='single_seat', field='post', name='appointment_seat_of_post'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('acting', False), ('disputed', False), ('single_seat', True)), expressions=[(models.F('post'), '='), (models.F('circle'), '='), (models.F('official'), '<>'), (officials.models.appointments.CertainDays(), '&&')], name='appointment_one_holder', violation_error_message='Somebody else holds this post at that time, and it has one seat. Mend the dates, or tick “disputed” to settle it later.'),
        ),
        migrations.RemoveConstraint(
            model_name='official',
            name='official_wikidata_once',
        ),
        migrations.RemoveConstraint(
            model_name='official',
            name='official_wikidata_form',
        ),
        migrations.RemoveField(
            model_name='official',
            name='wikidata_id',
        ),
        migrations.RemoveField(
            model_name='officialevent',
            name='wikidata_id',
        ),
    ]
