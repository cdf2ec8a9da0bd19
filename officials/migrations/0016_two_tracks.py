"""How officials are approached does not show to who holds institutions to account."""

import officials.row_security
from django.conf import settings
from django.db import migrations, models


OTHER_TRACK = """
-- Whether the person of this transaction is of the accountability track, while in use.
CREATE FUNCTION app_on_accountability() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM officials_switch s
                   WHERE s.name = 'two_tracks' AND s."on")
       AND EXISTS (SELECT 1 FROM officials_membership m
                   JOIN officials_circle c ON c.id = m.circle_id
                   WHERE m.person_id = app_uid() AND c.accountability);
END $$;
"""

class Migration(migrations.Migration):

    dependencies = [
        ('officials', '0015_switches_and_signatures'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='conductcheck',
            name='officials_conductcheck_circle',
        ),
        migrations.RemoveConstraint(
            model_name='exposurerisk',
            name='officials_exposurerisk_circle',
        ),
        migrations.RemoveConstraint(
            model_name='exposurethreat',
            name='officials_exposurethreat_circle',
        ),
        migrations.AddField(
            model_name='circle',
            name='accountability',
            field=models.BooleanField(default=False, help_text='Its people work on cases and reports about institutions, and see no plan of how an official is approached.', verbose_name='accountability track'),
        ),
        migrations.RunSQL(OTHER_TRACK, "DROP FUNCTION app_on_accountability"),
        migrations.AddConstraint(
            model_name='circle',
            constraint=models.CheckConstraint(condition=models.Q(('accountability', True), ('everyone', True), _negated=True), name='circle_for_everyone_is_no_track', violation_error_message='All staff are of both tracks.'),
        ),
        migrations.AddConstraint(
            model_name='conductcheck',
            constraint=officials.row_security.Circled(also='', name='officials_conductcheck_circle', unless='(SELECT app_on_accountability())'),
        ),
        migrations.AddConstraint(
            model_name='exposurerisk',
            constraint=officials.row_security.Circled(also='', name='officials_exposurerisk_circle', unless='(SELECT app_on_accountability())'),
        ),
        migrations.AddConstraint(
            model_name='exposurethreat',
            constraint=officials.row_security.Circled(also='', name='officials_exposurethreat_circle', unless='(SELECT app_on_accountability())'),
        ),
    ]
